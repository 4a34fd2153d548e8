"""Shifting copies cells; turning and enlarging agree with NumPy and SciPy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from cnnviz.data.motion import moved
from cnnviz.data.pictures import Picture
from cnnviz.errors import SpecError


def picture_of(pixels):
    return Picture(pixels, "A picture", "sample")


@given(
    height=st.integers(1, 9),
    width=st.integers(1, 9),
    channels=st.sampled_from([1, 3]),
    dtype=st.sampled_from([np.uint8, np.float64]),
    rows=st.integers(-10, 10),
    columns=st.integers(-10, 10),
)
@settings(deadline=None)
def test_a_shift_is_a_roll_of_the_picture_inside_enough_zeros(
    height, width, channels, dtype, rows, columns
):
    rng = np.random.default_rng(height * 100 + width)
    pixels = rng.integers(1, 256, (height, width, channels)).astype(dtype)
    after = moved(picture_of(pixels), rows=rows, columns=columns).pixels
    framed = np.pad(pixels, ((10, 10), (10, 10), (0, 0)))
    rolled = np.roll(framed, (rows, columns), axis=(0, 1))[10:-10, 10:-10]
    np.testing.assert_array_equal(after, rolled)
    assert after.dtype == dtype


@pytest.mark.parametrize("side", [1, 4, 7])
@pytest.mark.parametrize("turns", [-1, 1, 2, 3])
def test_a_quarter_turn_counter_clockwise_copies_every_cell(side, turns, rng):
    for pixels in (rng.integers(0, 256, (side, side, 3), np.uint8), rng.random((side, side, 1))):
        after = moved(picture_of(pixels), rows=0, columns=0, angle=90.0 * turns).pixels
        expected = np.rot90(pixels, turns).astype(np.float32).astype(pixels.dtype)
        np.testing.assert_array_equal(after, expected)


@pytest.mark.parametrize(
    ("angle", "scale", "rows", "columns"),
    [(20.0, 1.0, 0, 0), (-33.3, 1.0, 2, -3), (0.0, 1.5, 0, 0), (0.0, 0.5, -1, 4), (75, 1.2, 3, 1)],
)
def test_turning_and_enlarging_agree_with_scipy(angle, scale, rows, columns, rng):
    # Zeros all round, because the two treat the last half cell of a picture differently.
    pixels = np.pad(rng.normal(size=(9, 12, 1)), ((20, 20), (20, 20), (0, 0)))
    after = moved(picture_of(pixels), rows=rows, columns=columns, angle=angle, scale=scale).pixels
    turn = np.deg2rad(angle)
    back = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) / scale
    centre = (np.array(pixels.shape[:2]) - 1) / 2
    offset = centre - back @ (centre + np.array([rows, columns]))
    theirs = ndimage.affine_transform(pixels[..., 0], back, offset, order=1)
    np.testing.assert_allclose(after[..., 0], theirs, atol=1e-5)


def test_twice_as_large_keeps_the_middle_in_the_middle():
    pixels = np.zeros((5, 5, 1), np.uint8)
    pixels[2, 2] = 200
    after = moved(picture_of(pixels), rows=0, columns=0, scale=2).pixels[..., 0]
    assert after[2].tolist() == [0, 100, 200, 100, 0]
    assert after[:, 2].tolist() == [0, 100, 200, 100, 0]


def test_a_turn_comes_before_the_shift():
    pixels = np.zeros((5, 5, 1), np.uint8)
    pixels[2, 4] = 9  # to the right of the middle; a quarter turn puts it above
    after = moved(picture_of(pixels), rows=1, columns=2, angle=90).pixels
    assert np.argwhere(after).tolist() == [[1, 4, 0]]


def test_a_full_turn_without_a_shift_is_the_same_picture():
    picture = picture_of(np.ones((3, 4, 1), np.uint8))
    assert moved(picture, rows=0, columns=0, angle=-720.0) is picture


def test_what_was_done_stands_in_the_note():
    picture = picture_of(np.ones((3, 4, 1), np.uint8))
    after = moved(picture, rows=-1, columns=2, angle=15, scale=0.5)
    assert after.note == "Turned by 15°, scaled by 0.5, shifted 1 up and 2 to the right."


@pytest.mark.parametrize(
    ("settings", "remedy"),
    [
        ({"angle": float("nan")}, "finite"),
        ({"angle": float("inf")}, "finite"),
        ({"scale": 0.0}, "from 0.25 to 4"),
        ({"scale": -1.0}, "from 0.25 to 4"),
        ({"scale": float("nan")}, "from 0.25 to 4"),
    ],
)
def test_an_impossible_motion_says_what_is_possible(settings, remedy):
    with pytest.raises(SpecError, match=remedy):
        moved(picture_of(np.ones((3, 4, 1))), rows=0, columns=0, **settings)
