"""The visitor's own browser keeps what the visitor owns.

A session that starts empty (F5, a lost connection, a restarted server) asks for it: mount with
`asking=True` until `restored` answers. From then on every higher `version` is kept.
"""

import base64
import json
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnnviz.ui.components.register import mount
from cnnviz.ui.session import component_state

_LARGEST = 16 * 2**20  # characters of base64; anybody can send anything


@dataclass(frozen=True)
class Restored:
    """What the browser answered."""

    possessions: bytes | None
    """As they were given to `vault`, but unchecked; None if the browser has none."""


class _Answer(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    request: int = 0
    payload: Annotated[str, Field(max_length=_LARGEST)] | None


def restored(key: str) -> Restored | None:
    """Read the answer to `asking`; call this before `vault`.

    Args:
        key: the vault's key.

    Returns:
        None while there is no answer. It is there in one run only: take it at once.
    """
    return _restored(_answer(key, "restored"))


def previous(key: str, *, request: int) -> Restored | None:
    """Read the answer to `wants_previous=request`; call this before `vault`.

    Args:
        key: the vault's key.
        request: the number that was asked with, 1 or more.

    Returns:
        None while there is no answer. It is there in one run only: take it at once.
    """
    answer = _answer(key, "previous")
    return _restored(answer) if answer is not None and answer.request == request else None


def vault(
    *,
    key: str,
    asking: bool,
    version: int,
    possessions: bytes,
    replaced_at: int = 0,
    wants_previous: int = 0,
    wakes: bool = True,
) -> None:
    """Mount the vault, which shows nothing and takes no room.

    Args:
        key: the vault's name; each has a store of its own. Several may be mounted at once, so
            that what changes with every stroke travels apart from what is large.
        asking: whether this session still waits for `restored`; nothing is kept meanwhile.
        version: grows with every change of `possessions`, 0 while there is nothing to keep.
        possessions: any bytes, a few MB at most.
        replaced_at: the version by which something foreign (a link) took the place of the
            visitor's own; what was kept before it stays available as the previous. 0: never.
        wants_previous: a new number asks for the previous possessions once. 0: not wanted.
        wakes: whether it lets a restarted server run the page. Only a vault outside of fragments
            can: the new server knows none of the old one's, and the message would end there.
    """
    header = {
        "vault": key,
        "asking": asking,
        "version": version,
        "replacedAt": replaced_at,
        "wantsPrevious": wants_previous,
        "wakes": wakes,
    }
    packed = json.dumps(header).encode()
    payload = b"" if asking else possessions
    data = len(packed).to_bytes(4, "little") + packed + payload
    mount("vault", key=key, data=data, states=("restored", "previous", "awake"))


def _answer(key: str, name: str) -> _Answer | None:
    state: Any = component_state(key) or {}
    try:
        return _Answer.model_validate(state.get(name))
    except ValidationError:  # no answer yet, or not sent by our vault
        return None


def _restored(answer: _Answer | None) -> Restored | None:
    if answer is None:
        return None
    try:
        payload = answer.payload
        return Restored(None if payload is None else base64.b64decode(payload, validate=True))
    except ValueError:  # damaged: as good as none, and asking again would not mend it
        return Restored(None)
