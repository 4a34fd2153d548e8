"""What is unwise about a network that is possible, in words."""

import math
from collections.abc import Iterator

from cnnviz.spec import NetworkSpec, every_layer, layers
from cnnviz.spec.layers import Layer

from .bill import Bill, LayerBill
from .shapes import times

LARGE_DENSE = 1_000_000  # parameters
SMALL_FIELD = 0.1  # of the picture
_MAPS = len(("rows", "columns", "channels"))


def advice(spec: NetworkSpec, bill: Bill) -> list[str]:
    """Say what a learner would regret, each in one sentence with its figures and a remedy.

    Args:
        spec: the network.
        bill: its bill.

    Returns:
        Sentences in the order of the layers; none if nothing is unwise.

    >>> from cnnviz.ops.bill import bill
    >>> net = NetworkSpec(name="wide", layers=(
    ...     layers.Input(shape=(64, 64, 3)), layers.Flatten(), layers.Dense(units=500)))
    >>> advice(net, bill(net))[0][:47]
    'dense has 6,144,500 parameters, 100 % of all: 1'
    """
    pairs = list(zip(every_layer(spec.layers), bill.layers, strict=False))
    found = [sentence for layer, line in pairs for sentence in _about(layer, line, bill)]
    return found + list(_about_field(spec, bill))


def _about(layer: Layer, line: LayerBill, bill: Bill) -> Iterator[str]:
    name = line.name
    if isinstance(layer, layers.Dense) and line.parameters >= LARGE_DENSE:
        share = 100 * line.parameters / bill.parameters
        yield (
            f"{name} has {line.parameters:,} parameters, {share:.0f} % of all: "
            f"{line.input_shape[-1]:,} values meet {layer.units:,} units. Pool once more before "
            "it, or use GlobalAveragePooling2D in place of Flatten."
        )
    if isinstance(layer, layers.Dense) and layer.activation == "softmax" and layer.units == 1:
        yield f"{name} is a softmax over one unit, which is always 1. Use sigmoid, or two units."
    if isinstance(layer, layers.Conv2D | layers.DepthwiseConv2D | layers.SeparableConv2D):
        yield from _about_window(layer, line)


def _about_window(
    layer: layers.Conv2D | layers.DepthwiseConv2D | layers.SeparableConv2D, line: LayerBill
) -> Iterator[str]:
    window, steps = layer.kernel_size, layer.strides
    shape = line.input_shape
    if window[0] > shape[0] or window[1] > shape[1]:
        yield (
            f"{line.name} slides a {times(window)} kernel over maps of {times(shape[:2])}: most of "
            f"it meets padding. Choose a kernel of at most {min(shape[:2])}."
        )
    if layer.dilation_rate == (1, 1) and (steps[0] > window[0] or steps[1] > window[1]):
        yield (
            f"{line.name} steps {times(steps)} with a {times(window)} kernel and never sees the "
            "cells between. Choose strides up to the kernel's size."
        )


def _about_field(spec: NetworkSpec, bill: Bill) -> Iterator[str]:
    """The last maps' units see little of the picture, and nothing behind them sees where."""
    if not any(line.kind.startswith("Global") for line in bill.layers):
        return  # a dense layer on flattened maps sees all of them, each at its place
    maps = [
        line
        for line in bill.layers[1:]
        if len(line.output_shape) == _MAPS
        and not line.block
        and math.prod(line.output_shape[:2]) > 1
    ]
    if not maps or len(spec.input_shape) != _MAPS:
        return
    last = maps[-1]
    seen, picture = last.receptive_field.size, spec.input_shape[:2]
    share = math.prod(min(1, cells / side) for cells, side in zip(seen, picture, strict=True))
    if share < SMALL_FIELD:
        yield (
            f"A unit of {last.name}, the last layer of maps, sees {times(seen)} of the "
            f"{times(picture)} picture, {100 * share:.2g} %. "
            "Pool more often, or add layers, before the scores."
        )
