"""The drawing that a newcomer finds on the sketchpad."""

from functools import cache

import numpy as np
from PIL import Image, ImageDraw

from .drawings import Drawing

_SIDE = 28
_FINE = 8  # drawn this much larger, then made small, for soft edges
# A five as one writes it: the hat, then down and around; (column, row) in cells.
_STROKES = (
    ((10.0, 6.5), (18.5, 6.0)),
    ((10.0, 6.5), (9.5, 13.0), (12.0, 12.0), (15.0, 12.0), (17.5, 13.5), (18.5, 16.0),
     (17.5, 19.0), (15.0, 21.0), (12.0, 21.5), (9.0, 20.0)),
)  # fmt: skip
_BRUSH = 2.4


@cache
def starter_drawing() -> Drawing:
    """A handwritten five on 28×28, made by this program.

    >>> starter_drawing().side
    28
    """
    image = Image.new("L", (_SIDE * _FINE, _SIDE * _FINE))
    pen = ImageDraw.Draw(image)
    radius = _BRUSH * _FINE / 2
    for stroke in _STROKES:
        points = [(column * _FINE, row * _FINE) for column, row in stroke]
        pen.line(points, fill=255, width=round(2 * radius), joint="curve")
        for column, row in points:
            pen.ellipse((column - radius, row - radius, column + radius, row + radius), fill=255)
    small = image.resize((_SIDE, _SIDE), Image.Resampling.BOX)
    return Drawing(np.asarray(small))
