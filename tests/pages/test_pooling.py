"""Pooling: the printed numbers, and what a shift leaves unchanged."""

import numpy as np
import pytest

from cnnviz.data.worked import WORKED
from tests.pages.shown import (
    draw,
    fresh,
    link,
    mounted,
    on_stage,
    segments,
    sentences,
    stage,
    tell,
    visit,
)
from tests.ui.components.stage_messages import unpack

EXAMPLES = {key: one for key, one in WORKED.items() if one.operation == "pooling"}


@pytest.fixture
def page(app):
    return visit(app, "pooling")


def shift(page, rows, columns):
    """What the shift bench sends when somebody drags the picture."""
    page.session_state["shifter"] = {"shift": {"seq": 1, "rows": rows, "columns": columns}}
    return page.run()


def test_it_opens_with_the_largest_of_each_2x2(page):
    header, arrays = stage(page)
    assert sentences(page) == []
    assert header["y_shape"] == [14, 14, 1]
    blocks = arrays["x"][..., 0].reshape(14, 2, 14, 2)
    np.testing.assert_array_equal(arrays["y"], blocks.max(axis=(1, 3)))


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_worked_example_lands_on_the_printed_numbers(page, key):
    page.selectbox(key="matrix").set_value(key).run()
    _, arrays = stage(page)
    assert sentences(page) == []
    np.testing.assert_array_equal(arrays["x"], EXAMPLES[key].x)
    np.testing.assert_array_equal(arrays["y"], EXAMPLES[key].expected[..., 0])


def test_an_example_gives_its_numbers_whatever_was_set_before(page):
    page.number_input(key="window_rows").set_value(3).run()
    page.number_input(key="stride_columns").set_value(1).run()
    segments(page, "ppad").set_value("same").run()
    page.selectbox(key="kind").set_value("global_max").run()
    page.selectbox(key="matrix").set_value("x1-mean").run()
    np.testing.assert_array_equal(stage(page)[1]["y"], WORKED["x1-mean"].expected[..., 0])


def test_after_an_example_one_can_pool_it_in_another_way(page):
    page.selectbox(key="matrix").set_value("x1-max").run()
    page.selectbox(key="kind").set_value("mean").run()
    np.testing.assert_array_equal(stage(page)[1]["y"], WORKED["x1-mean"].expected[..., 0])


@pytest.mark.parametrize(("kind", "reduce"), [("global_max", np.max), ("global_mean", np.mean)])
def test_global_pooling_leaves_one_number(page, kind, reduce):
    page.selectbox(key="kind").set_value(kind).run()
    _, arrays = stage(page)
    assert arrays["y"].shape == (1, 1)
    np.testing.assert_allclose(arrays["y"][0, 0], reduce(arrays["x"].astype(float)))


def test_a_strided_convolution_starts_as_the_mean_and_can_be_edited(page):
    page.selectbox(key="kind").set_value("strided").run()
    _, arrays = stage(page)
    blocks = arrays["x"][..., 0].reshape(14, 2, 14, 2).astype(float)
    np.testing.assert_allclose(arrays["y"], blocks.mean(axis=(1, 3)))
    tell(page, edit=[[1, 0], [0, 0]])
    np.testing.assert_array_equal(stage(page)[1]["y"], arrays["x"][::2, ::2, 0])


@pytest.mark.parametrize(("column", "share"), [(1, 100.0), (2, 75.0)])
def test_a_shifted_bar_leaves_the_printed_share_unchanged(page, column, share):
    page.selectbox(key="matrix").set_value("bar-a").run()
    shift(page, 0, column)
    header, arrays = unpack(mounted(page, "shifter").proto.bytes)
    same = arrays["pooled_before"] == arrays["pooled_after"]
    assert 100 * same.mean() == share
    assert header["panels"][-1]["sentence"].startswith(f"{share:g} % of the pooled")


def test_the_window_is_never_larger_than_the_input(page):
    page.number_input(key="window_rows").set_value(8).run()
    page.selectbox(key="matrix").set_value("max-4").run()
    page.number_input(key="window_rows").set_value(4).run()
    assert sentences(page) == []
    assert page.number_input(key="window_rows").max == 4
    assert stage(page)[0]["axes"][0]["taps"] <= 4


def test_settings_survive_a_visit_to_another_page(page):
    page.selectbox(key="kind").set_value("mean").run()
    page.number_input(key="stride_rows").set_value(1).run()
    shift(page, 2, -3)
    before = on_stage(page), mounted(page, "shifter").proto.bytes
    visit(page, "start")
    visit(page, "pooling")
    assert page.number_input(key="stride_rows").value == 1
    assert on_stage(page) == before[0]
    header, arrays = unpack(mounted(page, "shifter").proto.bytes)
    assert header["shift"] == [2, -3]
    np.testing.assert_array_equal(arrays["x_after"], unpack(before[1])[1]["x_after"])


def test_the_link_shows_the_same_screen_to_somebody_else(page, rng):
    draw(page, rng.integers(0, 256, (28, 28)))
    page.selectbox(key="kind").set_value("strided").run()
    page.number_input(key="window_columns").set_value(3).run()
    tell(page, edit=rng.normal(size=(2, 3)), pin={"row": 1, "column": 2})
    page.slider(key="turn").set_value(30).run()
    shift(page, 4, -2)
    theirs = visit(fresh(), "pooling", **link(page))
    assert sentences(theirs) == []
    assert on_stage(theirs) == on_stage(page)
    shown = [unpack(mounted(app, "shifter").proto.bytes) for app in (page, theirs)]
    assert shown[0][0]["shift"] == shown[1][0]["shift"] == [4, -2]
    np.testing.assert_array_equal(shown[0][1]["x_after"], shown[1][1]["x_after"])
