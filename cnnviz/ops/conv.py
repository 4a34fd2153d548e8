"""Convolution in two dimensions: one weighted sum per window, filter by filter."""

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.errors import ShapeError, SpecError
from cnnviz.spec.sliding import Mode

from .arrays import FeatureMap, Kernel
from .correlate import correlate, correlate_depthwise
from .floats import as_feature_map, as_float, as_kernel
from .padding import Padding, pad, resolve_padding
from .pairs import Size, pair


def conv(
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    bias: ArrayLike | None = None,
    strides: Size = 1,
    padding: Padding = "valid",
    mode: Mode = "constant",
    dilation: Size = 1,
    groups: int = 1,
    flip: bool = False,
) -> FeatureMap:
    """Slide filters over a picture.

    Args:
        x: (H, W, Cin), any real values; float32 stays float32, integers become float64.
        kernel: (kh, kw, Cin/groups, Cout).
        bias: (Cout,) or one number, added to every cell of a map; None for none.
        strides: steps of the window, in cells; one number or (rows, columns).
        padding: "valid", "same", "full", or numbers of cells (see `resolve_padding`).
        mode: what the padded cells hold: "constant" (zero), "reflect", "symmetric", "edge", "wrap".
        dilation: distance of neighbouring taps, in cells; one number or (rows, columns).
        groups: number of parts into which channels and filters are split, each on its own.
        flip: turn the kernel by 180°: the true convolution instead of the cross-correlation.

    Returns:
        (H', W', Cout) with H' = floor((top + H + bottom − d(kh − 1) − 1) / s) + 1, W' alike.

    Raises:
        ShapeError: if kernel, bias, groups and picture do not fit together.
        SpecError: if a setting is out of its range.

    Source:
        keras.layers.Conv2D, which refuses strides and dilation both above 1.

    >>> x = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])[..., np.newaxis]
    >>> conv(x, np.ones((2, 2, 1, 1)))[..., 0]
    array([[12., 16.],
           [24., 28.]])
    """
    x = as_feature_map(x)
    kernel = as_kernel(kernel, x, "(rows, columns, channels, filters)")
    check_groups(x, kernel, groups)
    steps, gaps = pair(strides, "strides"), pair(dilation, "dilation")
    amounts = resolve_padding(
        x.shape[:2], kernel.shape[:2], strides=steps, padding=padding, dilation=gaps
    )
    padded = pad(x, amounts, mode=mode)
    turned = kernel[::-1, ::-1] if flip else kernel
    if groups == 1:
        result = correlate(padded, turned, steps, gaps)
    elif kernel.shape[2] == 1:
        result = correlate_depthwise(padded, by_channel(turned, groups), steps, gaps)
    else:
        parts = zip(
            np.split(padded, groups, axis=-1), np.split(turned, groups, axis=-1), strict=True
        )
        result = np.concatenate([correlate(*part, steps, gaps) for part in parts], axis=-1)
    if bias is not None:
        result += as_bias(bias, kernel)
    return result


def by_channel(kernel: Kernel, groups: int) -> Kernel:
    """Regroup (kh, kw, 1, groups·M) as (kh, kw, groups, M), the depthwise layout."""
    return kernel.reshape(*kernel.shape[:2], groups, kernel.shape[3] // groups)


def check_groups(x: FeatureMap, kernel: Kernel, groups: int) -> None:
    """Check that channels and filters can be split into `groups` and that the kernel fits.

    Raises:
        SpecError: if `groups` is below 1.
        ShapeError: if channels or filters cannot be split, or the kernel has other channels.
    """
    channels, filters = x.shape[2], kernel.shape[3]
    if groups < 1:
        raise SpecError(f"{groups} groups are not possible. Choose at least 1.")
    if channels % groups or filters % groups:
        common = [n for n in range(1, max(channels, 1) + 1) if channels % n == filters % n == 0]
        raise ShapeError(
            f"{channels} channels and {filters} filters cannot be split into {groups} groups. "
            f"Choose one of {', '.join(map(str, common))}."
        )
    if kernel.shape[2] != channels // groups:
        within = f" in {groups} groups" if groups > 1 else ""
        raise ShapeError(
            f"A kernel for {kernel.shape[2]} channels does not fit a picture of {channels} "
            f"channels{within}. Give it {channels // groups} channels."
        )


def as_bias(bias: ArrayLike, kernel: Kernel) -> FeatureMap:
    """Return the bias as (Cout,) in the dtype of the kernel.

    Raises:
        ShapeError: if there is not one number per filter.
    """
    values = as_float(bias).astype(kernel.dtype, copy=False)
    if values.shape not in ((), (kernel.shape[3],)):
        raise ShapeError(
            f"A bias of shape {values.shape} does not fit {kernel.shape[3]} filters. "
            f"Give it one number, or {kernel.shape[3]}."
        )
    return np.broadcast_to(values, (kernel.shape[3],))
