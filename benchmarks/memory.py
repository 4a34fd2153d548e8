"""Memory of the web process: after a tour of all pages, and for each further visitor."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page

from cnnviz.data.starters import starters
from tests.browser import ROOT, serve

from . import browsing
from .results import Result, load, result
from .strokes import draw, pad_of

_VISITORS = 20
_MB = 2**20


def measure(browser: Browser, folder: Path) -> list[Result]:
    """Take one visitor through all pages; on another server let twenty more come and stay."""
    return [*_toured(browser, folder / "tour.log"), _crowded(browser, folder / "crowd.log")]


def _toured(browser: Browser, log: Path) -> list[Result]:
    before = load()
    with serve(ROOT / "app.py", log=log) as server, browsing.visitor(browser) as context:
        process = psutil.Process(server.pid)
        stops = {"healthy": _rss(process)}
        for name in _tour(context.new_page(), server.url):
            stops[name] = _rss(process)
    benches = [size for name, size in stops.items() if "network" not in name]
    details = {**stops, "load": [before, load()]}
    how = "one visitor opens each page and does one thing on it"
    return [
        result(
            [benches[-1]], point="web process after a tour of the benches",
            figure="resident memory (RSS)", unit="MB", how=how, limit={"p50": 150},
            details=details,
        ),
        result(
            [list(stops.values())[-1]], point="web process with all starters used, too",
            figure="resident memory (RSS)", unit="MB", how=how, limit={"p50": 250},
        ),
    ]  # fmt: skip


def _crowded(browser: Browser, log: Path) -> Result:
    """The server is fresh, so that no memory freed after a tour hides what a visitor takes."""
    before = load()
    with serve(ROOT / "app.py", log=log) as server, ExitStack() as open_:
        process = psutil.Process(server.pid)
        sizes = []
        for _ in range(1 + _VISITORS):
            _stay(open_.enter_context(browsing.visitor(browser)).new_page(), server.url)
            sizes.append(_rss(process))
    return result(
        [(sizes[-1] - sizes[0]) / _VISITORS],
        point="web process per further idle visitor",
        figure=f"growth of RSS from the first to {_VISITORS} further visitors, per visitor",
        unit="MB",
        how="fresh server; each opens the Start page in a browser context of its own and stays",
        limit={"p50": 3},
        details={"RSS with 1, 2, … visitors": sizes, "load": [before, load()]},
    )


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
    page.goto(f"{url}/networks?net=vgg-16")
    browsing.rest(page)
    yield "after the bill of a network on Networks"
    for name in starters():
        _stay(page, f"{url}/inside?starter={name}&pic=sample")
        yield f"after a photo through the network {name} on Inside"


def _stay(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector(browsing.STAGE)
    browsing.rest(page)
