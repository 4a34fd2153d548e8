"""How often a window meets each cell, held against counting with SciPy."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.signal import convolve

from cnnviz.errors import ShapeError, SpecError
from cnnviz.ops.visits import visits


def test_without_padding_the_border_counts_less():
    np.testing.assert_array_equal(visits(5, 3), [1, 2, 3, 2, 1])


def test_with_full_padding_every_cell_counts_alike():
    np.testing.assert_array_equal(visits(5, 3, p=2), [3, 3, 3, 3, 3])


def test_a_stride_can_leave_cells_unseen():
    np.testing.assert_array_equal(visits(13, 6, s=5), [1] * 5 + [2] + [1] * 5 + [0, 0])


@settings(derandomize=True, deadline=None)
@given(
    n=st.integers(1, 17),
    m=st.integers(1, 7),
    p=st.tuples(st.integers(0, 9), st.integers(0, 9)),
    s=st.integers(1, 4),
    d=st.integers(1, 3),
)
def test_counts_are_the_transposed_convolution_of_ones(n, m, p, s, d):
    span, room = d * (m - 1) + 1, n + sum(p)
    assume(span <= room)
    starts = np.zeros(room - span + 1)
    starts[::s] = 1
    taps = np.zeros(span)
    taps[::d] = 1
    expected = convolve(starts, taps, method="direct")[p[0] : p[0] + n]
    np.testing.assert_array_equal(visits(n, m, p=p, s=s, d=d), expected)
    if p[0] == p[1]:
        np.testing.assert_array_equal(visits(n, m, p=p[0], s=s, d=d), expected)


def test_a_window_that_does_not_fit_says_what_would():
    with pytest.raises(ShapeError, match="at most 3"):
        visits(3, 4)


def test_a_stride_of_nothing_says_what_would_do():
    with pytest.raises(SpecError, match="at least 1"):
        visits(5, 3, s=0)
