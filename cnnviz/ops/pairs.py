"""A setting that is one whole number, or one for rows and one for columns."""

from numbers import Integral

from cnnviz.errors import SpecError
from cnnviz.spec.sliding import Pair

Size = int | Pair


def pair(value: Size, name: str, *, least: int = 1) -> Pair:
    """Turn a setting into (rows, columns).

    Args:
        value: a whole number for both axes, or a pair (rows, columns).
        name: what the setting is called, for the message.
        least: the smallest number allowed.

    Returns:
        (rows, columns).

    Raises:
        SpecError: if a number is not whole or below `least`, or there are not two of them.

    >>> pair(2, "strides")
    (2, 2)
    """
    numbers = tuple(value) if isinstance(value, tuple | list) else (value, value)
    fits = len(numbers) == len(("rows", "columns"))
    if not fits or not all(isinstance(n, Integral) and n >= least for n in numbers):
        raise SpecError(
            f"{name} cannot be {value}. Choose a whole number of at least {least}, "
            "or a pair of them for (rows, columns)."
        )
    return int(numbers[0]), int(numbers[1])
