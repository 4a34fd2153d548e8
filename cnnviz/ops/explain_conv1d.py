"""Every number of `conv1d`, explained: as in a picture whose only row is row 0."""

from typing import TypedDict, Unpack

from numpy.typing import ArrayLike

from cnnviz.spec.sliding import Mode

from .conv1d import Padding1D, along, as_single_row, ends
from .explain_conv import weighted_conv
from .terms import CellTerms, InputsMet, OutputsFed
from .weighted import Weighted, explain, fed, met

Cell1D = int | tuple[int, int]
Weight1D = int | tuple[int, int, int]


class Conv1DSettings(TypedDict, total=False):
    """The keywords of `conv1d`."""

    strides: int
    padding: Padding1D
    mode: Mode
    dilation: int
    flip: bool


def explain_conv1d(
    x: ArrayLike, kernel: ArrayLike, *, cell: Cell1D, **settings: Unpack[Conv1DSettings]
) -> CellTerms:
    """Lay open the sum behind one output cell of `conv1d`.

    Args:
        x: (L,) or (L, Cin), as for `conv1d`.
        kernel: (k,) or (k, Cin, Cout), as for `conv1d`.
        cell: position, or (position, filter), in the output.
        settings: the other keywords of `conv1d`.

    Returns:
        The terms, as of a picture with a single row; their total is `conv1d(...)[cell]`.

    Raises:
        ShapeError: if there is no such cell, or something does not fit together.
        SpecError: if a setting is out of its range.

    >>> explain_conv1d([2, 3, 4], [10, 1], cell=1).total
    34.0
    """
    return explain(_weighted(x, kernel, **settings), (0, *_at(cell)))


def outputs_fed_conv1d(
    x: ArrayLike, kernel: ArrayLike, *, cell: Cell1D, **settings: Unpack[Conv1DSettings]
) -> OutputsFed:
    """Follow one input cell of `conv1d` into every output cell it feeds.

    Args:
        x: (L,) or (L, Cin), as for `conv1d`.
        kernel: (k,) or (k, Cin, Cout), as for `conv1d`.
        cell: position, or (position, channel), in the input.
        settings: the other keywords of `conv1d`.

    Returns:
        Every way with its weight, all in row 0.

    Raises:
        ShapeError: if there is no such cell, or something does not fit together.
        SpecError: if a setting is out of its range.

    >>> outputs_fed_conv1d([2, 3, 4], [10, 1], cell=1).weights
    array([ 1., 10.])
    """
    return fed(_weighted(x, kernel, **settings), (0, *_at(cell)))


def inputs_met_conv1d(
    x: ArrayLike, kernel: ArrayLike, *, weight: Weight1D, **settings: Unpack[Conv1DSettings]
) -> InputsMet:
    """List the input cells that one weight of `conv1d` meets on its way.

    Args:
        x: (L,) or (L, Cin), as for `conv1d`.
        kernel: (k,) or (k, Cin, Cout), as for `conv1d`.
        weight: tap, or (tap, channel, filter), in the kernel as it is given.
        settings: the other keywords of `conv1d`.

    Returns:
        One meeting for each output cell of the filter, all in row 0.

    Raises:
        ShapeError: if there is no such weight, or something does not fit together.
        SpecError: if a setting is out of its range.

    >>> inputs_met_conv1d([2, 3, 4], [10, 1], weight=1).values
    array([3., 4.])
    """
    place = weight if isinstance(weight, tuple) else (weight, 0, 0)
    return met(_weighted(x, kernel, **settings), (0, *place))


def _at(cell: Cell1D) -> tuple[int, int]:
    return cell if isinstance(cell, tuple) else (cell, 0)


def _weighted(
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    strides: int = 1,
    padding: Padding1D = "valid",
    mode: Mode = "constant",
    dilation: int = 1,
    flip: bool = False,
) -> Weighted:
    picture, filters = as_single_row(x, kernel)
    return weighted_conv(
        picture,
        filters,
        strides=(1, along(strides, "strides")),
        padding=ends(padding),
        mode=mode,
        dilation=(1, along(dilation, "dilation")),
        flip=flip,
    )
