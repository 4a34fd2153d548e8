"""What kind of file is this? Answered from its first bytes, before any decoder sees it."""

import re
import struct
from typing import NamedTuple

_PICTURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"\xff\xd8\xff", "JPEG"),
    (8, b"WEBP", "WEBP"),
    (0, b"GIF87a", "GIF"),
    (0, b"GIF89a", "GIF"),
    (0, b"BM", "BMP"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
)


class Foreign(NamedTuple):
    """A file that is no picture we read: what it is, and what would work."""

    what: str
    remedy: str


_EXPORT = "Export it as PNG or JPEG."
_OTHER = "Choose a PNG, JPEG, WebP, GIF, BMP or TIFF picture."
_FOREIGN: tuple[tuple[int, bytes, Foreign], ...] = (
    (0, b"%PDF", Foreign("a PDF document", "Save the page as PNG or JPEG.")),
    (0, b"PK\x03\x04", Foreign("a zip archive", "Unpack it and choose one picture.")),
    (0, b"\x1f\x8b", Foreign("a gzip archive", "Unpack it and choose one picture.")),
    (4, b"ftypheic", Foreign("a HEIC photo", _EXPORT)),
    (4, b"ftypheix", Foreign("a HEIC photo", _EXPORT)),
    (4, b"ftypmif1", Foreign("a HEIF photo", _EXPORT)),
    (4, b"ftypavif", Foreign("an AVIF picture", _EXPORT)),
    (4, b"ftyp", Foreign("a video", "Choose a single picture, e.g. a screenshot of it.")),
    (0, b"8BPS", Foreign("a Photoshop file", _EXPORT)),
    (0, b"\0\0\x01\0", Foreign("an icon", _EXPORT)),
    (4, b"jP  ", Foreign("a JPEG 2000 picture", _EXPORT)),
    (4, b"JXL ", Foreign("a JPEG XL picture", _EXPORT)),
    (0, b"II+\0", Foreign("a BigTIFF picture", _EXPORT)),
    (0, b"MM\0+", Foreign("a BigTIFF picture", _EXPORT)),
    (0, b"RIFF", Foreign("a sound or a video", _OTHER)),
    (0, b"\x7fELF", Foreign("a program", _OTHER)),
    (0, b"MZ", Foreign("a program", _OTHER)),
)
_HEAD = 1024  # bytes looked at for words

_TIFF_UNITS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_TIFF_LISTS = {273, 279, 324, 325}  # where each strip or tile begins, and how long it is
_TIFF_TILE = {322, 323}  # width and length of a tile
_MOST_TILES = 100_000  # 25 megapixels in tiles of 16×16
_LONGEST_TILE = 8192
_JPEG_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")  # those that stand alone left out
_JPEG_SCAN, _JPEG_END = b"\xff\xda", b"\xff\xd9"
_MOST_SEGMENTS = 10_000
_MOST_SCANS = 40  # a progressive JPEG has about ten; each costs 0.1 s at 25 megapixels


def format_of(data: bytes) -> str | None:
    """Name the picture format by its signature, as Pillow spells it; None if it is no picture.

    >>> format_of(b"GIF89a..."), format_of(b"hello")
    ('GIF', None)
    """
    for place, signature, name in _PICTURES:
        if data.startswith(signature, place):
            return name if name != "WEBP" or data.startswith(b"RIFF") else None
    return None


def foreign(data: bytes) -> Foreign:
    """Say what a file is that `format_of` does not know.

    >>> foreign(b"<svg xmlns='http://www.w3.org/2000/svg'/>").what
    'an SVG drawing'
    """
    for place, signature, kind in _FOREIGN:
        if data.startswith(signature, place):
            return kind
    head = data[:_HEAD].lower()
    if b"<svg" in head:
        return Foreign("an SVG drawing", _EXPORT)
    if b"<html" in head or b"<!doctype html" in head:
        return Foreign("a web page", "Save the picture itself, not the page around it.")
    if _is_text(data[:_HEAD]):
        return Foreign("text", _OTHER)
    return Foreign("no picture this playground knows", _OTHER)


def flaw(data: bytes, name: str) -> str | None:
    """Find what would make a decoder work without end, in a file of the format `name`.

    Args:
        data: the whole file.
        name: as `format_of` says.

    Returns:
        Half a sentence that goes on after the file's name, or None if nothing is wrong.
    """
    if name == "JPEG":
        return _jpeg_flaw(data)
    if name == "TIFF":
        return _tiff_flaw(data)
    return None


def _jpeg_flaw(data: bytes) -> str | None:
    """Count up to the end of the picture; phones hang a film behind it that looks like anything."""
    scans = segments = 0
    place = 2
    while (marker := _JPEG_MARKER.search(data, place)) and marker[0] != _JPEG_END:
        scans += marker[0] == _JPEG_SCAN
        segments += 1
        if scans > _MOST_SCANS or segments > _MOST_SEGMENTS:
            return f"is a JPEG of more than {_MOST_SCANS} layers or {_MOST_SEGMENTS:,} parts"
        place = marker.end() + int.from_bytes(data[marker.end() : marker.end() + 2])
    return None


def _tiff_flaw(data: bytes) -> str | None:
    for tag, count, value in _tiff_entries(data):
        if tag in _TIFF_LISTS and count > _MOST_TILES:
            return f"is a TIFF of {count:,} pieces, more than the {_MOST_TILES:,} that make sense"
        if tag in _TIFF_TILE and value > _LONGEST_TILE:
            return f"is a TIFF with tiles of {value:,} pixels, more than {_LONGEST_TILE:,}"
    return None


def _tiff_entries(data: bytes) -> list[tuple[int, int, int]]:
    """(tag, count, value) of the first page; what is cut off is left to Pillow."""
    order = "<" if data.startswith(b"II") else ">"
    try:
        (start,) = struct.unpack_from(f"{order}L", data, 4)
        (entries,) = struct.unpack_from(f"{order}H", data, start)
        places = range(start + 2, min(start + 2 + 12 * entries, len(data) - 11), 12)
        heads = [struct.unpack_from(f"{order}HHL", data, place) for place in places]
        values = [
            struct.unpack_from(f"{order}{'H' if kind == 3 else 'L'}", data, place + 8)[0]  # noqa: PLR2004
            for place, (_tag, kind, _count) in zip(places, heads, strict=True)
        ]
    except struct.error:
        return []
    return [(tag, count, value) for (tag, _kind, count), value in zip(heads, values, strict=True)]


def _is_text(head: bytes) -> bool:
    try:
        words = head.decode("utf-8", errors="strict" if len(head) < _HEAD else "ignore")
    except UnicodeDecodeError:
        return False
    return all(letter.isprintable() or letter.isspace() for letter in words)
