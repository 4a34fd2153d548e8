"""Files that no uploader should choke on: built in memory, the same ones every time."""

import gzip
import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO

import numpy as np
from PIL import Image

PNG = b"\x89PNG\r\n\x1a\n"
LONG = b"Once upon a time there was a picture. " * 40


@cache
def malformed_files() -> dict[str, bytes]:
    """Files that are refused, each by a sentence; by a name that tells what is wrong."""
    return {
        **_foreign(),
        **_broken_png(),
        **_broken_jpeg(),
        **_broken_gif(),
        **_broken_webp(),
        **_broken_bmp(),
        **_broken_tiff(),
        "eleven-megabytes.png": PNG + bytes(11 * 2**20),
    }


@cache
def odd_files() -> dict[str, bytes]:
    """Files that look broken but hold a whole picture of 6×8 pixels, which is what counts."""
    png, jpeg = encoded("PNG"), encoded("JPEG")
    return {
        "png-called.jpg": png,
        "text-behind-the-end.png": png + LONG,
        "text-behind-the-end.jpg": jpeg + LONG,
        "film-behind-the-photo.jpg": jpeg + b"\0\0\0\x18ftypmp42" + b"\xff\xda\0\2" * 1000,
        "film-in-front-of-the-photo.jpg": _with_segment(jpeg, 0xE1, b"\xff\xda" * 1000),
        "unknown-chunk.png": _with_chunk(png, b"juNk", bytes(1000)),
        "damaged-exif.png": _with_chunk(png, b"eXIf", b"MM\0*\xff\xff\xff\xff" + bytes(9)),
        "profile-that-is-none.png": _with_chunk(png, b"iCCP", b"p\0\0" + zlib.compress(LONG)),
        "damaged-exif.jpg": _with_segment(jpeg, 0xE1, b"Exif\0\0II*\0" + b"\xff" * 40),
        "exif-that-points-at-itself.jpg": _with_segment(jpeg, 0xE1, b"Exif\0\0" + _exif_bomb()),
        "damaged-second-picture.jpg": _with_segment(jpeg, 0xE2, b"MPF\0" + b"\xff" * 60),
        "damaged-second-frame.gif": encoded("GIF")[:-1] + b",\0\0\0\0\xff\xff",
        "page-that-follows-itself.tiff": _tiff(next_page=8),
        "tags-larger-than-the-file.tiff": _tiff(extra=[(40000 + i, 3, 10**6, 8) for i in range(9)]),
        "animation.webp": _animation("WEBP"),
        "animation.png": _animation("PNG"),
        "animation.gif": _animation("GIF"),
        "pages.tiff": _animation("TIFF"),
    }


def pixels() -> np.ndarray:
    """(6, 8, 3) uint8, no two pixels alike."""
    return np.arange(6 * 8 * 3, dtype=np.uint8).reshape(6, 8, 3)


def encoded(format_: str, **options: object) -> bytes:
    """The pixels as a file."""
    file = BytesIO()
    Image.fromarray(pixels()).save(file, format_, **options)
    return file.getvalue()


