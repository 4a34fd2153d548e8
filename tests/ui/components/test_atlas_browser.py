"""The atlas in a real browser: by mouse and keys, in light and dark, wide and narrow."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import open_app, serve

pytestmark = pytest.mark.browser
APP = Path(__file__).parent / "apps" / "atlas_app.py"
# The colour of one cell of a map, once two frames have passed.
CELL = """async ([column, map, row, across]) => {
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const root = [...document.querySelectorAll("*")].find(
        (node) => node.shadowRoot?.querySelector(".atlas")).shadowRoot;
    const canvas = root.querySelector(
        `.map[data-column="${column}"][data-map="${map}"] canvas`);
    return Array.from(canvas.getContext("2d").getImageData(across, row, 1, 1).data);
}"""
SURFACE = {"light": [255, 255, 255, 255], "dark": [17, 21, 28, 255]}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serve(APP, log=tmp_path_factory.mktemp("atlas") / "server.log") as running:
        yield running


@pytest.fixture
def context_options():
    return {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def page(browser, server, context_options):
    context = browser.new_context(**context_options)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    show(page, server.url)
    yield page
    context.close()
    assert complaints == []


def show(page, url, case="made-up"):
    open_app(page, f"{url}?case={case}")
    expect(page.locator(".atlas[data-ready=true]")).to_be_visible()


def a_map(page, column, index):
    return page.locator(f".map[data-column='{column}'][data-map='{index}']")


def point_at(page, column, index, row, across, rows, columns):
    box = a_map(page, column, index).bounding_box()
    page.mouse.move(
        box["x"] + box["width"] * (across + 0.5) / columns,
        box["y"] + box["height"] * (row + 0.5) / rows,
    )


def expect_read(page, words):
    expect(page.locator(".readout")).to_have_text(words)


def expect_chosen(page, words, column, index):
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.locator(".map[aria-current]")).to_have_count(1)
    expect(a_map(page, column, index)).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ((1, 0, 0, 0, 2, 2), "conv2d, map 1 of 2, row 0, column 0: 0.5"),
        ((1, 0, 0, 1, 2, 2), "conv2d, map 1 of 2, row 0, column 1: −1.25"),
        ((1, 0, 1, 1, 2, 2), "conv2d, map 1 of 2, row 1, column 1: 0.1"),
        ((1, 1, 1, 1, 2, 2), "conv2d, map 2 of 2, row 1, column 1: −2.000e−5"),
        ((0, 0, 1, 2, 3, 4), "input, row 1, column 2: 120"),
        ((3, 0, 0, 0, 34, 67), "large_maps, map 1 of 70, row 0, column 0: ≈ 0"),
        ((4, 1, 0, 0, 1, 1), "dense, unit 2 of 3: −4"),
        ((4, 2, 0, 0, 1, 1), "dense, unit 3 of 3: NaN"),
    ],
)
def test_hovering_reads_the_numbers_that_python_sent(page, cell, words):
    point_at(page, *cell)
    expect_read(page, words)


def test_in_a_thinned_map_the_place_is_that_of_the_layer(page):
    point_at(page, 3, 1, 10, 15, 34, 67)
    pattern = re.compile(r"^large_maps, map 2 of 70, row (\d+), column (\d+): ≈ −8$")
    expect(page.locator(".readout")).to_have_text(pattern)
    read = pattern.match(page.locator(".readout").inner_text())
    row, column = int(read[1]), int(read[2])
    assert (row % 3, column % 3) == (0, 0)  # every third cell is drawn
    assert abs(row - 30) <= 6  # a cell is less than a pixel here
    assert abs(column - 45) <= 6


def test_the_legend_is_that_of_the_hovered_layer(page):
    legend = page.locator(".legend")
    expect(legend).to_have_text("−22conv2d, this layer’s scale")
    a_map(page, 4, 0).hover()
    expect(legend).to_have_text("−44dense, this layer’s scale")
    a_map(page, 0, 0).hover()
    expect(legend).to_have_text("0255input")


def test_what_is_hovered_follows_when_the_numbers_change(page):
    page.get_by_text("Invert").focus()
    point_at(page, 1, 0, 0, 0, 2, 2)
    expect_read(page, "conv2d, map 1 of 2, row 0, column 0: 0.5")
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    expect(page.locator(".atlas[data-seq='1']")).to_be_visible()
    expect_read(page, "conv2d, map 1 of 2, row 0, column 0: −0.5")
    marks = page.evaluate(
        "performance.getEntriesByName('cnnviz:atlas').map(({ detail }) => detail.seq)"
    )
    assert marks[0] == 0
    assert marks[-1] == 1


def test_a_click_chooses_a_map_and_python_hears_it(page):
    a_map(page, 1, 1).click()
    expect_chosen(page, "chosen (1, 1) seq 1", 1, 1)
    a_map(page, 2, 63).click()
    expect_chosen(page, "chosen (2, 63) seq 2", 2, 63)
    a_map(page, 2, 63).click()  # again: it counts
    expect_chosen(page, "chosen (2, 63) seq 3", 2, 63)


def test_a_choice_survives_a_restarted_server(browser, tmp_path):
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    with serve(APP, log=tmp_path / "first.log") as first:
        show(page, first.url)
        a_map(page, 1, 1).click()
        expect_chosen(page, "chosen (1, 1) seq 1", 1, 1)
    with serve(APP, log=tmp_path / "second.log", port=first.port):
        expect(page.get_by_text("chosen (1, 1) seq 2")).to_be_visible(timeout=60_000)
        expect_chosen(page, "chosen (1, 1) seq 2", 1, 1)
    page.context.close()


def test_arrow_keys_go_through_the_maps_and_enter_chooses(page):
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Tab")
    expect(a_map(page, 0, 0)).to_be_focused()
    expect_read(page, "input, 3×4×1")
    page.keyboard.press("ArrowRight")
    expect(a_map(page, 1, 1)).to_be_focused()  # the middle of one map is the second of two
    page.keyboard.press("ArrowUp")
    expect_read(page, "conv2d, map 1 of 2, from −1.25 to 2")
    page.keyboard.press("ArrowUp")  # nothing above
    page.keyboard.press("Enter")
    expect_chosen(page, "chosen (1, 0) seq 1", 1, 0)
    expect(a_map(page, 1, 0)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    page.keyboard.press("Space")
    expect_chosen(page, "chosen (2, 63) seq 2", 2, 63)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    expect(a_map(page, 3, 0)).to_be_focused()
    # All maps are one tab stop.
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("checkbox")).to_be_focused()


def test_a_layer_that_is_too_large_says_how_much_of_it_is_drawn(page):
    large = page.locator(".column").nth(3)
    expect(large.locator(".map")).to_have_count(64)
    expect(large.locator(".head")).to_contain_text("64 of 70")
    expect(large.locator(".head")).to_contain_text("from conv2d and many")
    expect(page.locator(".column .shape")).to_have_text(
        ["3×4×1", "2×2×2", "4×4×100", "100×200×70", "3"]
    )


def test_screen_readers_hear_layers_maps_and_the_highest_score(page):
    expect(page.get_by_role("region", name="Atlas of made-up")).to_be_visible()
    expect(
        page.get_by_role("group", name="conv2d, Conv2D, 2 maps of 2×2, from input")
    ).to_be_visible()
    expect(page.get_by_role("button", name="conv2d, map 1 of 2, from −1.25 to 2")).to_be_visible()
    expect(page.get_by_role("button", name="dense, unit 2 of 3: −4")).to_be_visible()
    expect(page.locator(".live")).to_have_text(
        "Highest score: dog with 0.7500, then cat with 0.2500."
    )


def test_the_highest_score_is_bold_and_no_score_is_written_as_none(page):
    bars = page.locator(".bars li")
    expect(bars.locator(".number")).to_have_text(["0.2500", "0.7500", "< 0.0001"])
    weights = [
        bar.locator(".label").evaluate("node => getComputedStyle(node).fontWeight")
        for bar in bars.all()
    ]
    assert weights == ["400", "700", "400"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_zero_is_the_pages_own_surface_in_light_and_dark(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        """async ([read, surface]) => {
            const cellAt = async (...cell) => String(await eval(read)(cell));
            const zeros = [await cellAt(1, 1, 0, 0), await cellAt(3, 0, 0, 0)];
            const half = await cellAt(1, 0, 0, 0);
            return zeros.every((zero) => zero === surface) && half !== surface;
        }""",
        arg=[CELL, ",".join(map(str, SURFACE[scheme]))],
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page, server, scheme):
    page.emulate_media(color_scheme=scheme)
    show(page, server.url, "mnist-digits-tricks")
    a_map(page, 1, 3).click()
    expect_chosen(page, "chosen (1, 3) seq 1", 1, 3)
    found = Axe().run(page, context=".stBidiComponent").response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("width", [1160, 1440, 1920])
def test_a_small_network_fits_without_scrolling(page, server, width):
    page.set_viewport_size({"width": width, "height": 900})
    show(page, server.url, "mnist-digits-tricks")
    room = page.locator(".room")
    assert room.evaluate("node => node.scrollWidth <= node.clientWidth")
    arrows = [arrow.bounding_box() for arrow in page.locator(".arrow").all()]
    for index, arrow in enumerate(arrows[:-1]):  # each ends where the next layer begins
        assert arrow["x"] + arrow["width"] <= a_map(page, index + 1, 0).bounding_box()["x"] + 0.5


def test_a_large_network_scrolls_in_its_own_room(page, server):
    show(page, server.url, "cifar-small")
    assert page.locator(".room").evaluate("node => node.scrollWidth > node.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 1440
    box = page.locator(".scores").bounding_box()
    assert box["x"] + box["width"] <= 1440


class TestPhone:
    @pytest.fixture
    def context_options(self):
        return {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 844}}

    @pytest.mark.parametrize("case", ["made-up", "mnist-digits-tricks"])
    def test_nothing_is_wider_than_the_phone(self, page, server, case):
        show(page, server.url, case)
        widest = page.locator(".atlas").evaluate(
            "root => Math.max(...[...root.querySelectorAll('*:not(.live)')].map("
            "(node) => node.getBoundingClientRect().right))"
        )
        assert widest <= 390

    def test_a_tap_chooses(self, page):
        a_map(page, 1, 1).tap()
        expect_chosen(page, "chosen (1, 1) seq 1", 1, 1)
