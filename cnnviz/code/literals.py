"""Numbers as Python text: exact when read back, and as short as that allows."""

from collections.abc import Iterable
from textwrap import wrap
from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTH = 88  # characters of a line of code, as the formatters have it
_SHORT = 8  # characters up to which a decimal is pleasant to read
_LARGEST_DIVISOR = 4096  # box blurs up to 11×11 need 121, a 7×7 binomial needs 4096


def number(value: float) -> str:
    """One number; whole numbers without a point.

    >>> number(3.0), number(-0.5), number(1e20)
    ('3', '-0.5', '1e+20')
    """
    whole = float(value)
    return str(int(whole)) if whole.is_integer() and abs(whole) < 2**53 else repr(whole)


def pair(values: tuple[int, int]) -> str:
    """A setting for rows and columns, short where both are equal, as Keras takes it.

    >>> pair((2, 2)), pair((1, 2))
    ('2', '(1, 2)')
    """
    return str(values[0]) if values[0] == values[1] else str(values)


def common_divisor(values: NDArray[Any]) -> int | None:
    """Find the whole number that all values are fractions of, where decimals would be long.

    Args:
        values: any shape.

    Returns:
        the smallest d with values == whole numbers / d, exactly, or None where the
        decimals are short anyway or no d up to 4096 exists.

    >>> common_divisor(np.array([1, 2, 4]) / 9), common_divisor(np.array([0.5, 0.7]))
    (9, None)
    """
    kinds = np.unique(np.asarray(values, dtype=float))
    if all(len(number(value)) <= _SHORT for value in kinds):
        return None
    divisors = np.arange(2, _LARGEST_DIVISOR + 1)
    for value in kinds:
        divisors = divisors[np.round(value * divisors) / divisors == value]
    return int(divisors[0]) if divisors.size else None


def row(values: Iterable[float], indent: str = "") -> str:
    """One bracketed row, broken where the line would be too long.

    >>> row([1, 0.5])
    '[1, 0.5]'
    """
    text = ", ".join(number(value) for value in values)
    room = WIDTH - len(indent) - 4  # brackets and a comma around it
    return "[" + f"\n{indent} ".join(wrap(text, room)) + "]"


def grid(plane: NDArray[Any], indent: str = "") -> str:
    """A bracketed grid, a line for each row.

    Args:
        plane: (rows, columns).
        indent: what stands before the first bracket.

    >>> print(grid(np.eye(2)))
    [[1, 0],
     [0, 1]]
    """
    return "[" + f",\n{indent} ".join(row(values, indent + " ") for values in plane) + "]"


def rows(plane: NDArray[Any]) -> str:
    """The rows of one grid, a line for each, as the body of a call.

    >>> print(rows(np.eye(2)))
        [1, 0],
        [0, 1],
    """
    return "\n".join(f"    {row(values, '    ')}," for values in plane)


def titled(parts: Iterable[tuple[str, NDArray[Any]]]) -> str:
    """Grids or rows with a comment above each, as the body of a call.

    >>> print(titled([("channel 0", np.eye(1)), ("channel 1", np.ones(2))]))
        # channel 0
        [[1]],
        # channel 1
        [1, 1],
    """
    lines = []
    for title, part in parts:
        text = grid(part, "    ") if part.ndim > 1 else row(part, "    ")
        lines += [f"    # {title}", f"    {text},"]
    return "\n".join(lines)
