"""A pad to draw on: white on black, as small as a network sees it."""

import base64
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnnviz.errors import ImageError
from cnnviz.ui.components.register import mount
from cnnviz.ui.session import component_state

SIDES = (28, 32, 48, 64, 96, 128)
"""The sides that are worth offering, in cells; any side of 1 to 128 works."""

_LARGEST = 128
_Count = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, eq=False)
class Stroke:
    """The drawing after the visitor's newest change."""

    seq: int
    """The number of the message; pass it to `sketchpad(ack=...)` once it is applied."""
    revision: int
    """The revision of the picture that was drawn on."""
    pixels: NDArray[np.uint8]
    """(side, side), 0 black .. 255 white."""


class _Message(BaseModel):
    """What the browser sends; anybody can send anything, so it is checked."""

    model_config = ConfigDict(strict=True, extra="ignore")

    seq: _Count
    revision: _Count
    side: Annotated[int, Field(ge=1, le=_LARGEST)]
    pixels: Annotated[str, Field(max_length=4 * (_LARGEST**2 // 3 + 1))]


def stroke_of(key: str) -> Stroke | None:
    """Read the newest drawing; call this before `sketchpad`, so the answer leaves at once.

    Args:
        key: the pad's key.

    Returns:
        The drawing, or None if nothing (or nothing usable) was sent. Use it only if its
        revision is the one that the pad shows; an older one was drawn on another picture.
    """
    state = component_state(key)
    try:
        message = _Message.model_validate((state or {}).get("stroke"))
        raw = base64.b64decode(message.pixels, validate=True)
        pixels = np.frombuffer(raw, np.uint8).reshape(message.side, message.side)
    except (ValidationError, ValueError):  # nothing yet, or not sent by our pad
        return None
    return Stroke(seq=message.seq, revision=message.revision, pixels=pixels)


def sketchpad(
    *,
    key: str,
    pixels: NDArray[np.uint8],
    revision: int,
    ack: int,
    seen: NDArray[np.uint8] | None = None,
) -> None:
    """Mount the pad.

    Args:
        key: the pad's identity; its undo history lives as long as the browser's page.
        pixels: (side, side) uint8, 0 black .. 255 white, side 1..128 (see `SIDES`).
        revision: grows only when Python puts another picture on the pad (another side, a
            restored drawing); the pad takes `pixels` when it changes, and else trusts its own.
        ack: `seq` of the last `Stroke` that was applied, 0 before the first.
        seen: (rows, columns) uint8, the picture as the network gets it, shown small; None
            hides it.

    Raises:
        ImageError: if `pixels` or `seen` cannot be shown.
    """
    if pixels.ndim != 2 or pixels.shape[0] != pixels.shape[1]:  # noqa: PLR2004
        raise ImageError(
            f"A drawing is square, but this one has the shape {pixels.shape}. Crop it first."
        )
    data = {
        "pad": key,
        "picture": _sent(pixels),
        "revision": revision,
        "ack": ack,
        "seen": None if seen is None else _sent(seen),
    }
    mount("sketchpad", key=key, data=data, states=("stroke",))


def _sent(plane: NDArray[np.uint8]) -> dict[str, Any]:
    """(H, W) uint8 → its size and its bytes, row by row, as text."""
    if plane.dtype != np.uint8 or plane.ndim != 2 or not 1 <= max(plane.shape) <= _LARGEST:  # noqa: PLR2004
        raise ImageError(
            f"The pad shows uint8 pictures of at most {_LARGEST}×{_LARGEST} cells, not "
            f"{plane.dtype} of the shape {plane.shape}. Resize it first."
        )
    rows, columns = plane.shape
    pixels = base64.b64encode(np.ascontiguousarray(plane).tobytes()).decode("ascii")
    return {"rows": rows, "columns": columns, "pixels": pixels}
