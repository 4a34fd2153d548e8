"""How far the person shifted, as a value."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnnviz.ui.session import component_state

_FARTHEST = 1024  # cells, the largest side of a picture
_Cells = Annotated[int, Field(ge=-_FARTHEST, le=_FARTHEST)]


@dataclass(frozen=True)
class ShiftMessage:
    """The shift that the person asks for."""

    seq: int
    """The number of the message; give it back as `ShiftScene.ack` once it is applied."""
    rows: int
    """Cells downwards, upwards if negative; -1024..1024, so hold it to your own limits."""
    columns: int
    """Cells to the right, to the left if negative; -1024..1024."""


class _Sent(BaseModel):
    """What the browser sends; anybody can send anything, so it is checked."""

    model_config = ConfigDict(strict=True, extra="ignore")

    seq: Annotated[int, Field(ge=1)]
    rows: _Cells
    columns: _Cells


def shift_of(key: str) -> ShiftMessage | None:
    """Read the newest shift; call this before `shifter`, so the answer leaves in the same run.

    Args:
        key: the bench's key.

    Returns:
        The shift, or None if nothing (or nothing usable) was sent. It stays the same until the
        person shifts again: what changed since shows in `seq`.
    """
    try:
        sent = _Sent.model_validate((component_state(key) or {}).get("shift"))
    except ValidationError:  # nothing yet, or not sent by our bench
        return None
    return ShiftMessage(seq=sent.seq, rows=sent.rows, columns=sent.columns)
