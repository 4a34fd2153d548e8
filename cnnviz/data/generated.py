"""Pictures that are computed: lines, boards, ramps, a disc, letters, noise."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Grey = NDArray[np.uint8]  # (H, W, 1)


def vertical_lines(side: int, period: int = 4) -> Grey:
    """Draw white columns, half a period wide, half a period apart.

    >>> vertical_lines(4)[..., 0].tolist()[0]
    [255, 255, 0, 0]
    """
    row = np.where(np.arange(side) % period < period / 2, 255, 0).astype(np.uint8)
    return np.tile(row, (side, 1))[..., None]


def horizontal_lines(side: int, period: int = 4) -> Grey:
    """Draw white rows, half a period high, half a period apart.

    >>> horizontal_lines(4)[:, 0, 0].tolist()
    [255, 255, 0, 0]
    """
    return np.ascontiguousarray(vertical_lines(side, period).transpose(1, 0, 2))


def checkerboard(side: int, cell: int = 4) -> Grey:
    """Draw a board of white and black squares, white in the corner.

    >>> checkerboard(4, cell=2)[..., 0].tolist()[1:3]
    [[255, 255, 0, 0], [0, 0, 255, 255]]
    """
    numbers = np.arange(side) // cell
    odd = (numbers[:, None] + numbers) % 2
    return np.where(odd, 0, 255).astype(np.uint8)[..., None]


def gradient(side: int) -> Grey:
    """Go from black on the left to white on the right.

    >>> gradient(4)[0, :, 0].tolist()
    [0, 85, 170, 255]
    """
    row = np.rint(np.linspace(0, 255, side)).astype(np.uint8)
    return np.tile(row, (side, 1))[..., None]


def disc(side: int) -> Grey:
    """Draw a white disc of radius 3/8 of the side; its rim is as grey as the disc covers a pixel.

    >>> disc(8)[..., 0].tolist()[0], int(disc(8)[4, 4, 0])
    ([0, 0, 0, 0, 0, 0, 0, 0], 255)
    """
    from_middle = np.arange(side) - (side - 1) / 2
    distance = np.hypot(from_middle[:, None], from_middle)
    covered = np.clip(3 / 8 * side + 0.5 - distance, 0, 1)
    brightness: Grey = np.rint(255 * covered).astype(np.uint8)[..., None]
    return brightness


def noise(side: int, seed: int = 0) -> Grey:
    """Draw every pixel at random between 0 and 255; the same seed gives the same picture."""
    generator = np.random.default_rng(seed)
    return generator.integers(0, 256, (side, side, 1), dtype=np.uint8)


def letters(side: int, words: str = "CNN") -> Grey:
    """Write words in white on black, as large as the square allows with a little air.

    Args:
        side: of the square, in pixels.
        words: one line.

    Returns:
        (side, side, 1), the ink in the middle.
    """
    left, top, right, bottom = _font(100).getbbox(words)
    size = max(6.0, 100 * 0.86 * side / max(right - left, bottom - top, 1))
    image = Image.new("L", (side, side))
    ImageDraw.Draw(image).text((side / 2, side / 2), words, 255, _font(size), anchor="mm")
    return np.array(image)[..., None]


def red_square(top: int, left: int) -> NDArray[np.uint8]:
    """Draw a red square of 2×2 on black, 5×5 pixels in all.

    Args:
        top: first row of the square, 0..3.
        left: first column of the square, 0..3.

    Returns:
        (5, 5, 3).

    >>> red_square(1, 1)[..., 0].tolist()[1]
    [0, 255, 255, 0, 0]
    """
    picture = np.zeros((5, 5, 3), np.uint8)
    picture[top : top + 2, left : left + 2, 0] = 255
    return picture


def bar(column: int) -> Grey:
    """Draw a white bar in one column of 8×8, rows 2–5.

    >>> bar(2)[:, 2, 0].tolist()
    [0, 0, 255, 255, 255, 255, 0, 0]
    """
    picture = np.zeros((8, 8, 1), np.uint8)
    picture[2:6, column] = 255
    return picture


@cache
def _font(size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # given a size, Pillow knows no other font
    return font
