"""Columns and scores as one message of bytes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.ui.components.stage.message import pack

from .scene import Column, Scores

MOST_MAPS = 64  # drawn of a layer
MOST_CELLS = 96  # along a side of a drawn map
EXACT_VALUES = 16_384  # drawn in a column; up to here they travel as float32
_ZERO = 128  # the byte that stands for 0; 1 and 255 stand for the limit


def message(
    columns: Sequence[Column],
    scores: Scores | None,
    *,
    chosen: tuple[int, int] | None,
    title: str,
    ack: int,
    heard: int,
) -> bytes:
    """Write everything as the atlas's JavaScript reads it (see `stage.message.pack`).

    Args:
        columns: the layers, from the picture on.
        scores: what the last layer says.
        chosen: (column, map) to outline.
        title: of the whole figure.
        ack: given back by the browser with its performance mark.
        heard: number of the browser's last message.

    Raises:
        TypeError: if maps have a type that the browser cannot read.
        ShapeError: if maps cannot be drawn, or names and scores do not pair up.
    """
    arrays: dict[str, NDArray[Any]] = {}
    heads = []
    for index, column in enumerate(columns):
        column.check()
        head, arrays[f"maps{index}"] = _packed(column)
        before = columns[index - 1].name if index else ""
        heads.append({**head, "sources": column.sources, "chained": column.sources == before})
    header = {
        "title": title,
        "columns": heads,
        "scores": None if scores is None else list(map(str, scores.names)),
        "chosen": None if chosen is None else [int(index) for index in chosen],
        "ack": int(ack),
        "heard": heard,
    }
    if scores is not None:
        scores.check()
        arrays["scores"] = np.asarray(scores.values, np.float32)
        if scores.logits is not None:
            arrays["logits"] = np.asarray(scores.logits, np.float32)
    return pack(header, arrays)


def _packed(column: Column) -> tuple[dict[str, Any], NDArray[Any]]:
    """Head and cells: (maps, rows, columns), or (rows, columns, channels) of a picture."""
    maps = column.maps if column.maps.ndim > 1 else column.maps[np.newaxis, np.newaxis]
    step = -(-max(maps.shape[:2]) // MOST_CELLS)
    drawn = maps[::step, ::step]
    limit = 0.0
    if not column.is_picture:
        limit = _limit(column.maps)
        drawn = drawn[..., :MOST_MAPS].transpose(2, 0, 1)
        if drawn.size > EXACT_VALUES:
            drawn = as_bytes(drawn, limit)
    return {
        "name": column.name,
        "kind": column.kind,
        "picture": column.is_picture,
        "shape": column.maps.shape,
        "count": column.count,
        "step": step,
        "limit": limit,
    }, drawn


def as_bytes(values: NDArray[np.float32], limit: float) -> NDArray[np.uint8]:
    """Scale signed values to 1..255, with 128 for zero.

    Args:
        values: any shape.
        limit: the magnitude that 1 and 255 stand for, positive; 0 where all values are 0.

    Returns:
        The same shape; what is beyond the limit ends on it, and NaN becomes 0, which no number is.

    >>> as_bytes(np.array([-2, 0, 1, np.nan], np.float32), 2.0).tolist()
    [1, 128, 192, 0]
    """
    span = _ZERO - 1
    with np.errstate(invalid="ignore"):
        # In float64: a limit near the smallest float32 has no inverse there.
        scaled = np.clip(values.astype(float) * (span / limit if limit else 0.0), -span, span)
    bytes_: NDArray[np.uint8] = np.where(np.isnan(values), 0, np.rint(scaled) + _ZERO)
    return bytes_.astype(np.uint8)


def _limit(values: NDArray[Any]) -> float:
    """Largest finite magnitude of the layer, the maps that are not drawn included; 0 if none."""
    limit = max(float(values.max()), -float(values.min()))
    if not np.isfinite(limit):  # rare, and a copy of all values
        finite = np.abs(values[np.isfinite(values)])
        limit = float(finite.max()) if finite.size else 0.0
    return limit
