import keras
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnviz import ops
from cnnviz.errors import ShapeError


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    shape=st.tuples(st.integers(1, 17), st.integers(1, 17)),
    size=st.tuples(st.integers(1, 7), st.integers(1, 7)),
    stride=st.integers(1, 3),
    dilation=st.integers(1, 3),
    padding=st.sampled_from(["valid", "same"]),
    channels=st.integers(1, 4),
    multiplier=st.integers(1, 3),
    dtype=st.sampled_from([np.float32, np.float64]),
    seed=st.integers(0, 2**32 - 1),
)
def test_agrees_with_keras(
    shape, size, stride, dilation, padding, channels, multiplier, dtype, seed
):
    assume(stride == 1 or dilation == 1)
    assume(
        padding == "same" or all(dilation * (m - 1) < n for n, m in zip(shape, size, strict=True))
    )
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(*shape, channels)).astype(dtype)
    kernel = rng.normal(size=(*size, channels, multiplier)).astype(dtype)
    theirs = keras.ops.depthwise_conv(x[None], kernel, stride, padding, dilation_rate=dilation)[0]
    ours = ops.depthwise_conv(x, kernel, strides=stride, padding=padding, dilation=dilation)
    assert ours.dtype == dtype
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-4 if dtype == np.float32 else 1e-11)


def test_each_map_is_the_convolution_of_its_channel(rng):
    x = rng.integers(0, 99, size=(9, 8, 3))
    kernel = rng.integers(-9, 10, size=(3, 2, 3, 2))
    ours = ops.depthwise_conv(x, kernel, strides=(2, 1), padding=((3, 1), (0, 4)), mode="wrap")
    for c, m in np.ndindex(3, 2):
        alone = ops.conv(
            x[..., c : c + 1],
            kernel[:, :, c : c + 1, m : m + 1],
            strides=(2, 1),
            padding=((3, 1), (0, 4)),
            mode="wrap",
        )
        np.testing.assert_array_equal(ours[..., 2 * c + m], alone[..., 0])


def test_a_kernel_for_other_channels_says_how_many_it_needs():
    with pytest.raises(ShapeError, match="one slice per channel: 3"):
        ops.depthwise_conv(np.zeros((4, 4, 3)), np.zeros((2, 2, 1, 1)))
