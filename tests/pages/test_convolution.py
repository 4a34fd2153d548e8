"""Convolution: no setting is illegal, and every worked example gives the printed numbers."""

import numpy as np
import pytest

from cnnviz.data.worked import WORKED
from tests.pages.shown import draw, fresh, link, on_stage, segments, sentences, stage, tell, visit

OPERATIONS = {1: "conv1d", 2: "conv2d"}  # by dimensions
EXAMPLES = {key: one for key, one in WORKED.items() if one.operation != "pooling"}


@pytest.fixture
def page(app):
    return visit(app, "convolution")


@pytest.fixture
def numbers(page):
    """The page with counting numbers as input, and nothing else changed."""
    return page.selectbox(key="input").set_value("numbers").run()


def choose(page, key):
    """Two clicks: how many dimensions, which example."""
    page.selectbox(key="op").set_value(OPERATIONS[WORKED[key].dimensions]).run()
    return page.selectbox(key="input").set_value(key).run()


def test_it_opens_with_a_worked_example(page):
    _, arrays = stage(page)
    assert sentences(page) == []
    example = EXAMPLES[page.selectbox(key="input").value]
    np.testing.assert_allclose(arrays["y"], example.expected[..., 0], rtol=0, atol=1e-12)


def test_counting_numbers_can_be_added_by_head(numbers):
    header, arrays = stage(numbers)
    assert sentences(numbers) == []
    np.testing.assert_array_equal(arrays["x"].ravel(), np.arange(1.0, 37))
    window = arrays["x"][:3, :3, 0]
    assert arrays["y"][0, 0] == (window * arrays["kernel"][..., 0]).sum() + header["bias"]


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_worked_example_lands_on_the_printed_numbers(page, key):
    choose(page, key)
    _, arrays = stage(page)
    assert sentences(page) == []
    np.testing.assert_array_equal(arrays["x"], EXAMPLES[key].x)
    np.testing.assert_allclose(arrays["y"], EXAMPLES[key].expected[..., 0], rtol=0, atol=1e-12)


def test_every_course_example_is_offered(page):
    offered = set()
    for operation in OPERATIONS.values():
        page.selectbox(key="op").set_value(operation).run()
        offered |= set(page.selectbox(key="input").options)
    assert {example.title for example in EXAMPLES.values()} <= offered


def test_an_example_gives_its_numbers_whatever_was_set_before(numbers):
    segments(numbers, "p").set_value("full").run()
    numbers.selectbox(key="mode").set_value("wrap").run()
    numbers.selectbox(key="act").set_value("relu").run()
    numbers.toggle(key="flip").set_value(True).run()
    numbers.slider(key="filters").set_value(3).run()
    choose(numbers, "cross-correlation")
    expected = WORKED["cross-correlation"].expected
    assert expected.min() < 0
    np.testing.assert_array_equal(stage(numbers)[1]["y"], expected[..., 0])


@pytest.mark.parametrize("n", [(1, 1), (1, 4), (2, 16), (5, 3), (16, 16)])
def test_the_kernel_is_never_larger_than_the_input(numbers, n):
    numbers.number_input(key="m_rows").set_value(6).run()
    numbers.number_input(key="m_columns").set_value(6).run()
    for side, key in zip(n, ("n_rows", "n_columns"), strict=True):
        numbers.number_input(key=key).set_value(side).run()
    header, arrays = stage(numbers)
    assert sentences(numbers) == []
    assert arrays["x"].shape[:2] == n
    assert all(axis["taps"] <= axis["length"] for axis in header["axes"])
    for side, key in zip(n, ("m_rows", "m_columns"), strict=True):
        offered = [one.max for one in numbers.number_input if one.key == key]
        assert offered == ([min(side, 11)] if side > 1 else []), "one choice is no question"


