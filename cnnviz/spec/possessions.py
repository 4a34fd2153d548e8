"""What a visitor owns, as text: kept by their browser, and carried by a link."""

import base64
import zlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from cnnviz.errors import SpecError

from .bank import Bank
from .network import NetworkSpec

LONGEST_LINK = 6 * 1024  # characters of the parameter; browsers and chats cut longer ones
_LARGEST_TEXT = 256 * 1024  # bytes that a link may unfold to


class DrawnPicture(BaseModel):
    """A drawing as text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    side: Annotated[int, Field(ge=28, le=128)]
    cells: Annotated[str, Field(max_length=32 * 1024)]  # base64 of the compressed cells


class KeptPicture(BaseModel):
    """An uploaded or photographed picture as PNG; it never travels in a link."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(max_length=200)]
    kind: Literal["upload", "camera"]
    note: Annotated[str, Field(max_length=400)] = ""
    png: str  # base64


class Possessions(BaseModel):
    """Drawing, hand-set kernels, own picture, own network and the settings of every page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    borrowed: bool = Field(default=False, description="brought by a link and not changed since")
    drawing: DrawnPicture | None = None
    banks: Annotated[dict[str, Bank], Field(max_length=100)] = Field(default_factory=dict)
    picture: KeptPicture | None = None
    network: NetworkSpec | None = None
    settings: Annotated[dict[str, str], Field(max_length=200)] = Field(default_factory=dict)


def to_link(possessions: Possessions) -> str:
    """Pack for the link parameter `s`: version, zlib, base64url.

    Raises:
        SpecError: if it is longer than a link can be.

    >>> from_link(to_link(Possessions())) == Possessions()
    True
    """
    text = possessions.model_dump_json(exclude_defaults=True).encode()
    packed = "1" + base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")
    if len(packed) > LONGEST_LINK:
        raise SpecError(
            f"What this page shows needs {len(packed):,} characters and a link carries "
            f"{LONGEST_LINK:,}. Use fewer filters, a smaller kernel, rounder numbers or fewer "
            "layers; a network can be saved as a file."
        )
    return packed


def from_link(packed: str) -> Possessions:
    """Unpack the link parameter `s`, trusting nothing in it.

    Raises:
        SpecError: if it is damaged, too long or not ours.
    """
    broken = SpecError("The link is damaged or incomplete. Copy it again, as a whole.")
    if not packed.startswith("1") or len(packed) > LONGEST_LINK:
        raise broken
    unfold = zlib.decompressobj()
    try:
        body = base64.urlsafe_b64decode(packed[1:] + "=" * (-len(packed[1:]) % 4))
        text = unfold.decompress(body, _LARGEST_TEXT)
        possessions = Possessions.model_validate_json(text)
    except (ValueError, zlib.error) as error:  # no base64, no zlib, no JSON, not ours
        raise broken from error
    if not unfold.eof:
        raise broken
    return possessions
