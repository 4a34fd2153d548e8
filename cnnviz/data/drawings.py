"""What the sketchpad holds, how it travels in a link, and what a network makes of it."""

import base64
import binascii
import zlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnviz.data.pictures import Picture
from cnnviz.errors import ImageError

SIDES = (28, 32, 48, 64, 96, 128)
LINK_SIDE = 28  # pixels; larger drawings do not travel in a link
INK_SHARE = 20 / 28  # of the field's side, in the pictures of MNIST


@dataclass(frozen=True)
class Drawing:
    """A square of white ink on black.

    Attributes:
        ink: (side, side) uint8, 0 is bare and 255 is full; read-only.

    Raises:
        ImageError: if the square has none of the sizes that the sketchpad offers.

    >>> Drawing.empty(28).side
    28
    """

    ink: NDArray[np.uint8] = field(compare=False)
    content: bytes = field(init=False, repr=False, default=b"")

    def __post_init__(self) -> None:
        """Check the size and keep a read-only copy."""
        ink = np.array(self.ink, dtype=np.uint8)
        if ink.shape not in {(side, side) for side in SIDES}:
            raise ImageError(
                f"A drawing of shape {ink.shape} does not fit the sketchpad. "
                f"Draw on a square of {_sides()} pixels."
            )
        ink.setflags(write=False)
        object.__setattr__(self, "ink", ink)
        object.__setattr__(self, "content", ink.tobytes())

    @classmethod
    def empty(cls, side: int) -> "Drawing":
        """Give a bare sketchpad of `side` pixels."""
        return cls(np.zeros((side, side), np.uint8))

    @property
    def side(self) -> int:
        """Rows, and columns."""
        return int(self.ink.shape[0])

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drawn yet."""
        return not self.ink.any()


def drawing_from_bytes(side: int, data: bytes) -> Drawing:
    """Read a drawing as the sketchpad sends it: row by row, one byte per pixel.

    Args:
        side: 28, 32, 48, 64, 96 or 128.
        data: side² bytes.

    Raises:
        ImageError: if the size is none of the sketchpad's or the count of bytes differs.

    >>> drawing_from_bytes(28, bytes(784)) == Drawing.empty(28)
    True
    """
    if side not in SIDES:
        raise ImageError(
            f"A drawing of {side!r} pixels a side does not fit the sketchpad. Choose {_sides()}."
        )
    if len(data) != side * side:
        raise ImageError(
            f"A drawing of {side}×{side} needs {side * side} pixels, but {len(data)} arrived. "
            "Draw it once more."
        )
    return Drawing(np.frombuffer(data, np.uint8).reshape(side, side))


def drawing_from_base64(side: int, text: str) -> Drawing:
    """Read a drawing that came as base64 text; else as `drawing_from_bytes`.

    >>> drawing_from_base64(28, "AAAA" * 261 + "AA==").is_empty
    True
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError) as error:
        raise ImageError("The drawing arrived damaged. Draw it once more.") from error
    return drawing_from_bytes(side, data)


def as_picture(drawing: Drawing, name: str = "Drawing") -> Picture:
    """Give the drawing as a picture (side, side, 1)."""
    return Picture(drawing.ink[..., None], name, "drawing")


def compact(drawing: Drawing) -> bytes:
    """Pack a drawing of 28×28 for a link; `from_compact` gives it back exactly.

    Returns:
        About 20 bytes for a bare drawing, about 300 for a digit.

    Raises:
        ImageError: if the drawing is larger.
    """
    if drawing.side > LINK_SIDE:
        raise ImageError(
            f"A drawing of {drawing.side}×{drawing.side} is too large for a link. "
            f"Draw on {LINK_SIDE}×{LINK_SIDE}."
        )
    return zlib.compress(drawing.content, 9)


def from_compact(data: bytes) -> Drawing:
    """Unpack what `compact` packed, never more than 784 pixels of it.

    Raises:
        ImageError: if `data` is anything else.

    >>> from_compact(compact(Drawing.empty(28))).is_empty
    True
    """
    count = LINK_SIDE * LINK_SIDE
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(data, count + 1)
    except zlib.error as error:
        raise ImageError(_BAD_LINK) from error
    if len(content) != count or not unpacker.eof or unpacker.unused_data:
        raise ImageError(_BAD_LINK)
    return drawing_from_bytes(LINK_SIDE, content)


def as_seen_by_network(drawing: Drawing, side: int = 28, *, centre: bool = True) -> Picture:
    """Prepare a drawing the way the digits of MNIST were prepared.

    Args:
        drawing: (side, side) of the sketchpad.
        side: of the wanted square, in pixels, 8..128.
        centre: cut out the ink, scale its longer side to 20/28 of the square, keep the aspect, and
            lay its centre of mass on row and column side/2; or, if False, only resize.

    Returns:
        (side, side, 1); an empty drawing stays empty.

    Source:
        LeCun, Bottou, Bengio, Haffner 1998, section III A. Measured on 5,000 pictures of MNIST:
        the longer side of the ink is 20, the centre of mass within 13.5..14.5 on both axes.
    """
    if centre and not drawing.is_empty:
        square = _centred(drawing.ink, side)
    else:
        square = _resized(drawing.ink, side, side)
    return Picture(square[..., None], "What the network sees", "drawing")


def _centred(ink: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    box = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    longest = round(INK_SHARE * side)
    factor = longest / max(box.shape)
    height, width = (max(1, round(factor * length)) for length in box.shape)
    small = _resized(box, height, width)
    top = _start(small.sum(axis=1, dtype=np.int64), side)
    left = _start(small.sum(axis=0, dtype=np.int64), side)
    square = np.zeros((side, side), np.uint8)
    square[top : top + height, left : left + width] = small
    return square


def _start(mass: NDArray[np.int64], side: int) -> int:
    """First cell of a line of ink whose centre of mass shall lie on side/2; it never sticks out."""
    total = mass.sum()
    middle = float(np.arange(len(mass)) @ mass / total) if total else (len(mass) - 1) / 2
    return min(max(round(side / 2 - middle), 0), side - len(mass))


def _resized(ink: NDArray[np.uint8], height: int, width: int) -> NDArray[np.uint8]:
    if ink.shape == (height, width):
        return ink
    image = Image.fromarray(np.ascontiguousarray(ink))
    return np.asarray(image.resize((width, height), Image.Resampling.BILINEAR))


def _sides() -> str:
    return ", ".join(map(str, SIDES[:-1])) + f" or {SIDES[-1]}"


_BAD_LINK = "The drawing in this link is damaged. Ask for the link again, or draw a new one."
