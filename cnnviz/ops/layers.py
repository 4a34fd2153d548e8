"""What each layer of a network computes, for a batch of pictures, by the operations on one."""

from collections.abc import Callable, Mapping
from functools import partial, singledispatch
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.spec import layers
from cnnviz.spec.layers import Plain

from .activations import leaky_relu, softmax
from .arrays import Batch, FeatureMap
from .conv import conv
from .depthwise import depthwise_conv
from .padding import pad
from .pool import average_pool, global_average_pool, global_max_pool, max_pool
from .products import product
from .slide import activate
from .stacked import convolved, one_by_one, pooled
from .transpose import conv_transpose

Own = Mapping[str, NDArray[np.float32]]  # a layer's weights by variable: "kernel", "bias"
Curve = Callable[[NDArray[Any]], NDArray[Any]]
_SMALLEST_DEVIATION = np.float32(1e-7)  # keras.backend.epsilon()


def curve_of(layer: Plain) -> Curve | None:
    """Find the curve that a layer bends its values with at the end; None for a straight line.

    >>> curve_of(layers.Dense(units=3, activation="relu"))(np.array([-2.0, 3.0]))
    array([0., 3.])
    """
    if isinstance(layer, layers.LeakyReLU):
        return partial(leaky_relu, negative_slope=layer.negative_slope)
    name = getattr(layer, "activation", "linear")
    if name == "softmax":
        return softmax
    return None if name == "linear" else partial(activate, activation=name)


@singledispatch
def computed(layer: Plain, x: NDArray[Any], own: Own) -> NDArray[Any]:
    """Compute a layer, as far as its activation.

    Args:
        layer: any layer but Input and Residual.
        x: (N, …), float32.
        own: its weights by variable, in the shapes of `weight_shapes`.

    Returns:
        (N, …), float32; `x` itself for Dropout, which rests, and for layers that only bend.

    Source:
        Keras's layers of the same names, called with training=False.

    >>> computed(layers.Flatten(), np.array([[[1.0, 2.0], [3.0, 4.0]]]), {})
    array([[1., 2., 3., 4.]])
    """
    return x


@computed.register
def _(layer: layers.Rescaling, x: NDArray[Any], own: Own) -> NDArray[Any]:
    scaled: NDArray[Any] = x * x.dtype.type(layer.scale) + x.dtype.type(layer.offset)
    return scaled


@computed.register
def _(layer: layers.Normalization, x: NDArray[Any], own: Own) -> NDArray[Any]:
    deviation = np.maximum(np.sqrt(own["variance"]), _SMALLEST_DEVIATION)
    normalised: NDArray[Any] = (x - own["mean"]) / deviation
    return normalised


@computed.register
def _(layer: layers.BatchNormalization, x: NDArray[Any], own: Own) -> NDArray[Any]:
    factor = own.get("gamma", np.float32(1)) / np.sqrt(
        own["moving_variance"] + np.float32(layer.epsilon)
    )
    normalised: NDArray[Any] = x * factor
    normalised += own.get("beta", np.float32(0)) - own["moving_mean"] * factor
    return normalised


@computed.register
def _(layer: layers.Reshape, x: NDArray[Any], own: Own) -> NDArray[Any]:
    return x.reshape(len(x), *layer.target_shape)


@computed.register
def _(layer: layers.Flatten, x: NDArray[Any], own: Own) -> NDArray[Any]:
    return x.reshape(len(x), -1)


@computed.register
def _(layer: layers.ZeroPadding2D, x: Batch, own: Own) -> Batch:
    return one_by_one(partial(pad, amounts=layer.padding), x)


@computed.register
def _(layer: layers.Conv2D, x: Batch, own: Own) -> Batch:
    settings: dict[str, Any] = {
        "strides": layer.strides,
        "dilation": layer.dilation_rate,
        "groups": layer.groups,
        "bias": own.get("bias"),
    }
    return convolved(lambda p, zeros: conv(p, own["kernel"], padding=zeros, **settings), x, layer)


@computed.register
def _(layer: layers.DepthwiseConv2D, x: Batch, own: Own) -> Batch:
    return _with_bias(_depthwise(layer, x, own["kernel"]), own)


@computed.register
def _(layer: layers.SeparableConv2D, x: Batch, own: Own) -> Batch:
    between = _depthwise(layer, x, own["depthwise_kernel"])
    return _with_bias(product(between, own["pointwise_kernel"][0, 0]), own)


@computed.register
def _(layer: layers.Conv2DTranspose, x: Batch, own: Own) -> Batch:
    def stamped(picture: FeatureMap) -> FeatureMap:
        return conv_transpose(
            picture,
            own["kernel"],
            strides=layer.strides,
            padding=layer.padding,
            output_padding=layer.output_padding,
        )

    return _with_bias(one_by_one(stamped, x), own)


@computed.register
def _(layer: layers.MaxPooling2D | layers.AveragePooling2D, x: Batch, own: Own) -> Batch:
    operation = max_pool if isinstance(layer, layers.MaxPooling2D) else average_pool
    settings: dict[str, Any] = {
        "pool_size": layer.pool_size,
        "strides": layer.steps,
        "padding": layer.padding,
    }
    return pooled(partial(operation, **settings), x, layer)


@computed.register
def _(layer: layers.GlobalMaxPooling2D, x: Batch, own: Own) -> NDArray[Any]:
    return one_by_one(global_max_pool, x)


@computed.register
def _(layer: layers.GlobalAveragePooling2D, x: Batch, own: Own) -> NDArray[Any]:
    return one_by_one(global_average_pool, x)


@computed.register
def _(layer: layers.Dense, x: NDArray[Any], own: Own) -> NDArray[Any]:
    return _with_bias(product(x, own["kernel"]), own)


def _depthwise(
    layer: layers.DepthwiseConv2D | layers.SeparableConv2D, x: Batch, kernel: NDArray[Any]
) -> Batch:
    settings: dict[str, Any] = {"strides": layer.strides, "dilation": layer.dilation_rate}
    return convolved(
        lambda p, zeros: depthwise_conv(p, kernel, padding=zeros, **settings), x, layer
    )


def _with_bias(x: NDArray[Any], own: Own) -> NDArray[Any]:
    return x + own["bias"] if "bias" in own else x
