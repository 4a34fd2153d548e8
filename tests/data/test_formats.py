import struct

import pytest

from cnnviz.data.formats import flaw, foreign, format_of
from tests.malformed import encoded, malformed_files, odd_files


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_picture_is_known_by_its_first_bytes_whatever_its_name(format_):
    file = encoded(format_)
    assert format_of(file) == format_
    assert format_of(file[:16]) == format_
    assert flaw(file, format_) is None


def test_both_kinds_of_gif_and_tiff_are_known():
    assert format_of(b"GIF87a") == "GIF"
    assert format_of(b"MM\0*\0\0\0\x08") == "TIFF"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("svg.png", "an SVG drawing"),
        ("declared-svg.svg", "an SVG drawing"),
        ("page.jpg", "a web page"),
        ("text.png", "text"),
        ("document.png", "a PDF document"),
        ("archive.png", "a zip archive"),
        ("video.jpg", "a video"),
        ("phone-photo.jpg", "a HEIC photo"),
        ("sound.webp", "a sound or a video"),
        ("program.bmp", "a program"),
        ("noise.jpg", "no picture this playground knows"),
    ],
)
def test_what_is_no_picture_is_called_by_its_name(name, what):
    data = malformed_files()[name]
    assert format_of(data) is None
    assert foreign(data).what == what


def test_text_may_be_cut_in_the_middle_of_a_letter():
    assert foreign("é".encode() * 700 + b"a").what == "text"
    assert foreign(b"a" + "é".encode() * 700).what == "text"


@pytest.mark.parametrize("order", ["<", ">"])
def test_pieces_of_a_tiff_are_counted_in_both_byte_orders(order):
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}LH", 8, 2)
    size = struct.pack(f"{order}HHLHH", 322, 3, 1, 16, 0)
    few = struct.pack(f"{order}HHLL", 324, 4, 100_000, 99)
    many = struct.pack(f"{order}HHLL", 324, 4, 100_001, 99)
    assert flaw(head + size + few, "TIFF") is None
    assert "100,001 pieces" in str(flaw(head + size + many, "TIFF"))


@pytest.mark.parametrize(("side", "bad"), [(8192, False), (8193, True)])
@pytest.mark.parametrize("tag", [322, 323])
def test_the_sides_of_tiles_are_bounded(tag, side, bad):
    data = b"II*\0" + struct.pack("<LHHHLL", 8, 1, tag, 4, 1, side)
    assert (flaw(data, "TIFF") is not None) == bad


def test_odd_files_have_no_flaw():
    for name, data in odd_files().items():
        assert flaw(data, str(format_of(data))) is None, name
