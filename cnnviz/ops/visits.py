"""How often a sliding window meets each cell: why the border counts less without padding.

The letters are those of the output-size formula, see `sizes`.
"""

import numpy as np
from numpy.typing import NDArray

from cnnviz.spec import Pair

from .sizes import output_size


def visits(n: int, m: int, *, p: int | Pair = 0, s: int = 1, d: int = 1) -> NDArray[np.int64]:
    """Count for every cell of one axis the outputs that it enters.

    Along two axes the counts multiply: numpy.outer(rows, columns).

    Args:
        n: input size, in cells.
        m: window size, in cells.
        p: cells of padding on each side, or (before, after).
        s: stride, in cells.
        d: dilation, in cells.

    Returns:
        (n,): whole numbers; they add up to m for every output, less what falls on padding.

    Raises:
        ShapeError: if the window does not fit into the padded input.
        SpecError: if a number is below its minimum.

    Source:
        the transposed convolution of ones with ones.

    >>> visits(5, 3), visits(5, 3, p=2)
    (array([1, 2, 3, 2, 1]), array([3, 3, 3, 3, 3]))
    """
    if isinstance(p, int):
        before, outputs = p, output_size(n, m, p=p, s=s, d=d)
    else:
        before, outputs = p[0], output_size(n + sum(p), m, s=s, d=d)
    met = np.add.outer(s * np.arange(outputs), d * np.arange(m)) - before  # (outputs, taps)
    return np.bincount(met[(met >= 0) & (met < n)], minlength=n)
