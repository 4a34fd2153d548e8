"""The pad in a real browser: whatever is drawn, by whatever means, ends up in Python."""

import hashlib
import re
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import open_app, serve, settle

pytestmark = pytest.mark.browser
APP = Path(__file__).parent / "apps" / "sketchpad_app.py"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serve(APP, log=tmp_path_factory.mktemp("sketchpad") / "server.log") as running:
        yield running


@pytest.fixture
def context_options():
    return {}


@pytest.fixture
def page(browser, server, context_options):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, **context_options)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    open_app(page, server.url)
    expect(page.locator(".pad[data-ready=true]")).to_be_visible()
    yield page
    context.close()
    assert complaints == []


def spot(page, row, column, side=28):
    """Where a cell's centre is on the screen."""
    box = page.locator(".surface").bounding_box()
    return (
        box["x"] + (column + 0.5) / side * box["width"],
        box["y"] + (row + 0.5) / side * box["height"],
    )


def draw(page, *cells, steps=6):
    page.mouse.move(*spot(page, *cells[0]))
    page.mouse.down()
    for cell in cells[1:]:
        page.mouse.move(*spot(page, *cell), steps=steps)
    page.mouse.up()


def shown(page):
    """The grey values that the canvas shows, row by row."""
    values = page.evaluate(
        """async () => {
            await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            const host = [...document.querySelectorAll("*")].find(
                (node) => node.shadowRoot?.querySelector(".cells"));
            const canvas = host.shadowRoot.querySelector(".cells");
            const all = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return Array.from(all.data).filter((_, at) => at % 4 === 0);
        }"""
    )
    return bytes(values)


def assert_python_has_what_is_shown(page):
    """Pixel for pixel, by digest."""
    pixels = shown(page)
    digest = hashlib.sha256(pixels).hexdigest()
    expect(page.get_by_text(f"sum {sum(pixels)} digest {digest}")).to_be_visible()
    return pixels


def ask_for_another_picture(page):
    """Python then puts the value 77 into every cell."""
    page.get_by_role("button", name="Another picture").click()
    expect(page.get_by_text(f"sum {77 * 28 * 28} ")).to_be_visible()


def test_a_mouse_stroke_reaches_python_pixel_for_pixel(page):
    draw(page, (5, 5), (5, 20), (20, 8))
    pixels = assert_python_has_what_is_shown(page)
    assert pixels[5 * 28 + 10] == 255
    assert pixels[27 * 28 + 27] == 0
    greys = [value for value in pixels if 0 < value < 255]
    assert len(greys) > 20, "the edges are soft, as in scanned digits"


def test_a_click_makes_a_dot(page):
    page.mouse.click(*spot(page, 14, 14))
    assert assert_python_has_what_is_shown(page)[14 * 28 + 14] == 255


def test_fast_scribbling_loses_no_stroke(page):
    for number in range(20):
        draw(page, (number + 2, 3), (number + 2, 24), steps=2)
    pixels = assert_python_has_what_is_shown(page)
    assert all(pixels[(number + 2) * 28 + 12] == 255 for number in range(20))
    marks = page.evaluate(
        """() => ["cnnviz:stroke", "cnnviz:answered"].map(
            (name) => performance.getEntriesByName(name).map((mark) => mark.detail.seq))"""
    )
    assert marks[0] == marks[1], "each message was answered before the next was sent"


def test_undo_redo_and_clear_by_button_and_by_key(page):
    draw(page, (5, 5), (5, 20))
    first = assert_python_has_what_is_shown(page)
    draw(page, (20, 5), (20, 20))
    both = assert_python_has_what_is_shown(page)
    page.get_by_role("button", name="Undo").click()
    assert assert_python_has_what_is_shown(page) == first
    page.keyboard.press("Control+Shift+Z")
    assert assert_python_has_what_is_shown(page) == both
    page.get_by_role("button", name="Clear").click()
    assert assert_python_has_what_is_shown(page) == bytes(28 * 28)
    page.keyboard.press("Control+z")
    assert assert_python_has_what_is_shown(page) == both
    page.keyboard.press("Meta+z")
    page.keyboard.press("Control+y")
    assert assert_python_has_what_is_shown(page) == both
    page.get_by_role("button", name="Redo").click()
    assert assert_python_has_what_is_shown(page) == bytes(28 * 28)
    expect(page.get_by_role("button", name="Redo")).to_have_attribute("aria-disabled", "true")


