"""How a unit's receptive field grows from layer to layer."""

from dataclasses import replace
from fractions import Fraction
from functools import singledispatch

from cnnviz.spec import layers
from cnnviz.spec.layers import Plain
from cnnviz.spec.sliding import Pair

from .receptive_field import GRID, ReceptiveField, Span, Worked, begin, both_axes
from .shapes import Shape
from .sizes import same_padding


def receptive_field_after(
    layer: Plain, shape: Shape, made: Shape, field: ReceptiveField
) -> ReceptiveField:
    """Work out what the units of a layer see.

    Args:
        layer: any layer but Input and Residual.
        shape: what goes in, without the batch.
        made: what comes out, without the batch.
        field: what the units that go in see.

    Returns:
        The field of the layer's units. Flattening leaves each unit its own.

    Source:
        Araujo, Norris and Sim 2019, "Computing receptive fields of convolutional neural networks",
        equations 1 and 2.

    >>> pool, shape = layers.MaxPooling2D(), (28, 28, 32)
    >>> receptive_field_after(pool, shape, (14, 14, 32), begin(shape)).formula
    'rows and columns: r = 1 + (2 − 1)·1 = 2, j = 1·2 = 2, start = 0 − 0·1 = 0'
    """
    after = _after(layer, shape, made, replace(field, formula="as before"))
    mixes = isinstance(layer, layers.Dense) or getattr(layer, "activation", "") == "softmax"
    if mixes and len(made) == 1:
        return both_axes(after, _all_of, _all_of)
    if mixes and len(made) == GRID:
        return both_axes(after, _own, _all_of)  # the last axis of a table
    return after


@singledispatch
def _after(layer: Plain, shape: Shape, made: Shape, field: ReceptiveField) -> ReceptiveField:
    return field


@_after.register
def _(
    layer: layers.GlobalMaxPooling2D | layers.GlobalAveragePooling2D,
    shape: Shape,
    made: Shape,
    field: ReceptiveField,
) -> ReceptiveField:
    return both_axes(field, _all_of, _all_of)


@_after.register
def _(layer: layers.Reshape, shape: Shape, made: Shape, field: ReceptiveField) -> ReceptiveField:
    grid = field.rows.units, field.columns.units
    if len(made) == 1 or made[:GRID] == grid:
        return field
    if all(span.reach == span.step == 1 for span in (field.rows, field.columns)):
        # Nothing has been mixed yet: this is the picture.
        return begin(made)
    mixed = both_axes(field, _all_of, _all_of)
    return replace(
        mixed,
        rows=replace(mixed.rows, units=made[0]),
        columns=replace(mixed.columns, units=made[1]),
    )


@_after.register
def _(
    layer: layers.ZeroPadding2D, shape: Shape, made: Shape, field: ReceptiveField
) -> ReceptiveField:
    def axis(span: Span, before: int, units: int) -> Worked:
        start = span.start - before * span.step
        words = f"start = {span.start} − {before}·{span.step} = {start}"
        return replace(span, start=start, units=units), words

    (top, _), (left, _) = layer.padding
    return both_axes(field, lambda s: axis(s, top, made[0]), lambda s: axis(s, left, made[1]))


@_after.register
def _(
    layer: layers.Conv2D | layers.DepthwiseConv2D | layers.SeparableConv2D,
    shape: Shape,
    made: Shape,
    field: ReceptiveField,
) -> ReceptiveField:
    return _slid(field, made, layer.kernel_size, layer.strides, layer.dilation_rate, layer.padding)


@_after.register
def _(
    layer: layers.MaxPooling2D | layers.AveragePooling2D,
    shape: Shape,
    made: Shape,
    field: ReceptiveField,
) -> ReceptiveField:
    return _slid(field, made, layer.pool_size, layer.steps, (1, 1), layer.padding)


@_after.register
def _(
    layer: layers.Conv2DTranspose, shape: Shape, made: Shape, field: ReceptiveField
) -> ReceptiveField:
    def axis(span: Span, m: int, s: int, units: int) -> Worked:
        uncut = (span.units - 1) * s + m
        cut = max(uncut - units, 0) // 2 if layer.padding == "same" else 0
        seen = span.reach + (m - 1) * span.step / s
        step, start = span.step / s, span.start - (m - 1 - cut) * span.step / s
        words = (
            f"r = {span.reach} + ({m} − 1)·{span.step}/{s} = {seen}, "
            f"j = {span.step}/{s} = {step}, start = {start}"
        )
        return Span(seen, step, start, units), words

    (rows, columns), (down, right) = layer.kernel_size, layer.strides
    return both_axes(
        field, lambda s: axis(s, rows, down, made[0]), lambda s: axis(s, columns, right, made[1])
    )


def _slid(
    field: ReceptiveField, made: Shape, window: Pair, strides: Pair, gaps: Pair, padding: str
) -> ReceptiveField:
    def axis(span: Span, m: int, s: int, d: int, units: int) -> Worked:
        before = same_padding(span.units, m, s=s, d=d)[0] if padding == "same" else 0
        seen = span.reach + (m - 1) * d * span.step
        step, start = span.step * s, span.start - before * span.step
        apart = f"·{d}" if d > 1 else ""
        words = (
            f"r = {span.reach} + ({m} − 1){apart}·{span.step} = {seen}, "
            f"j = {span.step}·{s} = {step}, start = {span.start} − {before}·{span.step} = {start}"
        )
        return Span(seen, step, start, units), words

    return both_axes(
        field,
        lambda span: axis(span, window[0], strides[0], gaps[0], made[0]),
        lambda span: axis(span, window[1], strides[1], gaps[1], made[1]),
    )


def _all_of(span: Span) -> Worked:
    seen = span.reach + (span.units - 1) * span.step
    words = f"r = {span.reach} + ({span.units} − 1)·{span.step} = {seen}, the same for all"
    return Span(seen, Fraction(0), span.start, 1), words


def _own(span: Span) -> Worked:
    return span, "as before"
