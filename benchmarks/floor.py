"""What Streamlit itself takes: the round trip of a component that computes and paints nothing."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import serve

from . import browsing
from .edits import answered, parts
from .results import Result, load, result

_APP = Path(__file__).parent / "apps" / "echo.py"
_EVENTS = 60
# name: bytes that come back, as many as one map of the picture has
_PAYLOADS = {"an empty round trip": 0, "a round trip of 1 MB": 512 * 512 * 4}


def measure(browser: Browser, folder: Path) -> list[Result]:
    """Measure the round trips that all others are compared with."""
    with serve(_APP, log=folder / "echo.log") as server:
        return [_measure(browser, server.url, name) for name in _PAYLOADS]


def _measure(browser: Browser, url: str, name: str) -> Result:
    before = load()
    with browsing.visit(browser, f"{url}/?bytes={_PAYLOADS[name]}", ready=".echo") as page:
        page.get_by_role("button", name="Echo").focus()
        page.keyboard.press("a")
        page.wait_for_timeout(500)
        browsing.clear(page)
        for index in range(_EVENTS):
            page.keyboard.press("a")
            page.wait_for_timeout(150 + index % 17)
        page.wait_for_timeout(500)
        answers = answered(browsing.read(page))
    return result(
        [answer["total"] for answer in answers],
        point="the floor",
        figure=name,
        unit="ms",
        how="a fragment with one component, timed as the edits are: key event to painted answer",
        details={**parts(answers), "load": [before, load()]},
    )
