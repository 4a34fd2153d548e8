import hashlib
from fractions import Fraction
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from cnnviz.data.pictures import Picture, crop, grey, resize, shown, to_png
from cnnviz.errors import ShapeError


def colour(height: int = 7, width: int = 9) -> Picture:
    values = np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Picture(values, "Random", "sample")


def test_pictures_are_equal_when_their_pixels_are():
    first = Picture(np.full((2, 3, 1), 7, np.uint8), "One", "drawing")
    second = Picture(np.full((2, 3, 1), 7, np.uint8), "Two", "upload", "A note.")
    assert first == second
    assert hash(first) == hash(second)


@pytest.mark.parametrize(
    "other",
    [
        np.full((3, 2, 1), 7, np.uint8),
        np.full((2, 1, 3), 7, np.uint8),
        np.full((2, 3, 1), 8, np.uint8),
        np.full((2, 3, 1), 7.0),
    ],
)
def test_shape_values_and_type_all_count(other):
    assert Picture(np.full((2, 3, 1), 7, np.uint8), "", "drawing") != Picture(other, "", "drawing")


def test_the_id_does_not_change_between_programs():
    # Stored possessions name it, so it may depend on nothing but shape, type and bytes.
    expected = hashlib.blake2b(b"(2, 3, 1)uint8" + bytes(6), digest_size=8).hexdigest()
    assert Picture(np.zeros((2, 3, 1), np.uint8), "", "drawing").id == expected


def test_pixels_cannot_be_changed_from_outside():
    values = np.zeros((2, 2, 1), np.uint8)
    picture = Picture(values, "", "drawing")
    values[0, 0] = 9
    assert not picture.pixels.any()
    with pytest.raises(ValueError, match="read-only"):
        picture.pixels[0, 0] = 9


def test_a_read_only_view_is_still_copied():
    values = np.zeros((4, 4, 1), np.uint8)
    view = values[:2]
    view.setflags(write=False)
    picture = Picture(view, "", "drawing")
    values[0, 0] = 9
    assert not picture.pixels.any()


@pytest.mark.parametrize("shape", [(4,), (4, 4), (4, 4, 2), (4, 4, 4), (0, 4, 1), (4, 0, 3)])
def test_what_is_no_picture_says_its_shape(shape):
    with pytest.raises(ShapeError, match="1 or 3 channels"):
        Picture(np.zeros(shape, np.uint8), "", "drawing")


