"""The whole way through the app, as different people go it."""

import os
import re
import signal

import numpy as np
import pytest
from playwright.sync_api import expect
from scipy.signal import correlate2d

from tests.browser import ROOT, serve, settle
from tests.e2e.visitor import WEIGHT, bugs, kernel, output, same
from tests.malformed import encoded, pixels

pytestmark = pytest.mark.browser
PAGES = ("", "kernels", "convolution", "pooling")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SOCKETS = """
    window.sockets = [];
    window.isCut = false;
    window.WebSocket = class extends WebSocket {
        constructor(url, ...rest) {
            super(window.isCut ? new URL("/nowhere", url) : url, ...rest);
            window.sockets.push(this);
        }
    };
"""
FOCUSED = """() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return node?.getAttribute("aria-label") ?? "";
}"""


def convolved(x, weights):
    """Cross-correlation that keeps the size, by SciPy."""
    return correlate2d(x, weights, mode="same")


def halved(x):
    """Max pooling 2×2."""
    rows, columns = (side // 2 for side in x.shape)
    return x.reshape(rows, 2, columns, 2).max(axis=(1, 3))


def draw_and_edit(visitor, url):
    """A drawing and a kernel of one's own; returns what is on the stage."""
    visitor.open(f"{url}/kernels")
    visitor.draw((4, 4), (4, 22), (24, 6))
    visitor.until_drawing_is_seen()
    return visitor.set_weight(4, 7)


def test_draw_then_set_a_kernel_then_pool(visitor, server):
    visitor.open(f"{server.url}/kernels")
    visitor.page.get_by_role("button", name="Clear").click()
    visitor.draw((5, 5), (5, 22), (22, 5))
    seen = visitor.until_drawing_is_seen()
    assert seen["Input, Grey"].max() == 255
    numbers = visitor.set_weight(0, 5)
    weights = kernel(numbers)
    assert weights.ravel().tolist() == [5, 0, 1, -2, 0, 2, -1, 0, 1]
    np.testing.assert_array_equal(output(numbers), convolved(visitor.ink(), weights))
    visitor.choose("Max")
    visitor.choose("Pooling")
    pooled = visitor.until(lambda shown: output(shown).shape == (14, 14))
    np.testing.assert_array_equal(output(pooled), halved(output(numbers)))
    assert visitor.complaints() == []


def test_the_drawing_goes_along_to_the_pooling_page(visitor, server):
    visitor.open(server.url)
    visitor.draw((3, 3), (24, 24))
    visitor.until_drawing_is_seen()
    visitor.go_to("Pooling")
    numbers = visitor.until_drawing_is_seen()
    np.testing.assert_array_equal(output(numbers), halved(visitor.ink()))


def test_from_every_page_to_every_other(visitor, server):
    visitor.open(server.url)
    for here in ("Kernels", "Pooling", "Convolution", "Kernels", "Convolution", "Pooling"):
        visitor.go_to(here)
        assert visitor.complaints() == []
    visitor.go_to("Kernels")


def test_upload_then_set_a_kernel(visitor, server):
    visitor.open(f"{server.url}/kernels")
    visitor.choose("Upload")
    visitor.upload("mine.png", encoded("PNG"))
    planes = [f"Input, {name}" for name in ("Red", "Green", "Blue")]
    visitor.until(
        lambda numbers: numbers.keys() >= set(planes) and numbers[planes[0]].shape == (6, 8)
    )
    numbers = visitor.set_weight(1, -3)
    kernels = [rows for name, rows in numbers.items() if name.startswith("Kernel")]
    picture = np.moveaxis(pixels().astype(float), -1, 0)
    for plane, name in zip(picture, planes, strict=True):
        np.testing.assert_array_equal(numbers[name], plane)
    expected = sum(convolved(plane, own) for plane, own in zip(picture, kernels, strict=True))
    np.testing.assert_array_equal(output(numbers), expected)


def test_a_preset_that_needs_another_size_brings_it(visitor, server):
    visitor.open(f"{server.url}/kernels")
    visitor.page.get_by_label("Set this kernel to").click()
    visitor.page.get_by_role("option", name="Fading triangle").click()
    numbers = visitor.until(lambda shown: kernel(shown).shape == (5, 5))
    assert kernel(numbers)[0].tolist() == [0, 0.25, 0.5, 0.75, 1]
    expect(visitor.page).to_have_url(re.compile("size=5"))
    assert visitor.complaints() == []


def tab_to(visitor, name, most=80):
    """Press Tab until the element whose name begins so has the focus."""
    for _ in range(most):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"{most} times Tab does not lead to {name!r}")


