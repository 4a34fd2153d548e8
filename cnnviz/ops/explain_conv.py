"""Every number of `conv` and `depthwise_conv`, explained."""

from typing import TypedDict, Unpack

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.spec.sliding import Mode

from .conv import as_bias, check_groups
from .correlate import windows_along
from .depthwise import check_depthwise
from .floats import as_feature_map, as_kernel
from .links import sliding_links
from .padding import Padding, resolve_padding
from .pairs import Size, pair
from .terms import CellTerms, InputsMet, OutputsFed
from .weighted import Weighted, check_cell, explain, fed, met

Cell = tuple[int, int, int]
Weight = tuple[int, int, int, int]


class DepthwiseSettings(TypedDict, total=False):
    """The keywords of `depthwise_conv`."""

    strides: Size
    padding: Padding
    mode: Mode
    dilation: Size


class ConvSettings(DepthwiseSettings, total=False):
    """The keywords of `conv`."""

    bias: ArrayLike | None
    groups: int
    flip: bool


def explain_conv(
    x: ArrayLike, kernel: ArrayLike, *, cell: Cell, **settings: Unpack[ConvSettings]
) -> CellTerms:
    """Lay open the sum behind one output cell of `conv`.

    Args:
        x: (H, W, Cin), as for `conv`.
        kernel: (kh, kw, Cin/groups, Cout), as for `conv`.
        cell: (row, column, filter) in the output.
        settings: the other keywords of `conv`.

    Returns:
        The terms; their total is `conv(...)[cell]`.

    Raises:
        ShapeError: if there is no such cell, or something does not fit together.
        SpecError: if a setting is out of its range.

    >>> explain_conv([[[2], [3]]], [[[[10]], [[1]]]], cell=(0, 0, 0)).total
    23.0
    """
    return explain(weighted_conv(x, kernel, **settings), cell)


def outputs_fed(
    x: ArrayLike, kernel: ArrayLike, *, cell: Cell, **settings: Unpack[ConvSettings]
) -> OutputsFed:
    """Follow one input cell of `conv` into every output cell it feeds.

    Args:
        x: (H, W, Cin), as for `conv`.
        kernel: (kh, kw, Cin/groups, Cout), as for `conv`.
        cell: (row, column, channel) in the input.
        settings: the other keywords of `conv`.

    Returns:
        Every way with its weight: a cell that padding repeats can enter an output more than once.

    Raises:
        ShapeError: if there is no such cell, or something does not fit together.
        SpecError: if a setting is out of its range.

    >>> outputs_fed([[[2], [3], [4]]], [[[[10]], [[1]]]], cell=(0, 1, 0)).weights
    array([ 1., 10.])
    """
    return fed(weighted_conv(x, kernel, **settings), cell)


def inputs_met(
    x: ArrayLike, kernel: ArrayLike, *, weight: Weight, **settings: Unpack[ConvSettings]
) -> InputsMet:
    """List the input cells that one weight of `conv` meets on its way.

    Args:
        x: (H, W, Cin), as for `conv`.
        kernel: (kh, kw, Cin/groups, Cout), as for `conv`.
        weight: (row, column, channel within the group, filter) in the kernel as it is given.
        settings: the other keywords of `conv`.

    Returns:
        One meeting for each output cell of the filter.

    Raises:
        ShapeError: if there is no such weight, or something does not fit together.
        SpecError: if a setting is out of its range.

    >>> inputs_met([[[2], [3], [4]]], [[[[10]], [[1]]]], weight=(0, 1, 0, 0)).values
    array([3., 4.])
    """
    return met(weighted_conv(x, kernel, **settings), weight)


def explain_depthwise_conv(
    x: ArrayLike, kernel: ArrayLike, *, cell: Cell, **settings: Unpack[DepthwiseSettings]
) -> CellTerms:
    """Lay open the sum behind one output cell of `depthwise_conv`.

    Args:
        x: (H, W, C), as for `depthwise_conv`.
        kernel: (kh, kw, C, M), as for `depthwise_conv`.
        cell: (row, column, c·M + m) in the output.
        settings: the other keywords of `depthwise_conv`.

    Returns:
        The terms, of a single channel; their total is `depthwise_conv(...)[cell]`.

    Raises:
        ShapeError: if there is no such cell, or something does not fit together.
        SpecError: if a setting is out of its range.

    >>> explain_depthwise_conv([[[2, 3]]], [[[[10], [1]]]], cell=(0, 0, 1)).total
    3.0
    """
    return explain(_weighted_depthwise(x, kernel, **settings), cell)


