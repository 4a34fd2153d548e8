import base64
import struct
import tracemalloc
import zlib

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnnviz.data.drawings import (
    SIDES,
    Drawing,
    as_picture,
    as_seen_by_network,
    compact,
    drawing_from_base64,
    drawing_from_bytes,
    from_compact,
)
from cnnviz.errors import ImageError


def with_ink(side: int, top: int, left: int, height: int, width: int) -> Drawing:
    ink = np.zeros((side, side), np.uint8)
    ink[top : top + height, left : left + width] = 255
    return Drawing(ink)


def box_of(plane: np.ndarray) -> tuple[int, int]:
    rows, columns = np.nonzero(plane)
    return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1


def centre_of(plane: np.ndarray) -> np.ndarray:
    places = np.indices(plane.shape).reshape(2, -1)
    return places @ plane.ravel() / plane.sum()


@pytest.mark.parametrize("side", SIDES)
def test_bytes_arrive_row_by_row(side):
    data = bytearray(side * side)
    data[side + 2] = 99  # row 1, column 2
    drawing = drawing_from_bytes(side, bytes(data))
    assert drawing.ink[1, 2] == 99
    assert drawing.ink.sum() == 99
    assert drawing_from_base64(side, base64.b64encode(data).decode()) == drawing


@pytest.mark.parametrize("side", [0, 27, 29, 129, -28, 10**9])
def test_a_size_the_sketchpad_has_not_lists_those_it_has(side):
    with pytest.raises(ImageError, match="28, 32, 48, 64, 96 or 128"):
        drawing_from_bytes(side, b"")
    with pytest.raises(ImageError, match="28, 32, 48, 64, 96 or 128"):
        Drawing(np.zeros((5, 28), np.uint8))


@pytest.mark.parametrize("count", [0, 783, 785, 28])
def test_a_wrong_count_of_pixels_is_told(count):
    with pytest.raises(ImageError, match=f"784 pixels, but {count}"):
        drawing_from_bytes(28, bytes(count))


@pytest.mark.parametrize("text", ["%%%", "AAA", "Grüße", "A A A A"])
def test_text_that_is_no_base64_is_a_damaged_drawing(text):
    with pytest.raises(ImageError, match="Draw it once more"):
        drawing_from_base64(28, text)


def test_drawings_are_equal_when_their_ink_is():
    assert with_ink(28, 1, 2, 3, 4) == with_ink(28, 1, 2, 3, 4)
    assert with_ink(28, 1, 2, 3, 4) != with_ink(28, 2, 2, 3, 4)
    assert Drawing.empty(28) != Drawing.empty(32)
    assert len({Drawing.empty(28), Drawing.empty(28)}) == 1


def test_a_drawing_is_a_picture_of_one_channel():
    picture = as_picture(with_ink(32, 0, 0, 2, 2))
    assert picture.pixels.shape == (32, 32, 1)
    assert picture.kind == "drawing"
    assert int(picture.pixels.sum()) == 4 * 255


@given(arrays(np.uint8, (28, 28)))
@settings(deadline=None)
def test_a_link_brings_the_very_drawing_back(ink):
    assert from_compact(compact(Drawing(ink))) == Drawing(ink)


def test_a_digit_takes_few_bytes_in_a_link():
    ring = np.hypot(*(np.mgrid[0:28, 0:28] - 13.5))
    ink = (255 * np.clip(2 - np.abs(ring - 8), 0, 1)).astype(np.uint8)
    assert len(compact(Drawing(ink))) < 400
    assert len(compact(Drawing.empty(28))) < 24


def test_a_large_drawing_does_not_go_into_a_link():
    with pytest.raises(ImageError, match="Draw on 28×28"):
        compact(Drawing.empty(64))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        zlib.compress(bytes(783)),
        zlib.compress(bytes(785)),
        zlib.compress(bytes(784))[:-3],
        zlib.compress(bytes(784)) + b"more",
        zlib.compress(bytes(10**7)),
        struct.pack(">L", 784),
    ],
)
def test_a_damaged_link_says_so(data):
    with pytest.raises(ImageError, match="damaged"):
        from_compact(data)


