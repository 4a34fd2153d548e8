"""The link in a real browser: shown, selected, copied, pasted."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import open_app, serve, settle

pytestmark = pytest.mark.browser
APP = Path(__file__).parent / "apps" / "share_app.py"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serve(APP, log=tmp_path_factory.mktemp("share") / "server.log") as running:
        yield running


@pytest.fixture
def page(browser, server):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    page = context.new_page()
    open_app(page, server.url)
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    yield page
    context.close()


def pasted(page):
    page.get_by_label("Paste here").click()
    page.keyboard.press("Control+v")
    return page.get_by_label("Paste here").input_value()


def test_the_link_is_the_pages_own_address_with_the_query(page, server):
    field = page.get_by_label("Link to this page")
    expect(field).to_have_value(f"{server.url}/?kernel=sobel&strides=2")
    page.get_by_label("Query").fill("kernel=blur")
    page.get_by_label("Query").press("Enter")
    settle(page)
    expect(field).to_have_value(f"{server.url}/?kernel=blur")


def test_copying_is_confirmed_and_can_be_pasted(page, server):
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_attached()
    assert pasted(page) == f"{server.url}/?kernel=sobel&strides=2"
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()


def test_copying_works_where_the_clipboard_is_closed(page, server):
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_attached()
    assert pasted(page) == f"{server.url}/?kernel=sobel&strides=2"


def test_the_field_is_selected_when_it_gets_the_focus(page, server):
    page.get_by_label("Link to this page").focus()
    page.keyboard.press("Control+c")
    assert pasted(page) == f"{server.url}/?kernel=sobel&strides=2"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page, scheme):
    # Loaded in its colours, without motion: a page in between two themes has neither's contrast.
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.reload()
    page.wait_for_selector(".share")
    settle(page)
    found = Axe().run(page, context=".stBidiComponent").response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
