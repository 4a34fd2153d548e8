"""Many pictures at once: laid below each other, so that an operation on one slides over all.

Between two pictures lie the zeros that pad both; windows that straddle two pictures are dropped.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from cnnviz.spec.layers import Conv2D, DepthwiseConv2D, Pooling, SeparableConv2D
from cnnviz.spec.sliding import Amounts

from .arrays import Batch, FeatureMap
from .padding import resolve_padding
from .sizes import reach

Slide = Callable[[FeatureMap, Amounts], FeatureMap]


def one_by_one(operation: Callable[[FeatureMap], NDArray[np.float32]], x: Batch) -> Batch:
    """Apply an operation on a picture to each of a batch.

    Args:
        operation: from (H, W, C).
        x: (N, H, W, C).

    Returns:
        (N, …).
    """
    if len(x) == 1:
        return operation(x[0])[np.newaxis]
    return np.stack([operation(picture) for picture in x])


def convolved(slide: Slide, x: Batch, layer: Conv2D | DepthwiseConv2D | SeparableConv2D) -> Batch:
    """Slide over a batch of pictures as over one.

    Args:
        slide: takes a picture and how many zeros are put around it.
        x: (N, H, W, C).
        layer: says how the window is padded and how it steps.

    Returns:
        (N, H', W', C').

    >>> from .conv import conv
    >>> pictures = np.array([[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]])  # two of 2×1
    >>> layer = Conv2D(filters=1, kernel_size=(2, 1), padding="same")
    >>> kernel = np.ones((2, 1, 1, 1))
    >>> convolved(lambda x, amounts: conv(x, kernel, padding=amounts), pictures, layer)[..., 0, 0]
    array([[3., 2.],
           [7., 4.]])
    """
    count, height, width, channels = x.shape
    (top, bottom), sides = resolve_padding(
        (height, width),
        layer.kernel_size,
        strides=layer.strides,
        padding=layer.padding,
        dilation=layer.dilation_rate,
    )
    if count == 1:
        return slide(x[0], ((top, bottom), sides))[np.newaxis]
    span, step = reach(layer.kernel_size[0], layer.dilation_rate[0]), layer.strides[0]
    rows = (top + height + bottom - span) // step + 1
    windows = -(-(height + max(top, bottom)) // step)  # from one picture's first to the next one's
    apart = windows * step
    tall = max(count * apart - step + span, count * apart + top)
    stack = np.zeros((tall, width, channels), x.dtype)
    by_picture = stack[top : top + count * apart].reshape(count, apart, width, channels)
    by_picture[:, :height] = x
    made = slide(stack, ((0, 0), sides))[: count * windows]
    return made.reshape(count, windows, *made.shape[1:])[:, :rows]


def pooled(pool: Callable[[FeatureMap], FeatureMap], x: Batch, layer: Pooling) -> Batch:
    """Pool a batch of pictures, as one where no window could straddle two.

    Args:
        pool: from (H, W, C).
        x: (N, H, W, C).
        layer: says how large the window is and how it steps.

    Returns:
        (N, H', W', C).
    """
    count, height = x.shape[:2]
    size, step = layer.pool_size[0], layer.steps[0]
    if size != step or height % step:
        return one_by_one(pool, x)
    made = pool(x.reshape(count * height, *x.shape[2:]))
    return made.reshape(count, height // step, *made.shape[1:])
