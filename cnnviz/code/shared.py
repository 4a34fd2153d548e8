"""Lines that more than one of the texts needs."""

from typing import TypeVar

from .case import Case
from .layout import slices
from .templates import piece, pieces

Value = TypeVar("Value")


def result(case: Case) -> str:
    """What the sum is called: y, or z where an activation follows."""
    return "y" if case.activation == "linear" else "z"


def plus_bias(case: Case, words: str = " + bias") -> str:
    """Words that belong there only if there is a bias."""
    return "" if case.bias is None else words


def axes(case: Case, values: tuple[Value, Value]) -> tuple[Value, ...]:
    """(rows, columns), or columns alone where the text has no rows."""
    return values[1:] if case.one_row else values


def size(case: Case, values: tuple[int, int]) -> int | tuple[int, ...]:
    """The same as an argument: (rows, columns), or one number where the text has no rows."""
    return values[1] if case.one_row else values


def amounts(case: Case, *, batch: bool = False) -> str:
    """Padding as numpy.pad takes it: a pair for every axis."""
    sides = axes(case, case.amounts)
    if case.plain_row and not batch:
        return str(sides[0])
    return str((*([(0, 0)] if batch else []), *sides, (0, 0)))


def mode(case: Case) -> str:
    """The argument that names the padding mode, where it is not zeros."""
    return "" if case.sliding.mode == "constant" else f', mode="{case.sliding.mode}"'


def flip(case: Case) -> list[str]:
    """The line that turns the kernel, where one is asked for."""
    if not case.flips:
        return []
    turned = ", ".join(axes(case, ("::-1", "::-1")))
    return [piece("shared", "flip row" if case.one_row else "flip", turned=turned)]


def holes(case: Case, why: str) -> list[str]:
    """Lines that write a dilated kernel's holes as zeros, into `spread`.

    Args:
        case: the case.
        why: a comment.
    """
    shape = (*axes(case, case.span), *(() if case.plain_row else case.depths))
    steps = slices(axes(case, case.gaps))
    shown = shape[0] if len(shape) == 1 else shape
    return [piece("shared", "holes", why=why, shape=shown, steps=steps)]


def activate(case: Case, library: str = "") -> list[str]:
    """The line that applies the activation, where there is one."""
    if case.activation == "linear":
        return []
    special = f"{library} {case.activation}"
    return [piece("activations", special if special in pieces("activations") else case.activation)]


def show(case: Case) -> str:
    """The last line."""
    if case.plain_row:
        return piece("shared", "print row")
    if case.one_row:
        return piece("shared", "print rows")
    return piece("shared", "print one map" if case.maps == 1 else "print maps")
