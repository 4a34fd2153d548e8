"""Every number of `conv_transpose`, explained."""

from typing import TypedDict, Unpack

from numpy.typing import ArrayLike

from .explain_conv import Cell, Weight
from .floats import as_feature_map, as_kernel
from .links import stamping_links
from .pairs import Size, pair
from .terms import CellTerms, InputsMet, OutputsFed
from .transpose import LAYOUT, EndPadding, stamped_size
from .weighted import Weighted, check_cell, explain, fed, met


class TransposeSettings(TypedDict, total=False):
    """The keywords of `conv_transpose`."""

    strides: Size
    padding: EndPadding
    output_padding: Size | None
    dilation: Size


def explain_conv_transpose(
    x: ArrayLike, kernel: ArrayLike, *, cell: Cell, **settings: Unpack[TransposeSettings]
) -> CellTerms:
    """Lay open the sum behind one output cell of `conv_transpose`.

    Args:
        x: (H, W, Cin), as for `conv_transpose`.
        kernel: (kh, kw, Cout, Cin), as for `conv_transpose`.
        cell: (row, column, filter) in the output.
        settings: the other keywords of `conv_transpose`.

    Returns:
        The terms: the input cells whose stamps cover the output cell (none where a stride leaves
        gaps); their total is `conv_transpose(...)[cell]`.

    Raises:
        ShapeError: if there is no such cell, or something does not fit together.
        SpecError: if a setting is out of its range.

    >>> explain_conv_transpose([[[2], [3]]], [[[[10]], [[1]]]], cell=(0, 1, 0)).total
    32.0
    """
    return explain(_weighted(x, kernel, **settings), cell)


def outputs_fed_conv_transpose(
    x: ArrayLike, kernel: ArrayLike, *, cell: Cell, **settings: Unpack[TransposeSettings]
) -> OutputsFed:
    """Follow one input cell of `conv_transpose` into every output cell it feeds.

    Args:
        x: (H, W, Cin), as for `conv_transpose`.
        kernel: (kh, kw, Cout, Cin), as for `conv_transpose`.
        cell: (row, column, channel) in the input.
        settings: the other keywords of `conv_transpose`.

    Returns:
        Every way with its weight: the cell's stamp, as far as it is not cut off.

    Raises:
        ShapeError: if there is no such cell, or something does not fit together.
        SpecError: if a setting is out of its range.

    >>> outputs_fed_conv_transpose([[[2], [3]]], [[[[10]], [[1]]]], cell=(0, 1, 0)).columns
    array([1, 2])
    """
    return fed(_weighted(x, kernel, **settings), cell)


def inputs_met_conv_transpose(
    x: ArrayLike, kernel: ArrayLike, *, weight: Weight, **settings: Unpack[TransposeSettings]
) -> InputsMet:
    """List the input cells that one weight of `conv_transpose` meets on its way.

    Args:
        x: (H, W, Cin), as for `conv_transpose`.
        kernel: (kh, kw, Cout, Cin), as for `conv_transpose`.
        weight: (row, column, filter, channel) in the kernel.
        settings: the other keywords of `conv_transpose`.

    Returns:
        One meeting for each input cell of the channel whose product is not cut off.

    Raises:
        ShapeError: if there is no such weight, or something does not fit together.
        SpecError: if a setting is out of its range.

    >>> inputs_met_conv_transpose([[[2], [3]]], [[[[10]], [[1]]]], weight=(0, 1, 0, 0)).values
    array([2., 3.])
    """
    layer = _weighted(x, kernel, **settings)
    kh, kw, channels, filters = layer.kernel.shape
    kr, kc, number, channel = check_cell(weight, (kh, kw, filters, channels), "kernel")
    return met(layer, (kr, kc, channel, number))


def _weighted(
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    strides: Size = 1,
    padding: EndPadding = "valid",
    output_padding: Size | None = None,
    dilation: Size = 1,
) -> Weighted:
    x = as_feature_map(x)
    kernel = as_kernel(kernel, x, LAYOUT)
    steps, gaps = pair(strides, "strides"), pair(dilation, "dilation")
    size, cut = stamped_size(x, kernel, steps, padding, output_padding, gaps)
    rows, columns = (
        stamping_links(n, m, size=o, cut=c, stride=s, dilation=d)
        for n, m, o, c, s, d in zip(x.shape, kernel.shape, size, cut, steps, gaps, strict=False)
    )
    return Weighted(x=x, kernel=kernel.swapaxes(2, 3), rows=rows, columns=columns, size=size)
