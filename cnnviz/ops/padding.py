"""Padding: cells around a picture, and where their values come from."""

from typing import Any, Literal, cast, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.errors import ShapeError, SpecError
from cnnviz.spec.sliding import Amounts, Mode, Pair

from .floats import as_float
from .pairs import Size, pair
from .sizes import reach, same_padding

Padding = Literal["valid", "same", "full"] | int | Pair | Amounts


def resolve_padding(
    shape: Pair,
    kernel_size: Size,
    *,
    strides: Size = 1,
    padding: Padding = "valid",
    dilation: Size = 1,
) -> Amounts:
    """Work out how many cells are added on each side.

    Args:
        shape: (rows, columns) of the picture, in cells.
        kernel_size: rows and columns of the window, in cells.
        strides: step of the window, in cells.
        padding: "valid", "same" (output ceil(n / stride), an odd cell at the end), "full"
            (everything that touches the picture counts), a number for every side, (rows, columns),
            or ((top, bottom), (left, right)).
        dilation: distance of neighbouring taps, in cells.

    Returns:
        ((top, bottom), (left, right)), in cells.

    Raises:
        SpecError: if a number is below its minimum, or the padding is none of these.

    Source:
        "valid" and "same": tf.nn.convolution; "full": scipy.signal.correlate.

    >>> resolve_padding((5, 7), 3, strides=2, padding="same")
    ((1, 1), (1, 1))
    """
    sizes, steps = pair(kernel_size, "kernel_size"), pair(strides, "strides")
    gaps = pair(dilation, "dilation")
    if isinstance(padding, str):
        named = [
            _named(padding, n, m, s, d)
            for n, m, s, d in zip(shape, sizes, steps, gaps, strict=True)
        ]
        return named[0], named[1]
    rows, columns = _per_axis(padding)
    return pair(rows, "padding", least=0), pair(columns, "padding", least=0)


def _per_axis(padding: int | Pair | Amounts) -> tuple[Size, Size]:
    if isinstance(padding, tuple | list) and len(padding) == len(("rows", "columns")):
        return padding[0], padding[1]
    return cast(int, padding), cast(int, padding)  # if it is no number, `pair` says so


def _named(name: str, n: int, m: int, s: int, d: int) -> Pair:
    if name == "valid":
        return 0, 0
    if name == "same":
        return same_padding(n, m, s=s, d=d)
    if name == "full":
        return reach(m, d) - 1, reach(m, d) - 1
    raise SpecError(
        f'There is no padding called {name!r}. Choose "valid", "same", "full", '
        "or numbers of cells: ((top, bottom), (left, right))."
    )


def source_indices(n: int, before: int, after: int, mode: Mode = "constant") -> NDArray[np.intp]:
    """Say for every cell of a padded axis which cell of the picture it repeats.

    Args:
        n: cells of the axis.
        before: cells added before it.
        after: cells added after it.
        mode: what the added cells hold, named as in numpy.pad.

    Returns:
        (before + n + after,): an index 0..n − 1, or −1 for a constant cell.

    Raises:
        SpecError: if there is no such mode.
        ShapeError: if the axis is empty and a mode other than "constant" should continue it.

    Source:
        numpy.pad.

    >>> source_indices(3, 2, 1, "reflect")
    array([2, 1, 0, 1, 2, 1])
    """
    _check_mode(mode)
    cells = np.arange(n)
    if mode == "constant":
        return np.pad(cells, (before, after), constant_values=-1)
    return _continued(cells, ((before, after),), mode)


def pad(
    x: ArrayLike, amounts: Amounts, *, mode: Mode = "constant", value: float = 0.0
) -> NDArray[Any]:
    """Put cells around a picture.

    Args:
        x: (H, W) or (H, W, C), any real values.
        amounts: ((top, bottom), (left, right)), in cells.
        mode: "constant" (filled with `value`), "reflect" (mirrored at the border cell), "symmetric"
            (mirrored at the border), "edge" (the border cell repeated) or "wrap" (from the other
            side); amounts may be larger than the picture.
        value: what the added cells hold in mode "constant".

    Returns:
        (top + H + bottom, left + W + right) or the same with C.

    Raises:
        SpecError: if there is no such mode, or an amount is negative.
        ShapeError: if `x` has other axes, or is empty where another mode should continue it.

    Source:
        numpy.pad; "constant", "reflect" and "symmetric" equal tf.pad.

    >>> pad(np.array([[1, 2, 3]]), ((0, 0), (2, 1)), mode="symmetric")
    array([[2., 1., 1., 2., 3., 3.]])
    """
    array = as_float(x)
    if array.ndim not in (2, 3):
        raise ShapeError(
            f"A picture of shape {array.shape} has {array.ndim} axes. "
            "Give it (rows, columns) or (rows, columns, channels)."
        )
    _check_mode(mode)
    (top, bottom), (left, right) = resolve_padding((0, 0), 1, padding=amounts)
    if mode != "constant":
        sides = ((top, bottom), (left, right), (0, 0))[: array.ndim]
        return _continued(array, sides, mode)
    height, width = array.shape[:2]
    shape = (top + height + bottom, left + width + right, *array.shape[2:])
    padded = np.full(shape, value, array.dtype)
    padded[top : top + height, left : left + width] = array
    return padded


def _check_mode(mode: str) -> None:
    if mode not in get_args(Mode):
        raise SpecError(
            f"There is no padding mode {mode!r}. Choose one of {', '.join(get_args(Mode))}."
        )


def _continued(array: NDArray[Any], sides: tuple[Pair, ...], mode: Mode) -> NDArray[Any]:
    try:
        return np.pad(array, sides, mode=mode)
    except ValueError as error:
        raise ShapeError(
            f"An empty picture of shape {array.shape} has nothing that mode {mode!r} could "
            'continue. Choose the mode "constant", or a picture with at least one cell.'
        ) from error
