"""Every way of storing a pixel, read through the door that people use."""

import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from cnnviz.data.uploads import read_upload
from tests.malformed import chunk, pixels, png_of


def saved(image: Image.Image, format_: str, **options) -> bytes:
    file = BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


def test_a_grey_file_stays_grey():
    plane = np.arange(35, dtype=np.uint8).reshape(5, 7) * 7
    for format_ in ("PNG", "BMP", "TIFF", "GIF"):
        picture = read_upload(saved(Image.fromarray(plane), format_))
        np.testing.assert_array_equal(picture.pixels[..., 0], plane)
        assert picture.channels == 1


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "I;16", "F"])
def test_reducing_keeps_every_place_where_it_was(mode):
    rows, columns = np.mgrid[0:4099, 0:3001] / np.array([4098, 3000])[:, None, None]
    plane = (rows + columns) / 2  # 0 at the top left, 1 at the bottom right
    bytes_ = np.rint(255 * plane).astype(np.uint8)
    made = {
        "I;16": lambda: Image.fromarray(np.rint(65535 * plane).astype(np.uint16)),
        "F": lambda: Image.fromarray(bytes_.astype(np.float32)),
        "P": lambda: _grey_palette(bytes_),
    }
    image = made.get(mode, lambda: Image.fromarray(bytes_).convert("RGB").convert(mode))()
    packed = ("TIFF", {"compression": "tiff_adobe_deflate"}) if mode in "CMYK F" else ("PNG", {})
    picture = read_upload(saved(image, packed[0], **packed[1]))
    height, width = picture.pixels.shape[:2]
    assert (height, width) == (1024, 750)
    middles = (np.mgrid[0:height, 0:width] + 0.5) / np.array([height, width])[:, None, None]
    expected = 255 * middles.mean(axis=0)
    tolerance = 2 if mode == "I;16" else 1  # the upper byte is rounded down
    assert np.abs(picture.pixels - expected[..., None]).max() <= tolerance


def _grey_palette(indices: np.ndarray) -> Image.Image:
    image = Image.fromarray(indices, "P")
    image.putpalette([level for level in range(256) for _ in range(3)])
    return image


def test_transparent_parts_are_laid_on_white():
    values = np.array([[[255, 0, 0, 255], [0, 0, 255, 128], [9, 9, 9, 0]]], np.uint8)
    for format_, options in [("PNG", {}), ("TIFF", {}), ("WEBP", {"lossless": True})]:
        picture = read_upload(saved(Image.fromarray(values), format_, **options))
        colours = values[..., :3].astype(float)
        share = values[..., 3:] / 255
        expected = colours * share + 255 * (1 - share)
        assert np.abs(picture.pixels - expected).max() <= 1
        assert picture.note == "Transparent parts are shown on white."


def test_grey_with_transparency_stays_grey():
    values = np.array([[[0, 0], [0, 255], [100, 51]]], np.uint8)
    picture = read_upload(saved(Image.fromarray(values, "LA"), "PNG"))
    assert picture.pixels[..., 0].tolist() == [[255, 0, 224]]  # 100 · 0.2 + 255 · 0.8


def test_alpha_that_hides_nothing_leaves_no_note():
    file = saved(Image.fromarray(pixels()).convert("RGBA"), "PNG")
    assert read_upload(file).note == ""


def test_a_palette_is_looked_up():
    colours = chunk(b"PLTE", bytes([10, 20, 30, 200, 100, 0]))
    data = chunk(b"IDAT", zlib.compress(b"\0\x40\0\x80"))  # 1 bit per pixel: 01, 10
    picture = read_upload(png_of(2, 2, 1, 3, colours, data))
    first, second = [10, 20, 30], [200, 100, 0]
    assert picture.pixels.tolist() == [[first, second], [second, first]]


def test_a_transparent_palette_colour_is_white():
    colours = chunk(b"PLTE", bytes([10, 20, 30, 200, 100, 0])) + chunk(b"tRNS", b"\0\xff")
    data = chunk(b"IDAT", zlib.compress(b"\0\x40"))
    assert read_upload(png_of(2, 1, 1, 3, colours, data)).pixels.tolist() == [
        [[255, 255, 255], [200, 100, 0]]
    ]


def test_one_bit_becomes_black_and_white():
    data = chunk(b"IDAT", zlib.compress(b"\0\xa0"))
    assert read_upload(png_of(4, 1, 1, 0, data)).pixels[..., 0].tolist() == [[255, 0, 255, 0]]


