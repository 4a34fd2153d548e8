"""Settings of the Convolution page: what slides, over what, and how."""

from dataclasses import dataclass
from typing import cast

import streamlit as st

from cnnviz.data.worked import WORKED
from cnnviz.spec import (
    LARGEST_KERNEL,
    MOST_CHANNELS,
    MOST_FILTERS,
    Activation,
    Amounts,
    Mode,
    Padding,
    Pair,
    Sliding,
)

from . import fields
from .layer import ACTIVATIONS
from .picture import PictureChoice, choose_picture

OPERATIONS = {
    "conv2d": "2-D convolution",
    "conv1d": "1-D convolution",
    "depthwise": "Depthwise",
    "pointwise": "1×1 (pointwise)",
    "transposed": "Transposed",
}
INPUTS = {"numbers": "Counting numbers", "picture": "My picture"}
PADDINGS = {"valid": "valid", "same": "same", "full": "full", "explicit": "explicit"}
MODES = {
    "constant": "constant (zeros)",
    "reflect": "reflect",
    "symmetric": "symmetric",
    "edge": "edge",
    "wrap": "wrap",
}
_LARGEST_NUMBERS = 16
_LARGEST_STRIDE = 8
_LARGEST_DILATION = 5
_MOST_PADDING = 10
_DEEP = ("depthwise", "pointwise")  # of no interest on one channel


@dataclass(frozen=True)
class ConvolutionSettings:
    """What slides, and over which input."""

    operation: str
    input: str
    shape: tuple[int, int, int]
    sliding: Sliding
    filters: int
    activation: Activation

    @property
    def dimensions(self) -> int:
        """1 if rows do not count."""
        return 1 if self.operation == "conv1d" else 2

    @property
    def maps(self) -> int:
        """Number of output channels."""
        return self.filters * (self.shape[2] if self.operation == "depthwise" else 1)

    @property
    def bank(self) -> str:
        """Where its kernels are kept; those of an example never overwrite one's own."""
        return self.bank_for(self.sliding.kernel_size)

    def bank_for(self, size: Pair) -> str:
        """The bank for kernels of another size."""
        rows, columns = size
        source = self.input if self.input in WORKED else "own"
        return f"conv-{source}-{self.operation}-{rows}x{columns}"


def convolution_settings() -> tuple[ConvolutionSettings, PictureChoice | None]:
    """Ask for everything that decides a convolution; for the picture only if it goes in."""
    st.subheader("Convolution")
    operation = fields.choice("Operation", "op", OPERATIONS, "conv2d", on_change=_fresh)
    inputs = {**_examples(operation), **INPUTS}
    input_ = fields.choice("Input", "input", inputs, next(iter(inputs)), on_change=_fresh)
    picture = choose_picture() if input_ == "picture" else None
    shape = picture_shape(picture, operation) if picture else _shape(input_, operation)
    like = WORKED[input_].sliding if input_ in WORKED else _plain(operation, shape)
    sliding = _ask_sliding(operation, shape, like)
    filters, groups = _ask_filters(operation, input_, shape[2])
    activation = fields.choice("Activation", "act", ACTIVATIONS, "linear")
    settings = ConvolutionSettings(
        operation=operation,
        input=input_,
        shape=shape,
        sliding=sliding.model_copy(update={"groups": groups}),
        filters=filters,
        activation=cast("Activation", activation),
    )
    return settings, picture


def picture_shape(choice: PictureChoice, operation: str) -> tuple[int, int, int]:
    """(H, W, C) of the picture, of which one dimension sees one row."""
    seen = choice.see().picture
    return (1 if operation == "conv1d" else seen.height), seen.width, seen.channels


def _fresh() -> None:
    """Another input or operation starts from its own settings."""
    fields.forget(
        "m", "s2", "d", "p", "amounts", "amounts_rows", "mode", "groups", "filters", "opad", "flip",
        "act", "pin", "map",
    )  # fmt: skip


def _examples(operation: str) -> dict[str, str]:
    return {key: example.title for key, example in WORKED.items() if example.operation == operation}


def _shape(input_: str, operation: str) -> tuple[int, int, int]:
    """(H, W, C) of a worked example or of counting numbers."""
    if input_ in WORKED:
        height, width, channels = WORKED[input_].x.shape
        return height, width, channels
    if operation == "conv1d":
        return 1, fields.slider("n", "length", 1, 2 * _LARGEST_NUMBERS, 8, help="Length."), 1
    rows, columns = fields.pair(
        "n", "n", 1, (_LARGEST_NUMBERS, _LARGEST_NUMBERS), (6, 6), help="Sides of the input."
    )
    channels = fields.slider(
        "Channels", "channels", 1, MOST_CHANNELS, 3 if operation in _DEEP else 1
    )
    return rows, columns, channels


def _plain(operation: str, shape: tuple[int, ...]) -> Sliding:
    """What a new input starts with."""
    side = (1 if operation == "pointwise" else min(3, shape[0]), min(3, shape[1]))
    if operation == "pointwise":
        side = (1, 1)
    if operation == "transposed":
        return Sliding(kind="transposed", kernel_size=(3, 3), strides=(2, 2))
    return Sliding(kind="depthwise" if operation == "depthwise" else "conv", kernel_size=side)


