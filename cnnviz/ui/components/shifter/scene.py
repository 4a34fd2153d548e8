"""What the shift bench shows, and the message that carries it."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from cnnviz.errors import ShapeError, SpecError
from cnnviz.ops.arrays import FeatureMap, Plane
from cnnviz.ui.components.stage.message import pack

_DTYPES = ("uint8", "float32", "float64")


@dataclass(frozen=True, eq=False, kw_only=True)
class ShiftScene:
    """A picture, its feature map and its pooled map, before and after a shift.

    Attributes:
        x_before: (H, W, C) uint8, float32 or float64, C 1 or 3. uint8 is shown as a picture,
            anything else on the scale of signed values.
        x_after: the same shape and type.
        pooled_before: (H'', W'').
        pooled_after: the same shape.
        map_before: (H', W'), what is pooled; None if the picture itself is.
        map_after: the same shape, or None.
        pool_name: how pooling is called, such as "max 2×2".
        map_name: how the map is called.
        shift: (rows, columns) between before and after, in cells.
        limits: the most (rows, columns) that can be asked for.
        unchanged: shares of the cells of input, map (None if there is none) and pooled map that
            are the same after the shift, 0..1 (`cnnviz.ops.compare.unchanged_share`).
        ack: `ShiftMessage.seq` of the last message that is in these arrays, 0 for none.
    """

    x_before: FeatureMap
    x_after: FeatureMap
    pooled_before: Plane
    pooled_after: Plane
    map_before: Plane | None = None
    map_after: Plane | None = None
    pool_name: str = "max 2×2"
    map_name: str = "Feature map"
    shift: tuple[int, int]
    limits: tuple[int, int]
    unchanged: tuple[float, float | None, float]
    ack: int = 0

    def check(self) -> None:
        """See that the browser can read the arrays and that they fit together.

        Raises:
            TypeError: if an array has a type that does not travel.
            ShapeError: if the arrays before and after the shift have different shapes.
            SpecError: if the shift is beyond its limits.
        """
        for name, (before, after) in self.pairs().items():
            if before.shape != after.shape or before.dtype != after.dtype:
                raise ShapeError(
                    f"The {name} is {before.shape} {before.dtype} before the shift and "
                    f"{after.shape} {after.dtype} after it. Compute both in the same way."
                )
            if str(before.dtype) not in _DTYPES:
                raise TypeError(f"The {name} is {before.dtype}. Give one of {', '.join(_DTYPES)}.")
        if self.x_before.ndim != len("HWC") or self.pooled_before.ndim != len("HW"):
            raise ShapeError(
                f"An input of the shape {self.x_before.shape} with a pooled map of "
                f"{self.pooled_before.shape} cannot be shown. Give (rows, columns, channels) "
                "and one plane (rows, columns)."
            )
        if any(abs(by) > most for by, most in zip(self.shift, self.limits, strict=True)):
            raise SpecError(
                f"A shift by {self.shift} is beyond the limits {self.limits}. Shift less far."
            )

    def pairs(self) -> dict[str, tuple[NDArray[Any], NDArray[Any]]]:
        """Before and after of what there is, by name: "x", perhaps "map", "pooled"."""
        pairs = {"x": (self.x_before, self.x_after)}
        if self.map_before is not None and self.map_after is not None:
            pairs["map"] = (self.map_before, self.map_after)
        pairs["pooled"] = (self.pooled_before, self.pooled_after)
        return pairs


def message(scene: ShiftScene) -> bytes:
    """Write a scene as the bench's JavaScript reads it (see `stage.message.pack`).

    Raises:
        TypeError: if an array has a type that does not travel.
        ShapeError: if the arrays before and after the shift have different shapes.
        SpecError: if the shift is beyond its limits.
    """
    scene.check()
    pairs = scene.pairs()
    shares = dict(zip(("x", "map", "pooled"), scene.unchanged, strict=True))
    titles = {"x": "Input", "map": scene.map_name, "pooled": f"Pooled, {scene.pool_name}"}
    cells = {"x": "input", "map": "map", "pooled": "pooled"}
    panels = [
        {
            "name": name,
            "title": titles[name],
            "cells": cells[name],
            "sentence": sentence(shares[name], cells[name]),
        }
        for name in pairs
    ]
    header = {
        "panels": panels,
        "shift": [int(by) for by in scene.shift],
        "limits": [int(most) for most in scene.limits],
        "ack": int(scene.ack),
    }
    arrays: dict[str, NDArray[Any]] = {}
    for name, (before, after) in pairs.items():
        arrays |= {f"{name}_before": before, f"{name}_after": after}
    return pack(header, arrays)


def sentence(share: float | None, cells: str) -> str:
    """Say which share of the cells is unchanged; nothing rounds to all or none.

    >>> sentence(0.75, "pooled")
    '75 % of the pooled cells are unchanged'
    >>> sentence(0.99999, "input")
    'over 99.9 % of the input cells are unchanged'
    """
    if share is None:
        return ""
    return f"{_percent(100 * share)} % of the {cells} cells are unchanged"


def _percent(percent: float) -> str:
    # Rounding never breaks what is shown: 100 % means all of them, 0 % none.
    least, most = 0.1, 99.9
    if 0 < percent < least:
        return f"under {least}"
    if most < percent < 100:  # noqa: PLR2004
        return f"over {most}"
    return f"{percent:.1f}".removesuffix(".0")
