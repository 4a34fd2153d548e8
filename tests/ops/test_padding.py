import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz import ops
from cnnviz.errors import ShapeError, SpecError

MODES = ["constant", "reflect", "symmetric", "edge", "wrap"]
SIDES = st.tuples(st.integers(0, 20), st.integers(0, 20))
thorough = settings(derandomize=True, deadline=None, max_examples=300)


@thorough
@given(
    shape=st.tuples(st.integers(1, 6), st.integers(1, 6)),
    amounts=st.tuples(SIDES, SIDES),
    mode=st.sampled_from(MODES),
    channels=st.sampled_from([None, 1, 3]),
)
def test_agrees_with_numpy_and_the_indices_say_where_each_cell_comes_from(
    shape, amounts, mode, channels
):
    x = np.arange(1.0, np.prod(shape) * (channels or 1) + 1).reshape(
        shape if channels is None else (*shape, channels)
    )
    ours = ops.pad(x, amounts, mode=mode)
    np.testing.assert_array_equal(
        ours, np.pad(x, amounts if channels is None else (*amounts, (0, 0)), mode=mode)
    )
    rows, columns = (
        ops.source_indices(n, *sides, mode) for n, sides in zip(shape, amounts, strict=True)
    )
    known = np.logical_and.outer(rows >= 0, columns >= 0)
    np.testing.assert_array_equal(ours[known], x[np.ix_(rows, columns)][known])
    np.testing.assert_array_equal(ours[~known], 0)


@pytest.mark.parametrize("mode", ["constant", "reflect", "symmetric"])
def test_agrees_with_tensorflow(mode, rng):
    x = rng.normal(size=(5, 7))
    np.testing.assert_array_equal(
        ops.pad(x, ((1, 2), (4, 3)), mode=mode), tf.pad(x, ((1, 2), (4, 3)), mode)
    )


def test_a_constant_can_be_any_number():
    assert ops.pad(np.zeros((1, 1)), ((0, 0), (1, 0)), value=-7).tolist() == [[-7, 0]]


@pytest.mark.parametrize(
    ("padding", "expected"),
    [
        ("valid", ((0, 0), (0, 0))),
        ("same", ((1, 1), (1, 2))),
        ("full", ((2, 2), (3, 3))),
        (1, ((1, 1), (1, 1))),
        ((1, 2), ((1, 1), (2, 2))),
        (((1, 2), (3, 4)), ((1, 2), (3, 4))),
        ([[1, 2], [3, 4]], ((1, 2), (3, 4))),
    ],
)
def test_every_way_to_write_padding_becomes_amounts(padding, expected):
    assert ops.resolve_padding((5, 7), (3, 4), padding=padding) == expected


def test_full_counts_the_dilation():
    assert ops.resolve_padding((5, 7), 3, padding="full", dilation=(1, 2)) == ((2, 2), (4, 4))


@pytest.mark.parametrize("mode", MODES[1:])
def test_nothing_cannot_be_continued(mode):
    with pytest.raises(ShapeError, match='"constant"'):
        ops.pad(np.zeros((0, 3)), ((1, 1), (0, 0)), mode=mode)


@pytest.mark.parametrize(
    ("remedy", "x", "amounts", "mode", "error"),
    [
        ("at least 0", np.zeros((2, 2)), ((-1, 0), (0, 0)), "constant", SpecError),
        ("constant, reflect", np.zeros((2, 2)), ((1, 0), (0, 0)), "zero", SpecError),
        ("rows, columns, channels", np.zeros(2), ((1, 0), (0, 0)), "constant", ShapeError),
    ],
)
def test_what_does_not_work_says_what_would(remedy, x, amounts, mode, error):
    with pytest.raises(error, match=remedy):
        ops.pad(x, amounts, mode=mode)
