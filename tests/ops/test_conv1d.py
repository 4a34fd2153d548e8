import keras
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnviz import ops
from cnnviz.errors import ShapeError, SpecError

SEEDS = st.integers(0, 2**32 - 1)
thorough = settings(derandomize=True, deadline=None, max_examples=300)


@thorough
@given(
    length=st.integers(1, 17),
    size=st.integers(1, 7),
    stride=st.integers(1, 3),
    dilation=st.integers(1, 3),
    padding=st.sampled_from(["valid", "same"]),
    channels=st.tuples(st.integers(1, 3), st.integers(1, 4)),
    seed=SEEDS,
)
def test_agrees_with_keras(length, size, stride, dilation, padding, channels, seed):
    assume(stride == 1 or dilation == 1)
    assume(padding == "same" or dilation * (size - 1) < length)
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(length, channels[0]))
    kernel = rng.normal(size=(size, *channels))
    theirs = keras.ops.conv(x[None], kernel, stride, padding, dilation_rate=dilation)[0]
    ours = ops.conv1d(x, kernel, strides=stride, padding=padding, dilation=dilation)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-11)


@thorough
@given(length=st.integers(1, 17), size=st.integers(1, 7), seed=SEEDS)
def test_flipped_and_full_is_numpys_convolution(length, size, seed):
    rng = np.random.default_rng(seed)
    x, w = rng.integers(-9, 10, size=length), rng.integers(-9, 10, size=size)
    np.testing.assert_array_equal(
        ops.conv1d(x, w, padding="full", flip=True), np.convolve(x, w, "full")
    )
    np.testing.assert_array_equal(ops.conv1d(x, w, padding="full"), np.convolve(x, w[::-1], "full"))


def test_a_padding_pair_is_before_and_after():
    np.testing.assert_array_equal(ops.conv1d([1, 2, 3], [1], padding=(2, 1)), [0, 0, 1, 2, 3, 0])
    np.testing.assert_array_equal(
        ops.conv1d([1, 2, 3], [1], padding=(2, 1), mode="reflect"), [3, 2, 1, 2, 3, 2]
    )


def test_float32_stays_and_whole_numbers_become_float64():
    assert ops.conv1d(np.ones(3, np.float32), [1, 1]).dtype == np.float32
    assert ops.conv1d([1, 2, 3], [1, 1]).dtype == np.float64


@pytest.mark.parametrize(
    ("remedy", "x", "kernel", "settings", "error"),
    [
        ("\\(length,\\) and \\(size,\\)", np.zeros((3, 1)), np.zeros(2), {}, ShapeError),
        ("at most 1×3", np.zeros(3), np.zeros(4), {}, ShapeError),
        ("at least 1", np.zeros(3), np.zeros(2), {"strides": 0}, SpecError),
        ("at least 0", np.zeros(3), np.zeros(2), {"padding": -1}, SpecError),
        ('"full"', np.zeros(3), np.zeros(2), {"padding": "causal"}, SpecError),
    ],
)
def test_what_does_not_work_says_what_would(remedy, x, kernel, settings, error):
    with pytest.raises(error, match=remedy):
        ops.conv1d(x, kernel, **settings)
