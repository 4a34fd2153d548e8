"""Receptive fields: which part of the picture a unit sees, layer by layer.

Along one axis, in cells of the picture: unit i sees no cell outside
ceil(start + i·step) … ceil(start + i·step) + size − 1. A window of m cells with stride s, dilation
d and p padded cells in front turns size r, step j and start into r + (m − 1)·d·j, j·s and
start − p·j. Cells before 0 or behind the picture are padding. A step of 0 means that all units see
the same cells.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from .shapes import Shape, by_axis

GRID = len(("rows", "columns"))


@dataclass(frozen=True)
class Span:
    """What the units of a layer see along one axis, in cells of the picture.

    Attributes:
        reach: r, how far one unit sees; whole unless a transposed convolution divided it.
        step: j, cells from one unit's field to the next one's.
        start: first cell that unit 0 sees; negative where that is padding.
        units: how many places there are.
    """

    reach: Fraction
    step: Fraction
    start: Fraction
    units: int

    @property
    def size(self) -> int:
        """Cells that one unit sees; behind a transposed convolution at most so many."""
        return math.floor(self.reach)


Worked = tuple[Span, str]  # and how it comes about


@dataclass(frozen=True)
class ReceptiveField:
    """What the units of a layer see of the picture, per axis, and how that comes about.

    >>> begin((28, 28, 1)).size
    (1, 1)
    """

    rows: Span
    columns: Span
    formula: str = "one cell of the picture"

    @property
    def size(self) -> tuple[int, int]:
        """(rows, columns) that one unit sees."""
        return self.rows.size, self.columns.size

    @property
    def step(self) -> tuple[Fraction, Fraction]:
        """(rows, columns) from one unit's field to the next one's."""
        return self.rows.step, self.columns.step

    @property
    def start(self) -> tuple[Fraction, Fraction]:
        """(row, column) where the field of the first unit begins."""
        return self.rows.start, self.columns.start


def begin(shape: Shape) -> ReceptiveField:
    """Describe the picture's own cells; a row of values counts as a picture of one row."""
    rows, columns = shape[:GRID] if len(shape) >= GRID else (1, shape[0])
    one, none = Fraction(1), Fraction(0)
    return ReceptiveField(Span(one, one, none, rows), Span(one, one, none, columns))


def joined_fields(branch: ReceptiveField, skip: ReceptiveField) -> ReceptiveField:
    """Describe what the sum of a branch and its skip sees: everything that one of them sees."""

    def axis(one: Span, other: Span) -> Span:
        large = max(one, other, key=lambda span: span.reach)
        start = min(one.start, other.start)
        end = max(one.start + one.reach, other.start + other.reach)
        return replace(large, start=start, reach=end - start)

    rows, columns = axis(branch.rows, skip.rows), axis(branch.columns, skip.columns)
    return ReceptiveField(rows, columns, f"the larger of {_size(branch)} and {_size(skip)}")


def both_axes(
    field: ReceptiveField, rows: Callable[[Span], Worked], columns: Callable[[Span], Worked]
) -> ReceptiveField:
    """Work out both axes of a field, and say how, once if it is the same."""
    (high, high_words), (wide, wide_words) = rows(field.rows), columns(field.columns)
    return ReceptiveField(high, wide, by_axis(high_words, wide_words))


def _size(field: ReceptiveField) -> str:
    return f"{field.rows.size}×{field.columns.size}"
