"""What an explanation says: the terms of a cell, the ways of an input cell and of a weight."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.spec.sliding import Pair

from .arrays import FeatureMap, Plane
from .links import Indices


@dataclass(frozen=True)
class CellTerms:
    """The sum behind one output cell, in float64: products of window and weights, and a bias.

    Attributes:
        rows: (kh,) row of each tap in the padded picture, from 0.
        columns: (kw,) column of each tap in the padded picture, from 0.
        origin: (row, column) of the first tap in the picture without padding; below 0 it is
            padding; 0 where no tap meets the cell (a transposed convolution with gaps).
        source_rows: (kh,) row of the picture whose values are met, −1 where they are constant.
        source_columns: (kw,) the same for columns.
        kernel_rows: (kh,) row of the kernel, as it was given, that each tap takes.
        kernel_columns: (kw,) the same for columns.
        channels: (Cin/groups,) the input channels that take part.
        window: (kh, kw, Cin/groups) values under the taps.
        weights: (kh, kw, Cin/groups) weights on them, turned already if the kernel is flipped.
        products: (kh, kw, Cin/groups) window times weights.
        channel_sums: (Cin/groups,) sums of the products, channel by channel.
        bias: the filter's bias, 0 if there is none.
        total: sum of `channel_sums` plus `bias`.
    """

    rows: Indices
    columns: Indices
    origin: Pair
    source_rows: Indices
    source_columns: Indices
    kernel_rows: Indices
    kernel_columns: Indices
    channels: Indices
    window: FeatureMap
    weights: FeatureMap
    products: FeatureMap
    channel_sums: NDArray[np.float64]
    bias: float
    total: float


@dataclass(frozen=True)
class OutputsFed:
    """Every way from one input cell into the output, each array (E,), ordered by output cell.

    Attributes:
        rows: row of the output cell.
        columns: column of the output cell.
        filters: channel of the output cell.
        weights: weight that the input cell has there.
        kernel_rows: row of that weight in the kernel, as it was given.
        kernel_columns: column of that weight in the kernel, as it was given.
        through_padding: whether the way leads through a padded cell that repeats the input cell.
    """

    rows: Indices
    columns: Indices
    filters: Indices
    weights: NDArray[Any]
    kernel_rows: Indices
    kernel_columns: Indices
    through_padding: NDArray[np.bool_]


@dataclass(frozen=True)
class InputsMet:
    """Every input cell that one weight meets, each array (E,), ordered by output cell.

    Attributes:
        rows: row that the weight lies on, in the picture without padding; outside it is padding.
        columns: the same for columns.
        channel: input channel, the same for all.
        source_rows: row of the picture whose value is met, −1 where it is a constant.
        source_columns: the same for columns.
        inside: whether the cell belongs to the picture, not to its padding.
        values: what is met there.
        output_rows: row of the output cell that the product enters.
        output_columns: column of that output cell.
        filter: channel of that output cell, the same for all.
    """

    rows: Indices
    columns: Indices
    channel: int
    source_rows: Indices
    source_columns: Indices
    inside: NDArray[np.bool_]
    values: NDArray[Any]
    output_rows: Indices
    output_columns: Indices
    filter: int


@dataclass(frozen=True)
class PoolTerms:
    """What is behind one output cell of a pool, in float64.

    Attributes:
        rows: (kh,) row of each position of the window in the padded picture, from 0.
        columns: (kw,) the same for columns.
        origin: (row, column) of the window in the picture without padding; below 0 it is padding.
        inside: (kh, kw) whether a position is in the picture; those in the padding do not count.
        window: (kh, kw) values, 0 in the padding.
        count: number of positions that are inside.
        winners: (E, 2) row and column in the picture of every cell that holds the maximum, in
            reading order; for a mean, of every cell that is counted.
        total: the maximum or the mean of what is inside.
    """

    rows: Indices
    columns: Indices
    origin: Pair
    inside: NDArray[np.bool_]
    window: Plane
    count: int
    winners: Indices
    total: float
