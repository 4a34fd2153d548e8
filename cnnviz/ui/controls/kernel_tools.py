"""The tools for the kernel on the stage: presets, turns, bias."""

from collections.abc import Callable

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from cnnviz.data.banks import filter_from, resized, weights_of
from cnnviz.ops.kernels import KERNELS, normalise
from cnnviz.ui.components.stage import KernelEdit
from cnnviz.ui.session import session, set_widget_value, widget_value

from . import fields
from .layer import bank_name, layer_bank, preset_filter

Weights = NDArray[np.float64]  # (kh, kw, Cin)

TURNS: dict[str, Callable[[Weights], Weights]] = {
    "Rotate by 90°": np.rot90,
    "Transpose": lambda weights: weights.swapaxes(0, 1),
    "Flip (rotate by 180°)": lambda weights: weights[::-1, ::-1],
    "Negate": np.negative,
    "Normalise": normalise,
    # Whole numbers from −3 to 3, so that the terms can be added by head.
    "Random": lambda weights: np.random.default_rng().integers(-3, 4, weights.shape).astype(float),
}
_SQUARE_ONLY = ("Rotate by 90°", "Transpose")


def kernel_tools(name: str, index: int, *, presets: bool = True) -> None:
    """Offer what can be done to filter `index` of the bank `name`."""
    filter_ = session().banks[name].filters[index]
    square = filter_.size[0] == filter_.size[1]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if presets:
            st.selectbox(
                "Set this kernel to", list(KERNELS), index=None, key="preset", width=260,
                format_func=lambda key: KERNELS[key].name,
                placeholder=filter_.name or "Edited by hand",
                on_change=_set_preset, args=(name, index),
            )  # fmt: skip
        key = f"bias_{name}_{index}"
        set_widget_value(key, filter_.bias)
        st.number_input(
            "Bias", key=key, step=1.0, format="%g", width=120,
            on_change=_set_bias, args=(name, index, key),
        )  # fmt: skip
        st.menu_button(
            "Change it", [turn for turn in TURNS if square or turn not in _SQUARE_ONLY],
            key="turn", on_click=_turn, args=(name, index),
        )  # fmt: skip
    note = next((kernel.note for kernel in KERNELS.values() if kernel.name == filter_.name), "")
    if presets and note:
        st.caption(note)


def take_edit(name: str, edit: KernelEdit) -> None:
    """Take a kernel that was edited on the stage into the bank `name`.

    A pasted one of another size changes the layer's kernel size to the square that holds it.
    """
    own = session()
    filters = own.banks[name].filters
    if edit.filter >= len(filters):
        return
    edited = filter_from(edit.values, bias=filters[edit.filter].bias)
    side = max(edited.size)
    if edited.size == own.banks[name].size:
        own.keep_bank(name, own.banks[name].with_filter(edit.filter, edited))
    elif name.startswith("layer1"):
        bank = layer_bank(1, side, len(filters))
        own.keep_bank(
            bank_name(1, side), bank.with_filter(edit.filter, resized(edited, (side, side)))
        )
        fields.assign("size", str(side))
        st.rerun()


def _set_preset(name: str, index: int) -> None:
    """A kernel that does not exist in this size brings its own size along."""
    key = widget_value("preset")
    set_widget_value("preset", None)
    if not key:
        return
    own = session()
    bank = own.banks[name]
    if bank.size[0] not in KERNELS[key].sizes and name == bank_name(1, bank.size[0]):
        size = KERNELS[key].sizes[0]
        layer_bank(1, size, len(bank.filters))
        name, bank = bank_name(1, size), own.banks[bank_name(1, size)]
        fields.assign("size", str(size))
    filter_ = preset_filter(key, bank.size, bias=bank.filters[index].bias)
    own.keep_bank(name, bank.with_filter(index, filter_))


def _set_bias(name: str, index: int, key: str) -> None:
    own = session()
    bank = own.banks[name]
    changed = bank.filters[index].model_copy(update={"bias": float(widget_value(key) or 0.0)})
    own.keep_bank(name, bank.with_filter(index, changed))


def _turn(name: str, index: int) -> None:
    own = session()
    bank = own.banks[name]
    filter_ = bank.filters[index]
    weights = TURNS[widget_value("turn")](weights_of(filter_, len(filter_.grids)))
    own.keep_bank(name, bank.with_filter(index, filter_from(weights, bias=filter_.bias)))
