"""Volumes: boxes drawn obliquely, as wide as there are maps, as high and deep as the maps are.

The map itself is the right side of a box: its rows go down, its columns go back. Sides are drawn
by the square root of their cells, so that 5 and 225 can both be seen in one figure. A row of
values (units) is a tall thin column, the taller the more there are, by the logarithm.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cnnviz.ops.shapes import Shape

from .svg import Point

_BACK = (0.42, -0.3)  # where one pixel of depth goes: right, and up
_LARGEST = (22.0, 138.0)  # pixels per root of a cell, and of the highest map
_THICKEST = (4.6, 56.0)  # the same for the number of maps
_SMALLEST = 7.0
_THINNEST = 3.5
_COLUMN = (9.0, 9.0)  # thickness and depth of a row of values
_UNIT = 10.0  # height of a unit where each is drawn
MOST_UNITS_DRAWN = 12
_TALLEST = (168.0, 25_088)  # a column of so many units (VGG-16's longest) is that high


@dataclass(frozen=True)
class Volume:
    """A box by its size in pixels; its left lower front corner is at (0, 0) unless moved.

    Attributes:
        thickness: across the maps.
        height: of a map.
        depth: of a map, before it is drawn obliquely.
        units: how many values a column holds; 0 for maps.
        x: of the left lower front corner.
        y: of the same.
    """

    thickness: float
    height: float
    depth: float
    units: int = 0
    x: float = 0.0
    y: float = 0.0

    @property
    def width(self) -> float:
        """From its left to its right end, as drawn."""
        return self.thickness + self.depth * _BACK[0]

    @property
    def tall(self) -> float:
        """From its lower to its upper end, as drawn."""
        return self.height - self.depth * _BACK[1]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def top(self) -> float:
        """Where it ends above."""
        return self.y - self.tall

    @property
    def crown(self) -> Point:
        """The middle of its upper side."""
        return self.x + self.width / 2, self.y - self.height + self.depth * _BACK[1] / 2

    def point(self, across: float, up: float, back: float) -> Point:
        """A place on it, each from 0 (left, below, in front) to 1."""
        return (
            self.x + across * self.thickness + back * self.depth * _BACK[0],
            self.y - up * self.height + back * self.depth * _BACK[1],
        )

    def front(self) -> list[Point]:
        """Corners of the side that shows how many maps there are."""
        return [self.point(*corner, 0) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]

    def lid(self) -> list[Point]:
        """Corners of the upper side."""
        return [self.point(a, 1, b) for a, b in ((0, 0), (1, 0), (1, 1), (0, 1))]

    def side(self) -> list[Point]:
        """Corners of the right side, the map: from below in front, all around."""
        return [self.point(1, *corner) for corner in ((0, 0), (0, 1), (1, 1), (1, 0))]

    def window(self, rows: float, columns: float) -> list[Point]:
        """Corners of a window on the map, near its middle; its sides as shares of the map's."""
        rows, columns = min(1.0, rows), min(1.0, columns)
        up, back = 0.56 * (1 - rows), 0.5 * (1 - columns)
        ends = ((up, back), (up + rows, back), (up + rows, back + columns), (up, back + columns))
        return [self.point(1, *corner) for corner in ends]


def volumes_of(shapes: Sequence[Shape]) -> list[Volume]:
    """Turn shapes into volumes on one scale.

    Args:
        shapes: without the batch: (H, W, C), (H, W) for one map, (units,) for a row.

    Returns:
        a volume for each.

    >>> flat, small, large = volumes_of([(10,), (8, 8, 4), (32, 32, 4)])
    >>> large.height == 2 * small.height, flat.units
    (True, 10)
    """
    maps = [_as_map(shape) for shape in shapes if len(shape) > 1]
    side = _per_root(max((max(shape[:2]) for shape in maps), default=1), *_LARGEST)
    thick = _per_root(max((shape[2] for shape in maps), default=1), *_THICKEST)
    return [
        _column(shape[0]) if len(shape) == 1 else _box(_as_map(shape), side, thick)
        for shape in shapes
    ]


def _as_map(shape: Shape) -> tuple[int, int, int]:
    rows, columns, *channels = shape
    return rows, columns, channels[0] if channels else 1


def _per_root(most: int, pixels: float, highest: float) -> float:
    return min(pixels, highest / math.sqrt(most))


def _box(shape: tuple[int, int, int], side: float, thick: float) -> Volume:
    rows, columns, channels = shape
    return Volume(
        max(_THINNEST, thick * math.sqrt(channels)),
        max(_SMALLEST, side * math.sqrt(rows)),
        max(_SMALLEST, side * math.sqrt(columns)),
    )


def _column(units: int) -> Volume:
    if units <= MOST_UNITS_DRAWN:
        return Volume(_COLUMN[0], units * _UNIT, _COLUMN[1], units)
    lowest, (highest, most) = MOST_UNITS_DRAWN * _UNIT, _TALLEST
    share = math.log(units / MOST_UNITS_DRAWN) / math.log(most / MOST_UNITS_DRAWN)
    height = lowest + min(share, 1.2) * (highest - lowest)
    return Volume(_COLUMN[0], height, _COLUMN[1], units)
