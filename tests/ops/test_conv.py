import keras
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.signal import convolve2d, correlate2d

from cnnviz import ops
from cnnviz.errors import ShapeError, SpecError

PAIRS = st.tuples(st.integers(1, 3), st.integers(1, 3))
SHAPES = st.tuples(st.integers(1, 17), st.integers(1, 17))
SIZES = st.tuples(st.integers(1, 7), st.integers(1, 7))
MODES = st.sampled_from(["constant", "reflect", "symmetric", "edge", "wrap"])
PADDINGS = st.one_of(
    st.sampled_from(["valid", "same", "full"]),
    st.integers(0, 3),
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.tuples(*[st.tuples(st.integers(0, 20), st.integers(0, 9))] * 2),
)
SEEDS = st.integers(0, 2**32 - 1)
TOLERANCE = {np.float32: 2e-4, np.float64: 1e-11}
thorough = settings(derandomize=True, deadline=None, max_examples=700)
quick = settings(derandomize=True, deadline=None, max_examples=200)


def fits(shape, size, dilation):
    return all(d * (m - 1) < n for n, m, d in zip(shape, size, dilation, strict=True))


def check_against_keras(
    shape, size, steps, dilate, padding, groups, channels, filters, dtype, seed
):
    strides, dilation = ((1, 1), steps) if dilate else (steps, (1, 1))
    assume(padding == "same" or fits(shape, size, dilation))
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(*shape, groups * channels)).astype(dtype)
    kernel = rng.normal(size=(*size, channels, groups * filters)).astype(dtype)
    theirs = keras.ops.conv(x[None], kernel, strides, padding, dilation_rate=dilation)[0]
    ours = ops.conv(x, kernel, strides=strides, padding=padding, dilation=dilation, groups=groups)
    assert ours.dtype == dtype
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=TOLERANCE[dtype])


LAYERS = {
    "shape": SHAPES,
    "size": SIZES,
    "steps": PAIRS,
    "dilate": st.booleans(),
    "padding": st.sampled_from(["valid", "same"]),
    "channels": st.integers(1, 3),
    "filters": st.integers(1, 5),
    "dtype": st.sampled_from([np.float32, np.float64]),
    "seed": SEEDS,
}


@thorough
@given(**LAYERS)
def test_agrees_with_keras(**layer):
    check_against_keras(groups=1, **layer)


@settings(derandomize=True, deadline=None, max_examples=50)  # Keras compiles every one: slow
@given(groups=st.integers(2, 3), **LAYERS)
def test_groups_agree_with_keras(**layer):
    check_against_keras(**layer)


@pytest.mark.deep
@settings(derandomize=True, deadline=None, max_examples=5000)
@given(groups=st.integers(1, 3), **LAYERS)
def test_a_long_search_finds_no_difference_from_keras(**layer):
    check_against_keras(**layer)


@thorough
@given(
    shape=SHAPES,
    size=SIZES,
    strides=PAIRS,
    dilation=PAIRS,
    padding=PADDINGS,
    mode=MODES,
    flip=st.booleans(),
    channels=st.integers(1, 3),
    filters=st.sampled_from([1, 2, 3, 13]),
    seed=SEEDS,
)
def test_is_scipys_sum_over_channels_of_the_padded_picture_exactly_for_whole_numbers(
    shape, size, strides, dilation, padding, mode, flip, channels, filters, seed
):
    amounts = ops.resolve_padding(shape, size, strides=strides, padding=padding, dilation=dilation)
    assume(fits(np.array(shape) + np.sum(amounts, axis=1), size, dilation))
    rng = np.random.default_rng(seed)
    x = rng.integers(-99, 100, size=(*shape, channels))
    kernel = rng.integers(-9, 10, size=(*size, channels, filters))
    bias = rng.integers(-9, 10, size=filters)
    spread = np.zeros(
        [d * (m - 1) + 1 for m, d in zip(size, dilation, strict=True)] + [channels, filters]
    )
    spread[:: dilation[0], :: dilation[1]] = kernel
    padded = np.pad(x, (*amounts, (0, 0)), mode=mode)
    slide = convolve2d if flip else correlate2d
    expected = np.stack(
        [
            sum(slide(padded[..., c], spread[..., c, f], "valid") for c in range(channels))
            + bias[f]
            for f in range(filters)
        ],
        axis=-1,
    )[:: strides[0], :: strides[1]]
    ours = ops.conv(
        x,
        kernel,
        bias=bias,
        strides=strides,
        padding=padding,
        mode=mode,
        dilation=dilation,
        flip=flip,
    )
    np.testing.assert_array_equal(ours, expected)
    small = ops.conv(
        x.astype(np.float32),
        kernel,
        bias=bias,
        strides=strides,
        padding=padding,
        mode=mode,
        dilation=dilation,
        flip=flip,
    )
    assert small.dtype == np.float32
    np.testing.assert_array_equal(small, expected)


@pytest.mark.parametrize(("filters", "size"), [(1, 11), (2, 7), (8, 5), (11, 3), (12, 3), (40, 5)])
def test_large_pictures_agree_with_scipy_whichever_way_they_are_computed(filters, size, rng):
    x = rng.integers(0, 256, size=(301, 263, 3)).astype(np.float32)
    kernel = rng.integers(-3, 4, size=(size, size, 3, filters)).astype(np.float32)
    ours = ops.conv(x, kernel, padding="same")
    for f in (0, filters - 1):
        expected = sum(correlate2d(x[..., c], kernel[..., c, f], "same") for c in range(3))
        np.testing.assert_array_equal(ours[..., f], expected)


