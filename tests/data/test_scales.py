import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cnnviz.data.pictures import Picture
from cnnviz.data.scales import SCALES, scaled, scaling

PIXELS = st.sampled_from([1, 3]).flatmap(
    lambda channels: arrays(
        np.uint8,
        array_shapes(min_dims=2, max_dims=2, max_side=9).map(lambda shape: (*shape, channels)),
    )
)


@given(PIXELS)
@settings(deadline=None)
def test_bytes_stay_whole_numbers_in_0_to_255(pixels):
    np.testing.assert_array_equal(scaled(Picture(pixels, "", "sample"), "0–255"), pixels)


@given(PIXELS)
@settings(deadline=None)
def test_0_to_1_is_the_division_that_javascript_repeats(pixels):
    seen = scaled(Picture(pixels, "", "sample"), "0–1")
    assert seen.ravel().tolist() == [int(value) / 255 for value in pixels.ravel()]


@given(PIXELS)
@settings(deadline=None)
def test_standardised_has_mean_0_and_deviation_1(pixels):
    seen = scaled(Picture(pixels, "", "sample"), "standardised")
    assert seen.mean() == pytest.approx(0, abs=1e-12)
    assert seen.std() == pytest.approx(1 if np.ptp(pixels) else 0, abs=1e-12)


@given(PIXELS)
@settings(deadline=None)
@pytest.mark.parametrize("scale", SCALES)
def test_what_is_seen_is_pixel_minus_shift_over_divisor(scale, pixels):
    picture = Picture(pixels, "", "sample")
    shift, divisor = scaling(picture, scale)
    expected = [(int(value) - shift) / divisor for value in pixels.ravel()]
    assert scaled(picture, scale).ravel().tolist() == expected


def test_the_whole_picture_shares_one_mean():
    picture = Picture(np.array([[[0, 30, 60]]], np.uint8), "", "sample")
    assert scaling(picture, "standardised") == (30.0, pytest.approx(np.sqrt(600)))


def test_a_picture_of_one_value_is_not_divided_by_nothing():
    picture = Picture(np.full((3, 3, 1), 0.1), "", "matrix")
    assert scaling(picture, "standardised")[1] == 1.0


@pytest.mark.parametrize("scale", SCALES)
def test_the_wanted_type_is_given(scale):
    picture = Picture(np.array([[[10], [30]]], np.uint8), "", "sample")
    assert scaled(picture, scale, np.float32).dtype == np.float32
    assert scaled(picture, scale).dtype == np.float64
