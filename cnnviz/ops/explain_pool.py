"""Every number of `max_pool` and `average_pool`, explained."""

from dataclasses import dataclass
from typing import TypedDict, Unpack

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.spec.sliding import Pair

from .arrays import FeatureMap
from .correlate import windows_along
from .explain_conv import Cell
from .floats import as_feature_map
from .links import Links, sliding_links
from .padding import Padding
from .pairs import Size
from .pool import pool_settings
from .terms import InputsMet, OutputsFed, PoolTerms
from .weighted import cells_met, check_cell, pairs_of, values_at


class PoolSettings(TypedDict, total=False):
    """The keywords of `max_pool` and `average_pool`."""

    pool_size: Size
    strides: Size | None
    padding: Padding


@dataclass(frozen=True)
class _Pool:
    x: FeatureMap
    rows: Links
    columns: Links
    size: Pair
    kernel_size: Pair
    before: Pair


def explain_max_pool(x: ArrayLike, *, cell: Cell, **settings: Unpack[PoolSettings]) -> PoolTerms:
    """Lay open the window behind one output cell of `max_pool`.

    Args:
        x: (H, W, C), as for `max_pool`.
        cell: (row, column, channel) in the output.
        settings: the other keywords of `max_pool`.

    Returns:
        The terms; their total is `max_pool(...)[cell]`.

    Raises:
        ShapeError: if there is no such cell, or the window does not fit.
        SpecError: if a setting is out of its range.

    >>> explain_max_pool([[[1], [4]], [[2], [3]]], cell=(0, 0, 0)).winners
    array([[0, 1]])
    """
    return _explain(_pool(x, **settings), cell, mean=False)


def explain_average_pool(
    x: ArrayLike, *, cell: Cell, **settings: Unpack[PoolSettings]
) -> PoolTerms:
    """Lay open the window behind one output cell of `average_pool`.

    Args:
        x: (H, W, C), as for `average_pool`.
        cell: (row, column, channel) in the output.
        settings: the other keywords of `average_pool`.

    Returns:
        The terms; their total is `average_pool(...)[cell]`.

    Raises:
        ShapeError: if there is no such cell, or the window does not fit.
        SpecError: if a setting is out of its range.

    >>> explain_average_pool([[[1], [4]], [[2], [3]]], cell=(0, 0, 0)).total
    2.5
    """
    return _explain(_pool(x, **settings), cell, mean=True)


def outputs_fed_max_pool(
    x: ArrayLike, *, cell: Cell, **settings: Unpack[PoolSettings]
) -> OutputsFed:
    """Follow one input cell of `max_pool` into every window that covers it.

    Args:
        x: (H, W, C), as for `max_pool`.
        cell: (row, column, channel) in the input.
        settings: the other keywords of `max_pool`.

    Returns:
        Every window, with weight 1 where the cell holds the maximum (alone or not), else 0.

    Raises:
        ShapeError: if there is no such cell, or the window does not fit.
        SpecError: if a setting is out of its range.

    >>> outputs_fed_max_pool([[[1], [4]], [[2], [3]]], cell=(0, 1, 0)).weights
    array([1.])
    """
    return _fed(_pool(x, **settings), cell, mean=False)


def outputs_fed_average_pool(
    x: ArrayLike, *, cell: Cell, **settings: Unpack[PoolSettings]
) -> OutputsFed:
    """Follow one input cell of `average_pool` into every window that covers it.

    Args:
        x: (H, W, C), as for `average_pool`.
        cell: (row, column, channel) in the input.
        settings: the other keywords of `average_pool`.

    Returns:
        Every window, with weight 1 / number of cells counted there.

    Raises:
        ShapeError: if there is no such cell, or the window does not fit.
        SpecError: if a setting is out of its range.

    >>> outputs_fed_average_pool([[[1], [4]], [[2], [3]]], cell=(0, 1, 0)).weights
    array([0.25])
    """
    return _fed(_pool(x, **settings), cell, mean=True)


