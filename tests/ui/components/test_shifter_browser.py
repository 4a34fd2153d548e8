"""The shift bench in a real browser: by mouse, keys and finger, and Python's numbers beside it."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import open_app, serve, settle

pytestmark = pytest.mark.browser
APP = Path(__file__).parent / "apps" / "shifter_app.py"
# The luminance of every cell, read in the cell's upper left, beside its number and its outline.
CELLS = """async ([panel, when, rows, columns]) => {
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const root = [...document.querySelectorAll("*")].find(
        (node) => node.shadowRoot?.querySelector(".bench")).shadowRoot;
    const canvas = root.querySelectorAll(".column")[panel].querySelector(`.${when} canvas`);
    const context = canvas.getContext("2d");
    const cell = canvas.width / columns;
    return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => {
        const at = (place) => Math.round((place + 0.2) * cell);
        return Array.from(context.getImageData(at(column), at(row), 1, 1).data.slice(0, 3));
    }));
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serve(APP, log=tmp_path_factory.mktemp("shifter") / "server.log") as running:
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


def show(page, url, case="bar"):
    open_app(page, f"{url}?case={case}")
    expect(page.locator(".bench[data-ready=true]")).to_be_visible()


def movable(page):
    return page.locator(".frame.movable")


def answered(page, rows, columns):
    """Wait until Python has computed this shift and the bench shows it."""
    expect(page.get_by_text(re.compile(f"^shift {rows} {columns} shares"))).to_be_visible()
    bench = page.locator(f".bench[data-rows='{rows}'][data-columns='{columns}']")
    expect(bench).to_be_visible()
    page.wait_for_function(
        """() => {
            const { seq, acked } = [...document.querySelectorAll("*")].find(
                (node) => node.shadowRoot?.querySelector(".bench"),
            ).shadowRoot.querySelector(".bench").dataset;
            return seq === acked;
        }"""
    )


def expect_shares(page, *sentences):
    expect(page.locator(".share")).to_have_text(sentences)


def shares(input_percent, pooled_percent):
    return (
        f"{input_percent} % of the input cells are unchanged",
        f"{pooled_percent} % of the pooled cells are unchanged",
    )


def drag(page, rows, columns, *, steps=12, side=8, release=True):
    box = movable(page).bounding_box()
    cell = box["width"] / side
    page.mouse.move(box["x"] + 3.5 * cell, box["y"] + 3.5 * cell)
    page.mouse.down()
    page.mouse.move(box["x"] + (3.5 + columns) * cell, box["y"] + (3.5 + rows) * cell, steps=steps)
    if release:
        page.mouse.up()


def white_cells(page, panel=0, when="after", side=8):
    cells = page.evaluate(CELLS, [panel, when, side, side])
    return {(r, c) for r in range(side) for c in range(side) if cells[r][c][0] > 200}


def bar(row, column):
    return {(row + step, column) for step in range(4)}


def test_an_unshifted_picture_is_the_same_everywhere(page):
    expect_shares(page, *shares(100, 100))
    assert white_cells(page, when="before") == white_cells(page) == bar(2, 2)
    expect(page.locator(".where")).to_have_text("Not shifted")


@pytest.mark.parametrize(("columns", "pooled"), [(1, 100), (2, 75), (-1, 75)])
def test_dragging_the_bar_shows_what_max_pooling_forgives(page, columns, pooled):
    drag(page, 0, columns)
    answered(page, 0, columns)
    expect_shares(page, *shares(87.5, pooled))
    assert white_cells(page) == bar(2, 2 + columns)
    assert white_cells(page, when="before") == bar(2, 2)


def test_a_drag_goes_down_and_right_by_the_cells_it_crosses_and_can_go_on(page):
    drag(page, 1, 2)
    answered(page, 1, 2)
    drag(page, -3, 1, steps=40)
    answered(page, -2, 3)
    assert white_cells(page) == bar(0, 5)
    expect(page.locator(".where")).to_have_text("Shifted 2 rows up, 3 columns right")


def test_a_drag_stops_at_the_limits(page):
    drag(page, -7, 7)
    answered(page, -4, 4)
    for name in ("Shift up", "Shift right"):
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-disabled", "true")
    for name in ("Shift down", "Shift left"):
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-disabled", "false")


def test_arrow_keys_shift_and_home_brings_back(page):
    movable(page).focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    answered(page, -1, 1)
    assert white_cells(page) == bar(1, 3)
    page.keyboard.press("Shift+ArrowLeft")
    answered(page, -1, -4)
    page.keyboard.press("Home")
    answered(page, 0, 0)
    expect_shares(page, *shares(100, 100))


def test_buttons_shift_and_reset_by_keyboard_alone(page):
    movable(page).focus()
    # On to the two pooled maps, then the buttons: left, up, down, right, back.
    for _ in range(6):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    answered(page, 0, 1)
    page.keyboard.press("Enter")
    answered(page, 0, 2)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    answered(page, 0, 0)


