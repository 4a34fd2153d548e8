"""The Convolution page's input, kernel and result."""

import numpy as np
import streamlit as st

from cnnviz.data.banks import bias_of, filter_from, kernel_of, resized, weights_of
from cnnviz.data.worked import WORKED
from cnnviz.ops.arrays import Kernel
from cnnviz.spec import Bank

from .components.stage import KernelEdit
from .controls import fields
from .controls.convolution import ConvolutionSettings
from .controls.layer import bank_of
from .controls.picture import COLOURS, Seen
from .session import session
from .step import Source, Step, source_of, step

_COLOURED = ("rgb-patch", "rgb-corner")  # worked examples whose channels are colours


def convolution_source(settings: ConvolutionSettings, seen: Seen | None) -> Source:
    """What goes in: the picture, a row of it, counting numbers or a worked example."""
    if seen:
        source = source_of(seen)
        return _middle_row(source) if settings.dimensions == 1 else source
    x = WORKED[settings.input].x if settings.input in WORKED else _numbers(settings.shape)
    if settings.input in _COLOURED:
        return Source(x=x, id=settings.input, names=COLOURS, stored=x.astype(np.uint8))
    names = tuple(f"Channel {index}" for index in range(1, x.shape[2] + 1))
    name = f"{settings.input}-{x.shape}"
    return Source(x=x, id=name, names=names if len(names) > 1 else ("Input",), stored=x)


def about_example(input_: str) -> None:
    """The sentence of a worked example."""
    if input_ in WORKED:
        st.caption(WORKED[input_].note)


def convolution_step(settings: ConvolutionSettings, source: Source) -> Step:
    """The convolution that the settings describe."""
    kernel, bias = _kernel(settings, source.x.shape[2])
    maps = kernel.shape[2] * kernel.shape[3] if settings.operation == "depthwise" else None
    count = maps or kernel.shape[2 if settings.operation == "transposed" else 3]
    return step(
        source,
        settings.sliding,
        names=tuple(f"Map {index}" for index in range(1, count + 1)) if count > 1 else ("Output",),
        kernel=kernel,
        bias=None if settings.operation == "depthwise" else bias,
        activation=settings.activation,
        dimensions=settings.dimensions,
    )


def take_convolution_edit(settings: ConvolutionSettings, channels: int, edit: KernelEdit) -> None:
    """Take an edited kernel into possession; a pasted one of another size changes m."""
    size = (edit.values.shape[0], edit.values.shape[1])
    bank = _bank(settings, channels)
    index = edit.filter
    if settings.operation == "depthwise":
        index, channel = edit.filter % settings.filters, edit.filter // settings.filters
        whole = weights_of(resized(bank.filters[index], size), channels)
        whole[..., channel] = edit.values[..., 0]
        edited = filter_from(whole)
    else:
        edited = filter_from(edit.values, bias=bank.filters[index].bias)
    if size != bank.size:
        bank = Bank(filters=tuple(resized(filter_, size) for filter_ in bank.filters))
    own = session()
    own.keep_bank(settings.bank_for(size), bank.with_filter(index, edited))
    if size != settings.sliding.kernel_size:
        fields.assign("m", f"{size[0]}.{size[1]}")
        st.rerun()


def _numbers(shape: tuple[int, int, int]) -> Kernel:
    """1, 2, 3, … row by row, channel after channel."""
    rows, columns, channels = shape
    count = np.arange(1.0, rows * columns * channels + 1).reshape(channels, rows, columns)
    return np.moveaxis(count, 0, -1)


def _middle_row(source: Source) -> Source:
    middle = source.x.shape[0] // 2
    return Source(
        x=source.x[[middle]],
        id=f"{source.id}-row{middle}",
        names=source.names,
        stored=source.stored[[middle]],
        shift=source.shift,
        divisor=source.divisor,
    )


def _bank(settings: ConvolutionSettings, channels: int) -> Bank:
    own, name = session(), settings.bank
    if name not in own.banks and settings.input in WORKED:
        example = WORKED[settings.input]
        if (
            example.kernel is not None
            and example.sliding.kernel_size == settings.sliding.kernel_size
        ):
            own.banks[name] = _as_bank(example.kernel, example.bias)
    return bank_of(name, settings.sliding.kernel_size, settings.filters, channels)


def _as_bank(kernel: Kernel, bias: Kernel | None) -> Bank:
    biases = np.zeros(kernel.shape[3]) if bias is None else bias
    return Bank(
        filters=tuple(
            filter_from(kernel[..., index], bias=float(biases[index]))
            for index in range(kernel.shape[3])
        )
    )


def _kernel(settings: ConvolutionSettings, channels: int) -> tuple[Kernel, Kernel]:
    """The kernel in the layout of its operation, and the bias (F,)."""
    bank = _bank(settings, channels)
    kernel = kernel_of(bank, channels // settings.sliding.groups)
    if settings.operation == "transposed":
        kernel = kernel.swapaxes(2, 3)
    return kernel, bias_of(bank)
