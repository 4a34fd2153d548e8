"""Somebody who uses the app: all they do and see goes through the page."""

import re
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, expect

from tests.browser import ROOT, open_app, settle

PATIENCE = 30  # seconds
READY_STAGE = ".stage[data-ready=true]"
WEIGHT = '.stage [role="spinbutton"]'
A_MOMENT = "() => new Promise((done) => setTimeout(done, 150, true))"  # between two looks
# Both clicks in one go: another stage may take the place of this one at any moment.
_DOWNLOAD = """(stage) => ["Download", "Numbers as CSV"].forEach((name) =>
    [...stage.querySelectorAll("button")].find(({ textContent }) => textContent === name).click())
"""
_PAD_PIXELS = """(canvas) => Array.from(
    canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
).filter((_, at) => at % 4 === 0)"""


class Visitor:
    """Drives one page of one browser."""

    def __init__(self, page: Page):
        self.page = page
        self.stage = page.locator(".stage")
        self.pad = page.locator(".pad")

    def open(self, url: str) -> "Visitor":
        """Go to an address and wait for the stage."""
        open_app(self.page, url)
        self.page.wait_for_selector(READY_STAGE)
        return self

    def go_to(self, title: str) -> None:
        """Follow the link to another page."""
        top = self.page.get_by_test_id("stTopNav")
        top.get_by_role("link", name=title, exact=True).click()
        path = "" if title == "Start" else title.lower()
        expect(self.page).to_have_url(re.compile(rf":\d+/{path}(\?|$)"))
        self.page.wait_for_selector(READY_STAGE)
        settle(self.page)

    def numbers(self) -> dict[str, np.ndarray]:
        """What is on the stage, as its own download says: name → (rows, columns)."""
        with self.page.expect_download() as download:
            self.stage.evaluate(_DOWNLOAD)
        text = Path(download.value.path()).read_text("utf-8")
        blocks = [block.split("\n") for block in text.strip().split("\n\n")]
        return {
            name.strip('"'): np.array([[float(cell) for cell in row.split(",")] for row in rows])
            for name, *rows in blocks
        }

    def until(self, wanted) -> dict[str, np.ndarray]:
        """Look at the stage until Python has said what is wanted."""
        deadline = time.monotonic() + PATIENCE
        while not wanted(numbers := self.numbers()) or self.is_ahead():
            assert time.monotonic() < deadline, numbers
            self.page.wait_for_function(A_MOMENT)
        return numbers

    def is_ahead(self) -> bool:
        """Whether the stage shows what Python has not answered yet."""
        return self.stage.get_attribute("data-ahead") == "true"

    def until_same(self, before: dict[str, np.ndarray]) -> None:
        """Wait until the stage shows the same as before."""
        self.until(lambda numbers: same(numbers, before))

    def answers(self) -> dict[str, int]:
        """How often each of the browser's stores has told a new session what it keeps."""
        return self.page.evaluate(
            "() => Object.fromEntries([...document.querySelectorAll('[data-vault]')]"
            ".map(({ dataset }) => [dataset.vault, Number(dataset.answers)]))"
        )

    def until_brought_back(self, before: dict[str, int]) -> None:
        """Wait until a new server has asked both stores again and has taken their answers."""
        self.page.wait_for_function(
            "(before) => Object.keys(before).every((key) => {"
            "  const store = document.querySelector(`[data-vault=${key}]`)?.dataset;"
            "  return store?.asking === 'false' && Number(store.answers) > before[key];"
            "})",
            arg=before,
            timeout=60_000,
        )
        settle(self.page)

    def ink(self) -> np.ndarray:
        """What is on the sketchpad: (side, side)."""
        pixels = np.array(self.pad.locator("canvas.cells").evaluate(_PAD_PIXELS), float)
        return pixels.reshape([round(len(pixels) ** 0.5)] * 2)

    def until_drawing_is_seen(self) -> dict[str, np.ndarray]:
        """Wait until the stage shows what is on the sketchpad."""
        return self.until(lambda numbers: np.array_equal(numbers["Input, Grey"], self.ink()))

    def spot(self, row: float, column: float, side: int = 28) -> tuple[float, float]:
        """Where a cell of the sketchpad is on the screen."""
        box = self.pad.locator(".surface").bounding_box()
        right, down = (column + 0.5) / side * box["width"], (row + 0.5) / side * box["height"]
        return box["x"] + right, box["y"] + down

    def draw(self, *cells: tuple[int, int]) -> None:
        """One stroke of the mouse."""
        self.pad.locator(".surface").scroll_into_view_if_needed()
        mouse = self.page.mouse
        mouse.move(*self.spot(*cells[0]))
        mouse.down()
        for cell in cells[1:]:
            mouse.move(*self.spot(*cell), steps=6)
        mouse.up()

    def set_weight(self, index: int, value: float) -> dict[str, np.ndarray]:
        """Type a weight of the kernel on the stage; returns what then is on the stage."""
        cell = self.page.locator(WEIGHT).nth(index)
        cell.fill(f"{value:g}")
        cell.press("Escape")
        return self.until(lambda numbers: kernel(numbers).ravel()[index] == value)

    def choose(self, name: str) -> None:
        """Press one of a row of buttons in the sidebar or above the stage."""
        self.page.get_by_test_id("stButtonGroup").get_by_text(name, exact=True).click()
        settle(self.page)

    def upload(self, name: str, content: bytes) -> None:
        """Give a file to the uploader."""
        chooser = self.page.locator('[data-testid="stFileUploader"] input[type="file"]')
        chooser.set_input_files({"name": name, "mimeType": "image/png", "buffer": content})

    def link(self) -> str:
        """The address that the page offers, as it is copied."""
        self.page.get_by_role("button", name="Copy link").click()
        expect(self.page.locator(".share [role=status]")).not_to_be_empty()
        return self.page.get_by_label("Link to this page").input_value()

    def complaints(self) -> list[str]:
        """What the page says went wrong; a traceback fails at once."""
        assert self.page.get_by_test_id("stException").count() == 0
        return self.page.get_by_test_id("stAlert").all_inner_texts()


def bugs(log: Path) -> list[str]:
    """Lines of a server's log that lead into our own files: those of a traceback.

    Streamlit (1.67) has one of its own: a message that arrives while a run is being wound up
    can end that run's thread in `_remove_stale_widgets` ("dictionary changed size").
    """
    ours = re.compile(rf"{re.escape(str(ROOT))}/(app\.py|pages/|cnnviz/)")
    return [line for line in log.read_text("utf-8", "replace").splitlines() if ours.search(line)]


def kernel(numbers: dict[str, np.ndarray]) -> np.ndarray:
    """The first kernel of what is on the stage."""
    return next(rows for name, rows in numbers.items() if name.startswith("Kernel"))


def output(numbers: dict[str, np.ndarray]) -> np.ndarray:
    """The map of what is on the stage."""
    return next(rows for name, rows in numbers.items() if name.startswith("Output"))


def same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    """Whether two stages show the same."""
    return one.keys() == other.keys() and all(np.array_equal(one[key], other[key]) for key in one)