def test_a_shift_is_read_out_once_it_is_answered(page):
    page.get_by_role("button", name="Shift right").click()
    page.get_by_role("button", name="Shift right").click()
    expect(page.locator(".live")).to_have_text(
        "Shifted 2 columns right. 87.5 % of the input cells are unchanged, "
        "75 % of the pooled cells are unchanged."
    )


def test_hovering_a_cell_shows_its_values_before_and_after(page):
    drag(page, 0, 2)
    answered(page, 0, 2)
    pooled = page.locator(".column").last.locator(".after .frame")
    box = pooled.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3)
    expect(page.locator(".readout")).to_have_text(
        "Pooled, max 2×2, row 1, column 1: before 255, shifted 0, changed"
    )
    expect(page.locator(".cursor:visible")).to_have_count(2)
    page.mouse.move(5, 5)
    expect(page.locator(".readout")).to_have_text("")


def test_the_keyboard_reads_cells_too(page):
    page.locator(".column").first.locator(".before .frame").focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    sentence = "Input, 8×8, row 2, column 2: before 255, shifted 255, unchanged"
    sentence = sentence.replace(", 8×8", "")
    expect(page.locator(".readout")).to_have_text(sentence)
    expect(page.locator(".live")).to_have_text(sentence)


def test_map_and_pooled_map_share_a_legend(page, server):
    show(page, server.url, "bar-sobel")
    assert page.locator(".column").count() == 3
    ticks = page.locator(".key", has_text="map and pooled").locator(".tick")
    expect(ticks).to_have_text(["−1020", "0", "1020"])
    page.get_by_role("button", name="Shift right").click()
    answered(page, 0, 1)
    # Two columns of 6 cells leave and two arrive: 24 of 64 are changed.
    expect(page.locator(".share").nth(1)).to_have_text("62.5 % of the map cells are unchanged")


def test_a_turned_picture_is_moved_and_python_fills_in_what_comes_from_outside(page, server):
    show(page, server.url, "digit")
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".share").first).not_to_have_text(re.compile("^100 %"))
    settle(page)
    before = page.evaluate(CELLS, [0, "after", 8, 8])
    movable(page).focus()
    page.keyboard.press("ArrowDown")
    answered(page, 1, 0)
    after = page.evaluate(CELLS, [0, "after", 8, 8])
    assert after[3][2:6] == before[2][2:6]


def test_a_shift_while_the_server_is_down_is_seen_at_once_and_reaches_the_next_one(
    browser, tmp_path
):
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    with serve(APP, log=tmp_path / "first.log") as first:
        show(page, first.url)
        drag(page, 0, 1)
        answered(page, 0, 1)
    drag(page, 1, 1)
    assert white_cells(page) == bar(3, 4)
    expect_shares(page, *shares(87.5, 100))  # still the last answer
    with serve(APP, log=tmp_path / "second.log", port=first.port):
        settle(page, timeout=60_000)
        answered(page, 1, 2)
        # The bar now lies in 3 pooled cells instead of 2 others: 11 of 16 are unchanged.
        expect_shares(page, *shares(87.5, 68.8))
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_zero_is_the_pages_own_surface_in_light_and_dark(page, scheme):
    page.emulate_media(color_scheme=scheme)
    surface = [255, 255, 255] if scheme == "light" else [17, 21, 28]
    page.wait_for_function(
        """async ([read, surface]) => {
            const cells = await eval(read)([1, "after", 4, 4]);
            const [zero, bar] = [cells[0][0], cells[1][1]].map(String);
            return zero === String(surface) && bar !== zero;
        }""",
        arg=[CELLS, surface],
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page, server, scheme):
    page.emulate_media(color_scheme=scheme)
    show(page, server.url, "bar-sobel")
    page.get_by_role("button", name="Shift right").click()
    answered(page, 0, 1)
    found = Axe().run(page, context=".stBidiComponent").response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


class TestPhone:
    @pytest.fixture
    def context_options(self):
        return {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 844}}

    def swipe(self, page, rows, columns, steps=8):
        movable(page).scroll_into_view_if_needed()
        box = movable(page).bounding_box()
        cell = box["width"] / 8
        client = page.context.new_cdp_session(page)
        for step in range(steps + 1):
            point = {
                "x": box["x"] + (3.5 + columns * step / steps) * cell,
                "y": box["y"] + (3.5 + rows * step / steps) * cell,
            }
            kind = "touchMove" if step else "touchStart"
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def test_a_finger_moves_the_picture_and_the_page_stays(self, page):
        top = movable(page).bounding_box()["y"]
        self.swipe(page, -2, 2)
        answered(page, -2, 2)
        assert white_cells(page) == bar(0, 4)
        assert movable(page).bounding_box()["y"] == top

    def test_nothing_is_wider_than_the_phone(self, page, server):
        for case in ("bar", "bar-sobel", "large"):
            show(page, server.url, case)
            for frame in page.locator(".frame").all():
                box = frame.bounding_box()
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= 390

    def test_buttons_are_large_enough_for_a_finger(self, page):
        for button in page.locator(".tool").all():
            box = button.bounding_box()
            assert min(box["width"], box["height"]) >= 44
