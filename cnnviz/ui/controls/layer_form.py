"""A form for the settings of any layer, made from the settings' own types."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

import streamlit as st

from cnnviz.spec import NetworkSpec, editing, layers
from cnnviz.spec.layers import Kernelled, Layer, Pooling
from cnnviz.spec.settings import LARGEST_WINDOW, ActivationName, WindowPadding
from cnnviz.ui.guard import plain
from cnnviz.ui.session import set_widget_value, widget_value

NEW_LAYERS: dict[str, Layer] = {
    layer.kind: layer
    for layer in (
        layers.Conv2D(filters=16, kernel_size=3, padding="same", activation="relu"),
        layers.MaxPooling2D(),
        layers.AveragePooling2D(),
        layers.GlobalAveragePooling2D(),
        layers.GlobalMaxPooling2D(),
        layers.Flatten(),
        layers.Dense(units=10, activation="softmax"),
        layers.Dropout(rate=0.5),
        layers.BatchNormalization(),
        layers.Activation(activation="relu"),
        layers.LeakyReLU(),
        layers.DepthwiseConv2D(kernel_size=3, padding="same"),
        layers.SeparableConv2D(filters=16, kernel_size=3, padding="same"),
        layers.Conv2DTranspose(filters=16, kernel_size=2, strides=2),
        layers.ZeroPadding2D(),
        layers.Rescaling(scale=1 / 255),
        layers.Normalization(),
        layers.Reshape(target_shape=(28, 28, 1)),
        layers.Residual(
            branch=(
                layers.Conv2D(filters=16, kernel_size=3, padding="same", activation="relu"),
                layers.Conv2D(filters=16, kernel_size=3, padding="same"),
            )
        ),
    )
}
_WORDS = {
    "kernel_regularizer": "L2 penalty λ",
    "depthwise_regularizer": "L2 penalty λ, depthwise",
    "pointwise_regularizer": "L2 penalty λ, pointwise",
}
_CHOICES: dict[str, tuple[str, ...]] = {
    "activation": get_args(ActivationName),
    "padding": get_args(WindowPadding),
}
_AXES = {"per channel": -1, "per row, column and channel": (1, 2, 3)}
_FIRST = (
    "shape", "target_shape", "filters", "units", "kernel_size", "pool_size", "strides", "padding",
    "rate", "activation", "negative_slope", "offset",
)  # fmt: skip
_HIDDEN = ("kind", "branch", "skip", "output_padding")

Apply = Callable[[Callable[[NetworkSpec], NetworkSpec], NetworkSpec], None]


def layer_form(spec: NetworkSpec, index: int, apply: Apply) -> None:
    """Every setting of a layer as a widget; a change gives another network.

    Args:
        spec: the network.
        index: which layer.
        apply: takes a change and the network it is made on.
    """
    layer = spec.layers[index]
    st.caption(plain(f"{layer.kind}: {(type(layer).__doc__ or '').splitlines()[0]}"))
    _solve_buttons(spec, index, apply)
    names = [name for name in type(layer).model_fields if name not in _HIDDEN]
    first = [name for name in _FIRST if name in names]
    _settings(spec, index, first, apply)
    with st.expander("More settings"):
        _settings(spec, index, [name for name in names if name not in first], apply)
    if isinstance(layer, layers.Residual):
        for word, path in (("Branch", layer.branch), ("Skip", layer.skip)):
            inner = ", ".join(f"{one.name} ({one.kind})" for one in path) or "the input itself"
            st.caption(plain(f"{word}: {inner}."))


def _settings(spec: NetworkSpec, index: int, names: Iterable[str], apply: Apply) -> None:
    layer = spec.layers[index]
    for name in names:
        pooled = isinstance(layer, Pooling) and name == "strides"
        value = getattr(layer, "steps" if pooled else name)
        _show(_Setting(name, value, _taker(spec, index, name, apply)))


def _taker(
    spec: NetworkSpec, index: int, name: str, apply: Apply
) -> Callable[[Callable[[], Any]], Callable[[], None]]:
    def take(read: Callable[[], Any]) -> Callable[[], None]:
        return lambda: apply(lambda s: editing.change(s, index, **{name: read()}), spec)

    return take


def _solve_buttons(spec: NetworkSpec, index: int, apply: Apply) -> None:
    """The inverse: padding and strides for the size that is wanted."""
    layer = spec.layers[index]
    if not isinstance(layer, Kernelled | Pooling) or isinstance(layer, layers.Conv2DTranspose):
        return
    with st.container(horizontal=True):
        for text, steps in (("Keep this size", (1, 1)), ("Halve it", (2, 2))):
            wanted = {"padding": "same", "strides": steps}
            done = (layer.padding, layer.strides) == ("same", steps)
            st.button(
                text,
                on_click=apply,
                args=(lambda s, wanted=wanted: editing.change(s, index, **wanted), spec),
                disabled=done,
                help=f"padding same and strides {steps[0]}: ⌈n/{steps[0]}⌉ cells come out of n.",
            )


@dataclass(frozen=True)
class _Setting:
    """One setting of a layer.

    Attributes:
        name: Keras's.
        value: what the network has.
        take: makes a callback that gives it the value which `read` finds then.
    """

    name: str
    value: Any
    take: Callable[[Callable[[], Any]], Callable[[], None]]

    @property
    def label(self) -> str:
        """What stands above the widget."""
        return _WORDS.get(self.name, self.name)

    @property
    def key(self) -> str:
        """The widget's identity."""
        return f"form_{self.name}"


