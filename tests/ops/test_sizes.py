import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz import ops
from cnnviz.errors import ShapeError, SpecError

thorough = settings(derandomize=True, deadline=None, max_examples=300)
N, M, S = st.integers(1, 30), st.integers(1, 9), st.integers(1, 5)


def places(n, m, p, s, d):
    """Count windows one by one."""
    return sum(1 for start in range(0, n + 2 * p, s) if start + d * (m - 1) < n + 2 * p)


@thorough
@given(n=N, m=M, p=st.integers(0, 9), s=S, d=st.integers(1, 4))
def test_counts_the_places_where_a_window_fits(n, m, p, s, d):
    if places(n, m, p, s, d):
        assert ops.output_size(n, m, p=p, s=s, d=d) == places(n, m, p, s, d)
    else:
        with pytest.raises(ShapeError, match=r"at most|at least"):
            ops.output_size(n, m, p=p, s=s, d=d)


@thorough
@given(n=N, m=M, s=S, d=st.integers(1, 4))
def test_same_padding_is_the_least_that_gives_ceil_n_over_s(n, m, s, d):
    before, after = ops.same_padding(n, m, s=s, d=d)
    assert after - before in (0, 1)
    reach = d * (m - 1) + 1
    wanted = -(-n // s)
    assert (n + before + after - reach) // s + 1 == wanted
    if before + after:
        assert (n + before + after - 1 - reach) // s + 1 < wanted


@pytest.mark.parametrize(("n", "m", "s"), [(13, 6, 5), (225, 2, 1), (28, 5, 1), (7, 4, 3)])
def test_same_padding_is_tensorflows(n, m, s):
    rows = np.arange(1.0, n + 1)[None, :, None]
    theirs = tf.nn.conv1d(rows, np.ones((m, 1, 1)), s, "SAME")[0, :, 0]
    padded = np.pad(rows[0, :, 0], ops.same_padding(n, m, s=s))
    np.testing.assert_array_equal(
        theirs, [padded[i : i + m].sum() for i in range(0, len(padded) - m + 1, s)]
    )


@thorough
@given(n=N, m=M, o=st.integers(1, 12), s=S, d=st.integers(1, 4))
def test_paddings_are_all_that_give_the_size(n, m, o, s, d):
    tried = [p for p in range(60) if places(n, m, p, s, d) == o]
    assert ops.paddings_for(n, m, o, s=s, d=d) == tried


@thorough
@given(n=N, m=M, o=st.integers(1, 30), p=st.integers(0, 9), d=st.integers(1, 4))
def test_strides_are_all_that_give_the_size(n, m, o, p, d):
    if not places(n, m, p, 1, d):
        with pytest.raises(ShapeError, match="at least"):
            ops.strides_for(n, m, o, p=p, d=d)
        return
    last = n + 2 * p - d * (m - 1)
    tried = [s for s in range(1, last + 1) if places(n, m, p, s, d) == o]
    assert ops.strides_for(n, m, o, p=p, d=d) == tried


@pytest.mark.parametrize(
    ("n", "m", "p", "s", "o"),
    [(7, 3, 0, 1, 5), (7, 3, 0, 2, 3), (10, 5, 2, 1, 10), (10, 3, 2, 2, 6), (13, 6, 0, 5, 2)],
)
def test_the_courses_sizes(n, m, p, s, o):
    assert ops.output_size(n, m, p=p, s=s) == o
    assert p in ops.paddings_for(n, m, o, s=s)
    assert s in ops.strides_for(n, m, o, p=p)


def test_an_even_window_keeps_the_size_only_by_lopsided_padding():
    assert ops.paddings_for(225, 2, 225) == []
    assert ops.same_padding(225, 2) == (0, 1)


@pytest.mark.parametrize(
    ("call", "remedy"),
    [
        (lambda: ops.output_size(5, 0), "window size m .* at least 1"),
        (lambda: ops.output_size(5, 3, s=0), "stride s .* at least 1"),
        (lambda: ops.output_size(5, 3, p=-1), "padding p .* at least 0"),
        (lambda: ops.same_padding(5, 3, d=0), "dilation d .* at least 1"),
        (lambda: ops.paddings_for(5, 3, 0), "output size o .* at least 1"),
        (lambda: ops.transposed_output_size(5, 3, padding="full"), '"valid" or "same"'),
        (lambda: ops.transposed_output_size(5, 3, s=2, output_padding=2), "from 0 to 1"),
    ],
)
def test_a_number_out_of_range_says_what_would_work(call, remedy):
    with pytest.raises(SpecError, match=remedy):
        call()
