"""The border at which a stranger's file becomes a picture, or one sentence."""

import math
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePosixPath
from threading import Lock
from typing import Literal

import numpy as np
from PIL import Image, ImageFile

from cnnviz.data import formats
from cnnviz.data.depth import as_bytes, is_16_bit
from cnnviz.data.pictures import LARGEST_SIDE, Kind, Picture, joined
from cnnviz.errors import ImageError

MOST_BYTES = 10 * 2**20
MOST_PIXELS = 25_000_000
_NAME_LENGTH = 40  # letters of a file's name that a message repeats

# One file at a time: a decoder may need 400 MB for a moment, and the switches below are global.
_decoding = Lock()

_SPELLED = {"WEBP": "WebP"}
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_THE_SIDE = {5, 6, 7, 8}


@dataclass(frozen=True)
class _File:
    """A file that claims to be a picture."""

    data: bytes
    called: str
    format: str


def read_upload(
    data: bytes, *, name: str = "", kind: Literal["upload", "camera"] = "upload"
) -> Picture:
    """Read a picture that somebody brought.

    Args:
        data: a PNG, JPEG, WebP, GIF (its first frame), BMP or TIFF file, at most 10 MB and
            25 megapixels.
        name: the file's name, for people.
        kind: where it came from.

    Returns:
        (H, W, 1) or (H, W, 3) uint8, upright, without transparency, no side above 1024; the note
        says what was done for that.

    Raises:
        ImageError: if the file is too large, damaged, or no picture.

    >>> read_upload(b"%PDF-1.7 ...", name="essay.png")
    Traceback (most recent call last):
    cnnviz.errors.ImageError: “essay.png” is a PDF document. Save the page as PNG or JPEG.
    """
    file = _recognised(data, name)
    with _decoding, _quietly():
        pixels, note = _decoded(file)
    return Picture(pixels, _shortened(name) or "Your picture", kind, note)


def from_png(data: bytes, *, name: str = "", kind: Kind = "upload", note: str = "") -> Picture:
    """Read back what `to_png` wrote, exactly; anything else as `read_upload` would.

    Args:
        data: the file.
        name: for people.
        kind: where the picture came from.
        note: what was done to it before.

    Returns:
        (H, W, C) uint8.

    Raises:
        ImageError: as `read_upload`.
    """
    return replace(read_upload(data, name=name), kind=kind, note=note)


def _recognised(data: bytes, name: str) -> _File:
    called = f"“{_shortened(name)}”" if _shortened(name) else "This file"
    if not data:
        raise ImageError(f"{called} is empty (0 bytes). Choose another picture.")
    if len(data) > MOST_BYTES:
        size = math.ceil(len(data) / 2**20 * 10) / 10
        raise ImageError(
            f"{called} is {size:.1f} MB large. "
            f"Choose a picture of at most {MOST_BYTES // 2**20} MB, or save it smaller."
        )
    known = formats.format_of(data)
    if known is None:
        what, remedy = formats.foreign(data)
        raise ImageError(f"{called} is {what}. {remedy}")
    flaw = formats.flaw(data, known)
    if flaw:
        raise ImageError(f"{called} {flaw}. Save it anew as PNG and choose that.")
    return _File(data, called, known)


def _decoded(file: _File) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.uint8]], str]:
    """(H, W, C) and the note."""
    with _translated(file), Image.open(BytesIO(file.data), formats=[file.format]) as image:
        _check_pixels(file, image)
        rows, columns = image.height, image.width
        # Loading turns a TIFF upright and forgets it; of a PNG it finds what stands at the end.
        orientation = _orientation(image) if file.format == "TIFF" else 1
        notes = ["First of several frames." if _is_animated(file, image) else ""]
        if is_16_bit(image):
            notes.append("Reduced from 16 to 8 bits per value.")
            image.info.pop("transparency", None)  # a colour of 16 bits, which no pixel has any more
        target = _target(image.size)
        if file.format == "JPEG" and target != image.size:
            image.draft(None, (2 * target[0], 2 * target[1]))  # decodes a half or quarter of it
        image.load()
        orientation = max(orientation, _orientation(image))
    small, note = as_bytes(image, target)
    if orientation in _UPRIGHT:
        notes.append("Turned upright.")
        if file.format != "TIFF":
            small = small.transpose(_UPRIGHT[orientation])
            rows, columns = (columns, rows) if orientation in _ON_THE_SIDE else (rows, columns)
    notes.append(note)
    if max(rows, columns) > LARGEST_SIDE:
        notes.append(f"Reduced from {rows}×{columns} to {small.height}×{small.width} pixels.")
    pixels = np.array(small)
    return pixels.reshape(small.height, small.width, -1), joined(*notes)


@contextmanager
def _translated(file: _File) -> Iterator[None]:
    try:
        yield
    except ImageError:
        raise
    except Image.DecompressionBombError as error:
        raise ImageError(
            f"{file.called} claims to have {_claimed(error)} pixels. "
            f"Choose a picture of at most {MOST_PIXELS:,}."
        ) from error
    # A broken file leads Pillow's readers into errors of nearly every kind; all mean the same here.
    except Exception as error:
        spelled = _SPELLED.get(file.format, file.format)
        raise ImageError(
            f"{file.called} begins like a {spelled} picture, but the rest is damaged, cut off or "
            "of an unknown kind. Open it elsewhere, save it anew as PNG, and choose that."
        ) from error


@contextmanager
def _quietly() -> Iterator[None]:
    """Pillow without warnings, and with our limit instead of its own (it raises at twice that)."""
    limit = Image.MAX_IMAGE_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = MOST_PIXELS
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS = limit


def _check_pixels(file: _File, image: Image.Image) -> None:
    rows, columns = image.height, image.width
    if rows < 1 or columns < 1:
        raise ImageError(f"{file.called} has {rows}×{columns} pixels. Choose another picture.")
    if rows * columns > MOST_PIXELS:
        raise ImageError(
            f"{file.called} has {rows}×{columns} pixels, {rows * columns / 1e6:.1f} million. "
            f"Choose a picture of at most {MOST_PIXELS / 1e6:.0f} million, or save it smaller."
        )


def _claimed(error: Image.DecompressionBombError) -> str:
    counts = re.findall(r"\d+", str(error))
    return f"{int(counts[0]):,}" if counts else f"more than {2 * MOST_PIXELS:,}"


def _orientation(image: Image.Image) -> int:
    """1..8 as cameras write it; 1 where it is missing or unreadable, which harms no pixel."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # the same readers as above, here for something one can do without
        return 1


def _is_animated(file: _File, image: ImageFile.ImageFile) -> bool:
    if file.format != "GIF":
        return bool(getattr(image, "is_animated", False))
    try:  # a GIF has to be searched, which must not disturb the one that is being read
        with Image.open(BytesIO(file.data), formats=["GIF"]) as probe:
            return bool(getattr(probe, "is_animated", False))
    except Exception:
        return False


def _target(size: tuple[int, int]) -> tuple[int, int]:
    """(columns, rows) that fit."""
    factor = min(1.0, LARGEST_SIDE / max(size))
    columns, rows = (max(1, round(factor * length)) for length in size)
    return columns, rows


def _shortened(name: str) -> str:
    plain = "".join(
        letter for letter in PurePosixPath(name.replace("\\", "/")).name if letter.isprintable()
    ).strip()
    return plain if len(plain) <= _NAME_LENGTH else f"{plain[: _NAME_LENGTH - 1]}…"
