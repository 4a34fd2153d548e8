"""Shares of unchanged and of moved cells, against counting by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.data.samples import sample_picture
from cnnviz.errors import ShapeError
from cnnviz.ops import conv, max_pool
from cnnviz.ops.compare import moved_share, unchanged_share


@given(
    height=st.integers(1, 7),
    width=st.integers(1, 9),
    channels=st.sampled_from([None, 1, 3]),
    seed=st.integers(0, 1000),
)
def test_unchanged_cells_are_counted_one_by_one(height, width, channels, seed):
    rng = np.random.default_rng(seed)
    shape = (height, width) if channels is None else (height, width, channels)
    before, after = rng.integers(0, 2, (2, *shape))
    equal = sum(
        before[row, column].tolist() == after[row, column].tolist()
        for row in range(height)
        for column in range(width)
    )
    assert unchanged_share(before, after) == pytest.approx(equal / (height * width), abs=1e-15)


@given(
    rows=st.integers(-6, 6),
    columns=st.integers(-8, 8),
    seed=st.integers(0, 100),
    same=st.booleans(),
)
def test_only_cells_that_come_from_inside_are_counted(rows, columns, seed, same):
    rng = np.random.default_rng(seed)
    before = rng.integers(0, 3, (7, 9))
    after = np.roll(before, (rows, columns), axis=(0, 1)) if same else rng.integers(0, 3, (7, 9))
    hits = [
        after[row, column] == before[row - rows, column - columns]
        for row in range(7)
        for column in range(9)
        if 0 <= row - rows < 7 and 0 <= column - columns < 9
    ]
    assert moved_share(before, after, rows=rows, columns=columns) == pytest.approx(np.mean(hits))
    if same:
        assert all(hits)


def test_a_convolution_is_equivariant_away_from_the_border(rng):
    x = np.pad(rng.integers(0, 9, (6, 6, 1)), ((4, 4), (4, 4), (0, 0)))
    kernel = rng.integers(-3, 4, (3, 3, 1, 2))
    before, after = conv(x, kernel), conv(np.roll(x, (2, -1), axis=(0, 1)), kernel)
    assert moved_share(before, after, rows=2, columns=-1) == 1
    assert unchanged_share(before, after) < 1


@pytest.mark.parametrize(("moved_bar", "share"), [("bar-b", 1.0), ("bar-c", 0.75)])
def test_max_pooling_forgives_the_bar_a_shift_by_one_but_not_by_two(moved_bar, share):
    before, after = (max_pool(sample_picture(name).pixels) for name in ("bar-a", moved_bar))
    assert unchanged_share(before, after) == share


def test_maps_of_different_shapes_cannot_be_compared():
    with pytest.raises(ShapeError, match="pictures of one size"):
        unchanged_share(np.zeros((2, 3)), np.zeros((3, 2)))


@pytest.mark.parametrize("shape", [(3,), (0, 3), (1, 1, 1, 1)])
def test_what_is_no_map_is_refused(shape):
    with pytest.raises(ShapeError, match="at least one cell"):
        unchanged_share(np.zeros(shape), np.zeros(shape))


def test_a_shift_that_leaves_nothing_says_how_far_one_can_go():
    with pytest.raises(ShapeError, match="at most 2 rows and 4 columns"):
        moved_share(np.zeros((3, 5)), np.zeros((3, 5)), rows=3, columns=0)
