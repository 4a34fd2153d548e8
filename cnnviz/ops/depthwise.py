"""Depthwise convolution: every channel has its own filters and its own maps."""

from numpy.typing import ArrayLike

from cnnviz.errors import ShapeError
from cnnviz.spec.sliding import Mode

from .arrays import FeatureMap, Kernel
from .conv import conv
from .floats import as_feature_map, as_kernel
from .padding import Padding
from .pairs import Size


def depthwise_conv(
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    strides: Size = 1,
    padding: Padding = "valid",
    mode: Mode = "constant",
    dilation: Size = 1,
) -> FeatureMap:
    """Slide over every channel its own filters, without summing over channels.

    Args:
        x: (H, W, C), any real values.
        kernel: (kh, kw, C, M): M filters for each channel.
        strides: steps of the window, in cells; one number or (rows, columns).
        padding: as for `conv`.
        mode: as for `conv`.
        dilation: as for `conv`.

    Returns:
        (H', W', C·M): map c·M + m is channel c under its filter m; H' and W' as for `conv`.

    Raises:
        ShapeError: if kernel and picture do not fit together.
        SpecError: if a setting is out of its range.

    Source:
        keras.layers.DepthwiseConv2D.

    >>> depthwise_conv([[[1, 10], [2, 20]]], [[[[1], [2]], [[1], [2]]]])
    array([[[ 3., 60.]]])
    """
    x = as_feature_map(x)
    kernel = as_kernel(kernel, x, "(rows, columns, channels, multiplier)")
    check_depthwise(x, kernel)
    kh, kw, channels, multiplier = kernel.shape
    return conv(
        x,
        kernel.reshape(kh, kw, 1, channels * multiplier),
        strides=strides,
        padding=padding,
        mode=mode,
        dilation=dilation,
        groups=channels,
    )


def check_depthwise(x: FeatureMap, kernel: Kernel) -> None:
    """Check that a depthwise kernel has a slice for every channel.

    Raises:
        ShapeError: if it has not.
    """
    if kernel.shape[2] != x.shape[2] or not x.shape[2]:
        raise ShapeError(
            f"A depthwise kernel for {kernel.shape[2]} channels does not fit a picture of "
            f"{x.shape[2]} channels. Give it one slice per channel: {x.shape[2]}."
        )