@pytest.mark.parametrize(
    ("n", "m", "padding", "most"),
    [(7, 3, "valid", 3), (6, 3, "valid", 2), (16, 3, "valid", 5), (7, 3, "same", 5)],
)
def test_the_dilation_is_bounded_by_what_fits(numbers, n, m, padding, most):
    for key, value in {"n_rows": n, "n_columns": n, "m_rows": m, "m_columns": m}.items():
        numbers.number_input(key=key).set_value(value).run()
    segments(numbers, "p").set_value(padding).run()
    assert numbers.number_input(key="d_rows").max == most
    numbers.number_input(key="d_rows").set_value(most).run()
    assert sentences(numbers) == []
    assert stage(numbers)[0]["axes"][0]["dilation"] == most


def test_a_stride_with_a_dilation_says_that_keras_would_not(numbers):
    numbers.number_input(key="s2_rows").set_value(2).run()
    numbers.number_input(key="d_columns").set_value(2).run()
    assert sentences(numbers) == []
    assert any("Keras refuses" in caption.value for caption in numbers.caption)


def test_groups_that_do_not_divide_are_not_offered(numbers):
    numbers.slider(key="channels").set_value(6).run()
    numbers.slider(key="filters").set_value(4).run()
    assert segments(numbers, "groups").options == ["1", "2"]
    segments(numbers, "groups").set_value("2").run()
    assert stage(numbers)[1]["kernel"].shape[2] == 3
    numbers.slider(key="channels").set_value(3).run()
    assert sentences(numbers) == []
    assert stage(numbers)[1]["kernel"].shape[2] == 3


def test_the_formula_has_the_numbers_filled_in(numbers):
    numbers.number_input(key="n_rows").set_value(9).run()
    assert any("{9+2\\cdot0-3}" in latex.value.replace(" ", "") for latex in numbers.latex)


@pytest.mark.parametrize(
    ("given", "o", "keeps"),
    [
        ({"n": 7, "m": 3}, 5, "p = 1"),
        ({"n": 7, "m": 3, "s": 2}, 3, "p = 4"),
        ({"n": 10, "m": 5, "p": 2}, 10, "p = 2"),
        ({"n": 10, "m": 3, "p": 2, "s": 2}, 6, "p = 6"),
        ({"n": 10, "m": 2}, 9, "No p"),
    ],
)
def test_the_calculator_and_its_inverse(page, given, o, keeps):
    for letter, value in given.items():
        page.number_input(key=f"calc_{letter}").set_value(value).run()
    assert page.latex[-1].value.strip("$\n").endswith(f"={o}")
    answer = next(text.value for text in page.markdown if "keeps" in text.value)
    assert keeps in answer.splitlines()[0]


def test_a_link_opens_the_calculator_with_its_numbers(page):
    page.number_input(key="calc_n").set_value(225).run()
    theirs = visit(fresh(), "convolution", **link(page))
    assert theirs.number_input(key="calc_n").value == 225


def test_a_calculator_without_an_answer_says_why(page):
    page.number_input(key="calc_m").set_value(99).run()
    (sentence,) = sentences(page)
    assert "99" in sentence


def test_settings_survive_a_visit_to_another_page(numbers):
    numbers.selectbox(key="op").set_value("depthwise").run()
    numbers.slider(key="channels").set_value(4).run()
    numbers.number_input(key="m_rows").set_value(2).run()
    numbers.number_input(key="calc_n").set_value(12).run()
    tell(numbers, edit=[[1, 2, 3], [4, 5, 6]], filter=0)
    before = on_stage(numbers)
    visit(numbers, "kernels")
    visit(numbers, "convolution")
    assert on_stage(numbers) == before
    assert numbers.number_input(key="calc_n").value == 12


@pytest.mark.parametrize("operation", ["conv2d", "conv1d", "depthwise", "pointwise", "transposed"])
def test_the_link_shows_the_same_screen_to_somebody_else(page, operation, rng):
    page.selectbox(key="op").set_value(operation).run()
    page.selectbox(key="input").set_value("picture").run()
    draw(page, rng.integers(0, 256, (28, 28)))
    if operation != "pointwise":
        page.number_input(key="m_columns").set_value(2).run()
    page.selectbox(key="act").set_value("sigmoid").run()
    tell(page, edit=rng.normal(size=stage(page)[1]["kernel"].shape))
    theirs = visit(fresh(), "convolution", **link(page))
    assert sentences(theirs) == []
    assert on_stage(theirs) == on_stage(page)