@pytest.mark.parametrize("gap", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_refused(gap):
    with pytest.raises(ShapeError, match="finite"):
        Picture(np.array([[[gap]]]), "", "matrix")


def test_whole_numbers_of_another_type_become_float64():
    assert Picture(np.array([[[-6]]]), "", "matrix").pixels.dtype == np.float64


@given(arrays(np.uint8, (2, 5, 3)))
@settings(deadline=None)
def test_grey_is_the_weighted_sum_rounded_once(values):
    weights = (Fraction(299, 1000), Fraction(587, 1000), Fraction(114, 1000))
    expected = [
        [
            int(sum(w * int(v) for w, v in zip(weights, pixel, strict=True)) + Fraction(1, 2))
            for pixel in row
        ]
        for row in values
    ]
    assert grey(Picture(values, "", "upload")).pixels[..., 0].tolist() == expected


def test_grey_rounds_halves_upwards():
    pixel = np.array([[[0, 0, 250]]], np.uint8)  # weighs 28.5
    assert grey(Picture(pixel, "", "upload")).pixels.item() == 29


def test_grey_agrees_with_pillow_within_one():
    theirs = np.asarray(Image.fromarray(colour().pixels).convert("L")).astype(int)
    assert np.abs(grey(colour()).pixels[..., 0] - theirs).max() <= 1


def test_grey_of_equal_channels_changes_nothing():
    levels = np.repeat(np.arange(256, dtype=np.uint8).reshape(16, 16, 1), 3, axis=2)
    np.testing.assert_array_equal(grey(Picture(levels, "", "upload")).pixels, levels[..., :1])


def test_grey_of_fractions_is_not_rounded():
    values = np.array([[[-1.0, 0.5, 0.0]]])
    assert grey(Picture(values, "", "matrix")).pixels[0, 0, 0] == pytest.approx(-0.0055)


def test_a_grey_picture_stays_the_same_object():
    picture = grey(colour())
    assert grey(picture) is picture


def test_a_crop_is_the_slice_and_says_its_rows_and_columns():
    part = crop(colour(), 2, 3, 4, 5)
    np.testing.assert_array_equal(part.pixels, colour().pixels[2:6, 3:8])
    assert part.note == "Cropped to rows 2–5, columns 3–7."
    assert part.name == "Random"


def test_a_crop_of_everything_changes_nothing():
    picture = colour()
    assert crop(picture, 0, 0, 7, 9) is picture


@pytest.mark.parametrize(
    "rectangle",
    [(-1, 0, 2, 2), (0, -1, 2, 2), (6, 0, 2, 2), (0, 8, 2, 2), (0, 0, 0, 2), (0, 0, 2, -1)],
)
def test_a_crop_outside_says_how_large_the_picture_is(rectangle):
    with pytest.raises(ShapeError, match="7×9"):
        crop(colour(), *rectangle)


@pytest.mark.parametrize(("height", "width"), [(3, 4), (14, 18), (1, 1), (7, 3), (20, 2)])
def test_resizing_agrees_with_pillow_on_the_whole_picture(height, width):
    theirs = Image.fromarray(colour().pixels).resize((width, height), Image.Resampling.BILINEAR)
    np.testing.assert_array_equal(resize(colour(), height, width).pixels, np.asarray(theirs))


def test_a_checkerboard_halves_to_its_mean():
    board = np.indices((8, 8)).sum(axis=0)[..., None] % 2 * 200
    small = resize(Picture(board.astype(np.uint8), "", "sample"), 4, 4)
    np.testing.assert_array_equal(small.pixels[1:-1, 1:-1], 100)


@given(st.integers(1, 30), st.integers(1, 30))
@settings(deadline=None)
def test_nearest_invents_no_value(height, width):
    values = {tuple(pixel) for row in colour().pixels.tolist() for pixel in row}
    resized = resize(colour(), height, width, method="nearest")
    assert resized.pixels.shape == (height, width, 3)
    assert {tuple(pixel) for row in resized.pixels.tolist() for pixel in row} <= values


@given(st.integers(1, 30), st.integers(1, 30))
@settings(deadline=None)
def test_smooth_never_leaves_the_range(height, width):
    values = np.where(np.indices((7, 9)).sum(axis=0) % 2, 60, 190).astype(np.uint8)[..., None]
    pixels = resize(Picture(values, "", "sample"), height, width).pixels
    assert 60 <= pixels.min() <= pixels.max() <= 190


def test_fractions_are_resized_as_fractions():
    picture = Picture(np.array([[[-1.0], [0.25]]]), "", "matrix")
    assert (
        resize(picture, 2, 4, method="nearest").pixels[..., 0].tolist()
        == [[-1.0, -1.0, 0.25, 0.25]] * 2
    )


@pytest.mark.parametrize(("height", "width"), [(0, 5), (5, 0), (1025, 5), (5, -2)])
def test_a_size_that_cannot_be_shown_names_the_limits(height, width):
    with pytest.raises(ShapeError, match="between 1 and 1024"):
        resize(colour(), height, width)


def test_notes_follow_each_other():
    picture = resize(crop(colour(), 0, 0, 4, 4), 2, 2)
    assert picture.note == "Cropped to rows 0–3, columns 0–3. Resized from 4×4 to 2×2."


@pytest.mark.parametrize("channels", [1, 3])
def test_a_png_holds_the_pixels_exactly(channels):
    picture = Picture(colour().pixels[..., :channels], "", "upload")
    back = np.array(Image.open(BytesIO(to_png(picture)))).reshape(picture.pixels.shape)
    np.testing.assert_array_equal(back, picture.pixels)


def test_numbers_that_are_no_bytes_are_stretched_for_the_screen():
    picture = Picture(np.array([[[-6.0], [1.5], [9.0]]]), "", "matrix")
    assert shown(picture)[..., 0].tolist() == [[0, 128, 255]]
    assert np.array(Image.open(BytesIO(to_png(picture)))).tolist() == [[0, 128, 255]]


def test_a_matrix_of_small_bytes_is_bright_on_the_screen_but_exact_in_the_file():
    picture = Picture(np.array([[[0], [1]]], np.uint8), "", "matrix")
    assert shown(picture)[..., 0].tolist() == [[0, 255]]
    assert np.array(Image.open(BytesIO(to_png(picture)))).tolist() == [[0, 1]]


def test_a_dark_photo_stays_dark():
    picture = Picture(np.array([[[0], [1]]], np.uint8), "", "upload")
    assert shown(picture)[..., 0].tolist() == [[0, 1]]


def test_equal_numbers_can_be_shown():
    assert shown(Picture(np.full((2, 2, 1), -3.5), "", "matrix")).max() == 0
