"""The output size over padding and stride, as a table in colour.

The letters are those of the output-size formula, see `cnnviz.ops.sizes`.
"""

import math
from typing import TYPE_CHECKING

import numpy as np

from cnnviz.errors import ShapeError
from cnnviz.ops.sizes import output_size, reach

from .cells import cells
from .theme import LIGHT, Scheme, dress

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_PADDINGS = 9
_STRIDES = 6


def sizes_figure(
    n: int, m: int, *, p: int, s: int, d: int = 1, colours: Scheme = LIGHT
) -> "Figure":
    """Draw what other paddings and strides would give, the current setting framed.

    Args:
        n: input size, in cells.
        m: window size, in cells.
        p: padding on each side, in cells.
        s: stride, in cells.
        d: dilation, in cells.
        colours: of the page.

    Returns:
        a figure on a see-through ground: a dash where the window does not fit, and the input
        size itself in bold.

    Raises:
        SpecError: if a number is below its minimum.
    """
    paddings = _around(p, 0, max(p, reach(m, d) - 1), _PADDINGS)
    strides = _around(s, 1, max(s, _STRIDES), _STRIDES)
    values = np.array([[_size(n, m, p=p, s=s, d=d) for p in paddings] for s in strides])
    figure = cells(
        values,
        colours,
        rows=strides,
        columns=paddings,
        hover=f"n = {n}, m = {m}, p = %{{x}}, s = %{{y}}: o = %{{z}}",
    )
    numbers = figure.data[1]
    numbers.text = [f"<b>{text}</b>" if text == str(n) else text for text in numbers.text]
    dress(figure, colours, rows="stride s", columns="padding p")
    frame = {"color": colours.accent, "width": 4}
    figure.add_shape(x0=p - 0.5, x1=p + 0.5, y0=s - 0.5, y1=s + 0.5, line=frame)
    return figure


def _size(n: int, m: int, *, p: int, s: int, d: int) -> float:
    try:
        return output_size(n, m, p=p, s=s, d=d)
    except ShapeError:
        return math.nan


def _around(value: int, least: int, most: int, count: int) -> range:
    """At most `count` whole numbers from `least` to `most`, with `value` among them."""
    first = max(least, min(value - count // 2, most - count + 1))
    return range(first, min(most, first + count - 1) + 1)
