"""Show me the code: one setting as three texts that can be run."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from cnnviz.ops.arrays import FeatureMap, Kernel, Signal
from cnnviz.spec import Activation, Sliding

from .case import Case
from .keras_text import keras_text
from .numpy_text import numpy_text
from .scipy_text import scipy_text

_LARGEST_SIDE = 16  # numbers of a picture up to this size are printed
_MOST_NUMBERS = 300


@dataclass(frozen=True)
class Snippets:
    """Three texts that compute and print the same `y`.

    Attributes:
        numpy: needs NumPy.
        scipy: needs NumPy and SciPy.
        keras: needs Keras.
        picture_file: what they read the picture from, beside them; None where it is in them.
    """

    numpy: str
    scipy: str
    keras: str
    picture_file: str | None


def snippets_for(
    sliding: Sliding,
    x: FeatureMap,
    kernel: Kernel | None = None,
    bias: Signal | None = None,
    *,
    activation: Activation = "linear",
    dimensions: Literal[1, 2] = 2,
    picture_file: str | None = None,
    shift: float = 0.0,
    divisor: float = 1.0,
) -> Snippets:
    """Write down what a bench computes, with NumPy, SciPy and Keras.

    Args:
        sliding: the setting. As in `ops`, only "conv" can flip, a pool has neither dilation nor
            mode, and a transposed convolution pads "valid" or "same".
        x: (H, W, C), before scaling; the texts compute with (x − shift) / divisor.
        kernel: conv (kh, kw, C/groups, F), depthwise (kh, kw, C, M), transposed (kh, kw, F, C),
            None for pools.
        bias: (F,); zeros are left out, and a pool has none.
        activation: applied to every sum.
        dimensions: 1 for a single row (H = kh = 1): the texts of a convolution then drop the axis
            of rows.
        picture_file: where a picture of more than about 16×16 is read from: a picture, or ".npy"
            with x; "picture.png" or "picture.npy" where it has no name.
        shift: subtracted from x.
        divisor: x is divided by it after that.

    Returns:
        texts that end with y of shape (H', W', F) and print it; in one dimension with (L', F), or
        (L',) for one channel and one filter.

    Raises:
        ShapeError: if kernel and setting disagree, or the window does not fit.
        SpecError: if a pool has a kernel, or something else has none.

    >>> x = np.array([[[3], [2], [1], [7]]])
    >>> sliding = Sliding(kernel_size=(1, 2), strides=(1, 2))
    >>> print(snippets_for(sliding, x, np.full((1, 2, 1, 1), 0.5), dimensions=1).numpy)
    import numpy as np
    from numpy.lib.stride_tricks import sliding_window_view
    <BLANKLINE>
    x = np.array([3, 2, 1, 7], dtype=float)
    <BLANKLINE>
    kernel = np.array([0.5, 0.5], dtype=float)
    <BLANKLINE>
    windows = sliding_window_view(x, 2)
    windows = windows[::2]  # stride 2
    y = windows @ kernel
    <BLANKLINE>
    print(y)
    <BLANKLINE>
    """
    case = Case(
        sliding=sliding,
        x=x,
        kernel=kernel,
        bias=bias if kernel is not None and bias is not None and np.any(bias) else None,
        activation=activation,
        one_row=dimensions == 1 and sliding.kind == "conv" and sliding.groups == 1,
        shift=float(shift),
        divisor=float(divisor),
        picture_file=None if _is_printed(x, dimensions) else picture_file or _file_for(x),
    )
    return Snippets(numpy_text(case), scipy_text(case), keras_text(case), case.picture_file)


def _is_printed(x: FeatureMap, dimensions: int) -> bool:
    side = max(x.shape[:2])
    return x.size <= _MOST_NUMBERS and (dimensions == 1 or side <= _LARGEST_SIDE)


def _file_for(x: FeatureMap) -> str:
    is_picture = x.dtype == np.uint8 and x.shape[2] in (1, 3)
    return "picture.png" if is_picture else "picture.npy"