def test_the_eraser_takes_away_what_was_drawn(page):
    draw(page, (10, 4), (10, 24))
    page.get_by_role("button", name="Eraser").click()
    draw(page, (4, 14), (16, 14))
    pixels = assert_python_has_what_is_shown(page)
    assert pixels[10 * 28 + 14] == 0
    assert pixels[10 * 28 + 6] == 255


def test_a_larger_brush_draws_a_wider_line(page):
    draw(page, (6, 4), (6, 24))
    page.get_by_label("Brush size").fill("6")
    draw(page, (20, 4), (20, 24))
    pixels = assert_python_has_what_is_shown(page)
    thickness = [
        sum(pixels[row * 28 + 14] > 127 for row in rows) for rows in (range(13), range(13, 28))
    ]
    assert thickness[0] <= 3
    assert thickness[1] >= 6


def test_one_can_draw_with_the_keyboard_alone(page):
    surface = page.get_by_role("application")
    surface.focus()
    page.keyboard.press("Space")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    pixels = assert_python_has_what_is_shown(page)
    assert [pixels[14 * 28 + column] for column in (14, 17, 19)] == [255] * 3
    assert pixels[18 * 28 + 19] == 0, "the pen was up on the way down"
    expect(page.locator("[aria-live]").filter(has_text="row 18, column 19")).to_be_attached()
    page.keyboard.press("e")
    expect(page.get_by_role("button", name="Eraser")).to_have_attribute("aria-pressed", "true")
    before = page.get_by_label("Brush size").input_value()
    page.keyboard.press("]")
    expect(page.get_by_label("Brush size")).to_have_value(str(int(before) + 1))
    page.keyboard.press("Control+z")
    assert assert_python_has_what_is_shown(page) == bytes(28 * 28)


def test_the_drawing_survives_reruns_and_page_switches_with_its_history(page):
    draw(page, (5, 5), (5, 20))
    drawn = assert_python_has_what_is_shown(page)
    page.get_by_role("button", name="Run again").click()
    settle(page)
    assert assert_python_has_what_is_shown(page) == drawn
    page.get_by_role("link", name="elsewhere").click()
    expect(page.get_by_text(f"here sum {sum(drawn)}")).to_be_visible()
    page.get_by_role("link", name="draw").click()
    expect(page.locator(".pad[data-ready=true]")).to_be_visible()
    assert assert_python_has_what_is_shown(page) == drawn
    page.get_by_role("button", name="Undo").click()
    assert assert_python_has_what_is_shown(page) == bytes(28 * 28)


def test_another_side_brings_pythons_picture_and_is_drawn_on_at_once(page):
    draw(page, (5, 5), (5, 20))
    assert_python_has_what_is_shown(page)
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="64", exact=True).click()
    expect(page.get_by_role("application", name=re.compile("64 by 64"))).to_be_visible()
    assert assert_python_has_what_is_shown(page) == bytes(64 * 64)
    page.mouse.move(*spot(page, 10, 10, 64))
    page.mouse.down()
    page.mouse.move(*spot(page, 10, 50, 64), steps=5)
    page.mouse.up()
    assert assert_python_has_what_is_shown(page)[10 * 64 + 30] == 255


def test_a_rerun_in_the_middle_of_a_stroke_takes_nothing_away(page):
    page.mouse.move(*spot(page, 5, 5))
    page.mouse.down()
    page.mouse.move(*spot(page, 5, 12), steps=5)
    page.get_by_role("button", name="Run again").dispatch_event("click")
    page.mouse.move(*spot(page, 5, 20), steps=5)
    settle(page)
    page.mouse.move(*spot(page, 20, 20), steps=5)
    page.mouse.up()
    pixels = assert_python_has_what_is_shown(page)
    assert [pixels[5 * 28 + 8], pixels[5 * 28 + 18], pixels[15 * 28 + 20]] == [255] * 3


