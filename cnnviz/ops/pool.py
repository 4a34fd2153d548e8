"""Pooling: one number per window and channel, without weights."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.errors import ShapeError, SpecError
from cnnviz.spec.sliding import Amounts, Pair

from .arrays import FeatureMap
from .correlate import windows_along
from .floats import as_feature_map
from .padding import Padding, pad, resolve_padding
from .pairs import Size, pair


def max_pool(
    x: ArrayLike, *, pool_size: Size = 2, strides: Size | None = None, padding: Padding = "valid"
) -> FeatureMap:
    """Keep the largest value of every window.

    Args:
        x: (H, W, C), any real values.
        pool_size: rows and columns of the window, in cells.
        strides: steps of the window, in cells; `pool_size` if None.
        padding: as for `conv`; padded cells never win.

    Returns:
        (H', W', C) with H' = floor((top + H + bottom − rows) / s) + 1, W' alike.

    Raises:
        ShapeError: if the window does not fit into the picture.
        SpecError: if a setting is out of its range.

    Source:
        keras.layers.MaxPooling2D.

    >>> max_pool(np.arange(16).reshape(4, 4, 1))[..., 0]
    array([[ 5.,  7.],
           [13., 15.]])
    """
    x = as_feature_map(x)
    size, steps, amounts = pool_settings(x, pool_size, strides, padding)
    padded = pad(x, amounts, value=-np.inf)
    shape = windows_along(padded.shape[:2], size, steps, (1, 1))
    tall = _over_rows(np.maximum, padded, size[0], steps[0], shape[0])
    wide = _over_rows(np.maximum, tall.swapaxes(0, 1), size[1], steps[1], shape[1])
    return wide.swapaxes(0, 1)


def average_pool(
    x: ArrayLike, *, pool_size: Size = 2, strides: Size | None = None, padding: Padding = "valid"
) -> FeatureMap:
    """Take the mean of every window.

    Args:
        x: (H, W, C), any real values.
        pool_size: rows and columns of the window, in cells.
        strides: steps of the window, in cells; `pool_size` if None.
        padding: as for `conv`; padded cells are not counted.

    Returns:
        (H', W', C) with H' = floor((top + H + bottom − rows) / s) + 1, W' alike.

    Raises:
        ShapeError: if the window does not fit into the picture.
        SpecError: if a setting is out of its range.

    Source:
        keras.layers.AveragePooling2D.

    >>> average_pool(np.arange(16).reshape(4, 4, 1))[..., 0]
    array([[ 2.5,  4.5],
           [10.5, 12.5]])
    """
    x = as_feature_map(x)
    size, steps, amounts = pool_settings(x, pool_size, strides, padding)
    padded = pad(x, amounts)
    shape = windows_along(padded.shape[:2], size, steps, (1, 1))
    counts = [
        _counts(n, m, s, sides, o)
        for n, m, s, sides, o in zip(x.shape, size, steps, amounts, shape, strict=False)
    ]
    with np.errstate(over="ignore", invalid="ignore"):
        tall = _over_rows(np.add, padded, size[0], steps[0], shape[0])
        wide = _over_rows(np.add, tall.swapaxes(0, 1), size[1], steps[1], shape[1])
    total = wide.swapaxes(0, 1)
    total /= np.multiply.outer(*counts)[..., np.newaxis].astype(x.dtype)
    return total


def global_max_pool(x: ArrayLike) -> NDArray[Any]:
    """Keep the largest value of every channel.

    Args:
        x: (H, W, C), any real values, at least one cell.

    Returns:
        (C,).

    Raises:
        ShapeError: if the picture is empty.

    Source:
        keras.layers.GlobalMaxPooling2D.

    >>> global_max_pool([[[1, 5], [3, 4]]])
    array([3., 5.])
    """
    largest: NDArray[Any] = _not_empty(x).max(axis=(0, 1))
    return largest


def global_average_pool(x: ArrayLike) -> NDArray[Any]:
    """Take the mean of every channel.

    Args:
        x: (H, W, C), any real values, at least one cell.

    Returns:
        (C,).

    Raises:
        ShapeError: if the picture is empty.

    Source:
        keras.layers.GlobalAveragePooling2D.

    >>> global_average_pool([[[1, 5], [3, 4]]])
    array([2. , 4.5])
    """
    x = _not_empty(x)
    mean = x.mean(axis=(0, 1), dtype=np.float64)  # a float32 sum forgets cells of large pictures
    averages: NDArray[Any] = mean.astype(x.dtype)
    return averages


def pool_settings(
    x: FeatureMap, pool_size: Size, strides: Size | None, padding: Padding
) -> tuple[Pair, Pair, Amounts]:
    """Return pool size, strides and padding of a pool, checked.

    Raises:
        SpecError: if a setting is out of its range, or a window could see nothing but padding.
        ShapeError: if the picture is empty.
    """
    _not_empty(x)
    size = pair(pool_size, "pool_size")
    steps = size if strides is None else pair(strides, "strides")
    amounts = resolve_padding(x.shape[:2], size, strides=steps, padding=padding)
    for m, sides in zip(size, amounts, strict=True):
        if max(sides) >= m:
            raise SpecError(
                f"With a padding of {max(sides)} a pooling window of {m} could see nothing but "
                f"padding. Choose a padding of at most {m - 1}."
            )
    return size, steps, amounts


def _not_empty(x: ArrayLike) -> FeatureMap:
    x = as_feature_map(x)
    if 0 in x.shape[:2]:
        raise ShapeError(
            f"A picture of shape {x.shape} has no cell to pool. Choose one with at least one."
        )
    return x


def _over_rows(
    combine: "np.ufunc", x: FeatureMap, size: int, stride: int, windows: int
) -> FeatureMap:
    """Combine `size` neighbouring rows for each of `windows` windows; always a new array."""
    last = (windows - 1) * stride + 1
    result = x[0:last:stride].copy()
    for row in range(1, size):
        combine(result, x[row : row + last : stride], out=result)
    return result


def _counts(n: int, m: int, s: int, sides: Pair, windows: int) -> NDArray[Any]:
    """Count the cells of the picture under each window along one axis."""
    starts = np.arange(windows) * s - sides[0]
    counts: NDArray[Any] = np.minimum(starts + m, n) - np.maximum(starts, 0)
    return counts
