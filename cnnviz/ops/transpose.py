"""Transposed convolution: every input cell stamps the kernel into the output."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.errors import ShapeError
from cnnviz.spec.sliding import Pair

from .arrays import FeatureMap, Kernel
from .floats import as_feature_map, as_kernel
from .pairs import Size, pair
from .sizes import reach, transposed_output_size

EndPadding = Literal["valid", "same"]
LAYOUT = "(rows, columns, filters, channels)"


def conv_transpose(
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    strides: Size = 1,
    padding: EndPadding = "valid",
    output_padding: Size | None = None,
    dilation: Size = 1,
) -> FeatureMap:
    """Stamp a kernel, weighted by each input cell, into a larger picture.

    Args:
        x: (H, W, Cin), any real values.
        kernel: (kh, kw, Cout, Cin).
        strides: steps of the stamp, in cells; one number or (rows, columns).
        padding: "valid" (all of every stamp) or "same" (the border cut to strides times the size).
        output_padding: cells added at the end, 0 to strides − 1; None for Keras's own choice.
        dilation: distance of neighbouring taps, in cells; one number or (rows, columns).

    Returns:
        (H', W', Cout), sizes as `transposed_output_size` says.

    Raises:
        ShapeError: if kernel and picture do not fit together, or the result has no cell.
        SpecError: if a setting is out of its range.

    Source:
        keras.layers.Conv2DTranspose on TensorFlow, which refuses strides and dilation both above
        1, and, for "same", an output padding of 0 with a kernel of even size.

    >>> conv_transpose(np.array([[[1], [2]]]), np.ones((1, 3, 1, 1)), strides=(1, 2))[..., 0]
    array([[1., 1., 3., 2., 2.]])
    """
    x = as_feature_map(x)
    kernel = as_kernel(kernel, x, LAYOUT)
    steps, gaps = pair(strides, "strides"), pair(dilation, "dilation")
    size, cut = stamped_size(x, kernel, steps, padding, output_padding, gaps)
    kh, kw, filters, _ = kernel.shape
    height, width, _ = x.shape
    stamped = np.zeros(
        (
            max((height - 1) * steps[0] + reach(kh, gaps[0]), cut[0] + size[0]),
            max((width - 1) * steps[1] + reach(kw, gaps[1]), cut[1] + size[1]),
            filters,
        ),
        x.dtype,
    )
    with np.errstate(over="ignore", invalid="ignore"):
        for i, j in np.ndindex(kh, kw):
            top, left = i * gaps[0], j * gaps[1]
            bottom, right = top + (height - 1) * steps[0] + 1, left + (width - 1) * steps[1] + 1
            stamped[top : bottom : steps[0], left : right : steps[1]] += x @ kernel[i, j].T
    return stamped[cut[0] : cut[0] + size[0], cut[1] : cut[1] + size[1]]


def stamped_size(
    x: FeatureMap,
    kernel: Kernel,
    strides: Pair,
    padding: EndPadding,
    output_padding: Size | None,
    dilation: Pair,
) -> tuple[Pair, Pair]:
    """Return the size of the result and how many cells are cut off before it, each per axis.

    Raises:
        ShapeError: if kernel and picture do not fit together, or the result has no cell.
        SpecError: if a setting is out of its range.
    """
    if kernel.shape[3] != x.shape[2]:
        raise ShapeError(
            f"A kernel for {kernel.shape[3]} channels does not fit a picture of {x.shape[2]} "
            f"channels. Give its last axis {x.shape[2]} channels: {LAYOUT}."
        )
    extra = (
        (None, None) if output_padding is None else pair(output_padding, "output_padding", least=0)
    )
    sizes, cuts = [], []
    for n, m, s, d, more in zip(x.shape, kernel.shape, strides, dilation, extra, strict=False):
        if n == 0:
            raise ShapeError(
                f"A picture of shape {x.shape} is empty. Choose one with at least one cell."
            )
        size = transposed_output_size(n, m, s=s, padding=padding, output_padding=more, d=d)
        if size < 1:
            raise ShapeError(
                f'A transposed convolution of {n} cells with a window of {m}, padding "same" and '
                f'output padding {more} has no cell. Choose an odd window or padding "valid".'
            )
        sizes.append(size)
        cuts.append(max((n - 1) * s + reach(m, d) - size, 0) // 2 if padding == "same" else 0)
    return (sizes[0], sizes[1]), (cuts[0], cuts[1])
