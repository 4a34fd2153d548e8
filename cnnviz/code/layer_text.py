"""One layer of a network as the Keras call that makes it."""

from collections import Counter
from typing import Any

from cnnviz.spec.layers import Layer
from cnnviz.spec.network import free_name

from .layout import fold
from .literals import number, pair
from .words import quoted

_CLASSES = {"Input": "keras.Input", "Residual": "layers.Add"}
_FIRST = ("filters", "units")
_ALWAYS = ("pool_size",)  # Keras has no default for it in AveragePooling2D
_NEVER = ("kind", "name", "branch", "skip")
_LONG = 10  # characters of a decimal from which a fraction reads better
_DECIMALS = 4  # of such a fraction's divisor


class Names:
    """The names that Keras gives to layers in the order of their making, as it counts them."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def must_be_written(self, layer: Layer) -> bool:
        """Whether Keras would not come upon the layer's name by itself.

        Args:
            layer: the next to be made.
        """
        stem = free_name(layer.kind, ())
        count = self._counts[stem]
        if layer.name != (f"{stem}_{count}" if count else stem):
            return True
        self._counts[stem] += 1
        return False


def layer_text(layer: Layer, names: Names, *, indent: int = 0) -> str:
    """Write the call that makes a layer: what differs from Keras's defaults, by its name.

    Args:
        layer: the layer; of a residual block its sum.
        names: counted up to this layer.
        indent: how far to the right the call will stand.

    >>> from cnnviz.spec import layers
    >>> layer_text(layers.Conv2D(filters=6, kernel_size=5, name="c1"), Names())
    'layers.Conv2D(filters=6, kernel_size=5, name="c1")'
    """
    settings = sorted(_settings(layer).items(), key=lambda item: item[0] not in _FIRST)
    parts = [f"{setting}={_value(setting, value)}" for setting, value in settings]
    if names.must_be_written(layer):
        parts.append(f"name={quoted(layer.name)}")
    name = _CLASSES.get(layer.kind, f"layers.{layer.kind}")
    return fold(f"{name}(", parts, ")", indent=indent)


def _settings(layer: Layer) -> dict[str, Any]:
    """The settings that must be written, by their names."""
    return {
        setting: getattr(layer, setting)
        for setting, field in type(layer).model_fields.items()
        if setting not in _NEVER
        and (field.is_required() or setting in _ALWAYS or getattr(layer, setting) != field.default)
    }


def _value(setting: str, value: Any) -> str:  # noqa: ANN401, settings are of many types
    if setting.endswith("regularizer"):
        return f"keras.regularizers.L2({_decimal(value)})"
    if setting == "padding" and isinstance(value, tuple):
        return _frame(value)
    if setting in ("shape", "target_shape", "axis"):
        return str(value)
    match value:
        case bool():
            return str(value)
        case str():
            return quoted(value)
        case (int(), int()):
            return pair(value)
        case _:
            return _decimal(value)


def _frame(sides: tuple[tuple[int, int], tuple[int, int]]) -> str:
    """Zeros around a map, as short as Keras takes them."""
    rows, columns = sides
    even = rows[0] == rows[1] and columns[0] == columns[1]
    return pair((rows[0], columns[0])) if even else str(sides)


def _decimal(value: float) -> str:
    """A number, as 1 / n where that is the same and shorter.

    >>> _decimal(1 / 255), _decimal(1 / 127.5), _decimal(0.3)
    ('1 / 255', '1 / 127.5', '0.3')
    """
    text = number(value)
    if len(text) < _LONG or not value:
        return text
    divisor = round(1 / value, _DECIMALS)
    return f"1 / {number(divisor)}" if divisor and 1 / divisor == value else text
