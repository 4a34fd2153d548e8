import keras
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.signal import convolve2d

from cnnviz import ops
from cnnviz.errors import ShapeError, SpecError


@settings(derandomize=True, deadline=None, max_examples=600)
@given(
    shape=st.tuples(st.integers(1, 12), st.integers(1, 12)),
    size=st.tuples(st.integers(1, 7), st.integers(1, 7)),
    strides=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    padding=st.sampled_from(["valid", "same"]),
    extra=st.one_of(st.none(), st.tuples(st.integers(0, 3), st.integers(0, 3))),
    channels=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    dtype=st.sampled_from([np.float32, np.float64]),
    seed=st.integers(0, 2**32 - 1),
)
def test_agrees_with_keras(shape, size, strides, padding, extra, channels, dtype, seed):
    for m, s, more in zip(size, strides, extra or (), strict=False):
        assume(more < s)
        assume(padding == "valid" or m % 2 == 1 or more > 0)  # TensorFlow refuses this one
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(*shape, channels[0])).astype(dtype)
    kernel = rng.normal(size=(*size, channels[1], channels[0])).astype(dtype)
    theirs = keras.ops.conv_transpose(x[None], kernel, strides, padding, output_padding=extra)[0]
    ours = ops.conv_transpose(x, kernel, strides=strides, padding=padding, output_padding=extra)
    assert ours.dtype == dtype
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-4 if dtype == np.float32 else 1e-11)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    shape=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    size=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    strides=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    dilation=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    seed=st.integers(0, 2**32 - 1),
)
def test_valid_is_scipys_full_convolution_of_the_spread_picture(
    shape, size, strides, dilation, seed
):
    rng = np.random.default_rng(seed)
    x, kernel = rng.integers(-9, 10, size=shape), rng.integers(-9, 10, size=size)
    spread_x = np.zeros([(n - 1) * s + 1 for n, s in zip(shape, strides, strict=True)])
    spread_x[:: strides[0], :: strides[1]] = x
    spread_kernel = np.zeros([(m - 1) * d + 1 for m, d in zip(size, dilation, strict=True)])
    spread_kernel[:: dilation[0], :: dilation[1]] = kernel
    expected = convolve2d(spread_x, spread_kernel, "full")
    ours = ops.conv_transpose(
        x[..., None],
        kernel[..., None, None],
        strides=strides,
        dilation=dilation,
        output_padding=0,
    )
    np.testing.assert_array_equal(ours[..., 0], expected)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    shape=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    size=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    strides=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    dilation=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    seed=st.integers(0, 2**32 - 1),
)
def test_same_is_the_adjoint_of_a_same_convolution(shape, size, strides, dilation, seed):
    rng = np.random.default_rng(seed)
    y = rng.integers(-9, 10, size=(*shape, 2))
    kernel = rng.integers(-9, 10, size=(*size, 3, 2))
    x = rng.integers(-9, 10, size=(shape[0] * strides[0], shape[1] * strides[1], 3))
    settings = {"strides": strides, "padding": "same", "dilation": dilation}
    there = (ops.conv(x, kernel, **settings) * y).sum()
    back = (ops.conv_transpose(y, kernel, **settings) * x).sum()
    assert there == back


@pytest.mark.parametrize(
    ("remedy", "kernel", "settings", "error"),
    [
        ("last axis 2 channels", np.zeros((3, 3, 1, 3)), {}, ShapeError),
        (
            "odd window",
            np.zeros((2, 2, 1, 2)),
            {"padding": "same", "output_padding": 0},
            ShapeError,
        ),
        ("from 0 to 1", np.zeros((3, 3, 1, 2)), {"strides": 2, "output_padding": 2}, SpecError),
        ('"valid" or "same"', np.zeros((3, 3, 1, 2)), {"padding": "full"}, SpecError),
    ],
)
def test_what_does_not_work_says_what_would(remedy, kernel, settings, error):
    with pytest.raises(error, match=remedy):
        ops.conv_transpose(np.zeros((1, 1, 2)), kernel, **settings)


def test_an_empty_picture_says_so():
    with pytest.raises(ShapeError, match="at least one cell"):
        ops.conv_transpose(np.zeros((0, 4, 1)), np.zeros((3, 3, 1, 1)))