def test_a_pad_that_is_taken_away_and_put_back_goes_on_with_the_stroke(page):
    page.mouse.move(*spot(page, 5, 5))
    page.mouse.down()
    page.mouse.move(*spot(page, 5, 12), steps=5)
    for there in (0, 1):
        page.get_by_role("checkbox", name="Without the pad").dispatch_event("click")
        expect(page.locator(".pad .surface")).to_have_count(there)
    page.mouse.move(*spot(page, 5, 20), steps=5)
    page.mouse.up()
    page.mouse.move(*spot(page, 20, 20), steps=5)
    pixels = assert_python_has_what_is_shown(page)
    assert [pixels[5 * 28 + column] for column in (8, 12, 18)] == [255] * 3
    assert pixels[15 * 28 + 20] == 0, "the pen is up"


def test_another_picture_from_python_is_shown_drawn_on_and_can_be_undone(page):
    draw(page, (5, 5), (5, 20))
    drawn = assert_python_has_what_is_shown(page)
    ask_for_another_picture(page)
    assert assert_python_has_what_is_shown(page) == bytes([77] * 28 * 28)
    page.get_by_role("button", name="Undo").click()
    assert assert_python_has_what_is_shown(page) == drawn


def test_another_picture_takes_nothing_from_what_python_has_not_seen_yet(page):
    """A restarted server puts its own first picture on the pad; the visitor's is newer."""
    ask_for_another_picture(page)
    draw(page, (5, 5), (5, 20))
    assert_python_has_what_is_shown(page)
    page.get_by_role("button", name="Another picture").dispatch_event("click")
    draw(page, (20, 5), (20, 20), steps=30)
    pixels = assert_python_has_what_is_shown(page)
    assert pixels[20 * 28 + 12] == 255


def test_what_is_drawn_while_the_server_is_down_reaches_the_next_one(browser, tmp_path):
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    with serve(APP, log=tmp_path / "first.log") as first:
        open_app(page, first.url)
        expect(page.locator(".pad[data-ready=true]")).to_be_visible()
        ask_for_another_picture(page)
        draw(page, (5, 5), (5, 20))
        assert_python_has_what_is_shown(page)
    draw(page, (20, 5), (20, 20))
    with serve(APP, log=tmp_path / "second.log", port=first.port):
        settle(page, timeout=60_000)
        pixels = assert_python_has_what_is_shown(page)
    page.context.close()
    assert [pixels[5 * 28 + 12], pixels[20 * 28 + 12]] == [255, 255]


def test_the_preview_shows_what_python_sent(page):
    draw(page, (5, 5), (5, 20))
    assert_python_has_what_is_shown(page)
    expect(page.get_by_role("img", name="What the network will see: 28×28")).to_be_visible()


def brush(page, call):
    """Evaluate `call` with the pad's own brush module as `brush`."""
    return page.evaluate(
        f"""async () => {{
            const url = performance.getEntriesByType("resource")
                .map((one) => one.name).find((name) => name.endsWith("/sketchpad/brush.js"));
            const brush = await import(url);
            return ({call})();
        }}"""
    )


@pytest.mark.parametrize(
    ("start", "end", "diameter"),
    [((5.5, 5.5), (5.5, 20.5), 2.2), ((2, 25), (26.3, 3.1), 5), ((14, 14), (14, 14), 1.5)],
)
def test_the_brush_fades_with_the_distance_to_the_line(page, start, end, diameter):
    points = [f"{{row: {row}, column: {column}}}" for row, column in (start, end)]
    painted = brush(
        page,
        f"""() => {{
            const pixels = new Uint8Array(28 * 28);
            brush.paintLine(pixels, 28, {points[0]}, {points[1]}, {diameter}, false);
            return Array.from(pixels);
        }}""",
    )
    centres = np.stack(np.mgrid[0:28, 0:28], axis=-1) + 0.5
    line = np.linspace(start, end, 4001)
    away = np.min([np.hypot(*np.moveaxis(centres - point, -1, 0)) for point in line], axis=0)
    ink = 255 * np.clip((diameter / 2 + 0.75 - away) / 1.5, 0, 1)
    np.testing.assert_allclose(np.reshape(painted, (28, 28)), ink, atol=1.5)


