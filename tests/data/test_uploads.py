import struct
import threading
import warnings
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from cnnviz.data.pictures import Picture, to_png
from cnnviz.data.uploads import from_png, read_upload
from cnnviz.errors import ImageError
from tests.malformed import chunk, encoded, malformed_files, odd_files, pixels, png_of

LOSSLESS = [("PNG", {}), ("WEBP", {"lossless": True}), ("BMP", {}), ("TIFF", {})]


PACKED_TIFF = ["tiff_lzw", "tiff_adobe_deflate", "packbits"]


def saved(image: Image.Image, format_: str, **options) -> bytes:
    file = BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


def exif(orientation: int) -> bytes:
    tag = struct.pack("<HHHHHL", 1, 0x0112, 3, 1, 0, orientation)
    return b"Exif\0\0II*\0\x08\0\0\0" + tag + bytes(4)


def upright(stored: np.ndarray, orientation: int) -> np.ndarray:
    """What Exif 2.32, 4.6.4 A says about where row 0 and column 0 lie, in NumPy."""
    flat = np.swapaxes(stored, 0, 1)
    return {
        1: stored,
        2: stored[:, ::-1],
        3: stored[::-1, ::-1],
        4: stored[::-1],
        5: flat,
        6: flat[:, ::-1],
        7: flat[::-1, ::-1],
        8: flat[::-1],
    }[orientation]


@pytest.mark.parametrize(("format_", "options"), LOSSLESS)
def test_a_lossless_file_gives_its_pixels_back_exactly(format_, options):
    picture = read_upload(encoded(format_, **options), name="holiday.png")
    np.testing.assert_array_equal(picture.pixels, pixels())
    assert (picture.name, picture.kind, picture.note) == ("holiday.png", "upload", "")


@pytest.mark.parametrize("packing", PACKED_TIFF)
def test_a_packed_tiff_gives_its_pixels_back_exactly(packing):
    picture = read_upload(encoded("TIFF", compression=packing))
    np.testing.assert_array_equal(picture.pixels, pixels())


def test_a_jpeg_is_decoded_as_pillow_decodes_it():
    file = encoded("JPEG", quality=90)
    np.testing.assert_array_equal(read_upload(file).pixels, np.array(Image.open(BytesIO(file))))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("format_", "options"), [o for o in LOSSLESS if o[0] != "BMP"])
def test_every_orientation_is_turned_upright(orientation, format_, options):
    if format_ == "TIFF":
        file = saved(Image.fromarray(pixels()), format_, tiffinfo={0x0112: orientation})
    else:
        file = saved(Image.fromarray(pixels()), format_, exif=exif(orientation), **options)
    picture = read_upload(file)
    np.testing.assert_array_equal(picture.pixels, upright(pixels(), orientation))
    assert picture.note == ("Turned upright." if orientation > 1 else "")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright(orientation):
    stored = np.zeros((16, 32, 3), np.uint8)
    stored[:8, :8] = 255  # one white corner
    file = saved(Image.fromarray(stored), "JPEG", exif=exif(orientation), quality=95)
    seen = read_upload(file).pixels.astype(int)
    assert np.abs(seen - upright(stored, orientation).astype(int)).max() < 10


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_ignored(orientation):
    file = saved(Image.fromarray(pixels()), "PNG", exif=exif(orientation))
    np.testing.assert_array_equal(read_upload(file).pixels, pixels())


def test_a_large_photo_on_its_side_is_reduced_and_says_both_sizes():
    file = saved(Image.new("RGB", (3000, 2000), (9, 99, 199)), "JPEG", exif=exif(6))
    picture = read_upload(file)
    assert picture.pixels.shape == (1024, 683, 3)
    assert np.abs(picture.pixels.astype(int) - (9, 99, 199)).max() <= 3
    assert picture.note == "Turned upright. Reduced from 3000×2000 to 1024×683 pixels."


@pytest.mark.parametrize(("height", "width"), [(1, 60_000), (4096, 3), (1025, 1024), (4500, 5000)])
def test_no_side_is_above_1024_and_none_below_1(height, width):
    shape = read_upload(saved(Image.new("L", (width, height), 77), "PNG")).pixels.shape
    assert max(shape) == 1024
    assert min(shape) >= 1


@pytest.mark.parametrize("name", [name for name in odd_files() if "animation" in name])
def test_of_an_animation_the_first_frame_is_taken(name):
    picture = read_upload(odd_files()[name])
    np.testing.assert_array_equal(picture.pixels, pixels())
    assert picture.note == "First of several frames."


@pytest.mark.parametrize("name", odd_files())
def test_an_odd_file_that_holds_a_picture_is_read(name):
    picture = read_upload(odd_files()[name], name=name)
    assert picture.pixels.shape[:2] == (6, 8)


def test_pixels_are_counted_before_they_are_decoded():
    no_pixels = chunk(b"IDAT", b"")
    with pytest.raises(ImageError, match=r"5000×5001 pixels, 25\.0 million.*at most 25 million"):
        read_upload(png_of(5001, 5000, 1, 0, no_pixels))


def test_25_megapixels_are_accepted():
    picture = read_upload(saved(Image.new("1", (5000, 5000), 1), "PNG"))
    assert picture.pixels.shape == (1024, 1024, 1)
    assert (picture.pixels == 255).all()


def test_a_message_repeats_only_a_short_printable_part_of_the_name():
    with pytest.raises(ImageError) as caught:
        read_upload(b"", name="../secret\\" + "a\n\0" * 300 + ".png")
    assert str(caught.value).startswith("“aaaa")
    assert "secret" not in str(caught.value)
    assert len(str(caught.value)) < 100


def test_a_file_without_a_name_is_called_this_file():
    with pytest.raises(ImageError, match=r"^This file is empty"):
        read_upload(b"")


def test_a_camera_picture_says_where_it_comes_from():
    assert read_upload(encoded("JPEG"), kind="camera").kind == "camera"


@pytest.mark.parametrize("channels", [1, 3])
def test_a_picture_survives_png_exactly(channels):
    picture = Picture(pixels()[..., :channels], "Mine", "camera", "Cropped.")
    back = from_png(to_png(picture), name="Mine", kind="camera", note="Cropped.")
    assert back == picture
    assert (back.name, back.kind, back.note) == ("Mine", "camera", "Cropped.")


def test_reading_leaves_pillow_and_the_warnings_as_they_were():
    before = (Image.MAX_IMAGE_PIXELS, list(warnings.filters))
    read_upload(encoded("PNG"))
    with pytest.raises(ImageError):
        read_upload(malformed_files()["bomb-of-head.png"])
    assert (Image.MAX_IMAGE_PIXELS, list(warnings.filters)) == before


def test_many_visitors_at_once_get_their_own_pictures():
    files = [saved(Image.new("L", (40, 40), level), "PNG") for level in range(12)]
    seen: dict[int, int] = {}

    def visit(level: int) -> None:
        seen[level] = int(read_upload(files[level]).pixels.max())

    visitors = [threading.Thread(target=visit, args=(level,)) for level in range(12)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert seen == {level: level for level in range(12)}
