"""Matrix products that stay on one core.

OpenBLAS splits a larger product among threads, which then wait for each other in a busy loop: a
millisecond becomes a hundred as soon as something else needs a core.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Plane

UNSPLIT = 1 << 18  # multiplications that OpenBLAS leaves to one thread
FEWEST_ROWS = 32  # below, products are too flat to be worth it
# The shape of a tile, measured: products of 64 rows, of 32 where the weights are wide, are the
# fastest; with more than 256 columns at once, too few rows of weights fit.
_NARROW = 64
_WIDEST = 256
_SUMMED_AT_ONCE = 1024  # terms; a longer float32 sum forgets digits


def product(matrix: NDArray[Any], weights: Plane) -> NDArray[Any]:
    """Multiply rows of values by weights.

    Args:
        matrix: (…, K).
        weights: (K, N), of the same dtype.

    Returns:
        (…, N), matrix @ weights.

    >>> product(np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[1.0, 10.0], [2.0, 20.0]]))
    array([[ 5., 50.],
           [ 2., 20.]])
    """
    rows = np.ascontiguousarray(matrix).reshape(-1, len(weights))
    if 1 in (len(rows), weights.shape[1]):
        products = _term_by_term(rows, weights)
    else:
        products = np.empty((len(rows), weights.shape[1]), rows.dtype)
        multiply_in_tiles(rows, weights, products)
    return products.reshape(*matrix.shape[:-1], weights.shape[1])


def multiply_in_tiles(matrix: Plane, weights: Plane, products: Plane) -> None:
    """Fill `products` (M, N) with matrix (M, K) @ weights (K, N), tile by tile."""
    for left in range(0, weights.shape[1], _WIDEST):
        part = weights[:, left : left + _WIDEST]
        _multiply_columns(matrix, part, products[:, left : left + _WIDEST])


def _multiply_columns(matrix: Plane, weights: Plane, products: Plane) -> None:
    taps, filters = weights.shape
    rows = FEWEST_ROWS if filters > _NARROW else 2 * FEWEST_ROWS
    depth = max(min(taps, UNSPLIT // (rows * filters)), 1)
    height = max(UNSPLIT // (depth * filters), 1)
    for top in range(0, len(matrix), height):
        tile, into = matrix[top : top + height], products[top : top + height]
        np.matmul(tile[:, :depth], weights[:depth], out=into)
        for start in range(depth, taps, depth):
            into += tile[:, start : start + depth] @ weights[start : start + depth]


def _term_by_term(rows: Plane, weights: Plane) -> Plane:
    """Multiply one row, or one column, without OpenBLAS: it splits these from 9,216 weights on."""
    total = np.zeros((len(rows), weights.shape[1]), rows.dtype)
    for start in range(0, len(weights), _SUMMED_AT_ONCE):
        end = start + _SUMMED_AT_ONCE
        total += np.einsum("mk,kn->mn", rows[:, start:end], weights[start:end])
    return total
