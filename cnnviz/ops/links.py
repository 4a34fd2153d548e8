"""Who meets whom along one axis: input cell, tap of the window, output cell.

Everything that slides is the same list of meetings, read in three directions: for an output cell,
the taps and cells behind it; for an input cell, the outputs it feeds; for a tap, the cells it
meets. In two dimensions the meetings are all pairs of one along the rows and one along the columns.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.spec.sliding import Mode, Pair

from .padding import source_indices
from .sizes import reach

Indices = NDArray[np.intp]


class Links(NamedTuple):
    """Meetings along one axis, each array (E,), ordered by output, then by position.

    Attributes:
        outputs: output cell, from 0.
        taps: tap of the window, from 0.
        positions: where the tap lies, counted in cells of the input; before 0 and after n − 1 it
            is padding.
        sources: the input cell whose value is met there, −1 where it is a constant.
    """

    outputs: Indices
    taps: Indices
    positions: Indices
    sources: Indices

    def where(
        self, *, output: int | None = None, tap: int | None = None, source: int | None = None
    ) -> "Links":
        """Keep the meetings of one output, one tap, one input cell.

        >>> sliding_links(5, 3).where(source=0).outputs
        array([0])
        """
        kept = np.ones(self.outputs.shape, dtype=bool)
        for indices, wanted in (
            (self.outputs, output),
            (self.taps, tap),
            (self.sources, source),
        ):
            if wanted is not None:
                kept &= indices == wanted
        return Links(*(indices[kept] for indices in self))


def sliding_links(
    n: int,
    m: int,
    *,
    sides: Pair = (0, 0),
    stride: int = 1,
    dilation: int = 1,
    mode: Mode = "constant",
) -> Links:
    """List the meetings of a window that slides over n cells, which must have room for it.

    Args:
        n: cells of the input.
        m: taps of the window.
        sides: cells added (before, after).
        stride: step of the window, in cells.
        dilation: distance of neighbouring taps, in cells.
        mode: what the added cells hold.

    Returns:
        m meetings for each output.

    >>> sliding_links(3, 2, sides=(1, 0)).positions
    array([-1,  0,  0,  1,  1,  2])
    """
    sources = source_indices(n, *sides, mode)
    windows = (len(sources) - reach(m, dilation)) // stride + 1
    outputs, taps = np.divmod(np.arange(windows * m), m)
    padded = outputs * stride + taps * dilation
    return Links(outputs, taps, padded - sides[0], sources[padded])


def stamping_links(
    n: int, m: int, *, size: int, cut: int = 0, stride: int = 1, dilation: int = 1
) -> Links:
    """List the meetings of a window that each of n cells stamps into the output.

    Args:
        n: cells of the input.
        m: taps of the window.
        size: cells of the output.
        cut: cells cut off before the output.
        stride: step of the stamp, in cells of the output.
        dilation: distance of neighbouring taps, in cells of the output.

    Returns:
        As many meetings for each output as stamps cover it.

    >>> stamping_links(2, 3, size=5, stride=2).outputs
    array([0, 1, 2, 2, 3, 4])
    """
    cells, taps = np.divmod(np.arange(n * m), m)
    outputs = cells * stride + taps * dilation - cut
    order = np.lexsort((cells, outputs))
    order = order[(outputs[order] >= 0) & (outputs[order] < size)]
    return Links(outputs[order], taps[order], cells[order], cells[order])
