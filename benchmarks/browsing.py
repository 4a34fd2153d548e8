"""The browser with its probe, and what the probe wrote down."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import settle

VIEWPORT = {"width": 1440, "height": 900}
STAGE = '.stage[data-ready="true"]'
_PROBE = Path(__file__).with_name("probe.js")

Entry = dict[str, Any]
Log = dict[str, list[Entry]]


@contextmanager
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor with an empty cache and store, watched by the probe."""
    context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]
    context.add_init_script(path=_PROBE)
    try:
        yield context
    finally:
        context.close()


@contextmanager
def visit(browser: Browser, url: str, *, ready: str = STAGE) -> Iterator[Page]:
    """Open a page for a new visitor, and wait until nothing moves any more."""
    with visitor(browser) as context:
        page = context.new_page()
        page.goto(url)
        page.wait_for_selector(ready)
        rest(page)
        yield page


def rest(page: Page) -> None:
    """Wait until the script is at rest, the browser's store included, which answers later."""
    settle(page)
    page.wait_for_timeout(1000)
    settle(page)


def clear(page: Page) -> None:
    """Forget what the probe has written down."""
    page.evaluate("benchmark.clear()")


def read(page: Page) -> Log:
    """What the probe has written down since `clear`."""
    log: Log = page.evaluate("benchmark.log")
    return log


def marks(log: Log, name: str) -> list[Entry]:
    """The performance marks of this name, in their order."""
    return [mark for mark in log["marks"] if mark["name"] == f"cnnviz:{name}"]
