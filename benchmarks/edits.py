"""A kernel cell is edited, its map is painted, and Python's answer takes its place."""

import random
import statistics
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, FilePayload, Page

from cnnviz.data.pictures import resize, to_png
from cnnviz.data.samples import sample_picture

from . import browsing
from .results import Result, load, result

EVENTS = 60
_SIDE = 512
_FROM = "in the page: from the key event's timeStamp (when the browser got it) to the first task "
_EVENTS = "; half of the events are ArrowUp on a kernel cell, half are a typed digit"
_PAINTED = f"{_FROM}after the animation frame in which the output first had the new kernel{_EVENTS}"
_ANSWERED = f"{_FROM}after the animation frame that painted Python's answer{_EVENTS}"


@dataclass(frozen=True)
class Bench:
    """Settings of the Kernels page with the limits of an edit there."""

    figure: str
    query: str
    upload: bool
    pause: int  # ms between two edits, so that each is answered before the next
    limit: Mapping[str, float]


BENCHES = (
    Bench("28×28 drawing, 3×3, one map", "pic=draw&maps=1&size=3", False, 150,
          {"p50": 40, "p95": 70}),
    Bench("512×512 RGB, 3×3, one map", "pic=upload&maps=1&size=3", True, 250,
          {"p50": 70, "p95": 110}),
    Bench("512×512 RGB, 11×11, eight maps", "pic=upload&maps=8&size=11", True, 450,
          {"p95": 250}),
)  # fmt: skip


def measure(browser: Browser, url: str, floors: Mapping[str, float]) -> list[Result]:
    """Measure every bench; `floors` are the medians of a round trip that computes nothing."""
    results = []
    for bench in BENCHES:
        before = load()
        with kernels_page(browser, url, bench) as page:
            log = edit(page, bench.pause)
        loads = {"load": [before, load()]}
        answers = answered(log)
        values = [answer["total"] for answer in answers]
        p50 = statistics.median(values)
        multiples = {f"p50 as a multiple of {name}": p50 / ms for name, ms in floors.items()}
        results += [
            result(
                painted(log), point="kernel cell edited → output painted", figure=bench.figure,
                unit="ms", how=_PAINTED, limit=bench.limit, details=loads,
            ),
            result(
                values, point="kernel cell edited → Python's answer painted", figure=bench.figure,
                unit="ms", how=_ANSWERED, details={**parts(answers), **multiples, **loads},
            ),
        ]  # fmt: skip
    return results


@contextmanager
def kernels_page(browser: Browser, url: str, bench: Bench) -> Iterator[Page]:
    """The Kernels page with these settings; the large picture comes through the real uploader."""
    with browsing.visit(browser, f"{url}/kernels?{bench.query}") as page:
        if bench.upload:
            page.locator('input[type="file"]').set_input_files(photo())
            page.locator(".output .size", has_text=f"{_SIDE} × {_SIDE}").wait_for()
            browsing.rest(page)
        yield page


def photo() -> FilePayload:
    """A photo of 512×512 in colour, as a file to upload."""
    png = to_png(resize(sample_picture("china"), _SIDE, _SIDE))
    return {"name": "photo.png", "mimeType": "image/png", "buffer": png}


def edit(page: Page, pause: int) -> browsing.Log:
    """Edit the kernel `EVENTS` times by keyboard, at irregular moments."""
    chance = random.Random(0)
    cells = page.locator(".kernel .weight input")
    cells.first.focus()
    for step in ("ArrowUp", "Tab", "5", "ArrowUp"):  # the first of each kind compiles
        page.keyboard.press(step)
        page.wait_for_timeout(pause)
    browsing.clear(page)
    for index in range(EVENTS):
        if index < EVENTS // 2:
            page.keyboard.press("ArrowUp")
        else:
            cells.nth(index % cells.count()).focus()
            page.keyboard.press(str(index % 7 + 2))
        page.wait_for_timeout(pause + chance.uniform(0, 50))
    page.wait_for_timeout(1000)
    return browsing.read(page)


def painted(log: browsing.Log) -> list[float]:
    """How long after each edit the output had it, whoever computed it: browser or Python."""
    shown = sorted(
        browsing.marks(log, "foreseen") + browsing.marks(log, "painted"),
        key=lambda mark: mark["at"],
    )
    return [
        next(mark["shown"] for mark in shown if mark["seq"] >= change["seq"]) - change["cause"]
        for change in browsing.marks(log, "edit")
    ]


def answered(log: browsing.Log) -> list[dict[str, float]]:
    """Each edit with its answer: how long it took in all, and where the time went."""
    painted = browsing.marks(log, "painted")
    pairs = [
        (change, next(mark for mark in painted if mark["seq"] >= change["seq"]))
        for change in browsing.marks(log, "edit")
    ]
    return [_answer(log, change, answer) for change, answer in pairs]


def parts(answers: list[dict[str, float]]) -> dict[str, float]:
    """The median of everything but the total."""
    names = [name for name in answers[0] if name != "total"]
    return {name: statistics.median(answer[name] for answer in answers) for name in names}


def _answer(log: browsing.Log, change: browsing.Entry, answer: browsing.Entry) -> dict[str, float]:
    sent = next(one["at"] for one in log["sent"] if one["at"] >= change["at"])
    came = [one for one in log["received"] if sent <= one["at"] <= answer["at"]]
    largest = max(came, key=lambda one: one["bytes"])
    return {
        "total": answer["shown"] - change["cause"],
        "key → sent": sent - change["cause"],
        "sent → answer received": largest["at"] - sent,
        "received → drawn": answer["at"] - largest["at"],
        "drawn → painted": answer["shown"] - answer["at"],
        "kB received": sum(one["bytes"] for one in came) / 1000,
        "messages received": len(came),
    }
