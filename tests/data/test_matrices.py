import numpy as np
import pytest

from cnnviz.data.matrices import as_pixels
from cnnviz.data.samples import sample_picture


def plane(key: str, side: int | None = None) -> np.ndarray:
    return sample_picture(key, side).pixels[..., 0]


def maxima(picture: np.ndarray) -> np.ndarray:
    height, width = picture.shape
    return picture.reshape(height // 2, 2, width // 2, 2).max(axis=(1, 3))


def means(picture: np.ndarray) -> np.ndarray:
    height, width = picture.shape
    return picture.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))


def test_x1_and_x2_share_their_maxima_but_not_their_means():
    expected = [[255, 125, 170], [255, 150, 150], [70, 200, 95]]
    assert maxima(plane("x1")).tolist() == maxima(plane("x2")).tolist() == expected
    assert means(plane("x1"))[0].tolist() == [147.5, 63.75, 91.25]
    assert means(plane("x2"))[0].tolist() == [137.5, 93.75, 111.25]


def test_the_courses_windows_give_the_printed_numbers():
    assert maxima(plane("max-4x4")).tolist() == [[9, 1], [8, 8]]
    assert means(plane("mean-4x4")).tolist() == [[6, -2], [2.75, 2]]
    cross = np.array([[1, 2, 3], [-4, 7, 4], [2, -5, 1]])
    assert correlated(plane("cross-5x5"), cross) == [[51, 66, 20], [31, 49, 101], [15, 53, -2]]
    diagonal = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
    assert correlated(plane("binary"), diagonal) == [[4, 3, 4], [2, 4, 3], [2, 3, 4]]
    rotated = np.array([[1, 0, 3], [1, 2, 1], [0, 1, 1]])[::-1, ::-1]
    assert correlated(np.pad(plane("true-4x4"), 1), rotated)[0] == [11, 25, 32, 13]
    halved = np.array([[0.5, 1, 0.5], [0.1, 0.4, 0.3], [0.4, 0.7, 0.5]])
    full = np.array(correlated(np.pad(plane("true-3x3"), 1), halved))
    np.testing.assert_allclose(full[::2, ::2], [[4.6, 1.6], [7.5, 2.9]])


def correlated(x: np.ndarray, kernel: np.ndarray) -> list[list[float]]:
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(float), kernel.shape)
    return (windows * kernel).sum(axis=(2, 3)).tolist()


def test_the_coloured_corner_gives_minus_25_and_its_neighbours():
    kernels = [
        [[-1, -1, 1], [0, 1, -1], [0, 1, 1]],
        [[1, 0, 0], [1, -1, -1], [1, 0, -1]],
        [[0, 1, 1], [0, 1, 0], [1, -1, 1]],
    ]
    pixels = sample_picture("rgb-patch").pixels
    per_channel = [
        np.array(correlated(np.pad(pixels[..., channel], 1), np.array(kernel)))
        for channel, kernel in enumerate(kernels)
    ]
    assert [channel[0, 0] for channel in per_channel] == [308, -498, 164]
    # The fifth column needs a sixth of the photo, which the course does not print.
    assert (sum(per_channel) + 1)[0, :4].tolist() == [-25, 466, 466, 475]


def test_signals_are_one_row():
    assert plane("signal-rotated").tolist() == [[3, 2, 1, 7, 1, 2, 5, 4]]
    assert plane("signal-same").tolist() == [[1, 3, 2, 4, 5, 6, 1, 3]]


def test_the_face_is_16_by_12_and_begins_and_ends_as_printed():
    face = plane("face")
    assert face.shape == (16, 12)
    assert face[0, :4].tolist() == [157, 153, 174, 168]
    assert face[-1, -4:].tolist() == [175, 13, 96, 218]
    assert face[13:15, 4:8].tolist() == [[1, 81, 47, 0], [0, 0, 12, 108]]


@pytest.mark.parametrize(
    ("numbers", "kind"), [([[0, 255]], "u"), ([[0, 256]], "f"), ([[0, -1]], "f"), ([[0.5]], "f")]
)
def test_only_what_fits_into_bytes_becomes_bytes(numbers, kind):
    values = as_pixels(np.array(numbers))
    assert values.dtype.kind == kind
    assert values[..., 0].tolist() == numbers
