"""What a network or a bench sees of a picture: 0–255, 0–1 or standardised."""

import math
from typing import Any, Literal

import numpy as np
from numpy.typing import DTypeLike, NDArray

from cnnviz.data.pictures import Picture

Scale = Literal["0–255", "0–1", "standardised"]
SCALES: tuple[Scale, ...] = ("0–255", "0–1", "standardised")


def scaling(picture: Picture, scale: Scale) -> tuple[float, float]:
    """Tell how pixels become what is seen: (pixel − shift) / divisor.

    Args:
        picture: (H, W, C).
        scale: "0–255" leaves the numbers, "0–1" divides by 255, "standardised" subtracts the mean
            of the whole picture (all channels together) and divides by its standard deviation.

    Returns:
        (shift, divisor); the divisor of a picture of one value only is 1.

    >>> pair = Picture(np.array([[[10], [30]]], np.uint8), "Two pixels", "sample")
    >>> scaling(pair, "standardised")
    (20.0, 10.0)
    """
    if scale == "0–255":
        return 0.0, 1.0
    if scale == "0–1":
        return 0.0, 255.0
    levels, counts = _histogram(picture)
    if len(levels) == 1:
        return float(levels[0]), 1.0
    mean = float(counts @ levels / counts.sum())
    return mean, math.sqrt(counts @ (levels - mean) ** 2 / counts.sum())


def scaled(picture: Picture, scale: Scale, dtype: DTypeLike = np.float64) -> NDArray[Any]:
    """Give the numbers that are seen, each computed as (pixel − shift) / divisor in `dtype`.

    Args:
        picture: (H, W, C).
        scale: as in `scaling`.
        dtype: float64 or float32.

    Returns:
        (H, W, C) of `dtype`; with "0–255" the pixels themselves, so whole numbers stay whole.

    >>> pair = Picture(np.array([[[10], [30]]], np.uint8), "Two pixels", "sample")
    >>> scaled(pair, "standardised")[..., 0].tolist()
    [[-1.0, 1.0]]
    """
    pixels = picture.pixels.astype(dtype)
    if scale == "0–255":
        return pixels
    shift, divisor = scaling(picture, scale)
    return (pixels - shift) / divisor


def _histogram(picture: Picture) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Which values there are, and how often; of bytes four times as fast as their deviation."""
    if picture.pixels.dtype == np.uint8:
        counts = np.bincount(picture.pixels.ravel())
        levels = np.flatnonzero(counts)
        return levels.astype(np.float64), counts[levels]
    return np.unique(picture.pixels, return_counts=True)
