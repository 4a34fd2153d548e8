"""A network changed by hand: every change gives a new network, checked like any other."""

from typing import Any

from cnnviz.errors import SpecError

from .layers import Layer, Residual
from .network import NetworkSpec, read_layer, read_network


def insert(spec: NetworkSpec, index: int, layer: Layer) -> NetworkSpec:
    """Put a layer in front of layer `index`; the Input stays first.

    Args:
        spec: the network.
        index: 1 to the number of layers.
        layer: what to put there; its name is made anew if it is taken.

    Raises:
        SpecError: if that place does not exist, or there would be too many layers.

    >>> from cnnviz.spec import layers
    >>> net = NetworkSpec(name="one", layers=(layers.Input(shape=(5, 5, 1)),))
    >>> [layer.name for layer in insert(net, 1, layers.Flatten()).layers]
    ['input_layer', 'flatten']
    """
    if not 1 <= index <= len(spec.layers):
        raise SpecError(
            f"A layer cannot come to place {index}. Choose 1 to {len(spec.layers)}: "
            "the Input is the first."
        )
    return _with(spec, (*spec.layers[:index], _unnamed(layer), *spec.layers[index:]))


def remove(spec: NetworkSpec, index: int) -> NetworkSpec:
    """Take a layer out.

    Raises:
        SpecError: if it is the Input, or there is no such layer.
    """
    _check_movable(spec, index)
    return _with(spec, (*spec.layers[:index], *spec.layers[index + 1 :]))


def duplicate(spec: NetworkSpec, index: int) -> NetworkSpec:
    """Put a second one like it behind a layer.

    Raises:
        SpecError: if it is the Input, or there is no such layer.
    """
    _check_movable(spec, index)
    return insert(spec, index + 1, spec.layers[index])


def move(spec: NetworkSpec, index: int, by: int) -> NetworkSpec:
    """Move a layer up (negative) or down by some places, as far as it goes.

    Raises:
        SpecError: if it is the Input, or there is no such layer.
    """
    _check_movable(spec, index)
    rest = [*spec.layers[:index], *spec.layers[index + 1 :]]
    place = min(max(index + by, 1), len(rest))
    return _with(spec, (*rest[:place], spec.layers[index], *rest[place:]))


def change(spec: NetworkSpec, index: int, **settings: Any) -> NetworkSpec:  # noqa: ANN401
    """Give settings of a layer other values.

    Raises:
        SpecError: if a value is out of its range; says what would work.
    """
    if not 0 <= index < len(spec.layers):
        raise SpecError(f"There is no layer {index}. Choose 0 to {len(spec.layers) - 1}.")
    layer = read_layer({**spec.layers[index].model_dump(), **settings})
    return _with(spec, (*spec.layers[:index], layer, *spec.layers[index + 1 :]))


def _check_movable(spec: NetworkSpec, index: int) -> None:
    if not 1 <= index < len(spec.layers):
        raise SpecError(
            f"Layer {index} stays where it is. Choose 1 to {len(spec.layers) - 1}: "
            "the Input is the first, and there is one."
        )


def _unnamed(layer: Layer) -> Layer:
    """The same layer, to be named anew, those inside it too."""
    inner: dict[str, Any] = {"name": ""}
    if isinstance(layer, Residual):
        inner["branch"] = tuple(_unnamed(one) for one in layer.branch)
        inner["skip"] = tuple(_unnamed(one) for one in layer.skip)
    return layer.model_copy(update=inner)


def _with(spec: NetworkSpec, layers: tuple[Layer, ...]) -> NetworkSpec:
    changed = spec.model_copy(update={"layers": layers})
    return read_network(changed.model_dump_json())
