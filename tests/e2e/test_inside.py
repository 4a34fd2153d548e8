"""The Inside page in a browser: draw, and read what the network says."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import settle

pytestmark = pytest.mark.browser
STROKES = {  # our own hand, in cells of 28×28
    "0": [(5, 14), (8, 9), (14, 8), (20, 10), (23, 14), (20, 18), (14, 20), (8, 18), (5, 14)],
    "1": [(4, 14), (24, 14)],
    "2": [(8, 9), (5, 13), (6, 18), (10, 18), (16, 13), (22, 8), (22, 19)],
    "3": [(6, 9), (5, 15), (8, 18), (13, 13), (17, 19), (22, 15), (22, 9)],
    "7": [(6, 8), (6, 20), (14, 15), (23, 12)],
}


@pytest.fixture
def inside(visitor, server):
    visitor.open(f"{server.url}/inside")
    expect(visitor.page.locator(".atlas[data-ready=true]")).to_be_visible()
    return visitor


@pytest.mark.parametrize("digit", STROKES)
def test_a_drawn_digit_is_read(inside, digit):
    inside.pad.get_by_role("button", name="Clear").click()
    inside.draw(*STROKES[digit])
    expect(inside.page.locator(".atlas .top .label")).to_have_text(digit)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(arrive, server, scheme):
    visitor = arrive(color_scheme=scheme, reduced_motion="reduce").open(f"{server.url}/inside")
    settle(visitor.page)
    found = Axe().run(visitor.page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_on_a_phone_nothing_is_wider_than_the_screen(arrive, server):
    options = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    visitor = arrive(**options).open(f"{server.url}/inside")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390
