"""The map that the person chose, as a value."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnnviz.ui.session import component_state

_MOST = 1 << 20
_Index = Annotated[int, Field(ge=0, lt=_MOST)]


@dataclass(frozen=True)
class AtlasAnswer:
    """What the person chose on an atlas so far."""

    chosen: tuple[int, int] | None = None
    """(column, map), both from 0; hold it to the columns you show. None if nothing was chosen."""
    seq: int = 0
    """Grows with every choice, also when the same map is chosen again; 0 before the first."""


class _Sent(BaseModel):
    """What the browser sends; anybody can send anything, so it is checked."""

    model_config = ConfigDict(strict=True, extra="ignore")

    seq: Annotated[int, Field(ge=1)]
    column: _Index
    map: _Index


def atlas_answer(key: str) -> AtlasAnswer:
    """Read the newest choice; call this before `atlas`, so the answer leaves in the same run.

    Args:
        key: the atlas's key.

    Returns:
        The choice; what cannot be understood (a browser can send anything) counts as not sent.
    """
    try:
        sent = _Sent.model_validate((component_state(key) or {}).get("chosen"))
    except ValidationError:  # nothing yet, or not sent by our atlas
        return AtlasAnswer()
    return AtlasAnswer((sent.column, sent.map), sent.seq)
