"""The stage in a real browser: the person is the kernel, and Python does the arithmetic."""

import re
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cnnviz import ops
from tests.browser import open_app, serve
from tests.ui.components.apps.stage_scenes import SCENES
from tests.ui.components.stage_messages import scene_of

pytestmark = pytest.mark.browser
APP = Path(__file__).parent / "apps" / "stage_app.py"
MARGIN = 6  # CSS pixels between a grid's border and its first cell


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serve(APP, log=tmp_path_factory.mktemp("stage") / "server.log") as running:
        yield running


@pytest.fixture
def context_options():
    return {}


@pytest.fixture
def show(browser, server, context_options):
    """Open a scene; nothing may complain until the test is over."""
    context = browser.new_context(
        **{"viewport": {"width": 1440, "height": 900}, "accept_downloads": True} | context_options
    )
    complaints = []

    def open_scene(name, query=""):
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        open_app(page, f"{server.url}/?scene={name}{query}")
        expect(page.locator(".stage[data-ready=true]")).to_be_visible()
        return page

    yield open_scene
    context.close()
    assert complaints == []


def spot(page, side, cell, shape):
    """Where a cell's centre is on the screen; `shape` counts padding on the input."""
    box = page.locator(f".{side} .grid").bounding_box()
    across = (box["width"] - 2 * MARGIN) / shape[1]
    down = (box["height"] - 2 * MARGIN) / shape[0]
    return (
        box["x"] + MARGIN + (cell[1] + 0.5) * across,
        box["y"] + MARGIN + (cell[0] + 0.5) * down,
    )


def hover(page, side, cell, shape):
    page.mouse.move(*spot(page, side, cell, shape))


def equation(page):
    return page.locator(".equation")


def says(page, text):
    expect(page.locator(".sentence")).to_contain_text(text)


def weight(page, index):
    return page.locator(".weight input").nth(index)


def acknowledged(page, seq):
    expect(page.locator(f".stage[data-seq='{seq}']")).to_be_attached()


def python_says(page, text):
    expect(page.get_by_text(re.compile(rf"runs \d+ .*{re.escape(text)}"))).to_be_visible()


def written(number):
    return f"{number:g}".replace("-", "−")


def shown_output(page):
    """The number that the equation gives for the current cell."""
    return float(page.locator(".equation .value").last.inner_text().strip("=≈ ").replace("−", "-"))


@pytest.mark.parametrize("name", ["matrix", "same", "reflect", "flip", "dilated"])
def test_every_hovered_output_shows_the_terms_of_ops(show, name):
    page, scene = show(name), scene_of(name)
    settings = scene.sliding.model_dump(include={"strides", "padding", "mode", "dilation", "flip"})
    for row, column in np.ndindex(scene.y.shape[:2]):
        hover(page, "output", (row, column), scene.y.shape)
        theirs = ops.explain_conv(scene.x, scene.kernel, cell=(row, column, 0), **settings)
        products = [
            f"{written(value)} · {written(factor) if factor >= 0 else f'({written(factor)})'}"
            for value, factor in zip(theirs.window.flat, theirs.weights.flat, strict=True)
        ]
        expect(equation(page)).to_have_attribute(
            "data-text", re.compile(re.escape(f"y[{row}, {column}]"))
        )
        assert page.locator(".equation .term").all_inner_texts() == products
        expect(page.locator(".equation .total")).to_have_text(f" = {written(theirs.total)}")
        expect(equation(page)).to_have_attribute("data-agrees", "true")


