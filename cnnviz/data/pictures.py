"""A picture as the whole program knows it, and what can be done with one."""

import hashlib
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnviz.errors import ShapeError

Kind = Literal["drawing", "upload", "camera", "sample", "matrix"]
Pixels = NDArray[Any]  # (H, W, C), C 1 or 3; uint8, or float64 for course matrices
LARGEST_SIDE = 1024  # pixels; what the stage still shows with a loupe
_VISIBLE = 64  # a matrix whose numbers all lie below looks black on a screen


@dataclass(frozen=True)
class Picture:
    """Pixels with a name. Two pictures are equal when their pixels are.

    Attributes:
        pixels: (H, W, C) with C 1 (grey) or 3 (red, green, blue); uint8 in 0..255, or float64
            where a course matrix has negative numbers or fractions. Read-only.
        name: what people call it.
        kind: where it came from.
        note: what was done to it on the way, in one or more sentences; empty if nothing.
        id: 16 hexadecimal digits that depend on shape, type and pixels alone.

    Raises:
        ShapeError: if the array is not a picture.

    >>> cross = Picture(np.eye(2, dtype=np.uint8)[..., None], "A diagonal", "matrix")
    >>> cross.height, cross.width, cross.channels
    (2, 2, 1)
    """

    pixels: Pixels = field(compare=False, repr=False)
    name: str = field(compare=False)
    kind: Kind = field(compare=False)
    note: str = field(default="", compare=False)
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Check the array, keep a read-only one and give it its id."""
        object.__setattr__(self, "pixels", _sealed(self.pixels))
        object.__setattr__(self, "id", _id_of(self.pixels))

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.pixels.shape[1])

    @property
    def channels(self) -> int:
        """1 for grey, 3 for colour."""
        return int(self.pixels.shape[2])


def grey(picture: Picture) -> Picture:
    """Weigh red, green and blue into one brightness: 0.299 R + 0.587 G + 0.114 B.

    Args:
        picture: (H, W, 3); a grey one comes back as it is.

    Returns:
        (H, W, 1); uint8 stays uint8, each value rounded exactly (halves upwards).

    Source:
        Recommendation ITU-R BT.601, section 2.5.1; the weights of PIL's convert("L").

    >>> orange = Picture(np.full((1, 1, 3), (255, 128, 0), np.uint8), "Orange", "sample")
    >>> int(grey(orange).pixels[0, 0, 0])  # 76.245 + 75.136 = 151.381
    151
    """
    if picture.channels == 1:
        return picture
    red, green, blue = np.moveaxis(picture.pixels, -1, 0)  # (H, W) each
    if picture.pixels.dtype == np.uint8:
        thousandths = 299 * red.astype(np.int32) + 587 * green.astype(np.int32)
        thousandths += 114 * blue.astype(np.int32)
        plane = ((thousandths + 500) // 1000).astype(np.uint8)
    else:
        plane = 0.299 * red + 0.587 * green + 0.114 * blue
    return replace(picture, pixels=plane[..., None])


def crop(picture: Picture, top: int, left: int, height: int, width: int) -> Picture:
    """Cut a rectangle out.

    Args:
        picture: (H, W, C).
        top: first row, from 0.
        left: first column, from 0.
        height: rows to keep.
        width: columns to keep.

    Returns:
        (height, width, C).

    Raises:
        ShapeError: if the rectangle reaches outside the picture or is empty.

    >>> ramp = Picture(np.arange(12, dtype=np.uint8).reshape(3, 4, 1), "Ramp", "sample")
    >>> crop(ramp, 1, 2, 2, 1).pixels[..., 0].tolist()
    [[6], [10]]
    """
    inside = 0 <= top < top + height <= picture.height
    if not (inside and 0 <= left < left + width <= picture.width):
        raise ShapeError(
            f"A crop of {height}×{width} from row {top}, column {left} does not lie inside a "
            f"picture of {picture.height}×{picture.width}. Choose a rectangle inside it."
        )
    if (height, width) == (picture.height, picture.width):
        return picture
    kept = picture.pixels[top : top + height, left : left + width]
    rows, columns = f"{top}–{top + height - 1}", f"{left}–{left + width - 1}"
    note = f"Cropped to rows {rows}, columns {columns}."
    return replace(picture, pixels=kept, note=joined(picture.note, note))


def resize(
    picture: Picture, height: int, width: int, *, method: Literal["smooth", "nearest"] = "smooth"
) -> Picture:
    """Make a picture larger or smaller.

    Args:
        picture: (H, W, C).
        height: rows wanted, 1..1024.
        width: columns wanted, 1..1024.
        method: "smooth" weighs all pixels that fall together by a triangle, which neither flickers
            nor overshoots; "nearest" copies one pixel, so that no new value appears.

    Returns:
        (height, width, C), dtype of `picture`.

    Raises:
        ShapeError: if a side is not within 1..1024.

    >>> dot = Picture(np.full((1, 1, 1), 7, np.uint8), "Dot", "sample")
    >>> resize(dot, 2, 2).pixels[..., 0].tolist()
    [[7, 7], [7, 7]]
    """
    if not (1 <= height <= LARGEST_SIDE and 1 <= width <= LARGEST_SIDE):
        raise ShapeError(
            f"A picture of {height}×{width} pixels cannot be shown. "
            f"Choose a height and a width between 1 and {LARGEST_SIDE}."
        )
    if (height, width) == (picture.height, picture.width):
        return picture
    filters = {"smooth": Image.Resampling.BILINEAR, "nearest": Image.Resampling.NEAREST}
    planes = [
        _resized(picture.pixels[..., channel], height, width, filters[method])
        for channel in range(picture.channels)
    ]
    note = f"Resized from {picture.height}×{picture.width} to {height}×{width}."
    return replace(picture, pixels=np.stack(planes, axis=-1), note=joined(picture.note, note))


def shown(picture: Picture) -> NDArray[np.uint8]:
    """Give the bytes that a screen needs.

    Args:
        picture: (H, W, C).

    Returns:
        (H, W, C) uint8: the pixels themselves; or, for a matrix of small numbers or of such that
        are no bytes, stretched so that the least becomes 0 and the greatest 255.

    >>> shown(Picture(np.array([[[-1.0], [1.0]]]), "Two numbers", "matrix"))[..., 0].tolist()
    [[0, 255]]
    """
    least, greatest = float(picture.pixels.min()), float(picture.pixels.max())
    dark = picture.kind == "matrix" and greatest < _VISIBLE
    if picture.pixels.dtype == np.uint8 and not dark:
        return picture.pixels
    spread = greatest - least or 1.0
    stretched: NDArray[np.uint8] = np.rint((picture.pixels - least) / spread * 255).astype(np.uint8)
    return stretched


def to_png(picture: Picture) -> bytes:
    """Write a picture as a PNG file; bytes survive exactly, other numbers become what is `shown`.

    Args:
        picture: (H, W, C).

    Returns:
        The file, 8 bits per value, without a time or a name in it.
    """
    pixels = picture.pixels if picture.pixels.dtype == np.uint8 else shown(picture)
    image = Image.fromarray(pixels[..., 0] if picture.channels == 1 else pixels)
    file = BytesIO()
    image.save(file, "PNG", compress_level=2)  # twice as fast as 6, the file 5 % larger
    return file.getvalue()


def joined(*sentences: str) -> str:
    """Put the sentences that are there behind each other.

    >>> joined("", "Turned upright.", "Cropped.")
    'Turned upright. Cropped.'
    """
    return " ".join(sentence for sentence in sentences if sentence)


def _sealed(pixels: Pixels) -> Pixels:
    array = np.asarray(pixels)
    if array.ndim != 3 or array.shape[2] not in (1, 3) or array.size == 0:  # noqa: PLR2004
        raise ShapeError(
            f"An array of shape {array.shape} is no picture. "
            "Give it as (rows, columns, channels) with 1 or 3 channels and at least one pixel."
        )
    if array.dtype != np.uint8:
        array = array.astype(np.float64)
        if not np.isfinite(array).all():
            raise ShapeError("A picture cannot hold infinite numbers or gaps. Use finite numbers.")
    if array.flags.writeable or not array.flags.c_contiguous or array.base is not None:
        array = array.copy(order="C")
        array.setflags(write=False)
    return array


def _id_of(pixels: Pixels) -> str:
    digest = hashlib.blake2b(f"{pixels.shape}{pixels.dtype}".encode(), digest_size=8)
    digest.update(pixels.data)
    return digest.hexdigest()


def _resized(plane: Pixels, height: int, width: int, method: Image.Resampling) -> Pixels:
    single = plane if plane.dtype == np.uint8 else plane.astype(np.float32)
    image = Image.fromarray(np.ascontiguousarray(single))
    return np.asarray(image.resize((width, height), method)).astype(plane.dtype)
