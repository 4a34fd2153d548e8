"""Hovering and scrubbing: every frame in time, and not one message to the server."""

import itertools
import math
import time
from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Browser, FloatRect, Locator, Page

from . import browsing
from .edits import BENCHES, kernels_page
from .results import Result, load, result, summarise

_SECONDS = 5.0
_PER_SECOND = 60
_LATE = 25  # ms: a frame that took this long is a frame missed
_LEAST_A_SECOND = 58
_HOW = (
    "time between animation frames while the mouse moves 60 times a second; met: at least 58 "
    "frames a second and no message sent to the server meanwhile"
)

Path = Callable[[float], tuple[float, float]]


def measure(browser: Browser, url: str) -> list[Result]:
    """Hover and scrub on a small and on a large picture."""
    results = []
    for bench in BENCHES[:2]:
        with kernels_page(browser, url, bench) as page:
            output = page.locator(".output .surface")
            scrub = page.get_by_label("Position of the window")
            output.scroll_into_view_if_needed()
            still = _frames(page, None, lambda _: (0.5, 0.5))
            results += [
                _result(bench.figure, "hover", _frames(page, _box(output), _wander), still),
                _result(bench.figure, "scrub", _scrubbed(page, _box(scrub)), still),
            ]
    return results


def _box(locator: Locator) -> FloatRect:
    box = locator.bounding_box()
    if box is None:
        raise RuntimeError(f"{locator} cannot be seen.")
    return box


def _wander(passed: float) -> tuple[float, float]:
    return 0.5 + 0.45 * math.sin(1.7 * passed), 0.5 + 0.45 * math.cos(2.3 * passed)


def _sweep(passed: float) -> tuple[float, float]:
    return 0.5 - 0.48 * math.cos(1.1 * passed), 0.5


def _scrubbed(page: Page, box: FloatRect) -> browsing.Log:
    page.mouse.move(box["x"] + 0.02 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    log = _frames(page, box, _sweep)
    page.mouse.up()
    return log


def _frames(page: Page, box: FloatRect | None, path: Path) -> browsing.Log:
    """Move along the path inside the box, or nowhere without one, and watch the frames."""
    page.wait_for_timeout(500)
    browsing.clear(page)
    page.evaluate("benchmark.watchFrames(true)")
    start = time.perf_counter()
    for index in range(int(_SECONDS * _PER_SECOND)):
        if box:
            across, down = path(index / _PER_SECOND)
            page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        time.sleep(max(0.0, start + (index + 1) / _PER_SECOND - time.perf_counter()))
    page.evaluate("benchmark.watchFrames(false)")
    return browsing.read(page)


def _intervals(log: browsing.Log) -> list[float]:
    return [
        after - before
        for before, after in itertools.pairwise(entry["at"] for entry in log["frames"])
    ]


def _share_late(intervals: list[float]) -> float:
    return sum(interval > _LATE for interval in intervals) / len(intervals)


def _a_second(intervals: list[float]) -> float:
    return 1000 * len(intervals) / sum(intervals)


def _result(figure: str, act: str, log: browsing.Log, still: browsing.Log) -> Result:
    intervals, idle = _intervals(log), _intervals(still)
    frames, sent = _a_second(intervals), len(log["sent"])
    measured = result(
        intervals,
        point=f"{act}: 60 frames a second, no message to the server",
        figure=figure,
        unit="ms",
        how=_HOW,
        details={
            "frames a second": frames,
            f"share of frames over {_LATE} ms": _share_late(intervals),
            "messages sent": sent,
            "messages received": len(log["received"]),
            "the same with the mouse at rest": {
                **summarise(idle),
                "frames a second": _a_second(idle),
                f"share of frames over {_LATE} ms": _share_late(idle),
            },
            "load": load(),
        },
    )
    return replace(
        measured,
        limit={"frames a second, at least": _LEAST_A_SECOND, "messages sent": 0},
        met=frames >= _LEAST_A_SECOND and sent == 0,
    )
