"""A picture of any shape becomes a network's input; what is in the middle stays there."""

import numpy as np
import pytest

from cnnviz.data.fitted import fitted
from cnnviz.data.pictures import Picture


@pytest.mark.parametrize("size", [(1, 1), (3, 90), (90, 3), (32, 32), (427, 640)])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("wanted", [(28, 28, 1), (32, 32, 3), (8, 20, 3)])
def test_any_picture_fits(size, channels, wanted):
    picture = Picture(np.full((*size, channels), 200, np.uint8), "plain", "sample")
    pixels = fitted(picture, *wanted)
    assert pixels.shape == wanted
    assert (pixels == 200).all()


def test_a_picture_of_the_right_size_is_left_as_it_is(rng):
    pixels = rng.integers(0, 256, (28, 28, 1)).astype(np.uint8)
    np.testing.assert_array_equal(fitted(Picture(pixels, "x", "sample"), 28, 28, 1), pixels)


def test_the_middle_is_kept():
    wide = np.zeros((10, 30, 1), np.uint8)
    wide[:, 10:20] = 255
    assert (fitted(Picture(wide, "wide", "sample"), 10, 10, 1) == 255).all()
