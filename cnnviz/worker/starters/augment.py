"""Training pictures, a little different in every epoch; drawn from a seed with NumPy alone."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pictures = NDArray[np.uint8]  # (N, H, W, C)
Coefficients = tuple[float, float, float, float, float, float]  # as Pillow wants them


@dataclass(frozen=True)
class Augmentation:
    """How far a training picture may be from the one in the file.

    Attributes:
        turn: degrees, either way.
        zoom: share, either way: 0.1 draws a factor from 0.9 to 1.1, for rows and columns apart.
        slant: columns per row, either way.
        shift: pixels, either way; whole ones where nothing is turned, zoomed or slanted.
        pen: share of the pictures whose strokes become thicker, and of those that become thinner.
        mirror: swap left and right in half of the pictures.
    """

    turn: float = 0.0
    zoom: float = 0.0
    slant: float = 0.0
    shift: float = 0.0
    pen: float = 0.0
    mirror: bool = False

    @property
    def warps(self) -> bool:
        """Whether pixels are mixed and not only moved."""
        return bool(self.turn or self.zoom or self.slant)


def augmented(pictures: Pictures, how: Augmentation, rng: np.random.Generator) -> Pictures:
    """Change every picture at random.

    Args:
        pictures: (N, H, W, C) uint8.
        how: how far.
        rng: where the chance comes from; the same state gives the same pictures.

    Returns:
        (N, H, W, C) uint8, new.

    >>> shy = augmented(np.ones((1, 2, 2, 1), np.uint8), Augmentation(), np.random.default_rng(0))
    >>> shy[0, ..., 0].tolist()
    [[1, 1], [1, 1]]
    """
    changed = pictures.copy()
    if how.mirror:
        chosen = rng.random(len(changed)) < 1 / 2
        changed[chosen] = changed[chosen, :, ::-1]
    if how.pen:
        _other_pens(changed, how.pen, rng)
    if how.warps:
        return _warped(changed, how, rng)
    return _moved(changed, round(how.shift), rng) if how.shift else changed


def _other_pens(pictures: Pictures, share: float, rng: np.random.Generator) -> None:
    """Let each pixel take the brightest or darkest of itself and its neighbours right and below."""
    drawn = rng.random(len(pictures))
    for chosen, choose in ((drawn < share, np.maximum), (drawn > 1 - share, np.minimum)):
        wide = np.pad(pictures[chosen], ((0, 0), (0, 1), (0, 1), (0, 0)))
        rows = choose(wide[:, :-1], wide[:, 1:])
        pictures[chosen] = choose(rows[:, :, :-1], rows[:, :, 1:])


def _moved(pictures: Pictures, most: int, rng: np.random.Generator) -> Pictures:
    """Cut a window out of each mirrored-at-the-edge picture: no black borders to learn from."""
    border = ((0, 0), (most, most), (most, most), (0, 0))
    wide = np.pad(pictures, border, mode="reflect")
    height, width = pictures.shape[1:3]
    starts = rng.integers(0, 2 * most + 1, (len(pictures), 2))
    rows = starts[:, :1] + np.arange(height)  # (N, H)
    columns = starts[:, 1:] + np.arange(width)  # (N, W)
    numbers = np.arange(len(pictures))[:, None, None]
    cut: Pictures = wide[numbers, rows[:, :, None], columns[:, None, :]]
    return cut


def _warped(pictures: Pictures, how: Augmentation, rng: np.random.Generator) -> Pictures:
    changed = np.empty_like(pictures)
    height, width, channels = pictures.shape[1:]
    for index, where in enumerate(_affine(len(pictures), (height, width), how, rng)):
        for channel in range(channels):
            plane = Image.fromarray(pictures[index, ..., channel])
            warped = plane.transform(
                (width, height), Image.Transform.AFFINE, where, Image.Resampling.BILINEAR
            )
            changed[index, ..., channel] = np.asarray(warped)
    return changed


def _affine(
    count: int, size: tuple[int, int], how: Augmentation, rng: np.random.Generator
) -> Iterator[Coefficients]:
    """For each picture, where a cell of the result comes from; about the centre."""
    middle_row, middle_column = size[0] / 2, size[1] / 2
    ranges = np.array([how.turn, how.zoom, how.zoom, how.slant, how.shift, how.shift])
    for turn, tall, broad, slant, down, right in (
        rng.uniform(-1.0, 1.0, (count, len(ranges))) * ranges
    ).tolist():
        cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        a, b = cosine / (1 + broad), slant - sine / (1 + broad)
        d, e = sine / (1 + tall), cosine / (1 + tall)
        row, column = middle_row + down, middle_column + right
        yield (
            a, b, middle_column - a * column - b * row,
            d, e, middle_row - d * column - e * row,
        )  # fmt: skip
