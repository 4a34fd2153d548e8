"""Memory of the web process: after a tour of all pages, and for each further visitor."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page

from tests.browser import ROOT, serve

from . import browsing
from .results import Result, load, result
from .strokes import draw, pad_of

_VISITORS = 20
_MB = 2**20


def measure(browser: Browser, folder: Path) -> list[Result]:
    """Take one visitor through all pages, then let twenty more come and stay."""
    before = load()
    with serve(ROOT / "app.py", log=folder / "memory.log") as server, ExitStack() as open_:
        process = psutil.Process(server.pid)
        fresh = _rss(process)
        page = open_.enter_context(browsing.visitor(browser)).new_page()
        stops = {name: _rss(process) for name in _tour(page, server.url)}
        page.wait_for_timeout(2000)
        toured = _rss(process)
        for _ in range(_VISITORS):
            _stay(open_.enter_context(browsing.visitor(browser)).new_page(), server.url)
        crowded = _rss(process)
    return [
        result(
            [toured],
            point="web process after a tour of all pages",
            figure="resident memory (RSS)",
            unit="MB",
            how="one visitor opens each page and does one thing on it",
            limit={"p50": 150},
            details={"healthy": fresh, **stops, "load": [before, load()]},
        ),
        result(
            [(crowded - toured) / _VISITORS],
            point="web process per further idle visitor",
            figure=f"growth of RSS over {_VISITORS} visitors, divided by their number",
            unit="MB",
            how="each opens the Start page in a browser context of its own and leaves it open",
            limit={"p50": 3},
            details={"with all visitors": crowded},
        ),
    ]


def _rss(process: psutil.Process) -> float:
    return process.memory_info().rss / _MB


def _tour(page: Page, url: str) -> Iterator[str]:
    """One thing on each page; the name of what was just done."""
    _stay(page, url)
    draw(page, pad_of(page), seconds=3)
    yield "after drawing on Start"
    _stay(page, f"{url}/kernels?pic=sample&sample=china")
    page.locator(".kernel .weight input").first.press("ArrowUp")
    browsing.rest(page)
    yield "after editing a kernel over a photo on Kernels"
    _stay(page, f"{url}/convolution")
    page.locator(".kernel .weight input").first.press("ArrowUp")
    browsing.rest(page)
    yield "after editing a kernel on Convolution"
    _stay(page, f"{url}/pooling")
    page.locator(".output .surface").first.click()
    browsing.rest(page)
    yield "after pinning a window on Pooling"


def _stay(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector(browsing.STAGE)
    browsing.rest(page)
