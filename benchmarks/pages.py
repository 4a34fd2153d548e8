"""How long a visitor waits on the pages: edits, strokes, hover and scrub."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import ROOT, serve

from . import edits, floor, frames, strokes
from .results import Result


def measure(browser: Browser, folder: Path) -> list[Result]:
    """Measure everything that answers under the hand, each beside what Streamlit itself takes."""
    floors = floor.measure(browser, folder)
    medians = {one.figure: one.p50 for one in floors}
    with serve(ROOT / "app.py", log=folder / "pages.log") as server:
        return [
            *floors,
            *edits.measure(browser, server.url, medians),
            *strokes.measure(browser, server.url),
            *frames.measure(browser, server.url),
        ]