def test_with_the_keyboard_alone(visitor, server):
    visitor.open(server.url)
    keys = visitor.page.keyboard
    tab_to(visitor, "Drawing pad")
    keys.press("Space")
    for _ in range(8):
        keys.press("ArrowLeft")
    keys.press("Space")
    visitor.until_drawing_is_seen()
    assert visitor.ink()[14, 8] == 255
    tab_to(visitor, "Kernel, ")
    keys.type("9")
    keys.press("ArrowUp")
    numbers = visitor.until(lambda shown: kernel(shown)[0, 0] == 10)
    np.testing.assert_array_equal(output(numbers), convolved(visitor.ink(), kernel(numbers)))
    tab_to(visitor, "Step forward")
    place = visitor.stage.locator(".place")
    before = int(place.inner_text().split()[0])
    keys.press("Enter")
    expect(place).to_have_text(f"{before + 1} of 784")


def swipe(page, start, end):
    """A finger moves over the screen."""
    client = page.context.new_cdp_session(page)
    along = np.linspace(start, end, 9)
    for number, (left, top) in enumerate(along):
        kind = "touchMove" if number else "touchStart"
        points = [{"x": float(left), "y": float(top)}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def scrolled(page):
    return page.evaluate(
        """() => Math.max(window.scrollY,
            ...[...document.querySelectorAll("*")].map((node) => node.scrollTop))"""
    )


def test_a_finger_draws_and_the_page_stays_where_it_is(arrive, server):
    visitor = arrive(**PHONE).open(server.url)
    swipe(visitor.page, visitor.spot(24, 3), visitor.spot(3, 3))
    assert visitor.ink()[12, 3] == 255
    assert scrolled(visitor.page) == 0
    visitor.until_drawing_is_seen()


def test_a_finger_beside_the_pad_scrolls_the_page(arrive, server):
    visitor = arrive(**PHONE).open(server.url)
    swipe(visitor.page, (200, 820), (200, 520))
    visitor.page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some((node) => node.scrollTop > 50)"
    )


@pytest.mark.parametrize("page", PAGES)
def test_on_a_phone_nothing_is_wider_than_the_screen(arrive, server, page):
    visitor = arrive(**PHONE).open(f"{server.url}/{page}")
    settle(visitor.page)
    assert visitor.page.evaluate("document.scrollingElement.scrollWidth") <= 390
    main = visitor.page.get_by_test_id("stMain")
    assert main.evaluate("(node) => node.scrollWidth - node.clientWidth") <= 0


@pytest.mark.parametrize("page", PAGES)
def test_in_the_dark_the_stage_is_dark(arrive, server, page):
    visitor = arrive(color_scheme="dark").open(f"{server.url}/{page}")
    expect(visitor.stage).to_have_attribute("data-scheme", "dark")
    surface = visitor.page.get_by_test_id("stApp").evaluate(
        "(node) => getComputedStyle(node).backgroundColor"
    )
    assert surface == "rgb(17, 21, 28)"
    assert visitor.complaints() == []


def test_two_visitors_see_only_their_own_things(arrive, server):
    one, two = (arrive().open(f"{server.url}/kernels") for _ in range(2))
    untouched = two.numbers()
    one.draw((3, 20), (24, 20))
    one.until_drawing_is_seen()
    first = one.set_weight(0, 3)
    assert same(two.numbers(), untouched)
    two.page.get_by_role("button", name="Clear").click()
    two.until(lambda numbers: not numbers["Input, Grey"].any())
    second = two.set_weight(8, -6)
    assert kernel(second)[0, 0] != 3
    assert same(one.numbers(), first)


def test_f5_loses_nothing(visitor, server):
    drawn = draw_and_edit(visitor, server.url)
    visitor.choose("Upload")
    visitor.upload("mine.png", encoded("PNG"))
    uploaded = visitor.until(lambda numbers: output(numbers).shape == (6, 8))
    visitor.page.reload()
    visitor.until_same(uploaded)
    assert kernel(uploaded)[1, 1] == 7
    visitor.choose("Draw")
    visitor.until_same(drawn)


