"""The Networks page in a browser: designed, kept, opened from a file."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cnnviz.data.networks import NETWORKS
from tests.browser import open_app, settle

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def network_file(**changes):
    """A network as it is saved, with something else in it."""
    told = json.loads(NETWORKS["lenet-5"].model_dump_json())
    return json.dumps({**told, **changes}).encode()


FOREIGN = {
    "empty.json": b"",
    "torn.json": network_file()[:-9],
    "list.json": b"[1, 2, 3]",
    "picture.json": b"\x89PNG\r\n\x1a\n" + bytes(99),
    "deep.json": b"[" * 9999,
    "lambda.json": network_file(layers=[{"kind": "Lambda", "function": "os.system"}]),
    "no-input.json": network_file(layers=[{"kind": "Flatten"}]),
    "units.json": network_file(
        layers=[{"kind": "Input", "shape": [9]}, {"kind": "Dense", "units": 3 * 10**8}]
    ),
    "markup.json": network_file(name="<img src=x onerror=alert(1)>"),
    "long.json": network_file(note="x" * 300_000),
}


@pytest.fixture
def page(visitor, server):
    open_app(visitor.page, f"{server.url}/networks")
    expect(visitor.page.get_by_role("img", name="The layers as volumes")).to_be_visible()
    # What the browser keeps is brought back by a rerun of its own, which may cost a click.
    for vault in ("vault_hand", "vault_picture"):
        answered = visitor.page.locator(f"[data-vault={vault}][data-asking=false]")
        expect(answered).to_be_attached()
    settle(visitor.page)
    return visitor.page


def give(page, name, content):
    page.get_by_test_id("stExpander").get_by_text("Save and open").click()
    chooser = page.locator('[data-testid="stFileUploader"] input[type="file"]')
    chooser.set_input_files({"name": name, "mimeType": "application/json", "buffer": content})


def parameters(page):
    return page.get_by_test_id("stMetricValue").first


def test_a_layer_is_changed_and_f5_keeps_it(page):
    expect(parameters(page)).to_have_text("81,200")
    filters = page.get_by_role("spinbutton", name="filters")
    filters.fill("32")
    filters.press("Enter")
    expect(parameters(page)).to_have_text("83,408")
    settle(page)
    page.reload()
    expect(parameters(page)).to_have_text("83,408")
    page.get_by_role("button", name="Add a layer").click()
    page.get_by_role("button", name="Put it behind the chosen one").click()
    expect(page.get_by_text("conv2d_2 · 28×28×16")).to_be_visible()


def test_a_saved_network_is_opened_again(page):
    give(page, "mine.json", network_file(title="Mine"))
    expect(parameters(page)).to_have_text("61,706")
    expect(page).to_have_url(re.compile("net=own"))


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_file_gives_one_sentence_and_the_network_stays(page, name):
    give(page, name, FOREIGN[name])
    refusal = page.get_by_test_id("stAlert").filter(has_text=f"“{name}”")
    expect(refusal).to_have_count(1)
    settle(page)
    assert page.get_by_test_id("stException").count() == 0
    expect(parameters(page)).to_have_text("81,200")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(arrive, server, scheme):
    page = arrive(color_scheme=scheme, reduced_motion="reduce").page
    open_app(page, f"{server.url}/networks?net=vgg-16")
    for fold in page.get_by_test_id("stExpander").all():
        fold.locator("summary").click()
    settle(page)
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_on_a_phone_nothing_is_wider_than_the_screen(arrive, server):
    page = arrive(**PHONE).page
    open_app(page, f"{server.url}/networks")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