@pytest.mark.parametrize(("colour", "values"), [(0, 1), (2, 3)])
def test_sixteen_bits_keep_their_upper_eight(colour, values):
    numbers = np.array([0, 255, 256, 32768, 65279, 65535], np.uint16)
    raw = np.repeat(numbers, values).astype(">u2").tobytes()
    picture = read_upload(png_of(6, 1, 16, colour, chunk(b"IDAT", zlib.compress(b"\0" + raw))))
    assert picture.pixels[0, :, 0].tolist() == [0, 0, 1, 128, 254, 255]
    assert picture.channels == values
    assert picture.note == "Reduced from 16 to 8 bits per value."


def test_a_transparent_colour_of_sixteen_bits_is_no_colour_of_eight():
    clear = chunk(b"tRNS", struct.pack(">HHH", 256, 256, 256))
    raw = struct.pack(">HHH", 10, 10, 10)  # Pillow would compare its upper byte with 256 mod 256
    picture = read_upload(png_of(1, 1, 16, 2, clear, chunk(b"IDAT", zlib.compress(b"\0" + raw))))
    assert picture.pixels.tolist() == [[[0, 0, 0]]]


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_sixteen_bit_tiff_of_either_byte_order_keeps_its_upper_eight_bits(order):
    plane = np.array([[0, 4660, 65535]], f"{order}u2")
    assert read_upload(_grey_tiff(plane, order)).pixels[..., 0].tolist() == [[0, 0x12, 255]]


def _grey_tiff(plane: np.ndarray, order: str) -> bytes:
    bits = plane.dtype.itemsize * 8
    style = {"u": 1, "i": 2, "f": 3}[plane.dtype.kind]
    tags = {256: plane.shape[1], 257: plane.shape[0], 258: bits, 259: 1, 262: 1, 273: 134}
    tags |= {277: 1, 278: plane.shape[0], 279: plane.nbytes, 339: style}
    body = b"".join(struct.pack(f"{order}HHLL", tag, 4, 1, value) for tag, value in tags.items())
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}LH", 8, len(tags))
    return (head + body + bytes(4)).ljust(134, b"\0") + plane.tobytes()


@pytest.mark.parametrize(
    ("numbers", "seen", "note"),
    [
        ([0.0, 0.5, 1.0], [0, 128, 255], "Its numbers 0 to 1 became 0 to 255."),
        ([0.0, 99.6, 255.0], [0, 100, 255], ""),
        ([-1.0, 0.0, 3.0], [0, 64, 255], "Its numbers -1 to 3 became 0 to 255."),
        ([np.nan, np.inf, 200.0], [0, 0, 200], ""),
        ([7000.0, 7000.0, 7000.0], [0, 0, 0], "Its numbers 7000 to 7000 became 0 to 255."),
    ],
)
@pytest.mark.parametrize("order", ["<", ">"])
def test_floats_are_understood_by_their_range(numbers, seen, note, order):
    picture = read_upload(_grey_tiff(np.array([numbers], f"{order}f4"), order))
    assert picture.pixels[..., 0].tolist() == [seen]
    assert picture.note == note


def test_signed_numbers_are_stretched():
    picture = read_upload(_grey_tiff(np.array([[-1000, 0, 1000]], "<i2"), "<"))
    assert picture.pixels[..., 0].tolist() == [[0, 128, 255]]


def test_cmyk_is_converted_to_red_green_blue():
    inks = np.array([[[0, 0, 0, 0], [255, 0, 0, 0], [0, 128, 0, 0], [0, 0, 0, 255]]], np.uint8)
    picture = read_upload(saved(Image.fromarray(inks, "CMYK"), "TIFF"))
    paper = 255 - inks.astype(float)
    expected = paper[..., :3] * paper[..., 3:] / 255
    assert np.abs(picture.pixels - expected).max() <= 1
    assert picture.note == "Converted from CMYK to RGB."


def test_a_cmyk_jpeg_of_the_adobe_kind_is_not_a_negative():
    file = saved(Image.new("CMYK", (16, 16), (0, 0, 0, 200)), "JPEG", quality=95)
    assert np.abs(read_upload(file).pixels.astype(int) - 55).max() <= 3


def test_colours_of_printers_are_converted():
    space = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    lab = ImageCms.applyTransform(Image.fromarray(pixels()), space)
    seen = read_upload(saved(lab, "TIFF")).pixels.astype(int)
    assert np.abs(seen - pixels()).mean() < 3  # the way there and back is rounded to bytes