def test_a_dropped_connection_loses_nothing_that_is_drawn_meanwhile(visitor, server):
    visitor.page.add_init_script(SOCKETS)
    before = draw_and_edit(visitor, server.url)
    visitor.page.evaluate(
        "() => { window.isCut = true; window.sockets.forEach((socket) => socket.close()); }"
    )
    expect(
        visitor.page.locator('[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])')
    ).to_be_attached()
    visitor.draw((24, 10), (24, 24))
    assert_ahead(visitor, before)
    visitor.page.evaluate("() => { window.isCut = false; }")
    settle(visitor.page, timeout=60_000)
    after = visitor.until_drawing_is_seen()
    assert after["Input, Grey"][24, 18] == 255
    assert kernel(after)[1, 1] == 7


def test_strokes_and_edits_are_shown_before_the_server_answers(visitor, tmp_path):
    with serve(ROOT / "app.py", log=tmp_path / "server.log") as server:
        before = draw_and_edit(visitor, server.url)
        os.kill(server.pid, signal.SIGSTOP)
        try:
            visitor.draw((24, 10), (24, 24))
            visitor.page.locator(WEIGHT).nth(0).fill("5")
            ahead = assert_ahead(visitor, before)
            assert kernel(ahead)[0, 0] == 5
        finally:
            os.kill(server.pid, signal.SIGCONT)
        visitor.until_same(ahead)


def assert_ahead(visitor, before):
    """The stage shows the maps of a drawing that Python has not seen; returns its numbers."""
    ahead = visitor.numbers()
    assert visitor.is_ahead()
    assert np.array_equal(ahead["Input, Grey"], visitor.ink())
    assert not same(ahead, before)
    expected = convolved(ahead["Input, Grey"], kernel(ahead))
    np.testing.assert_allclose(output(ahead), expected, rtol=1e-12, atol=1e-9)
    return ahead


def test_a_restarted_server_loses_nothing(visitor, tmp_path):
    app = ROOT / "app.py"
    with serve(app, log=tmp_path / "first.log") as first:
        drawn = draw_and_edit(visitor, first.url)
        visitor.choose("Upload")
        visitor.upload("mine.png", encoded("PNG"))
        uploaded = visitor.until(lambda numbers: output(numbers).shape == (6, 8))
        before = visitor.answers()
    with serve(app, log=tmp_path / "second.log", port=first.port) as second:
        visitor.until_brought_back(before)
        visitor.until_same(uploaded)
        visitor.choose("Draw")
        visitor.until_same(drawn)
        visitor.page.reload()
        visitor.until_same(drawn)
        assert bugs(second.log) == []


def test_a_page_other_than_start_can_be_the_first_of_a_new_server(visitor, tmp_path):
    with serve(ROOT / "app.py", log=tmp_path / "server.log") as fresh:
        visitor.open(f"{fresh.url}/pooling?kind=mean")
        expect(visitor.page.get_by_role("link", name="Kernels", exact=True)).to_be_visible()
        x, y = (read(visitor.numbers()) for read in (lambda n: n["Input, Grey"], output))
        np.testing.assert_allclose(y, x.reshape(14, 2, 14, 2).mean(axis=(1, 3)))


def test_a_link_shows_an_edited_kernel_and_a_drawing_to_somebody_else(arrive, server):
    mine, theirs = arrive(), arrive()
    shown = draw_and_edit(mine, server.url)
    theirs.open(mine.link())
    theirs.until_same(shown)
    assert theirs.complaints() == []
    assert "s=" not in theirs.page.url, "F5 must not put the link's things over later ones"


def test_after_a_link_ones_own_things_can_be_brought_back(arrive, server):
    giver, taker = arrive(), arrive()
    given = draw_and_edit(giver, server.url)
    taker.open(f"{server.url}/kernels")
    taker.page.get_by_role("button", name="Clear").click()
    taker.draw((20, 3), (20, 24))
    taker.until_drawing_is_seen()
    own = taker.set_weight(0, -4)
    taker.open(giver.link())
    taker.until_same(given)
    taker.page.get_by_role("button", name="Bring my own back").click()
    taker.until_same(own)


def test_a_link_that_is_damaged_says_so_and_keeps_saying_it(visitor, server):
    visitor.open(f"{server.url}/kernels?s=1abc&size=99")
    settle(visitor.page)
    (link, size) = visitor.complaints()
    assert "Copy it again" in link
    assert "1 to 11" in size


def test_the_weights_have_names_for_a_screen_reader(visitor, server):
    visitor.open(server.url)
    names = [cell.get_attribute("aria-label") for cell in visitor.page.locator(WEIGHT).all()]
    assert len(set(names)) == 9
    assert all(re.search(r"row \d, column \d$", name) for name in names)
