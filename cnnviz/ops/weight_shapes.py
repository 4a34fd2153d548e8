"""The weights that each layer needs: their names and shapes, as Keras has them."""

from functools import singledispatch

from cnnviz.spec import layers
from cnnviz.spec.layers import Layer

from .shapes import Shape

Shapes = dict[str, Shape]  # by variable: "kernel", "bias"


@singledispatch
def weight_shapes(layer: Layer, shape: Shape) -> Shapes:
    """Work out what weights a layer needs.

    Args:
        layer: any.
        shape: what goes in, without the batch.

    Returns:
        Shapes by variable, as "kernel": (kh, kw, Cin, Cout); empty for a layer without weights.
        Without the count of a Normalization, with which nothing is computed.

    Source:
        The build methods of Keras's layers.

    >>> weight_shapes(layers.Dense(units=10), (1024,))
    {'kernel': (1024, 10), 'bias': (10,)}
    """
    return {}


@weight_shapes.register
def _(layer: layers.Normalization, shape: Shape) -> Shapes:
    kept = shape[-1:] if layer.axis == -1 else shape
    return {"mean": kept, "variance": kept}


@weight_shapes.register
def _(layer: layers.BatchNormalization, shape: Shape) -> Shapes:
    learned = {"gamma": layer.scale, "beta": layer.center}
    names = [name for name, used in learned.items() if used]
    return dict.fromkeys([*names, "moving_mean", "moving_variance"], shape[-1:])


@weight_shapes.register
def _(layer: layers.Conv2D, shape: Shape) -> Shapes:
    kernel = (*layer.kernel_size, shape[-1] // layer.groups, layer.filters)
    return {"kernel": kernel, **_bias(layer.use_bias, layer.filters)}


@weight_shapes.register
def _(layer: layers.DepthwiseConv2D, shape: Shape) -> Shapes:
    kernel = (*layer.kernel_size, shape[-1], layer.depth_multiplier)
    return {"kernel": kernel, **_bias(layer.use_bias, shape[-1] * layer.depth_multiplier)}


@weight_shapes.register
def _(layer: layers.SeparableConv2D, shape: Shape) -> Shapes:
    between = shape[-1] * layer.depth_multiplier
    return {
        "depthwise_kernel": (*layer.kernel_size, shape[-1], layer.depth_multiplier),
        "pointwise_kernel": (1, 1, between, layer.filters),
        **_bias(layer.use_bias, layer.filters),
    }


@weight_shapes.register
def _(layer: layers.Conv2DTranspose, shape: Shape) -> Shapes:
    kernel = (*layer.kernel_size, layer.filters, shape[-1])
    return {"kernel": kernel, **_bias(layer.use_bias, layer.filters)}


@weight_shapes.register
def _(layer: layers.Dense, shape: Shape) -> Shapes:
    return {"kernel": (shape[-1], layer.units), **_bias(layer.use_bias, layer.units)}


def _bias(use_bias: bool, count: int) -> Shapes:
    return {"bias": (count,)} if use_bias else {}
