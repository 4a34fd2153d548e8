"""How much of a map stays when its input moves: invariance and equivariance as shares."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.errors import ShapeError


def unchanged_share(before: ArrayLike, after: ArrayLike) -> float:
    """Count the cells that hold the same number as before: invariance.

    Args:
        before: (H, W) or (H, W, C); a cell is one row and column, with all its channels.
        after: the same shape.

    Returns:
        Unchanged cells / all cells, 0..1; a cell is unchanged if all its channels are.

    Raises:
        ShapeError: if the shapes differ, are no maps, or hold no cell.

    >>> unchanged_share([[1, 2], [3, 4]], [[1, 2], [3, 5]])
    0.75
    """
    old, new = _alike(before, after)
    return float(_equal(old, new).mean())


def moved_share(before: ArrayLike, after: ArrayLike, *, rows: int, columns: int) -> float:
    """Count the cells that hold what their neighbour held before the shift: equivariance.

    Args:
        before: (H, W) or (H, W, C); a cell is one row and column, with all its channels.
        after: the same shape.
        rows: cells downwards, upwards if negative.
        columns: cells to the right, to the left if negative.

    Returns:
        The share of the cells (row, column) of `after` that equal (row − rows, column − columns)
        of `before`, 0..1; cells that would come from outside are not counted.

    Raises:
        ShapeError: if the shapes differ, are no maps, or nothing of `before` stays inside.

    >>> moved_share([[1, 2, 3]], [[0, 1, 2]], rows=0, columns=1)
    1.0
    """
    old, new = _alike(before, after)
    height, width = old.shape[:2]
    if abs(rows) >= height or abs(columns) >= width:
        raise ShapeError(
            f"A shift by {rows} rows and {columns} columns leaves nothing of a {height}×{width} "
            f"map inside. Choose at most {height - 1} rows and {width - 1} columns."
        )
    stayed = old[_kept(-rows, height), _kept(-columns, width)]
    arrived = new[_kept(rows, height), _kept(columns, width)]
    return float(_equal(stayed, arrived).mean())


def _kept(shift: int, size: int) -> slice:
    """The cells along an axis that a shift fills from inside."""
    return slice(max(shift, 0), size + min(shift, 0))


def _equal(before: NDArray[Any], after: NDArray[Any]) -> NDArray[np.bool_]:
    """(H, W): whether all channels of a cell are equal."""
    same = np.equal(before, after)
    cells: NDArray[np.bool_] = np.all(same.reshape(*same.shape[:2], -1), axis=-1)
    return cells


def _alike(before: ArrayLike, after: ArrayLike) -> tuple[NDArray[Any], NDArray[Any]]:
    old, new = np.asarray(before), np.asarray(after)
    if old.shape != new.shape:
        raise ShapeError(
            f"Maps of the shapes {old.shape} and {new.shape} cannot be compared cell by cell. "
            "Compute both with the same settings from pictures of one size."
        )
    if old.ndim not in (len("HW"), len("HWC")) or old.size == 0:
        raise ShapeError(
            f"An array of the shape {old.shape} is no map. "
            "Give rows, columns and, if there are any, channels, with at least one cell."
        )
    return old, new