def _show(setting: _Setting) -> None:
    """Mount the widget that suits the setting's type."""
    name, value = setting.name, setting.value
    if isinstance(value, bool):
        _toggle(setting)
    elif name == "axis":
        _choice(setting, _AXES)
    elif name in _CHOICES and isinstance(value, str):
        _choice(setting, {word: word for word in _CHOICES[name]})
    elif isinstance(value, tuple) and list(map(type, value)) == [int, int]:
        _pair(setting)
    elif isinstance(value, tuple | str):
        _text(setting)
    else:
        _number(setting)


def _toggle(setting: _Setting) -> None:
    key = setting.key
    set_widget_value(key, setting.value)
    st.toggle(setting.label, key=key, on_change=setting.take(lambda: widget_value(key)))


def _choice(setting: _Setting, options: Mapping[str, Any]) -> None:
    key = setting.key
    set_widget_value(key, next(word for word, one in options.items() if one == setting.value))
    read = setting.take(lambda: options[widget_value(key)])
    st.selectbox(setting.label, list(options), key=key, on_change=read)


def _pair(setting: _Setting) -> None:
    keys = (f"{setting.key}_rows", f"{setting.key}_columns")
    read = setting.take(lambda: [widget_value(key) for key in keys])
    sides = zip(st.columns(2), keys, setting.value, ("rows", "columns"), strict=True)
    for column, key, size, axis in sides:
        set_widget_value(key, size)
        label = f"{setting.label}, {axis}"
        column.number_input(label, 1, LARGEST_WINDOW, key=key, on_change=read)


def _text(setting: _Setting) -> None:
    """A name, or sizes one after the other."""
    key, value = setting.key, setting.value
    if isinstance(value, str):
        set_widget_value(key, value)
        st.text_input(setting.label, key=key, on_change=setting.take(lambda: widget_value(key)))
        return
    flat = [size for part in value for size in (part if isinstance(part, tuple) else (part,))]
    set_widget_value(key, " × ".join(map(str, flat)))
    read = setting.take(lambda: _sizes(widget_value(key), frame=setting.name == "padding"))
    st.text_input(setting.label, key=key, on_change=read)


def _number(setting: _Setting) -> None:
    """A whole or a real number; no penalty is shown as 0."""
    key, value = setting.key, setting.value
    set_widget_value(key, value or 0.0)
    if isinstance(value, int):
        st.number_input(
            setting.label, min_value=1, key=key, on_change=setting.take(lambda: widget_value(key))
        )
        return
    none = None if setting.name.endswith("regularizer") else 0.0
    read = setting.take(lambda: widget_value(key) or none)
    st.number_input(setting.label, key=key, format="%g", step=0.1, on_change=read)


def _sizes(text: str, *, frame: bool) -> list[Any]:
    """The whole numbers of a text; those of a frame are (top, bottom), (left, right).

    >>> _sizes("28 × 28 × 1", frame=False), _sizes("1 0 2 2", frame=True)
    ([28, 28, 1], [[1, 0], [2, 2]])
    """
    numbers = [int(word) for word in re.findall(r"-?\d+", text or "")]
    return [numbers[:2], numbers[2:]] if frame else numbers
