"""The shape of what each layer makes, worked out with numbers, and why a layer cannot be there."""

import math
from dataclasses import dataclass
from functools import singledispatch

from cnnviz.errors import SpecError
from cnnviz.spec import layers
from cnnviz.spec.layers import Kernelled, Plain, Pooling
from cnnviz.spec.sliding import Pair

from .sizes import reach, transposed_output_size

Shape = tuple[int, ...]  # (rows, columns, channels), or fewer axes; without the batch
_MAPS = len(("rows", "columns", "channels"))


@dataclass(frozen=True)
class ShapeOf:
    """A shape and how it comes about, with the numbers filled in."""

    shape: Shape
    formula: str


def times(numbers: tuple[int, ...]) -> str:
    """Write sizes as people do.

    >>> times((28, 28, 1))
    '28×28×1'
    """
    return "×".join(map(str, numbers))


@singledispatch
def output_shape(layer: Plain, shape: Shape) -> ShapeOf:
    """Work out the shape of what a layer makes.

    Args:
        layer: any layer but Input and Residual.
        shape: what goes in, without the batch.

    Returns:
        The shape, without the batch, and its formula.

    Raises:
        SpecError: if the layer cannot take such an input; says what would work.

    Source:
        The compute_output_shape of Keras's layers, and what TensorFlow refuses to compute.

    >>> output_shape(layers.Conv2D(filters=8, kernel_size=5, strides=2), (28, 28, 1))
    ShapeOf(shape=(12, 12, 8), formula='rows and columns: floor((28 − 5) / 2) + 1 = 12')
    """
    return ShapeOf(shape, "as it came")


@output_shape.register
def _(layer: layers.Normalization, shape: Shape) -> ShapeOf:
    if layer.axis != -1:
        need_maps(shape)
    return ShapeOf(shape, "as it came")


