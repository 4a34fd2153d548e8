"""Arrays as the operations want them: floating point, with the axes that were promised."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.errors import ShapeError

from .arrays import FeatureMap


def as_float(values: ArrayLike) -> NDArray[Any]:
    """Keep float32 and float64 as they are; everything else becomes float64.

    >>> as_float([1, 2]).dtype
    dtype('float64')
    """
    array = np.asarray(values)
    return array if array.dtype in (np.float32, np.float64) else array.astype(np.float64)


def as_feature_map(x: ArrayLike) -> FeatureMap:
    """Check that `x` is (H, W, C) and return it as floating point.

    Raises:
        ShapeError: if there are not exactly three axes.
    """
    array = as_float(x)
    if array.ndim != len("HWC"):
        raise ShapeError(
            f"A picture of shape {array.shape} has {array.ndim} axes, but rows, columns and "
            "channels are needed. Give a single plane its channel axis: x[..., np.newaxis]."
        )
    return array


def as_kernel(kernel: ArrayLike, like: NDArray[Any], layout: str) -> NDArray[Any]:
    """Check that `kernel` has the four axes of `layout`; return it in the dtype of `like`.

    Raises:
        ShapeError: if there are not exactly four axes, or one of the first two is empty.
    """
    array = np.asarray(kernel).astype(like.dtype, copy=False)
    if array.ndim != len(("rows", "columns", "in", "out")) or 0 in array.shape[:2]:
        raise ShapeError(
            f"A kernel of shape {array.shape} does not work here. Give it the four axes {layout}, "
            "at least one row and column: a single plane is plane[..., np.newaxis, np.newaxis]."
        )
    return array