def _ask_sliding(operation: str, shape: tuple[int, ...], like: Sliding) -> Sliding:
    flat = operation == "conv1d"
    n = (shape[0], shape[1])
    transposed = operation == "transposed"
    m = _ask_kernel_size(operation, n, like)
    padding, amounts = _ask_padding(like, flat=flat, transposed=transposed)
    mode = like.mode if transposed else fields.choice(
        "Padding holds", "mode", MODES, like.mode,
        help="constant: zeros. reflect: mirrored without the edge. symmetric: mirrored with it. "
        "edge: its last value. wrap: from the other side.",
    )  # fmt: skip
    dilation = _ask_dilation(n, m, like, padding, amounts, flat=flat, transposed=transposed)
    strides = fields.pair(
        "s", "s2", 1, (1 if flat else _LARGEST_STRIDE, _LARGEST_STRIDE), like.strides,
        help="Stride: cells from one window to the next.",
    )  # fmt: skip
    flip = operation in ("conv2d", "conv1d") and fields.toggle(
        "True convolution", "flip", default=like.flip,
        help="Slides the kernel rotated by 180°. Deep-learning libraries leave it as it is.",
    )  # fmt: skip
    return Sliding(
        kind=like.kind,
        kernel_size=m,
        strides=strides,
        padding=cast("Padding", amounts if padding == "explicit" else padding),
        mode=cast("Mode", mode),
        dilation=dilation,
        flip=flip,
    )


def _ask_kernel_size(operation: str, n: Pair, like: Sliding) -> Pair:
    if operation == "pointwise":
        st.caption("m: 1×1, one weight per input channel")
        return (1, 1)
    most = (LARGEST_KERNEL, LARGEST_KERNEL)
    if operation != "transposed":
        most = (min(LARGEST_KERNEL, n[0]), min(LARGEST_KERNEL, n[1]))
    return fields.pair(
        "m", "m", 1, most, like.kernel_size,
        help=f"Sides of the kernel: at most the input's ({n[0]}×{n[1]}) and {LARGEST_KERNEL}.",
    )  # fmt: skip


def _ask_padding(like: Sliding, *, flat: bool, transposed: bool) -> tuple[str, Amounts]:
    options = {key: PADDINGS[key] for key in (("valid", "same") if transposed else PADDINGS)}
    explicit = not isinstance(like.padding, str)
    padding = fields.choice(
        "p", "p", options, "explicit" if explicit else str(like.padding), style="segments",
        help="Padding. valid: none. same: output n/s, rounded up. full: every overlap counts. "
        "explicit: cells on each side.",
    )  # fmt: skip
    start = cast("Amounts", like.padding) if explicit else ((0, 0), (0, 0))
    if padding != "explicit":
        return padding, ((0, 0), (0, 0))
    columns = fields.pair(
        "p", "amounts", 0, (_MOST_PADDING, _MOST_PADDING), start[1], names=("left", "right"),
        help="Cells before the first and after the last column.",
    )  # fmt: skip
    if flat:
        return padding, ((0, 0), columns)
    rows = fields.pair(
        "p", "amounts_rows", 0, (_MOST_PADDING, _MOST_PADDING), start[0], names=("top", "bottom"),
        help="Cells above the first and below the last row.",
    )  # fmt: skip
    return padding, (rows, columns)


def _ask_dilation(
    n: Pair, m: Pair, like: Sliding, padding: str, amounts: Amounts, *, flat: bool, transposed: bool
) -> Pair:
    """At most so much that the spread-out window still fits into the padded input."""

    def most(n_: int, m_: int, around: int) -> int:
        if m_ == 1 or padding in ("same", "full") or transposed:
            return _LARGEST_DILATION
        return max(1, min(_LARGEST_DILATION, (n_ + around - 1) // (m_ - 1)))

    around = (sum(amounts[0]), sum(amounts[1]))
    limits = (1 if flat else most(n[0], m[0], around[0]), most(n[1], m[1], around[1]))
    return fields.pair(
        "d", "d", 1, limits, like.dilation,
        help=f"Dilation: step between the kernel's cells. At most {limits[0]} and {limits[1]}, or "
        "the window would not fit.",
    )  # fmt: skip


def _ask_filters(operation: str, input_: str, channels: int) -> tuple[int, int]:
    """How many filters, in how many groups of channels."""
    kernel = WORKED[input_].kernel if input_ in WORKED else None
    if kernel is not None:
        return kernel.shape[3], 1
    if operation == "depthwise":
        return fields.slider("Depth multiplier", "filters", 1, 2, 1), 1
    filters = fields.slider("Filters", "filters", 1, MOST_FILTERS, 1)
    fitting = [str(g) for g in range(1, channels + 1) if channels % g == 0 and filters % g == 0]
    if operation != "conv2d" or len(fitting) == 1:
        return filters, 1
    groups = fields.choice(
        "Groups", "groups", dict(zip(fitting, fitting, strict=True)), "1", style="segments",
        help=f"Groups must divide {channels} channels and {filters} filters.",
    )  # fmt: skip
    return filters, int(groups)
