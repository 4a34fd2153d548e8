"""Kernels: every kernel is one's own, and a layer is several of them."""

import numpy as np
import pytest

from cnnviz.ops.kernels import KERNELS
from tests.pages.shown import draw, fresh, link, on_stage, segments, sentences, stage, tell, visit

SPOT = np.zeros((28, 28))
SPOT[10, 12] = 100  # answers with the kernel itself, turned


@pytest.fixture
def page(app):
    return visit(app, "kernels")


def test_it_opens_with_four_maps_of_the_drawing(page):
    header, _ = stage(page)
    assert sentences(page) == []
    assert header["x_shape"] == [*header["y_shape"][:2], 1]
    assert len(header["filter_names"]) == 4


def test_more_kernels_give_more_maps(page):
    page.slider(key="maps").set_value(8).run()
    header, arrays = stage(page)
    assert len(set(header["filter_names"])) == len(arrays["thumbnails"]) == 8


@pytest.mark.parametrize("key", KERNELS)
def test_every_named_kernel_can_be_set(page, key):
    page.selectbox(key="preset").set_value(key).run()
    header, arrays = stage(page)
    assert sentences(page) == []
    assert header["filter_names"][0] == KERNELS[key].name
    assert arrays["kernel"].shape[0] in KERNELS[key].sizes


@pytest.mark.parametrize("size", range(1, 12))
def test_every_kernel_size_works_and_keeps_the_size_of_the_picture(page, size):
    page.slider(key="size").set_value(size).run()
    header, arrays = stage(page)
    assert sentences(page) == []
    assert arrays["kernel"].shape[:2] == (size, size)
    assert header["y_shape"][:2] == [28, 28]


def test_an_edited_kernel_answers_at_once(page):
    draw(page, SPOT)
    weights = np.arange(1.0, 10).reshape(3, 3)
    tell(page, edit=weights)
    header, arrays = stage(page)
    assert header["ack"] == header["heard"] == 1
    np.testing.assert_array_equal(arrays["y"][9:12, 11:14], 100 * weights[::-1, ::-1])


def test_a_true_convolution_stamps_the_kernel_as_it_is(page):
    draw(page, SPOT)
    weights = np.arange(1.0, 10).reshape(3, 3)
    tell(page, edit=weights)
    page.toggle(key="flip").set_value(True).run()
    np.testing.assert_array_equal(stage(page)[1]["y"][9:12, 11:14], 100 * weights)


def test_the_bias_is_added_to_every_cell(page):
    draw(page, SPOT)
    page.number_input(key="bias_layer1-3_0").set_value(7.0).run()
    header, arrays = stage(page)
    assert header["bias"] == 7
    assert arrays["y"][20, 20] == 7


def test_a_second_layer_reads_every_pooled_map(page):
    page.slider(key="maps").set_value(3).run()
    segments(page, "pool").set_value("max").run()
    page.slider(key="second").set_value(2).run()
    segments(page, "look").set_value("layer2").run()
    header, arrays = stage(page)
    assert sentences(page) == []
    assert header["x_shape"] == [14, 14, 3]
    assert header["y_shape"] == [14, 14, 2]
    assert arrays["kernel"].shape == (3, 3, 3)


@pytest.mark.parametrize("size", [(2, 5), (11, 11), (1, 1)])
def test_a_pasted_kernel_brings_its_size_along(page, size):
    tell(page, edit=np.ones(size))
    _header, arrays = stage(page)
    assert sentences(page) == []
    assert arrays["kernel"].shape[:2] == (max(size), max(size))
    assert arrays["kernel"].sum() == size[0] * size[1]
    assert page.slider(key="size").value == max(size)


def test_what_is_wrong_with_a_link_is_said_once_the_browser_has_answered_and_then_no_more():
    app = visit(fresh(), "kernels", size="99")
    answer = {"restored": {"payload": None}}
    app.session_state["vault_hand"] = app.session_state["vault_picture"] = answer
    assert len(sentences(app.run())) == 1, "this run is the first that stays on the screen"
    assert sentences(app.run()) == []


def test_settings_survive_a_visit_to_another_page(page):
    page.slider(key="size").set_value(5).run()
    page.selectbox(key="act").set_value("relu").run()
    segments(page, "border").set_value("valid").run()
    tell(page, edit=np.eye(5))
    before = on_stage(page)
    visit(page, "pooling")
    visit(page, "kernels")
    assert page.slider(key="size").value == 5
    assert on_stage(page) == before


@pytest.mark.parametrize("other", ["start", "convolution", "pooling"])
def test_every_setting_is_found_as_it_was_left(page, other):
    """Pages have widgets of the same name: their values must not get lost between them."""
    segments(page, "scale").set_value("std").run()
    page.toggle(key="centre").set_value(True).run()
    page.toggle(key="flip").set_value(True).run()
    page.slider(key="rows").set_value((10, 90)).run()
    page.selectbox(key="display").set_value("absolute").run()
    before = on_stage(page)
    visit(page, other)
    assert sentences(page) == []
    visit(page, "kernels")
    assert on_stage(page) == before


def test_the_link_shows_the_same_screen_to_somebody_else(page, rng):
    draw(page, rng.integers(0, 256, (28, 28)))
    page.slider(key="maps").set_value(2).run()
    page.selectbox(key="act").set_value("tanh").run()
    segments(page, "scale").set_value("1").run()
    tell(page, filter=1)
    tell(page, filter=1, pin={"row": 3, "column": 20}, edit=rng.normal(size=(3, 3)))
    assert "s" in link(page)
    theirs = visit(fresh(), "kernels", **link(page))
    assert sentences(theirs) == []
    assert on_stage(theirs) == on_stage(page)
    assert link(theirs) == link(page)