@pytest.mark.parametrize("name", [name for name in SCENES if not name.startswith("photo")])
def test_what_the_browser_adds_agrees_with_python_wherever_the_window_is(show, name):
    page, scene = show(name), scene_of(name)
    rows, columns = scene.y.shape[:2]
    for row in sorted({0, rows // 2, rows - 1}):
        for column in sorted({0, columns // 3, columns - 1}):
            hover(page, "output", (row, column), scene.y.shape)
            place = f"[{column}]" if scene.dimensions == 1 else f"[{row}, {column}]"
            expect(equation(page)).to_have_attribute("data-text", re.compile(re.escape(place)))
            expect(equation(page)).to_have_attribute("data-agrees", "true")
            assert shown_output(page) == pytest.approx(scene.y[row, column, 0], abs=1e-4, rel=1e-4)


def test_three_channels_a_bias_and_an_activation_are_one_equation(show):
    page = show("rgb")
    hover(page, "output", (0, 0), (3, 3))
    text = "z[0, 0] = 308Red + (−498)Green + 164Blue + 1bias = −25y[0, 0] = relu(−25) = 0"
    expect(page.locator(".equation .head")).to_have_text(text)
    page.get_by_role("button", name="Green: (−498); show its products").click()
    expect(page.locator(".equation .body")).to_contain_text("Green: 0 · 1")
    expect(page.locator(".equation .total")).to_have_text(" = −498")


def test_hovering_the_input_moves_the_window_and_marks_all_it_feeds(show):
    page, scene = show("matrix"), scene_of("matrix")
    for row, column in np.ndindex(scene.x.shape[:2]):
        hover(page, "input", (row, column), scene.x.shape)
        fed = ops.outputs_fed(scene.x, scene.kernel, cell=(row, column, 0))
        count = len(fed.weights)
        says(page, f"x[{row}, {column}] = {scene.x[row, column, 0]:g} feeds {count} output")
    hover(page, "input", (2, 2), (5, 5))
    expect(page.locator(".cell-name")).to_have_text("y[1, 1]")
    expect(page.locator(".weight.met")).to_have_count(1)


def test_padding_says_what_it_holds(show):
    page = show("reflect")
    hover(page, "input", (0, 0), (6, 6))
    says(page, "Padding at [-1, -1] repeats x[1, 1] = 6.")
    page = show("same")
    hover(page, "input", (5, 5), (6, 6))
    says(page, "Padding at [5, 5] holds 0.")


def test_hovering_a_weight_counts_the_input_cells_it_meets(show):
    page, scene = show("same"), scene_of("same")
    for index, (row, column) in enumerate(np.ndindex(2, 2)):
        weight(page, index).hover()
        met = ops.inputs_met(
            scene.x, scene.kernel, weight=(row, column, 0, 0), strides=2, padding="same"
        )
        says(page, f"w[{row}, {column}]")
        says(page, f"meets {met.inside.sum()} input cells")


def test_a_click_pins_arrow_keys_move_the_pin_and_escape_lets_go(show):
    page = show("matrix")
    page.mouse.click(*spot(page, "output", (1, 1), (3, 3)))
    python_says(page, "pin (1, 1)")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    python_says(page, "pin (2, 2)")
    expect(page.get_by_role("status")).to_contain_text("row 2, column 2, pinned: −2")
    expect(page.get_by_role("status")).to_contain_text("2 · 1 + 9 · 2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    python_says(page, "pin None")


def test_a_pin_that_a_link_brought_stays_when_the_browser_first_speaks(show):
    page = show("photo", "&pinned=1")
    python_says(page, "pin (2, 1)")
    expect(page.locator(".stage")).not_to_have_attribute("data-heard", "0")
    python_says(page, "pin (2, 1)")
    expect(page.locator(".cell-name")).to_have_text("y[2, 1]")


def test_the_window_rests_on_the_pin_after_a_look_elsewhere(show):
    page = show("matrix")
    page.mouse.click(*spot(page, "output", (2, 0), (3, 3)))
    hover(page, "output", (0, 2), (3, 3))
    expect(page.locator(".cell-name")).to_have_text("y[0, 2]")
    page.mouse.move(5, 5)
    expect(page.locator(".cell-name")).to_have_text("y[2, 0]")


def test_the_bar_steps_scrubs_and_plays_every_position(show):
    page = show("matrix")
    place = page.locator(".place")
    page.get_by_role("button", name="Step forward").click()
    expect(place).to_have_text("2 of 9")
    page.get_by_role("button", name="Step back").click()
    expect(place).to_have_text("1 of 9")
    page.get_by_label("Position of the window").fill("5")
    expect(page.locator(".cell-name")).to_have_text("y[1, 2]")
    page.get_by_label("Position of the window").fill("0")
    expect(place).to_have_text("1 of 9")
    place.evaluate("""(node) => {
        window.seen = [];
        new MutationObserver(() => window.seen.push(node.textContent))
            .observe(node, {childList: true, characterData: true, subtree: true});
    }""")
    page.get_by_label("Speed").select_option("8")
    page.get_by_role("button", name="Play").click()
    expect(place).to_have_text("9 of 9")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert page.evaluate("window.seen") == [f"{index} of 9" for index in range(2, 10)]
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.get_by_role("button", name="Pause").click()


def edited(scene, index, value):
    kernel = scene.kernel.copy()
    kernel[index // 3, index % 3, 0, 0] = value
    return ops.conv(scene.x, kernel)[0, 0, 0]


def test_a_typed_weight_is_answered_by_python(show):
    page, scene = show("matrix"), scene_of("matrix")
    weight(page, 4).fill("-2.5")
    acknowledged(page, 1)
    assert shown_output(page) == edited(scene, 4, -2.5)
    weight(page, 4).fill("-")  # not yet a number: nothing happens
    expect(weight(page, 4)).to_have_attribute("aria-invalid", "true")
    weight(page, 4).fill("1/4")
    acknowledged(page, 2)
    assert shown_output(page) == edited(scene, 4, 0.25)
    weight(page, 4).press("Enter")
    expect(weight(page, 5)).to_be_focused()
    weight(page, 5).press("Tab")
    expect(weight(page, 6)).to_be_focused()


def test_arrow_keys_step_a_weight(show):
    page, scene = show("matrix"), scene_of("matrix")
    weight(page, 0).focus()
    page.keyboard.press("ArrowUp")
    acknowledged(page, 1)
    page.keyboard.press("Shift+ArrowDown")
    acknowledged(page, 2)
    expect(weight(page, 0)).to_have_attribute("aria-valuenow", "1.9")
    assert shown_output(page) == pytest.approx(edited(scene, 0, 1.9), abs=1e-9)
    page.keyboard.press("ArrowRight")
    expect(weight(page, 1)).to_be_focused()


def test_dragging_a_weight_ends_where_the_pointer_does(show):
    page, scene = show("matrix"), scene_of("matrix")
    box = weight(page, 8).bounding_box()
    start = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0], start[1] - 41, steps=20)
    page.mouse.up()
    expect(weight(page, 8)).to_have_attribute("aria-valuenow", "6")
    expect(page.locator(".equation .value").last).to_have_text(f" = {edited(scene, 8, 6):g}")
    python_says(page, "ack")
    assert shown_output(page) == edited(scene, 8, 6)


def paste(page, index, text):
    weight(page, index).focus()
    weight(page, index).evaluate(
        """(node, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text", text);
          const options = {clipboardData, bubbles: true, cancelable: true};
          node.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        text,
    )


def test_a_pasted_matrix_becomes_the_kernel_with_its_own_size(show):
    page = show("matrix")
    paste(page, 0, "[[1, 0],\n [0, -1]]")
    acknowledged(page, 1)
    expect(page.locator(".weight input")).to_have_count(4)
    expect(page.locator(".output .size")).to_have_text("4 × 4 × 1")
    assert shown_output(page) == 2 - 1
    paste(page, 0, "\n".join(["1 " * 12] * 12))
    says(page, "A kernel of 12×12 is too large. Paste at most 11×11 numbers.")


def test_a_turned_kernel_is_shown_turned_and_edited_where_it_is_seen(show):
    page, scene = show("flip"), scene_of("flip")
    expect(page.locator(".hint")).to_contain_text("Rotated by 180°")
    turned = scene.kernel[::-1, ::-1, 0, 0]
    values = [float(weight(page, index).get_attribute("aria-valuenow")) for index in range(9)]
    np.testing.assert_array_equal(values, turned.ravel())
    weight(page, 8).fill("9")
    acknowledged(page, 1)
    kernel = scene.kernel.copy()
    kernel[0, 0] = 9
    assert shown_output(page) == ops.conv(scene.x, kernel, padding="same", flip=True)[0, 0, 0]


def test_a_thumbnail_chooses_the_filter(show):
    page, scene = show("photo"), scene_of("photo")
    page.get_by_role("button", name="Map 3").click()
    expect(page.locator(".output .name")).to_have_text("Map 3")
    assert shown_output(page) == pytest.approx(scene.y[256, 256, 2], abs=0.01)
    first = page.locator(".kernel").first.locator("input").first
    expect(first).to_have_attribute("aria-valuenow", f"{scene.kernel[0, 0, 0, 2]:g}")


def test_the_largest_number_of_a_window_is_marked(show):
    page = show("max")
    hover(page, "output", (0, 0), (2, 2))
    expect(page.locator(".equation .body")).to_have_text("max(3, 5, 7, 9) = 9")
    expect(page.locator(".term.winner")).to_have_text("9")
    page = show("mean")
    hover(page, "output", (2, 2), (3, 3))
    expect(page.locator(".equation .body")).to_have_text("(5) / 1 = 5")


def test_hovering_stays_at_sixty_frames_and_sends_nothing(show):
    page = show("photo")
    page.wait_for_function("performance.getEntriesByName('cnnviz:painted').length >= 2")
    sent = []
    page.evaluate("""() => {
        window.frames60 = [];
        let last = performance.now();
        const count = (now) => {
          window.frames60.push(now - last);
          last = now;
          requestAnimationFrame(count);
        };
        requestAnimationFrame(count);
        const send = WebSocket.prototype.send;
        window.messages = 0;
        WebSocket.prototype.send = function (...all) {
          window.messages += 1;
          return send.apply(this, all);
        };
    }""")
    page.on("request", lambda request: sent.append(request.url))
    for step in range(150):
        hover(page, "output", (step * 3, 40 + step * 2), (512, 512))
    for step in range(50):
        page.locator(".transport input").evaluate(
            """(node, value) => { node.value = value; node.dispatchEvent(new Event("input")); }""",
            step * 1000,
        )
    frames = page.evaluate("window.frames60")
    assert np.median(frames) <= 20
    assert page.evaluate("window.messages") == 0
    assert sent == []


def test_an_edit_is_marked_for_the_benchmark(show):
    page = show("digit")
    weight(page, 0).fill("3")
    acknowledged(page, 1)
    marks = page.evaluate(
        """["cnnviz:edit", "cnnviz:painted"].map(
            (name) => performance.getEntriesByName(name).at(-1).detail.seq)"""
    )
    assert marks == [1, 1]


def test_downloads_are_made_in_the_browser(show):
    page, scene = show("rgb"), scene_of("rgb")
    files = {}
    for choice in ("Numbers as CSV", "Figure as SVG", "Figure as PNG"):
        page.get_by_role("button", name="Download").click()
        with page.expect_download() as made:
            page.get_by_role("button", name=choice).click()
        files[made.value.suggested_filename] = made.value.path().read_bytes()
    assert set(files) == {"rgb.csv", "rgb.svg", "rgb.png"}
    blocks = files["rgb.csv"].decode().strip().split("\n\n")
    assert [block.split("\n")[0] for block in blocks] == [
        '"Input, Red"', '"Input, Green"', '"Input, Blue"',
        '"Kernel, Map 1, Red"', '"Kernel, Map 1, Green"', '"Kernel, Map 1, Blue"',
        '"Output, Map 1"',
    ]  # fmt: skip
    numbers = [line.split(",") for line in blocks[-1].split("\n")[1:]]
    np.testing.assert_array_equal(np.array(numbers, float), scene.y[..., 0])
    assert b"466" in files["rgb.svg"]
    assert files["rgb.png"].startswith(b"\x89PNG")


def serious(page):
    found = Axe().run(page).response["violations"]
    return [
        (rule["id"], [node["target"] for node in rule["nodes"]])
        for rule in found
        if rule["impact"] in ("serious", "critical")
        and any("stage" in str(node) or len(node["target"]) > 1 for node in rule["nodes"])
    ]


@pytest.mark.parametrize(
    ("name", "scheme"),
    [("rgb", "light"), ("rgb", "dark"), ("max", "dark"), ("signal", "light"), ("maps", "dark")],
)
def test_axe_finds_nothing_serious(browser, server, name, scheme):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    open_app(page, f"{server.url}/?scene={name}")
    expect(page.locator(f".stage[data-scheme={scheme}]")).to_be_visible()
    assert serious(page) == []
    context.close()


def colour_at(page, cell, shape):
    """The colour of an output cell near its corner, where no number is printed."""
    left, top = spot(page, "output", cell, shape)
    box = page.locator(".output .grid").bounding_box()
    return page.locator(".output canvas").first.evaluate(
        """(canvas, [left, top]) => {
          const ratio = canvas.width / canvas.clientWidth;
          const pixel = canvas.getContext("2d").getImageData(left * ratio, top * ratio, 1, 1);
          return [...pixel.data].slice(0, 3);
        }""",
        [left - box["x"] - 22, top - box["y"] - 22],
    )


def test_zero_has_the_colour_of_the_page_in_light_and_in_dark(show):
    page = show("rgb")  # relu leaves a zero at row 0, column 0
    assert colour_at(page, (0, 0), (3, 3)) == [255, 255, 255]
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".stage[data-scheme=dark]")).to_be_visible()
    assert sum(colour_at(page, (0, 0), (3, 3))) < 150


def test_positive_is_blue_and_negative_orange(show):
    page = show("max")
    red, _, blue = colour_at(page, (0, 0), (2, 2))
    assert blue > red
    page = show("same")
    red, _, blue = colour_at(page, (2, 1), (3, 3))  # the output -4
    assert red > blue


@pytest.mark.parametrize(
    ("display", "ends"),
    [("signed", ("−101", "101")), ("absolute", ("0", "101")), ("clipped", ("0", "255")),
     ("stretched", ("−2", "101"))],
)  # fmt: skip
def test_the_legend_says_what_the_colours_mean(show, display, ends):
    page = show("matrix", f"&display={display}")
    numbers = page.locator(".output .legend > span:not(.bar):not(.note)")
    assert tuple(numbers.all_inner_texts()) == ends


class TestPhone:
    @pytest.fixture
    def context_options(self):
        return {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

    @pytest.mark.parametrize("name", ["rgb", "photo11", "signal", "maps", "seven"])
    def test_nothing_is_wider_than_the_screen(self, show, name):
        page = show(name)
        expect(page.locator(".stage")).to_have_attribute("data-layout", re.compile("narrow|rows"))
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
        width = page.locator(".stage").evaluate("(node) => node.scrollWidth - node.clientWidth")
        assert width <= 0

    def test_a_tap_pins_a_window(self, show):
        page = show("matrix")
        page.touchscreen.tap(*spot(page, "output", (1, 2), (3, 3)))
        python_says(page, "pin (1, 2)")
