"""Whatever slides, called by its description."""

from typing import Any

from cnnviz.errors import SpecError
from cnnviz.spec import Sliding

from .activations import elu, gelu, leaky_relu, relu, sigmoid, tanh
from .arrays import FeatureMap, Kernel
from .conv import conv
from .depthwise import depthwise_conv
from .pool import average_pool, max_pool
from .transpose import conv_transpose

_ACTIVATIONS = {
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "gelu": gelu,
    "tanh": tanh,
    "sigmoid": sigmoid,
}


def slide(
    sliding: Sliding,
    x: FeatureMap,
    kernel: Kernel | None = None,
    *,
    bias: FeatureMap | None = None,
    activation: str = "linear",
) -> FeatureMap:
    """Do what `sliding` says.

    Args:
        sliding: what slides.
        x: (H, W, C).
        kernel: the layout that the operation of this kind takes; None for a pool.
        bias: (F,), added before the activation.
        activation: its Keras name, "linear" for none.

    Returns:
        (H', W', F).

    >>> import numpy as np
    >>> slide(Sliding(kernel_size=(2, 2)), np.ones((2, 2, 1)), np.ones((2, 2, 1, 1)))[..., 0]
    array([[4.]])
    """
    z = _before_activation(sliding, x, kernel)
    if bias is not None:
        z = z + bias.astype(z.dtype)
    return activate(z, activation)


def activate(x: FeatureMap, activation: str) -> FeatureMap:
    """Apply an activation by its Keras name; "linear" leaves everything as it is."""
    return x if activation == "linear" else _ACTIVATIONS[activation](x)


def _before_activation(sliding: Sliding, x: FeatureMap, kernel: Kernel | None) -> FeatureMap:
    if sliding.kind in ("max_pool", "average_pool"):
        pool = max_pool if sliding.kind == "max_pool" else average_pool
        return pool(
            x, pool_size=sliding.kernel_size, strides=sliding.strides, padding=sliding.padding
        )
    if kernel is None:
        raise SpecError(f"A {sliding.kind} needs a kernel. Give one, or choose a pool.")
    common: dict[str, Any] = {
        "strides": sliding.strides,
        "padding": sliding.padding,
        "dilation": sliding.dilation,
    }
    if sliding.kind == "transposed":
        return conv_transpose(x, kernel, output_padding=sliding.output_padding, **common)
    if sliding.kind == "depthwise":
        return depthwise_conv(x, kernel, mode=sliding.mode, **common)
    return conv(x, kernel, mode=sliding.mode, groups=sliding.groups, flip=sliding.flip, **common)