def test_a_link_that_swells_takes_no_memory():
    bomb = zlib.compress(bytes(5 * 10**7), 9)
    tracemalloc.start()
    with pytest.raises(ImageError, match="damaged"):
        from_compact(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_no_link_brings_anything_but_a_drawing_or_a_sentence(data):
    try:
        assert from_compact(data).side == 28
    except ImageError:
        return


@pytest.mark.parametrize("centre", [True, False])
@pytest.mark.parametrize("side", SIDES)
def test_an_empty_drawing_stays_empty(side, centre):
    picture = as_seen_by_network(Drawing.empty(side), centre=centre)
    assert picture.pixels.shape == (28, 28, 1)
    assert not picture.pixels.any()


@pytest.mark.parametrize("side", SIDES)
def test_a_tall_bar_becomes_20_rows_in_the_middle(side):
    seen = as_seen_by_network(with_ink(side, 1, 1, 20, 5)).pixels[..., 0]
    expected = np.zeros((28, 28), np.uint8)
    expected[4:24, 12:17] = 255  # centre of mass 13.5 and 14
    np.testing.assert_array_equal(seen, expected)


def test_a_wide_bar_becomes_20_columns():
    seen = as_seen_by_network(with_ink(64, 50, 3, 10, 40)).pixels[..., 0]
    assert box_of(seen) == (5, 20)


def test_a_dot_grows_and_stays_in_the_middle():
    seen = as_seen_by_network(with_ink(28, 27, 0, 1, 1)).pixels[..., 0]
    assert box_of(seen) == (20, 20)
    assert (seen[4:24, 4:24] == 255).all()


@given(arrays(np.uint8, (28, 28), elements=st.sampled_from([0, 0, 0, 128, 255])))
@settings(deadline=None)
def test_centred_ink_has_the_size_and_place_of_mnist(ink):
    assume(ink.any())
    seen = as_seen_by_network(Drawing(ink)).pixels[..., 0].astype(float)
    assert 18 <= max(box_of(seen)) <= 20  # a faint rim may be rounded away
    touches = seen[0].any() or seen[-1].any() or seen[:, 0].any() or seen[:, -1].any()
    assert touches or (np.abs(centre_of(seen) - 14) <= 0.5 + 1e-9).all()


@given(st.integers(0, 8), st.integers(0, 8))
@settings(deadline=None)
def test_centring_forgets_where_it_was_drawn(rows, columns):
    ink = np.zeros((28, 28), np.uint8)
    ink[rows : rows + 12, columns : columns + 20] = np.arange(1, 241).reshape(12, 20)
    origin = np.zeros((28, 28), np.uint8)
    origin[:12, :20] = np.arange(1, 241).reshape(12, 20)
    assert as_seen_by_network(Drawing(ink)) == as_seen_by_network(Drawing(origin))


def test_heavy_ink_at_the_rim_never_leaves_the_field():
    ink = np.zeros((28, 28), np.uint8)
    ink[:, 0] = 255
    ink[0, 1:] = 1  # nearly all mass lies at the left edge of a square box
    seen = as_seen_by_network(Drawing(ink)).pixels[..., 0]
    assert box_of(seen)[0] == 20
    assert seen[:, -20:].any()


def test_without_centring_28_stays_as_it_is():
    drawing = with_ink(28, 1, 2, 3, 4)
    np.testing.assert_array_equal(
        as_seen_by_network(drawing, centre=False).pixels[..., 0], drawing.ink
    )


def test_without_centring_a_larger_pad_is_averaged():
    drawing = with_ink(128, 0, 0, 128, 64)
    seen = as_seen_by_network(drawing, 32, centre=False).pixels[..., 0]
    assert (seen[:, :15] == 255).all()
    assert (seen[:, 17:] == 0).all()


def test_another_network_gets_another_size():
    seen = as_seen_by_network(with_ink(64, 1, 1, 40, 10), 56).pixels[..., 0]
    assert seen.shape == (56, 56)
    assert box_of(seen) == (40, 10)
