"""Settings of the hand-made network on the Kernels page, and the tools for one kernel of it."""

from dataclasses import dataclass
from typing import Literal, cast

import streamlit as st

from cnnviz.data.banks import filter_from, resized
from cnnviz.ops.kernels import KERNELS, named_kernel
from cnnviz.spec import LARGEST_KERNEL, MOST_FILTERS, Activation, Bank, Filter
from cnnviz.ui.session import session

from . import fields

ACTIVATIONS = {
    "linear": "None (linear)",
    "relu": "ReLU",
    "leaky_relu": "Leaky ReLU",
    "elu": "ELU",
    "gelu": "GELU",
    "tanh": "tanh",
    "sigmoid": "Sigmoid",
}
SECOND_SIZE = 3  # of the second layer's kernels
LOOKS = {"layer1": "Layer 1", "pool": "Pooling", "layer2": "Layer 2"}
# What a new bank holds, in this order.
FIRST = (
    "sobel_x", "sobel_y", "edge_8", "sharpen", "emboss", "laplacian", "box_blur", "gaussian_blur",
)  # fmt: skip


@dataclass(frozen=True)
class LayerSettings:
    """The hand-made network: a layer, perhaps pooling, perhaps a second layer."""

    size: int
    maps: int
    activation: Activation
    flip: bool
    border: Literal["valid", "same"]
    pool: Literal["none", "max", "mean"]
    second: int
    second_activation: Activation

    def maps_of(self, step: str) -> int:
        """How many maps a step has."""
        return self.second if step == "layer2" else self.maps

    @property
    def steps(self) -> dict[str, str]:
        """The steps that there are, by URL word."""
        there = {"layer1": True, "pool": self.pool != "none", "layer2": self.second > 0}
        return {step: label for step, label in LOOKS.items() if there[step]}


DEFAULT_LAYER = LayerSettings(
    size=3, maps=4, activation="linear", flip=False, border="same", pool="none", second=0,
    second_activation="relu",
)  # fmt: skip


def layer_settings() -> LayerSettings:
    """Ask for both layers and the pooling between them."""
    st.subheader("Layer 1")
    maps = fields.slider("Kernels (feature maps)", "maps", 1, MOST_FILTERS, 4)
    size = fields.slider("Kernel size", "size", 1, LARGEST_KERNEL, 3)
    activation = fields.choice("Activation", "act", ACTIVATIONS, "linear")
    border = fields.choice(
        "Border", "border", {"same": "same", "valid": "valid"}, "same", style="segments",
        help="same: zeros around keep the size. valid: only whole windows, the map shrinks.",
    )  # fmt: skip
    flip = fields.toggle(
        "True convolution", "flip", default=False,
        help="Slides the kernel rotated by 180°. Networks leave it as it is: cross-correlation.",
    )  # fmt: skip
    st.subheader("And then")
    pool = fields.choice(
        "Pooling 2×2", "pool", {"none": "None", "max": "Max", "mean": "Mean"}, "none",
        style="segments",
    )  # fmt: skip
    second = fields.slider("Maps of a second layer", "second", 0, 4, 0)
    second_activation = "linear"
    if second:
        second_activation = fields.choice("Activation of layer 2", "act2", ACTIVATIONS, "relu")
    return LayerSettings(
        size=size,
        maps=maps,
        activation=cast("Activation", activation),
        flip=flip,
        border=cast("Literal['valid', 'same']", border),
        pool=cast("Literal['none', 'max', 'mean']", pool),
        second=second,
        second_activation=cast("Activation", second_activation),
    )


def bank_name(layer: int, size: int) -> str:
    """A bank for every size, so that trying another size loses no kernel."""
    return f"layer{layer}-{size}"


def layer_bank(layer: int, size: int, count: int) -> Bank:
    """The first `count` filters of a layer in this size; missing ones are made."""
    return bank_of(bank_name(layer, size), (size, size), count)


def bank_of(name: str, size: tuple[int, int], count: int, channels: int = 1) -> Bank:
    """The first `count` filters of a bank; missing ones are made from the named kernels."""
    own = session()
    filters = own.banks[name].filters if name in own.banks else ()
    missing = range(len(filters), count)
    filters += tuple(preset_filter(FIRST[i % len(FIRST)], size) for i in missing)
    if missing:
        own.keep_bank(name, Bank(filters=filters))
    return Bank(filters=filters[:count])


def preset_filter(key: str, size: tuple[int, int], *, bias: float = 0.0) -> Filter:
    """A named kernel in this size: made for it where it generalises, else centred in it."""
    rows, columns = size
    kernel = KERNELS[key]
    own_size = rows if rows == columns and rows in kernel.sizes else None
    filter_ = filter_from(named_kernel(key, own_size), name=kernel.name, bias=bias)
    return resized(filter_, size)