def png_of(width: int, height: int, depth: int, colour: int, *chunks: bytes) -> bytes:
    """A PNG from its numbers; without chunks there are no pixels in it."""
    head = struct.pack(">LLBBBBB", width, height, depth, colour, 0, 0, 0)
    return PNG + chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk with its check sum."""
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def _foreign() -> dict[str, bytes]:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(zipfile.ZipInfo("picture.png"), encoded("PNG"))
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'
    noise = np.random.default_rng(0).integers(0, 256, 5000, dtype=np.uint8).tobytes()
    return {
        "empty.png": b"",
        "one-byte.png": b"\x89",
        "text.png": LONG,
        "short-text.jpg": "Grüße".encode(),
        "table.png": b"1,2,3\n4,5,6\n",
        "svg.png": svg,
        "declared-svg.svg": b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->' + svg,
        "page.jpg": b"<!DOCTYPE html><html><body><img src=a.png></body></html>",
        "script.png": b"<script>alert('hello')</script>",
        "document.png": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF",
        "archive.png": archive.getvalue(),
        "gzip.png": gzip.compress(encoded("PNG"), mtime=0),
        "video.jpg": struct.pack(">L", 24) + b"ftypisom\0\0\2\0isomiso2" + bytes(200),
        "phone-photo.jpg": struct.pack(">L", 24) + b"ftypheic\0\0\0\0mif1heic" + bytes(200),
        "avif.png": struct.pack(">L", 24) + b"ftypavif\0\0\0\0mif1avif" + bytes(200),
        "sound.webp": b"RIFF\x24\0\0\0WAVEfmt " + bytes(30),
        "not-riff.webp": b"FIRR\x24\0\0\0WEBPVP8 " + bytes(30),
        "program.bmp": b"\x7fELF\2\1\1" + bytes(100),
        "windows-program.bmp": b"MZ\x90\0" + bytes(100),
        "icon.bmp": b"\0\0\1\0\1\0" + bytes(40),
        "photoshop.tiff": b"8BPS\0\1" + bytes(40),
        "jpeg2000.jpg": b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(40),
        "bigtiff.tiff": b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0" + bytes(40),
        "zeros.png": bytes(5000),
        "noise.jpg": noise,
        "eps.png": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99999 99999\n",
        "pixmap.png": b"P6 99999 99999 255\n" + bytes(10),
    }


def _broken_png() -> dict[str, bytes]:
    whole = encoded("PNG")
    data = chunk(b"IDAT", zlib.compress(bytes(25 * 6)))
    bomb = zlib.compress(bytes(100 * 2**20), 9)
    return {
        "signature-only.png": PNG,
        "cut-in-head.png": whole[:20],
        "cut-in-half.png": whole[: len(whole) // 2],
        "cut-in-name-of-chunk.png": whole[:38],
        "no-pixels-inside.png": png_of(8, 6, 8, 2),
        "pixels-not-compressed.png": png_of(8, 6, 8, 2, chunk(b"IDAT", LONG)),
        "wrong-check-sum-of-head.png": _flipped(whole, 29),
        "width-changed-in-head.png": _flipped(whole, 19),
        "zero-width.png": png_of(0, 6, 8, 2, data),
        "zero-height.png": png_of(8, 0, 8, 2, data),
        "26-megapixels.png": png_of(5200, 5000, 1, 0, chunk(b"IDAT", bytes(9))),
        "bomb-of-head.png": png_of(60_000, 60_000, 8, 2, data),
        "largest-numbers.png": png_of(2**31 - 1, 2**31 - 1, 16, 6, data),
        "three-bits.png": png_of(8, 6, 3, 0, data),
        "unknown-colours.png": png_of(8, 6, 8, 9, data),
        "no-head.png": PNG + data + chunk(b"IEND", b""),
        "short-head.png": PNG + chunk(b"IHDR", b"\0\0\0\x08\0\0") + data,
        "endless-chunk.png": PNG + b"\xff\xff\xff\xffIHDR" + bytes(50),
        "bomb-of-text.png": png_of(8, 6, 8, 2, chunk(b"zTXt", b"Comment\0\0" + bomb), data),
        "bomb-of-words.png": png_of(8, 6, 8, 2, chunk(b"iTXt", b"a\0\1\0\0\0" + bomb), data),
    }


def _broken_jpeg() -> dict[str, bytes]:
    whole = encoded("JPEG", quality=95)
    size = whole.index(b"\xff\xc0") + 5  # height and width, two bytes each
    scan = whole.index(b"\xff\xda")
    progressive = encoded("JPEG", progressive=True)
    last = progressive.rindex(b"\xff\xda")
    return {
        "signature-only.jpg": whole[:3],
        "cut-in-head.jpg": whole[:100],
        "cut-before-pixels.jpg": whole[:scan],
        "cut-in-half.jpg": whole[: (len(whole) + scan) // 2],
        "garbage-behind-signature.jpg": b"\xff\xd8\xff\xe0" + LONG,
        "zeros-behind-signature.jpg": b"\xff\xd8\xff" + bytes(1000),
        "bomb-of-head.jpg": whole[:size] + b"\xff\xdc\xff\xdc" + whole[size + 4 :],
        "zero-height.jpg": whole[:size] + b"\0\0" + whole[size + 2 :],
        "zero-width.jpg": whole[: size + 2] + b"\0\0" + whole[size + 4 :],
        "five-components.jpg": whole[: size + 4] + b"\5" + whole[size + 5 :],
        "twelve-bits.jpg": whole[: size - 1] + b"\x0c" + whole[size:],
        "thousand-layers.jpg": progressive[:-2] + progressive[last:-2] * 1000 + b"\xff\xd9",
        "ten-thousand-remarks.jpg": whole[:2] + b"\xff\xfe\0\2" * 10_001 + whole[2:],
        "no-tables.jpg": whole[: whole.index(b"\xff\xdb")] + whole[size - 5 :],
    }


def _broken_gif() -> dict[str, bytes]:
    whole = encoded("GIF")
    frame = whole.index(b",\0\0\0\0\x08\0\x06\0")
    return {
        "signature-only.gif": b"GIF89a",
        "cut-in-palette.gif": whole[:100],
        "no-frames.gif": b"GIF89a\x08\0\x06\0\0\0\0;",
        "cut-before-pixels.gif": whole[: frame + 9],
        "cut-in-half.gif": whole[: frame + 20],
        "zero-size.gif": b"GIF89a\0\0\0\0\0\0\0,\0\0\0\0\0\0\0\0\0\2\2\x4c\1\0;",
        "bomb-of-screen.gif": b"GIF89a\xff\xff\xff\xff" + whole[10:],
        "bomb-of-frame.gif": whole[: frame + 5] + b"\xff\xff\xff\xff" + whole[frame + 9 :],
        "wrong-code-size.gif": whole[: frame + 10] + b"\x63" + whole[frame + 11 :],
        "garbage.gif": b"GIF89a" + LONG,
    }


def _broken_webp() -> dict[str, bytes]:
    whole = encoded("WEBP", lossless=True)
    canvas = b"VP8X" + struct.pack("<L", 10) + bytes(4) + b"\xff\xff\0" * 2  # 65,536 each
    body = canvas + whole[12:]
    return {
        "signature-only.webp": whole[:12],
        "cut-in-head.webp": whole[:20],
        "cut-in-half.webp": whole[: len(whole) // 2],
        "bomb-of-canvas.webp": b"RIFF" + struct.pack("<L", 4 + len(body)) + b"WEBP" + body,
        "garbage.webp": b"RIFF\x00\x04\0\0WEBPVP8 " + LONG,
        "unknown-chunk.webp": b"RIFF\x0c\0\0\0WEBPQQQQ\0\0\0\0",
    }


def _broken_bmp() -> dict[str, bytes]:
    whole = encoded("BMP")
    return {
        "signature-only.bmp": b"BM",
        "cut-in-head.bmp": whole[:30],
        "cut-in-half.bmp": whole[: len(whole) // 2],
        "bomb-of-head.bmp": whole[:18] + struct.pack("<ll", 10**9, 10**9) + whole[26:],
        "zero-size.bmp": whole[:18] + bytes(8) + whole[26:],
        "negative-width.bmp": whole[:18] + struct.pack("<l", -8) + whole[22:],
        "unknown-head.bmp": whole[:14] + struct.pack("<L", 17) + whole[18:],
        "unknown-depth.bmp": whole[:28] + struct.pack("<H", 23) + whole[30:],
        "unknown-packing.bmp": whole[:30] + struct.pack("<L", 77) + whole[34:],
        "text.bmp": b"BM" + LONG,
    }


def _broken_tiff() -> dict[str, bytes]:
    return {
        "signature-only.tiff": b"II*\0",
        "pages-beyond-the-end.tiff": b"II*\0" + struct.pack("<L", 10**9),
        "no-tags.tiff": b"II*\0\x08\0\0\0" + bytes(6),
        "endless-tags.tiff": b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 300,
        "no-size.tiff": _tiff(drop={256, 257}),
        "zero-size.tiff": _tiff(width=0),
        "bomb-of-head.tiff": _tiff(width=10**6, height=10**6),
        "negative-size.tiff": _tiff(width=2**32 - 1),
        "pixels-beyond-the-end.tiff": _tiff(offset=10**6),
        "no-pixels.tiff": _tiff(drop={273}),
        "unknown-packing.tiff": _tiff(compression=777),
        "wrong-packing.tiff": _tiff(compression=5),
        "wrong-jpeg.tiff": _tiff(compression=7),
        "unknown-colours.tiff": _tiff(photometric=99),
        "million-pieces.tiff": _tiff(extra=[(273, 4, 10**6, 8)], drop={273}),
        "giant-tiles.tiff": _tiff(
            extra=[(322, 4, 1, 60_000), (323, 4, 1, 60_000), (324, 4, 1, 8)],
            drop={273, 278, 279},
            compression=8,
        ),
        "many-samples.tiff": _tiff(samples=60_000),
        "other-byte-order.tiff": b"MM" + _tiff()[2:],
    }


def _tiff(
    *,
    width: int = 8,
    height: int = 6,
    compression: int = 1,
    photometric: int = 1,
    samples: int = 1,
    offset: int | None = None,
    next_page: int = 0,
    drop: set[int] = frozenset(),
    extra: list[tuple[int, int, int, int]] = (),
) -> bytes:
    """A grey TIFF from its tags (number, type, count, value); its pixels stand at the end."""
    tags = {256: width, 257: height, 258: 8, 259: compression, 262: photometric, 273: 0}
    tags |= {277: samples, 278: height, 279: 48}
    kept = [(tag, 4, 1, value) for tag, value in tags.items() if tag not in drop] + list(extra)
    begin = 8 + 2 + 12 * len(kept) + 4
    place = begin if offset is None else offset
    entries = [(t, k, n, place if (t, n) == (273, 1) else v) for t, k, n, v in sorted(kept)]
    packed = b"".join(struct.pack("<HHLL", *entry) for entry in entries)
    head = b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + packed
    return head + struct.pack("<L", next_page) + pixels()[..., 0].tobytes()


def _exif_bomb() -> bytes:
    """Five thousand tags, each of which claims the same 60 kB."""
    tags = b"".join(struct.pack("<HHLL", 1000 + i, 3, 30_000, 8) for i in range(5000))
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 5000) + tags + bytes(4)


def _animation(format_: str) -> bytes:
    frames = [Image.fromarray(pixels()), Image.fromarray(255 - pixels())]
    options = {"lossless": True} if format_ == "WEBP" else {}
    file = BytesIO()
    frames[0].save(file, format_, save_all=True, append_images=frames[1:], **options)
    return file.getvalue()


def _with_chunk(png: bytes, kind: bytes, data: bytes) -> bytes:
    return png[:33] + chunk(kind, data) + png[33:]  # signature and head take 33 bytes


def _with_segment(jpeg: bytes, marker: int, data: bytes) -> bytes:
    return jpeg[:2] + struct.pack(">BBH", 255, marker, len(data) + 2) + data + jpeg[2:]


def _flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