@pytest.mark.parametrize("bad", [np.inf, -np.inf, np.nan])
@pytest.mark.parametrize("filters", [1, 16])
def test_a_value_that_is_not_finite_reaches_only_the_windows_that_see_it(bad, filters):
    x = np.ones((9, 70, 1))
    x[4, 40] = bad
    ours = ops.conv(x, np.ones((3, 3, 1, filters)))
    touched = np.zeros(ours.shape, dtype=bool)
    touched[2:5, 38:41] = True
    np.testing.assert_array_equal(ours[touched], bad)
    np.testing.assert_array_equal(ours[~touched], 9)


def test_views_and_reversed_pictures_give_what_their_copies_give(rng):
    whole = rng.normal(size=(20, 22, 6))
    kernel = rng.normal(size=(3, 3, 2, 4))
    for view in (whole[::-1, ::2, 1:3], whole[3:, :, ::4], whole.swapaxes(0, 1)[..., :2]):
        np.testing.assert_array_equal(ops.conv(view, kernel), ops.conv(view.copy(), kernel))


def test_the_picture_and_the_kernel_are_left_as_they_were(rng):
    x, kernel = rng.normal(size=(5, 5, 1)), rng.normal(size=(3, 3, 1, 1))
    before = x.copy(), kernel.copy()
    ops.conv(x, kernel, bias=[1.0], flip=True)
    np.testing.assert_array_equal(x, before[0])
    np.testing.assert_array_equal(kernel, before[1])


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.bool_, np.float16])
def test_what_is_no_float_becomes_float64(dtype):
    x = np.ones((3, 3, 1), dtype)
    ours = ops.conv(x, np.full((3, 3, 1, 1), 100, np.float32))
    assert ours.dtype == np.float64
    assert ours.item() == 900


@quick
@given(shape=SHAPES, size=SIZES, strides=PAIRS, mode=MODES, seed=SEEDS)
def test_is_linear(shape, size, strides, mode, seed):
    rng = np.random.default_rng(seed)
    x, y = rng.integers(-99, 100, size=(2, *shape, 2))
    kernel = rng.integers(-9, 10, size=(*size, 2, 3))
    settings = {"strides": strides, "padding": "full", "mode": mode}
    together = ops.conv(3 * x - 2 * y, kernel, **settings)
    apart = 3 * ops.conv(x, kernel, **settings) - 2 * ops.conv(y, kernel, **settings)
    np.testing.assert_array_equal(together, apart)


def test_a_shifted_picture_gives_shifted_maps(rng):
    x = np.zeros((20, 21, 2))
    x[4:9, 3:9] = rng.integers(0, 9, size=(5, 6, 2))
    kernel = rng.integers(-9, 10, size=(3, 5, 2, 2))
    shifted = ops.conv(np.roll(x, (3, 5), axis=(0, 1)), kernel, padding="same")
    np.testing.assert_array_equal(
        shifted, np.roll(ops.conv(x, kernel, padding="same"), (3, 5), axis=(0, 1))
    )


@pytest.mark.parametrize("size", range(1, 12))
def test_the_identity_kernel_changes_nothing(size, rng):
    x = rng.normal(size=(13, 9, 1))
    kernel = ops.named_kernel("identity", size)[..., None, None]
    np.testing.assert_array_equal(ops.conv(x, kernel, padding="same"), x)


@quick
@given(shape=SHAPES, size=SIZES, dilation=PAIRS, seed=SEEDS)
def test_full_true_convolution_is_the_transposed_one(shape, size, dilation, seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(-9, 10, size=(*shape, 2))
    kernel = rng.integers(-9, 10, size=(*size, 2, 3))
    full = ops.conv(x, kernel, padding="full", dilation=dilation, flip=True)
    stamped = ops.conv_transpose(x, kernel.swapaxes(2, 3), dilation=dilation)
    np.testing.assert_array_equal(full, stamped)


ONE = np.zeros((3, 5, 2))


@pytest.mark.parametrize(
    ("remedy", "x", "kernel", "settings"),
    [
        ("at most 3×5", ONE, np.zeros((4, 4, 2, 1)), {}),
        ("at most 2×3", ONE, np.zeros((3, 1, 2, 1)), {"dilation": 2}),
        ("x\\[..., np.newaxis\\]", ONE[..., 0], np.zeros((1, 1, 1, 1)), {}),
        ("four axes", ONE, np.zeros((1, 1)), {}),
        ("Give it 2 channels", ONE, np.zeros((1, 1, 3, 1)), {}),
        ("Choose one of 1, 2", ONE, np.zeros((1, 1, 1, 2)), {"groups": 3}),
        ("one number, or 4", ONE, np.zeros((1, 1, 2, 4)), {"bias": np.zeros(3)}),
    ],
)
def test_what_does_not_fit_says_what_would(remedy, x, kernel, settings):
    with pytest.raises(ShapeError, match=remedy):
        ops.conv(x, kernel, **settings)


@pytest.mark.parametrize(
    ("remedy", "settings"),
    [
        ("at least 1", {"strides": 0}),
        ("at least 1", {"dilation": (1, 0)}),
        ("at least 1", {"groups": 0}),
        ("at least 0", {"padding": -1}),
        ("at least 0", {"padding": ((1, 1), (0, -1))}),
        ("at least 0", {"padding": 1.5}),
        ('"valid", "same", "full"', {"padding": "half"}),
        ("constant, reflect", {"mode": "mirror"}),
        ("whole number", {"strides": (1, 2, 3)}),
    ],
)
def test_a_setting_out_of_range_says_what_would_work(remedy, settings):
    with pytest.raises(SpecError, match=remedy):
        ops.conv(ONE, np.zeros((1, 1, 2, 1)), **settings)
