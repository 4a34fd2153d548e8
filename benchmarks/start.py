"""The first paint of a server that nobody has visited yet."""

import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import ROOT, serve

from . import browsing
from .results import Result, load, result

_REPEATS = 5
_LIMIT = {"p50": 2.5}


def measure(browser: Browser, folder: Path) -> list[Result]:
    """Start servers, and be the first visitor of each with an empty cache."""
    before = load()
    runs = [_measure(browser, folder / f"start-{index}.log") for index in range(_REPEATS)]
    details = {
        "process start → healthy": statistics.median(run["healthy"] for run in runs),
        "navigation → script loaded": statistics.median(run["loaded"] for run in runs),
        "load": [before, load()],
    }
    disk = "files in the disk cache"
    return [
        result(
            [run["painted"] for run in runs],
            point="first paint of a cold server",
            figure="navigation to the stage painted",
            unit="s",
            how=f"Start page, first session of a server that has just become healthy, {disk}; "
            "the limit is held to the median",
            limit=_LIMIT,
            details=details,
        ),
        result(
            [run["from_start"] for run in runs],
            point="first paint of a cold server",
            figure="process start to the stage painted",
            unit="s",
            how=f"`streamlit run app.py`, the browser opened as soon as it is healthy, {disk}",
        ),
    ]


def _measure(browser: Browser, log: Path) -> dict[str, float]:
    started = time.time()
    with serve(ROOT / "app.py", log=log) as server, browsing.visitor(browser) as context:
        healthy = time.time()
        page = context.new_page()
        page.goto(server.url)
        page.wait_for_selector(browsing.STAGE)
        page.wait_for_timeout(200)
        painted = browsing.marks(browsing.read(page), "painted")[0]["shown"] / 1000
        origin = page.evaluate("performance.timeOrigin") / 1000
        loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000
    return {
        "painted": painted,
        "from_start": origin + painted - started,
        "healthy": healthy - started,
        "loaded": loaded,
    }
