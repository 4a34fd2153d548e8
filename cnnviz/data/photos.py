"""Photos and handwritten digits that come with scikit-learn, read without importing it."""

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnviz.errors import DatasetError

DIGITS = 1797
_DIGIT_SIDE = 8
_BRIGHTEST = 16  # the digits count black cells of 4×4 blocks


@cache
def photo(name: str) -> NDArray[np.uint8]:
    """Read "china" or "flower".

    Returns:
        (427, 640, 3) uint8, read-only.

    Raises:
        DatasetError: if scikit-learn or its file is missing.

    Source:
        sklearn.datasets.load_sample_image.
    """
    with Image.open(_package_file(f"datasets/images/{name}.jpg"), formats=["JPEG"]) as image:
        pixels = np.asarray(image)
    pixels.setflags(write=False)
    return pixels


def digit(index: int) -> NDArray[np.uint8]:
    """Give one of 1797 handwritten digits.

    Args:
        index: 0..1796.

    Returns:
        (8, 8, 1) uint8: the counts 0..16 times 255/16, rounded.

    Raises:
        DatasetError: if there is no such digit, or the file is missing.
    """
    if not 0 <= index < DIGITS:
        raise DatasetError(f"There is no digit number {index}. Choose one from 0 to {DIGITS - 1}.")
    pictures, _labels = _digits()
    chosen: NDArray[np.uint8] = pictures[index]
    return chosen


def digit_label(index: int) -> int:
    """Tell which digit was meant.

    Args:
        index: 0..1796.

    Returns:
        0..9.
    """
    digit(index)
    return int(_digits()[1][index])


@cache
def _digits() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """(1797, 8, 8, 1) pictures and (1797,) labels, 117 kB together."""
    with gzip.open(_package_file("datasets/data/digits.csv.gz"), "rt", encoding="ascii") as file:
        table = np.loadtxt(file, delimiter=",", dtype=np.float64).astype(np.uint8)  # (1797, 65)
    counts = table[:, :-1].reshape(-1, _DIGIT_SIDE, _DIGIT_SIDE, 1)
    pictures = np.rint(counts * (255 / _BRIGHTEST)).astype(np.uint8)
    pictures.setflags(write=False)
    return pictures, table[:, -1]


def _package_file(path: str) -> Path:
    spec = find_spec("sklearn")  # finds the folder, imports nothing
    found = Path(spec.origin).parent / path if spec and spec.origin else None
    if found is None or not found.is_file():
        raise DatasetError(
            f"The file {Path(path).name} of scikit-learn is missing. "
            "Install scikit-learn again, or choose another picture."
        )
    return found
