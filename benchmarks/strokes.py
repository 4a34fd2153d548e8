"""A stroke is drawn, and the maps of the drawing are painted."""

import csv
import math
import time
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page

from . import browsing
from .results import Result, load, result

_SECONDS = 8.0
_STROKE_SECONDS = 1.6
_PER_SECOND = 60
_LIMIT = {"p50": 80, "p95": 110}
_HOW = "mouse at 60 events a second on the sketchpad, several strokes; from the timeStamp of "
_PAINTED = (
    f"{_HOW}every pointer event to the first task after the next animation frame in which the "
    "stage painted the maps of the drawing"
)
_ANSWERED = (
    f"{_HOW}the newest pointer event in a message to the first task after the animation frame in "
    "which the stage painted Python's answer to it"
)


_THROUGH = (
    f"{_HOW}the newest pointer event in a message to the first task after the animation frame in "
    "which all maps and scores of the network were painted"
)


def measure(browser: Browser, url: str) -> list[Result]:
    """Draw on the pages that have a sketchpad."""
    benches = [
        result_
        for name, path in (("Start, four maps", "/"), ("Kernels, one map", "/kernels?maps=1"))
        for result_ in _measure(browser, url + path, name)
    ]
    return [*benches, _measure_inside(browser, f"{url}/inside")]


def _measure_inside(browser: Browser, url: str) -> Result:
    before = load()
    with browsing.visit(browser, url) as page:
        log = _drawn_on(page)
    newest, answers = answered(log, "atlas")
    span = (answers[-1] - answers[0]) / 1000
    return result(
        newest, point="stroke → all maps and scores painted", figure="Inside, the MNIST starter",
        unit="ms", how=_THROUGH, limit={"p50": 80, "p95": 120},
        details={"answers a second": (len(answers) - 1) / span, "load": [before, load()]},
    )  # fmt: skip


def _drawn_on(page: Page) -> browsing.Log:
    """Draw for some seconds on an empty pad; what the probe then has."""
    pad = pad_of(page)
    draw(page, pad, seconds=_STROKE_SECONDS)
    page.get_by_role("button", name="Clear").click()
    browsing.rest(page)
    browsing.clear(page)
    draw(page, pad, seconds=_SECONDS)
    browsing.rest(page)
    return browsing.read(page)


def _measure(browser: Browser, url: str, name: str) -> list[Result]:
    before = load()
    with browsing.visit(browser, url) as page:
        log = _drawn_on(page)
        kept = _drawn(page) == _computed_with(page)
    if not kept:
        raise RuntimeError(f"{name}: the stage does not show what was drawn last.")
    newest, answers = answered(log)
    span = (answers[-1] - answers[0]) / 1000
    details = {
        "answers a second": (len(answers) - 1) / span,
        "strokes kept": kept,
        "load": [before, load()],
    }
    return [
        result(painted(log), point="stroke → painted result", figure=name, unit="ms",
               how=_PAINTED, limit=_LIMIT, details=details),
        result(newest, point="stroke → Python's answer painted", figure=name, unit="ms",
               how=_ANSWERED),
    ]  # fmt: skip


def pad_of(page: Page) -> FloatRect:
    """Where the sketchpad is."""
    box = page.locator(".pad .surface").bounding_box()
    if box is None:
        raise RuntimeError("There is no sketchpad to be seen.")
    return box


def draw(page: Page, box: FloatRect, *, seconds: float) -> None:
    """Draw loops for so long, with the pen lifted now and then."""
    start, lifted = time.perf_counter(), -1
    for index in range(int(seconds * _PER_SECOND)):
        passed = index / _PER_SECOND
        stroke = int(passed / _STROKE_SECONDS)
        across = 0.5 + 0.4 * math.sin(2.3 * passed + stroke)
        down = 0.5 + 0.4 * math.cos(3.1 * passed)
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        if stroke != lifted:
            page.mouse.up()
            page.mouse.down()
            lifted = stroke
        time.sleep(max(0.0, start + (index + 1) / _PER_SECOND - time.perf_counter()))
    page.mouse.up()


def painted(log: browsing.Log) -> list[float]:
    """How long after each pointer event the maps had it, whoever computed them.

    The stage takes the drawing over while the event is handled, so the next frame has it.
    """
    shown = sorted(
        browsing.marks(log, "foreseen") + browsing.marks(log, "painted"),
        key=lambda mark: mark["at"],
    )
    return [
        next(mark["shown"] for mark in shown if mark["at"] >= event["handled"]) - event["at"]
        for event in log["pointers"]
    ]


def answered(log: browsing.Log, mark: str = "painted") -> tuple[list[float], list[float]]:
    """Latencies of the messages by their newest event, and the answers' times.

    The pad is told first in each run and the stage after it, so the first maps painted after the
    pad heard of a message are the maps of that message.
    """
    heard = {mark["seq"]: mark["at"] for mark in browsing.marks(log, "answered")}
    painted = browsing.marks(log, mark)
    newest, answers, before = [], [], -math.inf
    for message in browsing.marks(log, "stroke"):
        told = next(at for seq, at in sorted(heard.items()) if seq >= message["seq"])
        answer = next(one for one in painted if one["at"] >= told)
        events = [one["at"] for one in log["pointers"] if before < one["handled"] <= message["at"]]
        before = message["at"]
        if not events:  # undo and the like are no strokes
            continue
        newest.append(answer["shown"] - events[-1])
        answers.append(answer["shown"])
    return newest, answers


def _drawn(page: Page) -> list[list[float]]:
    """The grey values on the pad."""
    rows: list[list[float]] = page.locator(".pad canvas.cells").evaluate(
        """canvas => {
          const { width, height } = canvas;
          const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
          return Array.from({ length: height }, (_, row) =>
            Array.from({ length: width }, (_, column) => data[4 * (row * width + column)]));
        }"""
    )
    return rows


def _computed_with(page: Page) -> list[list[float]]:
    """The input of the stage, from the file that the visitor can download."""
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Numbers as CSV").click()
    lines = Path(waiting.value.path()).read_text("utf-8").split("\n\n")[0].splitlines()[1:]
    return [[float(number) for number in row] for row in csv.reader(lines)]
