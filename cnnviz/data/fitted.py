"""A picture of any size and colour as a network's input needs it."""

import numpy as np
from numpy.typing import NDArray

from .pictures import Picture, crop, grey, resize


def fitted(picture: Picture, rows: int, columns: int, channels: int) -> NDArray[np.uint8]:
    """Cut out the middle, resize it and give it as many channels as are wanted.

    Args:
        picture: (H, W, 1) or (H, W, 3).
        rows: wanted, in pixels.
        columns: wanted, in pixels.
        channels: wanted, 1 or 3; grey becomes three equal channels.

    Returns:
        (rows, columns, channels), 0..255.

    >>> fitted(Picture(np.zeros((9, 30, 3), np.uint8), "wide", "sample"), 4, 4, 1).shape
    (4, 4, 1)
    """
    factor = min(picture.height / rows, picture.width / columns)
    height, width = (max(1, round(factor * side)) for side in (rows, columns))
    top, left = (picture.height - height) // 2, (picture.width - width) // 2
    middle = resize(crop(picture, top, left, height, width), rows, columns)
    if channels == 1:
        return grey(middle).pixels
    return np.broadcast_to(middle.pixels, (rows, columns, channels)).copy()
