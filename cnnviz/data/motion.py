"""A picture that has moved: shifted, turned, enlarged; what a network should or should not mind."""

import math
from dataclasses import replace

import numpy as np
from PIL import Image

from cnnviz.data.pictures import Picture, Pixels, joined
from cnnviz.errors import SpecError

SCALES = (0.25, 4.0)  # least and most enlargement
_FULL_TURN = 360.0
_DIGITS = 15  # a cosine of 90° is then 0, and a quarter turn copies cells instead of mixing them


def moved(
    picture: Picture, *, rows: int, columns: int, angle: float = 0.0, scale: float = 1.0
) -> Picture:
    """Turn and enlarge a picture about its centre, then shift it; what enters is zero.

    Args:
        picture: (H, W, C).
        rows: cells downwards, upwards if negative.
        columns: cells to the right, to the left if negative.
        angle: counter-clockwise, in degrees.
        scale: 2.0 makes things twice as large; 0.25..4.

    Returns:
        (H, W, C), dtype of `picture`. A shift alone copies cells and mixes none; turning and
        enlarging mix the four nearest cells (bilinear, computed in float32).

    Raises:
        SpecError: if the angle is not finite or the scale out of range.

    >>> line = Picture(np.array([[[1], [2], [3]]], np.uint8), "Three pixels", "matrix")
    >>> moved(line, rows=0, columns=1).pixels[..., 0].tolist()
    [[0, 1, 2]]
    """
    if not math.isfinite(angle):
        raise SpecError(f"An angle of {angle} degrees is none. Choose a finite one, e.g. 15.")
    if not SCALES[0] <= scale <= SCALES[1]:
        raise SpecError(
            f"A picture cannot be shown {scale} times as large. "
            f"Choose a scale from {SCALES[0]} to {SCALES[1]}."
        )
    turned = angle % _FULL_TURN != 0 or scale != 1
    if not turned and rows == columns == 0:
        return picture
    if turned:
        pixels = _warped(picture.pixels, rows, columns, angle, scale)
    else:
        pixels = _shifted(picture.pixels, rows, columns)
    note = _note(rows, columns, angle, scale)
    return replace(picture, pixels=pixels, note=joined(picture.note, note))


def _shifted(pixels: Pixels, rows: int, columns: int) -> Pixels:
    """Copy what stays inside."""
    height, width = pixels.shape[:2]
    result = np.zeros_like(pixels)
    result[_to(rows, height), _to(columns, width)] = pixels[
        _to(-rows, height), _to(-columns, width)
    ]
    return result


def _to(shift: int, size: int) -> slice:
    """Where cells arrive that are shifted along an axis; with -shift, where they come from.

    >>> _to(1, 3), _to(-1, 3), _to(5, 3)
    (slice(1, 3, None), slice(0, 2, None), slice(3, 3, None))
    """
    return slice(min(max(shift, 0), size), max(min(size + shift, size), 0))


def _warped(pixels: Pixels, rows: int, columns: int, angle: float, scale: float) -> Pixels:
    """Ask, for every cell of the result, where it came from; Pillow wants columns first."""
    height, width = pixels.shape[:2]
    cosine = round(math.cos(math.radians(angle)), _DIGITS) / scale
    sine = round(math.sin(math.radians(angle)), _DIGITS) / scale
    down, right = height / 2 + rows, width / 2 + columns  # where the centre goes
    across = (cosine, -sine, width / 2 - cosine * right + sine * down)
    upright = (sine, cosine, height / 2 - sine * right - cosine * down)
    planes = [
        Image.fromarray(np.ascontiguousarray(pixels[..., channel], np.float32)).transform(
            (width, height), Image.Transform.AFFINE, (*across, *upright), Image.Resampling.BILINEAR
        )
        for channel in range(pixels.shape[2])
    ]
    result = np.stack([np.asarray(plane) for plane in planes], axis=-1)
    if pixels.dtype == np.uint8:
        result = np.rint(result)
    moved_pixels: Pixels = result.astype(pixels.dtype)
    return moved_pixels


def _note(rows: int, columns: int, angle: float, scale: float) -> str:
    down = f"{abs(rows)} {'down' if rows > 0 else 'up'}" if rows else ""
    right = f"{abs(columns)} to the {'right' if columns > 0 else 'left'}" if columns else ""
    shift = " and ".join(filter(None, (down, right)))
    parts = [
        f"turned by {angle:g}°" if angle % _FULL_TURN else "",
        f"scaled by {scale:g}" if scale != 1 else "",
        f"shifted {shift}" if shift else "",
    ]
    sentence = ", ".join(filter(None, parts)) + "."
    return sentence[0].upper() + sentence[1:]