def inputs_met_max_pool(
    x: ArrayLike, *, weight: Cell, **settings: Unpack[PoolSettings]
) -> InputsMet:
    """List the input cells that one position of the window of `max_pool` meets.

    Args:
        x: (H, W, C), as for `max_pool`.
        weight: (row, column, channel) in the window; a pool has positions in place of weights.
        settings: the other keywords of `max_pool`.

    Returns:
        One meeting for each output cell of the channel.

    Raises:
        ShapeError: if there is no such position, or the window does not fit.
        SpecError: if a setting is out of its range.

    >>> inputs_met_max_pool([[[1], [4]], [[2], [3]]], weight=(1, 0, 0)).values
    array([2.])
    """
    return _met(_pool(x, **settings), weight)


def inputs_met_average_pool(
    x: ArrayLike, *, weight: Cell, **settings: Unpack[PoolSettings]
) -> InputsMet:
    """List the input cells that one position of the window of `average_pool` meets.

    Args:
        x: (H, W, C), as for `average_pool`.
        weight: (row, column, channel) in the window; a pool has positions in place of weights.
        settings: the other keywords of `average_pool`.

    Returns:
        One meeting for each output cell of the channel.

    Raises:
        ShapeError: if there is no such position, or the window does not fit.
        SpecError: if a setting is out of its range.

    >>> inputs_met_average_pool([[[1], [4]], [[2], [3]]], weight=(1, 0, 0)).values
    array([2.])
    """
    return _met(_pool(x, **settings), weight)


def _pool(
    x: ArrayLike, *, pool_size: Size = 2, strides: Size | None = None, padding: Padding = "valid"
) -> _Pool:
    x = as_feature_map(x)
    sizes, steps, sides = pool_settings(x, pool_size, strides, padding)
    padded = (x.shape[0] + sum(sides[0]), x.shape[1] + sum(sides[1]))
    size = windows_along(padded, sizes, steps, (1, 1))
    rows, columns = (
        sliding_links(n, m, sides=side, stride=s)
        for n, m, side, s in zip(x.shape[:2], sizes, sides, steps, strict=True)
    )
    return _Pool(x, rows, columns, size, sizes, (sides[0][0], sides[1][0]))


def _explain(pool: _Pool, cell: Cell, *, mean: bool) -> PoolTerms:
    row, column, channel = check_cell(cell, (*pool.size, pool.x.shape[2]), "output")
    rows, columns = pool.rows.where(output=row), pool.columns.where(output=column)
    window = values_at(pool.x, rows.sources, columns.sources)[..., channel]
    inside = np.logical_and.outer(rows.sources >= 0, columns.sources >= 0)
    counted = window[inside]
    total = counted.sum() / counted.size if mean else counted.max()
    wins = inside if mean else inside & (window == total)
    down, right = np.nonzero(wins)
    return PoolTerms(
        rows=rows.positions + pool.before[0],
        columns=columns.positions + pool.before[1],
        origin=(int(rows.positions[0]), int(columns.positions[0])),
        inside=inside,
        window=window,
        count=counted.size,
        winners=np.stack([rows.sources[down], columns.sources[right]], axis=-1),
        total=float(total),
    )


def _fed(pool: _Pool, cell: Cell, *, mean: bool) -> OutputsFed:
    row, column, channel = check_cell(cell, pool.x.shape, "input")
    rows, columns = pool.rows.where(source=row), pool.columns.where(source=column)
    down, right = pairs_of(len(rows.outputs), len(columns.outputs))
    ends = list(zip(rows.outputs[down].tolist(), columns.outputs[right].tolist(), strict=True))
    terms = [_explain(pool, (r, c, channel), mean=mean) for r, c in ends]
    value = float(pool.x[row, column, channel])
    shares = [1 / term.count if mean else float(value == term.total) for term in terms]
    return OutputsFed(
        rows=rows.outputs[down],
        columns=columns.outputs[right],
        filters=np.full(len(down), channel),
        weights=np.array(shares, dtype=np.float64),
        kernel_rows=rows.taps[down],
        kernel_columns=columns.taps[right],
        through_padding=np.zeros(len(down), dtype=bool),
    )


def _met(pool: _Pool, weight: Cell) -> InputsMet:
    kr, kc, channel = check_cell(weight, (*pool.kernel_size, pool.x.shape[2]), "window")
    rows, columns = pool.rows.where(tap=kr), pool.columns.where(tap=kc)
    return cells_met(pool.x, rows, columns, channel=channel, number=channel)
