"""One server for all journeys; every test is a visitor of its own."""

import pytest
from playwright.sync_api import expect

from tests.browser import ROOT, serve
from tests.e2e.visitor import Visitor, bugs

expect.set_options(timeout=20_000)  # ms; a busy machine is no defect


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    with serve(ROOT / "app.py", log=tmp_path_factory.mktemp("app") / "server.log") as running:
        yield running
    assert bugs(running.log) == []


@pytest.fixture
def arrive(browser):
    """A function that makes a visitor with a browser of their own."""
    contexts = []

    def make(**options):
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}} | options)
        contexts.append(context)
        return Visitor(context.new_page())

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(arrive):
    return arrive()
