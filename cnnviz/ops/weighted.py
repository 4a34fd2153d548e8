"""A picture and the weights that slide over it, asked from three sides: output, input, weight."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.errors import ShapeError
from cnnviz.spec.sliding import Pair

from .arrays import FeatureMap, Kernel
from .links import Indices, Links
from .terms import CellTerms, InputsMet, OutputsFed


@dataclass(frozen=True)
class Weighted:
    """A picture, weights, and how they meet: all that `explain`, `fed` and `met` need.

    Attributes:
        x: (H, W, Cin).
        kernel: (kh, kw, Cin/groups, Cout), turned already if `flip`.
        rows: meetings along the rows.
        columns: meetings along the columns.
        size: (H', W').
        before: cells of padding (top, left).
        groups: parts into which channels and filters are split.
        flip: whether `kernel` is the given one turned by 180°.
        bias: (Cout,) or None.
    """

    x: FeatureMap
    kernel: Kernel
    rows: Links
    columns: Links
    size: Pair
    before: Pair = (0, 0)
    groups: int = 1
    flip: bool = False
    bias: NDArray[Any] | None = None

    def given(self, taps: Indices, axis: int) -> Indices:
        """Return where taps are in the kernel as it was given (turning is its own inverse)."""
        return self.kernel.shape[axis] - 1 - taps if self.flip else taps


def explain(layer: Weighted, cell: tuple[int, int, int]) -> CellTerms:
    """Lay open the sum behind the output cell (row, column, filter).

    Raises:
        ShapeError: if there is no such cell.
    """
    row, column, number = check_cell(cell, (*layer.size, layer.kernel.shape[3]), "output")
    rows, columns = layer.rows.where(output=row), layer.columns.where(output=column)
    channels = _group(number, layer.kernel.shape[3], layer.groups, layer.kernel.shape[2])
    window = values_at(layer.x, rows.sources, columns.sources)[..., channels]
    weights = layer.kernel[np.ix_(rows.taps, columns.taps)][..., number].astype(np.float64)
    products = window * weights
    channel_sums = products.sum(axis=(0, 1))
    bias = 0.0 if layer.bias is None else float(layer.bias[number])
    return CellTerms(
        rows=rows.positions + layer.before[0],
        columns=columns.positions + layer.before[1],
        origin=(_first(rows), _first(columns)),
        source_rows=rows.sources,
        source_columns=columns.sources,
        kernel_rows=layer.given(rows.taps, 0),
        kernel_columns=layer.given(columns.taps, 1),
        channels=channels,
        window=window,
        weights=weights,
        products=products,
        channel_sums=channel_sums,
        bias=bias,
        total=float(channel_sums.sum() + bias),
    )


def fed(layer: Weighted, cell: tuple[int, int, int]) -> OutputsFed:
    """Follow the input cell (row, column, channel) into every output cell it feeds.

    Raises:
        ShapeError: if there is no such cell.
    """
    row, column, channel = check_cell(cell, layer.x.shape, "input")
    rows, columns = layer.rows.where(source=row), layer.columns.where(source=column)
    filters = _group(channel, layer.x.shape[2], layer.groups, layer.kernel.shape[3] // layer.groups)
    down, right, deep = pairs_of(len(rows.outputs), len(columns.outputs), len(filters))
    across, along = rows.taps[down], columns.taps[right]
    return OutputsFed(
        rows=rows.outputs[down],
        columns=columns.outputs[right],
        filters=filters[deep],
        weights=layer.kernel[across, along, channel % layer.kernel.shape[2], filters[deep]],
        kernel_rows=layer.given(across, 0),
        kernel_columns=layer.given(along, 1),
        through_padding=(rows.positions[down] != row) | (columns.positions[right] != column),
    )


def met(layer: Weighted, weight: tuple[int, int, int, int]) -> InputsMet:
    """List the input cells that the weight (row, column, channel in group, filter) meets.

    Raises:
        ShapeError: if there is no such weight.
    """
    kr, kc, within, number = check_cell(weight, layer.kernel.shape, "kernel")
    group = number // (layer.kernel.shape[3] // layer.groups)
    taps = layer.given(np.array([kr]), 0)[0], layer.given(np.array([kc]), 1)[0]
    return cells_met(
        layer.x,
        layer.rows.where(tap=int(taps[0])),
        layer.columns.where(tap=int(taps[1])),
        channel=group * layer.kernel.shape[2] + within,
        number=number,
    )


def cells_met(
    x: FeatureMap, rows: Links, columns: Links, *, channel: int, number: int
) -> InputsMet:
    """Pair meetings along the rows with meetings along the columns."""
    down, right = pairs_of(len(rows.outputs), len(columns.outputs))
    own_row, own_column = _own(rows), _own(columns)
    return InputsMet(
        rows=rows.positions[down],
        columns=columns.positions[right],
        channel=channel,
        source_rows=rows.sources[down],
        source_columns=columns.sources[right],
        inside=own_row[down] & own_column[right],
        values=values_at(x[..., [channel]], rows.sources, columns.sources).ravel(),
        output_rows=rows.outputs[down],
        output_columns=columns.outputs[right],
        filter=number,
    )


def values_at(x: FeatureMap, rows: Indices, columns: Indices) -> FeatureMap:
    """Read (rows × columns) of a picture in float64, 0 where an index is −1."""
    values = np.zeros((len(rows), len(columns), x.shape[2]))
    known = np.ix_(rows >= 0, columns >= 0)
    values[known] = x[np.ix_(rows[rows >= 0], columns[columns >= 0])]
    return values


def check_cell(cell: Sequence[int], shape: tuple[int, ...], where: str) -> tuple[int, ...]:
    """Return `cell` if it lies within `shape`.

    Raises:
        ShapeError: if it does not.
    """
    if len(cell) != len(shape) or not all(0 <= i < n for i, n in zip(cell, shape, strict=True)):
        ranges = ", ".join(f"0 to {n - 1}" for n in shape)
        raise ShapeError(
            f"There is no {where} cell {tuple(cell)}: the {where} has "
            f"{'×'.join(map(str, shape))}. Choose numbers in the ranges {ranges}."
        )
    return tuple(int(i) for i in cell)


def pairs_of(*lengths: int) -> tuple[Indices, ...]:
    """Count through all combinations, the last axis fastest."""
    return tuple(np.indices(lengths, dtype=np.intp).reshape(len(lengths), -1))


def _group(member: int, members: int, groups: int, others: int) -> Indices:
    """Return the other side of the group that `member` of `members` belongs to."""
    group = member // (members // groups)
    return np.arange(group * others, (group + 1) * others)


def _first(links: Links) -> int:
    return int(links.positions[0]) if len(links.positions) else 0


def _own(links: Links) -> NDArray[np.bool_]:
    """Say which meetings are with the picture itself: a constant at position −1 is none."""
    own: NDArray[np.bool_] = (links.sources >= 0) & (links.positions == links.sources)
    return own
