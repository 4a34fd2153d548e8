"""What a layer costs: its parameters and multiplications, with the numbers filled in."""

import math
from dataclasses import dataclass
from functools import singledispatch

from cnnviz.spec import layers
from cnnviz.spec.layers import Plain

from .shapes import Shape


@dataclass(frozen=True)
class Cost:
    """Parameters and multiplications of one layer, for one picture.

    Attributes:
        trainable: parameters that training changes.
        non_trainable: parameters that it measures or leaves alone.
        parameters_formula: how their sum comes about; empty if there are none.
        multiplications: products of a value and a weight, those with padded cells included.
        multiplications_formula: how they come about; empty if there are none.
    """

    trainable: int = 0
    non_trainable: int = 0
    parameters_formula: str = ""
    multiplications: int = 0
    multiplications_formula: str = ""


def dense_parameters(shape: Shape, made: Shape) -> int:
    """Count the parameters of a dense layer that stands in a convolution's place.

    Args:
        shape: what goes in; each of its values meets every unit.
        made: what comes out: as many units as it has values, each with a bias.

    >>> dense_parameters((64, 64, 3), (64, 64, 5))
    251678720
    """
    units = math.prod(made)
    return math.prod(shape) * units + units


@singledispatch
def cost(layer: Plain, shape: Shape, made: Shape) -> Cost:
    """Count the parameters and multiplications of a layer.

    Args:
        layer: any layer but Input and Residual.
        shape: what goes in, without the batch.
        made: what comes out, without the batch.

    Returns:
        The counts; nothing for layers without weights: they compare, add or copy.

    Source:
        Parameters: count_params of Keras's layers. Multiplications: Dumoulin and Visin 2016, a
        convolution as one product per tap, channel and output cell.

    >>> cost(layers.Dense(units=10), (1024,), (10,)).parameters_formula
    '1024·10 + 10 = 10,250'
    """
    return Cost()


@cost.register
def _(layer: layers.Rescaling, shape: Shape, made: Shape) -> Cost:
    return Cost(0, 0, "", *_each(shape))


@cost.register
def _(layer: layers.Normalization, shape: Shape, made: Shape) -> Cost:
    kept = shape[-1:] if layer.axis == -1 else shape
    count = 2 * math.prod(kept) + 1
    words = f"2·{_product(kept)} + 1 = {count:,} (mean, variance, and how many pictures)"
    return Cost(0, count, words, *_each(shape))


@cost.register
def _(layer: layers.BatchNormalization, shape: Shape, made: Shape) -> Cost:
    learned, channels = layer.scale + layer.center, shape[-1]
    words = f"({learned} + 2)·{channels} = {(learned + 2) * channels:,} (2 of them measured)"
    return Cost(learned * channels, 2 * channels, words, *_each(shape))


@cost.register
def _(layer: layers.Conv2D, shape: Shape, made: Shape) -> Cost:
    taps = (*layer.kernel_size, shape[2] // layer.groups)
    channels = f"({shape[2]}/{layer.groups})" if layer.groups > 1 else str(shape[2])
    kernel = f"{_product(layer.kernel_size)}·{channels}"
    parameters = _with_bias(
        math.prod(taps) * layer.filters, f"{kernel}·{layer.filters}", layer.use_bias, layer.filters
    )
    return _cost(parameters, math.prod(made) * math.prod(taps), f"{_product(made)}·({kernel})")


@cost.register
def _(layer: layers.DepthwiseConv2D, shape: Shape, made: Shape) -> Cost:
    taps = layer.kernel_size
    words = f"{_product(taps)}·{shape[2]}·{layer.depth_multiplier}"
    parameters = _with_bias(math.prod(taps) * made[2], words, layer.use_bias, made[2])
    return _cost(
        parameters, math.prod(made) * math.prod(taps), f"{_product(made)}·({_product(taps)})"
    )


@cost.register
def _(layer: layers.SeparableConv2D, shape: Shape, made: Shape) -> Cost:
    between = shape[2] * layer.depth_multiplier
    weights = math.prod(layer.kernel_size) * between + between * layer.filters
    words = (
        f"{_product(layer.kernel_size)}·{shape[2]}·{layer.depth_multiplier} + "
        f"{between}·{layer.filters}"
    )
    parameters = _with_bias(weights, words, layer.use_bias, layer.filters)
    return _cost(parameters, made[0] * made[1] * weights, f"{_product(made[:2])}·({words})")


@cost.register
def _(layer: layers.Conv2DTranspose, shape: Shape, made: Shape) -> Cost:
    weights = math.prod(layer.kernel_size) * shape[2] * layer.filters
    words = f"{_product(layer.kernel_size)}·{shape[2]}·{layer.filters}"
    parameters = _with_bias(weights, words, layer.use_bias, layer.filters)
    return _cost(parameters, shape[0] * shape[1] * weights, f"{_product(shape[:2])}·({words})")


@cost.register
def _(layer: layers.Dense, shape: Shape, made: Shape) -> Cost:
    words = f"{shape[-1]}·{layer.units}"
    parameters = _with_bias(shape[-1] * layer.units, words, layer.use_bias, layer.units)
    return _cost(parameters, math.prod(shape) * layer.units, f"{_product(shape)}·{layer.units}")


def _product(numbers: tuple[int, ...]) -> str:
    return "·".join(map(str, numbers))


def _each(shape: Shape) -> tuple[int, str]:
    return math.prod(shape), f"{_product(shape)} = {math.prod(shape):,}, one for each value"


def _with_bias(weights: int, words: str, use_bias: bool, biases: int) -> tuple[int, str]:
    count = weights + use_bias * biases
    return count, f"{words}{f' + {biases}' if use_bias else ''} = {count:,}"


def _cost(parameters: tuple[int, str], multiplications: int, words: str) -> Cost:
    count, formula = parameters
    return Cost(count, 0, formula, multiplications, f"{words} = {multiplications:,}")