def test_a_pen_presses_and_its_other_end_erases(page):
    client = page.context.new_cdp_session(page)

    def pen(kind, cell, **more):
        x, y = spot(page, *cell)
        held = {"button": "left", "buttons": 1, "pointerType": "pen", "clickCount": 1}
        client.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y} | held | more)

    for row, force in ((6, 0.1), (16, 1.0)):
        pen("mousePressed", (row, 5), force=force)
        pen("mouseMoved", (row, 22), force=force)
        pen("mouseReleased", (row, 22), buttons=0)
    pixels = np.frombuffer(assert_python_has_what_is_shown(page), np.uint8).reshape(28, 28)
    assert pixels[13:20, 14].sum() > 1.5 * pixels[3:10, 14].sum() > 0
    # Chromium's protocol has no eraser button; 1 is the mouse's pointer, which is always there.
    page.locator(".surface").evaluate(
        """(surface, [[startX, startY], [endX, endY]]) => {
            const held = { pointerId: 1, pointerType: "pen", pressure: 1, bubbles: true };
            const at = (clientX, clientY, more) => ({ ...held, clientX, clientY, ...more });
            const send = (kind, init) => surface.dispatchEvent(new PointerEvent(kind, init));
            send("pointerdown", at(startX, startY, { button: 5, buttons: 32 }));
            send("pointermove", at(endX, endY, { button: -1, buttons: 32 }));
            send("pointerup", at(endX, endY, { button: 5, buttons: 0 }));
        }""",
        [spot(page, 16, 5), spot(page, 16, 22)],
    )
    pixels = np.frombuffer(assert_python_has_what_is_shown(page), np.uint8).reshape(28, 28)
    assert pixels[16, 14] == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page, scheme):
    page.emulate_media(color_scheme=scheme)
    draw(page, (5, 5), (5, 20))
    assert_python_has_what_is_shown(page)
    found = Axe().run(page, context=".stBidiComponent").response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


class TestPhone:
    @pytest.fixture
    def context_options(self):
        return {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 844}}

    @pytest.fixture
    def page(self, browser, server, context_options):
        context = browser.new_context(**context_options)
        page = context.new_page()
        open_app(page, server.url)
        expect(page.locator(".pad[data-ready=true]")).to_be_visible()
        yield page
        context.close()

    def swipe(self, page, start, end, steps=8):
        client = page.context.new_cdp_session(page)
        at = [start[0], start[1]]
        touch = lambda kind, points: client.send(  # noqa: E731
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points}
        )
        touch("touchStart", [{"x": at[0], "y": at[1]}])
        for step in range(1, steps + 1):
            at = [start[axis] + (end[axis] - start[axis]) * step / steps for axis in (0, 1)]
            touch("touchMove", [{"x": at[0], "y": at[1]}])
        touch("touchEnd", [])

    def scrolled(self, page):
        return page.evaluate(
            """() => Math.max(window.scrollY,
                ...[...document.querySelectorAll("*")].map((node) => node.scrollTop))"""
        )

    def test_a_finger_draws_and_the_page_stays(self, page):
        self.swipe(page, spot(page, 22, 14), spot(page, 4, 14))
        pixels = assert_python_has_what_is_shown(page)
        assert pixels[10 * 28 + 14] == 255
        assert self.scrolled(page) == 0

    def test_a_finger_beside_the_pad_scrolls_the_page(self, page):
        box = page.locator(".surface").bounding_box()
        below = (box["x"] + 150, box["y"] + box["height"] + 260)
        self.swipe(page, below, (below[0], below[1] - 300))
        page.wait_for_function(
            """() => [...document.querySelectorAll("*")].some((node) => node.scrollTop > 20)"""
        )

    def test_buttons_are_large_enough_for_a_finger(self, page):
        for name in ("Pen$", "Eraser", "Undo", "Redo", "Clear$"):
            box = page.get_by_role("button", name=re.compile(f"^{name}")).bounding_box()
            assert min(box["width"], box["height"]) >= 44