@output_shape.register
def _(layer: layers.Reshape, shape: Shape) -> ShapeOf:
    target, values = layer.target_shape, math.prod(shape)
    known = math.prod(size for size in target if size != -1)
    open_axes = target.count(-1)
    fits = values % known == 0 if open_axes == 1 and known else known == values
    if open_axes > 1 or 0 in target or not fits:
        raise SpecError(
            f"{times(shape)} = {values:,} values do not fit into the shape {target}. "
            f"Choose whole numbers of at least 1 whose product is {values:,}; one of them may be "
            "−1."
        )
    made = tuple(values // known if size == -1 else size for size in target)
    return ShapeOf(made, f"{times(shape)} = {times(made)} = {values:,}")


@output_shape.register
def _(layer: layers.ZeroPadding2D, shape: Shape) -> ShapeOf:
    need_maps(shape)
    (top, bottom), (left, right) = layer.padding
    rows, columns = top + shape[0] + bottom, left + shape[1] + right
    words = (
        f"{top} + {shape[0]} + {bottom} = {rows}",
        f"{left} + {shape[1]} + {right} = {columns}",
    )
    return ShapeOf((rows, columns, shape[2]), by_axis(*words))


@output_shape.register
def _(layer: layers.Conv2D, shape: Shape) -> ShapeOf:
    need_maps(shape)
    _not_both(layer)
    if shape[2] % layer.groups or layer.filters % layer.groups:
        common = math.gcd(shape[2], layer.filters)
        choices = ", ".join(str(n) for n in range(1, common + 1) if common % n == 0)
        raise SpecError(
            f"{shape[2]} channels and {layer.filters} filters cannot be split into "
            f"{layer.groups} groups. Choose one of {choices}."
        )
    return _slid(shape, layer.kernel_size, layer, layer.filters)


@output_shape.register
def _(layer: layers.DepthwiseConv2D, shape: Shape) -> ShapeOf:
    need_maps(shape)
    _even_steps(layer)
    return _slid(shape, layer.kernel_size, layer, shape[2] * layer.depth_multiplier)


@output_shape.register
def _(layer: layers.SeparableConv2D, shape: Shape) -> ShapeOf:
    need_maps(shape)
    _even_steps(layer)
    return _slid(shape, layer.kernel_size, layer, layer.filters)


@output_shape.register
def _(layer: layers.Conv2DTranspose, shape: Shape) -> ShapeOf:
    need_maps(shape)
    _not_both(layer)
    if max(layer.dilation_rate) > 1:
        raise SpecError(
            f"with dilation_rate {times(layer.dilation_rate)} TensorFlow cannot compute a "
            "transposed convolution on a processor. Choose 1×1."
        )
    extra = layer.output_padding or (None, None)
    sizes, words = [], []
    for n, m, s, more in zip(shape, layer.kernel_size, layer.strides, extra, strict=False):
        if more is not None and more >= s:
            raise SpecError(
                f"output_padding {more} does not go with stride {s}. Choose one below {s}, or none."
            )
        size = transposed_output_size(n, m, s=s, padding=layer.padding, output_padding=more)
        if layer.padding == "same" and more is not None and m % 2 + more == 0:
            raise SpecError(
                f'a window of {m} with padding "same" and output_padding 0 leaves cells over. '
                "Choose an odd window, another output_padding, or none."
            )
        sizes.append(size)
        words.append(_stamped(n, m, s, layer.padding, more, size))
    return ShapeOf((sizes[0], sizes[1], layer.filters), by_axis(words[0], words[1]))


@output_shape.register
def _(layer: layers.MaxPooling2D | layers.AveragePooling2D, shape: Shape) -> ShapeOf:
    need_maps(shape)
    return _slid(shape, layer.pool_size, layer, shape[2])


@output_shape.register
def _(layer: layers.GlobalMaxPooling2D | layers.GlobalAveragePooling2D, shape: Shape) -> ShapeOf:
    need_maps(shape)
    return ShapeOf(shape[2:], f"one number per map: {shape[2]}")


@output_shape.register
def _(layer: layers.Flatten, shape: Shape) -> ShapeOf:
    return ShapeOf((math.prod(shape),), f"{'·'.join(map(str, shape))} = {math.prod(shape):,}")


@output_shape.register
def _(layer: layers.Dense, shape: Shape) -> ShapeOf:
    return ShapeOf((*shape[:-1], layer.units), f"one number per unit: {layer.units}")


def by_axis(rows: str, columns: str) -> str:
    """Put the words for both axes together, once if they are the same.

    >>> by_axis("5 − 3 = 2", "5 − 3 = 2")
    'rows and columns: 5 − 3 = 2'
    """
    if rows == columns:
        return f"rows and columns: {rows}"
    return f"rows: {rows}; columns: {columns}"


def need_maps(shape: Shape) -> None:
    """Check that there are rows, columns and channels.

    Raises:
        SpecError: if there are fewer axes.
    """
    if len(shape) != _MAPS:
        what = f"{shape[0]} values in a row" if len(shape) == 1 else f"a table of {times(shape)}"
        raise SpecError(
            f"it needs maps (rows, columns, channels) and gets {what}. "
            "Put it before the layer that flattens, or a Reshape before it."
        )


def _not_both(layer: layers.Conv2D | layers.Conv2DTranspose) -> None:
    if max(layer.strides) > 1 and max(layer.dilation_rate) > 1:
        raise SpecError(
            f"strides {times(layer.strides)} and dilation_rate {times(layer.dilation_rate)} do "
            "not go together. Set one of them to 1×1."
        )


def _even_steps(layer: layers.DepthwiseConv2D | layers.SeparableConv2D) -> None:
    rows, columns = layer.strides
    if rows != columns and max(layer.dilation_rate) == 1:
        raise SpecError(
            f"with strides {rows}×{columns} TensorFlow cannot compute it: it steps equally far "
            f"along both axes. Choose {rows}×{rows} or {columns}×{columns}."
        )


def _slid(shape: Shape, window: Pair, layer: Kernelled | Pooling, channels: int) -> ShapeOf:
    steps = layer.steps if isinstance(layer, Pooling) else layer.strides
    gaps = (1, 1) if isinstance(layer, Pooling) else layer.dilation_rate
    spans = reach(window[0], gaps[0]), reach(window[1], gaps[1])
    if layer.padding == "valid" and (spans[0] > shape[0] or spans[1] > shape[1]):
        spread = f", dilated to {times(spans)}," if spans != window else ""
        raise SpecError(
            f"a {times(window)} window{spread} does not fit into a {times(shape[:2])} map. "
            f'Remove it, choose a window of at most {_largest(shape, gaps)}, or padding="same".'
        )
    sizes, words = [], []
    for n, span, s in zip(shape, spans, steps, strict=False):
        same = layer.padding == "same"
        size = -(-n // s) if same else (n - span) // s + 1
        sizes.append(size)
        words.append(f"ceil({n} / {s}) = {size}" if same else _fitted(n, span, s, size))
    return ShapeOf((sizes[0], sizes[1], channels), by_axis(words[0], words[1]))


def _fitted(n: int, span: int, s: int, size: int) -> str:
    return f"floor(({n} − {span}) / {s}) + 1 = {size}"


def _largest(shape: Shape, gaps: Pair) -> str:
    return times(((shape[0] - 1) // gaps[0] + 1, (shape[1] - 1) // gaps[1] + 1))


def _stamped(n: int, m: int, s: int, padding: str, more: int | None, size: int) -> str:
    if padding == "same":
        return f"{n}·{s} = {size}" if more is None else f"({n} − 1)·{s} + {m % 2} + {more} = {size}"
    last = f"max({m}, {s})" if more is None else f"{m} + {more}"
    return f"({n} − 1)·{s} + {last} = {size}"
