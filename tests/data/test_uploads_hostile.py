"""Files that are broken, or made to break something."""

import re
import struct
import subprocess
import sys
from io import BytesIO

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from cnnviz.data.uploads import read_upload
from cnnviz.errors import ImageError
from tests.malformed import encoded, malformed_files, odd_files, pixels

LOSSLESS = [("PNG", {}), ("WEBP", {"lossless": True}), ("BMP", {}), ("TIFF", {})]


def saved(image: Image.Image, format_: str, **options) -> bytes:
    file = BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


def exif(orientation: int) -> bytes:
    tag = struct.pack("<HHHHHL", 1, 0x0112, 3, 1, 0, orientation)
    return b"Exif\0\0II*\0\x08\0\0\0" + tag + bytes(4)


@pytest.mark.parametrize("name", malformed_files())
def test_a_malformed_file_gives_a_sentence_with_a_remedy(name):
    with pytest.raises(ImageError) as caught:
        read_upload(malformed_files()[name], name=name)
    message = str(caught.value)
    assert message.startswith(f"“{name}” ")
    assert re.search(r"\. (Choose|Export|Save|Unpack|Open) .*\.$", message)
    assert not re.search(r"Error|Exception|Traceback|PIL|0x[0-9a-f]|\bNone\b", message)
    assert len(message) < 250


def test_there_are_enough_malformed_files_and_they_are_small():
    sizes = [len(data) for data in malformed_files().values()]
    assert len(sizes) >= 100
    assert sum(size > 300_000 for size in sizes) == 1  # the one whose size is the point


def test_the_malformed_files_are_the_same_every_time():
    assert malformed_files.__wrapped__() == malformed_files()


MEMORY = """
import resource, sys
from cnnviz.data import read_upload
from cnnviz.errors import ImageError
data = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_upload(data)
except ImageError:
    pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def megabytes_for(file: bytes) -> float:
    command = [sys.executable, "-W", "error", "-c", MEMORY]
    child = subprocess.run(command, input=file, capture_output=True, check=True)
    return float(child.stdout)


@pytest.mark.parametrize(
    ("mode", "format_", "options", "most"),
    [
        ("RGBA", "WEBP", {"lossless": True, "method": 0}, 450),  # measured 385
        ("RGBA", "PNG", {}, 220),  # 159
        ("CMYK", "TIFF", {"compression": "tiff_adobe_deflate", "strip_size": 2**30}, 260),  # 194
        ("RGB", "JPEG", {}, 90),  # 39
    ],
)
def test_25_megapixels_take_a_bounded_amount_of_memory(mode, format_, options, most):
    file = saved(Image.new(mode, (5000, 5000), (1, 2, 3, 4)[: len(mode)]), format_, **options)
    assert megabytes_for(file) < most


@pytest.mark.parametrize("name", [name for name in malformed_files() if "bomb" in name])
def test_a_bomb_is_refused_without_memory(name):
    assert megabytes_for(malformed_files()[name]) < 20


VALID = [encoded(format_, **options) for format_, options in LOSSLESS] + [
    encoded("JPEG"),
    encoded("JPEG", progressive=True),
    encoded("GIF"),
    encoded("TIFF", compression="tiff_lzw"),
    encoded("TIFF", compression="jpeg"),
    saved(Image.fromarray(pixels()), "PNG", exif=exif(6)),
    saved(Image.fromarray(pixels()), "JPEG", exif=exif(6)),
    saved(Image.fromarray(pixels()).convert("RGBA"), "WEBP"),
    *odd_files().values(),
]


def is_a_picture_or_a_sentence(data: bytes) -> None:
    try:
        picture = read_upload(data)
    except ImageError:
        return
    assert picture.pixels.dtype == np.uint8
    assert max(picture.pixels.shape) <= 1024


@given(st.binary(max_size=400), st.sampled_from(VALID))
@example(b"", VALID[0])
@settings(max_examples=300, deadline=None)
def test_random_bytes_behind_a_valid_beginning_never_escape(noise, valid):
    for keep in (0, 4, 12, 33, len(valid) // 2):
        is_a_picture_or_a_sentence(valid[:keep] + noise)


@given(st.data(), st.sampled_from(VALID))
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.large_base_example])
def test_a_file_with_changed_bytes_never_escapes(data, valid):
    damaged = bytearray(valid)
    place = st.integers(0, len(valid) - 1)
    for where, what in data.draw(st.lists(st.tuples(place, st.integers(0, 255)), max_size=6)):
        damaged[where] = what
    end = data.draw(st.one_of(st.just(len(damaged)), place))
    is_a_picture_or_a_sentence(bytes(damaged[:end]))