def outputs_fed_depthwise_conv(
    x: ArrayLike, kernel: ArrayLike, *, cell: Cell, **settings: Unpack[DepthwiseSettings]
) -> OutputsFed:
    """Follow one input cell of `depthwise_conv` into every output cell it feeds.

    Args:
        x: (H, W, C), as for `depthwise_conv`.
        kernel: (kh, kw, C, M), as for `depthwise_conv`.
        cell: (row, column, channel) in the input.
        settings: the other keywords of `depthwise_conv`.

    Returns:
        Every way with its weight.

    Raises:
        ShapeError: if there is no such cell, or something does not fit together.
        SpecError: if a setting is out of its range.

    >>> outputs_fed_depthwise_conv([[[2, 3]]], [[[[10], [1]]]], cell=(0, 0, 1)).weights
    array([1.])
    """
    return fed(_weighted_depthwise(x, kernel, **settings), cell)


def inputs_met_depthwise_conv(
    x: ArrayLike, kernel: ArrayLike, *, weight: Weight, **settings: Unpack[DepthwiseSettings]
) -> InputsMet:
    """List the input cells that one weight of `depthwise_conv` meets on its way.

    Args:
        x: (H, W, C), as for `depthwise_conv`.
        kernel: (kh, kw, C, M), as for `depthwise_conv`.
        weight: (row, column, channel, m) in the kernel.
        settings: the other keywords of `depthwise_conv`.

    Returns:
        One meeting for each output cell of map c·M + m.

    Raises:
        ShapeError: if there is no such weight, or something does not fit together.
        SpecError: if a setting is out of its range.

    >>> inputs_met_depthwise_conv([[[2, 3]]], [[[[10], [1]]]], weight=(0, 0, 1, 0)).values
    array([3.])
    """
    kr, kc, channel, m = check_cell(weight, np.shape(kernel), "kernel")
    multiplier = np.shape(kernel)[3]
    return met(_weighted_depthwise(x, kernel, **settings), (kr, kc, 0, channel * multiplier + m))


def weighted_conv(
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    bias: ArrayLike | None = None,
    strides: Size = 1,
    padding: Padding = "valid",
    mode: Mode = "constant",
    dilation: Size = 1,
    groups: int = 1,
    flip: bool = False,
) -> Weighted:
    """Lay out who meets whom in `conv`; arguments and errors as there."""
    x = as_feature_map(x)
    kernel = as_kernel(kernel, x, "(rows, columns, channels, filters)")
    check_groups(x, kernel, groups)
    steps, gaps = pair(strides, "strides"), pair(dilation, "dilation")
    sizes = kernel.shape[:2]
    sides = resolve_padding(x.shape[:2], sizes, strides=steps, padding=padding, dilation=gaps)
    padded = (x.shape[0] + sum(sides[0]), x.shape[1] + sum(sides[1]))
    size = windows_along(padded, sizes, steps, gaps)
    rows, columns = (
        sliding_links(n, m, sides=side, stride=s, dilation=d, mode=mode)
        for n, m, side, s, d in zip(x.shape[:2], sizes, sides, steps, gaps, strict=True)
    )
    return Weighted(
        x=x,
        kernel=kernel[::-1, ::-1] if flip else kernel,
        rows=rows,
        columns=columns,
        size=size,
        before=(sides[0][0], sides[1][0]),
        groups=groups,
        flip=flip,
        bias=None if bias is None else as_bias(bias, kernel),
    )


def _weighted_depthwise(
    x: ArrayLike, kernel: ArrayLike, **settings: Unpack[DepthwiseSettings]
) -> Weighted:
    x = as_feature_map(x)
    kernel = as_kernel(kernel, x, "(rows, columns, channels, multiplier)")
    check_depthwise(x, kernel)
    kh, kw, channels, multiplier = kernel.shape
    by_map = kernel.reshape(kh, kw, 1, channels * multiplier)
    return weighted_conv(x, by_map, groups=channels, **settings)
