"""A network as a frozen value: its layers in order, with what people call it."""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from cnnviz.errors import SpecError

from .layers import Input, Layer, Residual
from .sentences import sentence

MOST_LAYERS = 200
LARGEST_FILE = 256 * 1024  # characters of a network written as JSON

Scale = Literal["0-1", "0-255", "standardised"]


class NetworkSpec(BaseModel):
    """A network by its values: an Input, then layers, each fed by the one before.

    Layers without a name get one like Keras's own: conv2d, conv2d_1, dense. Names are unique, those
    inside residual blocks included.

    >>> from cnnviz.spec import layers
    >>> net = NetworkSpec(name="tiny", layers=(layers.Input(shape=(5, 5, 1)), layers.Flatten()))
    >>> [layer.name for layer in net.layers]
    ['input_layer', 'flatten']
    >>> read_network(net.model_dump_json()) == net
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
    title: Annotated[str, Field(max_length=120)] = ""
    note: Annotated[str, Field(max_length=600, description="where it comes from, in words")] = ""
    scale: Scale = Field(default="0-1", description="the values it expects of a picture")
    layers: Annotated[tuple[Layer, ...], Field(min_length=1, max_length=MOST_LAYERS)]

    @field_validator("layers")
    @classmethod
    def _begins_with_its_only_input(cls, layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
        inputs = [index for index, layer in enumerate(layers) if isinstance(layer, Input)]
        if inputs != [0]:
            raise ValueError("A network has one Input, and it is the first layer. Put it there.")
        count = sum(1 for _ in every_layer(layers))
        if count > MOST_LAYERS:
            raise ValueError(
                f"{count} layers are too many, those inside residual blocks included. "
                f"Use at most {MOST_LAYERS}."
            )
        return layers

    @field_validator("layers")
    @classmethod
    def _names_are_unique(cls, layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
        taken: set[str] = set()
        for layer in every_layer(layers):
            if layer.name and layer.name in taken:
                raise ValueError(
                    f"Two layers are called {layer.name}. Give each its own name, or none."
                )
            taken.add(layer.name)
        return named(layers, taken)

    @property
    def input_shape(self) -> tuple[int, ...]:
        """(rows, columns, channels), or fewer axes."""
        first = self.layers[0]
        assert isinstance(first, Input)
        return first.shape


def every_layer(layers: Iterable[Layer]) -> Iterator[Layer]:
    """Walk through all layers in the order of computing: branch, skip, then their sum."""
    for layer in layers:
        if isinstance(layer, Residual):
            yield from layer.branch
            yield from layer.skip
        yield layer


def named(layers: tuple[Layer, ...], taken: set[str]) -> tuple[Layer, ...]:
    """Give every layer without a name the first free one of its kind, and add it to `taken`."""
    done: list[Layer] = []
    for layer in layers:
        changes: dict[str, Any] = {}
        if isinstance(layer, Residual):
            changes = {"branch": named(layer.branch, taken), "skip": named(layer.skip, taken)}
        if not layer.name:
            changes["name"] = free_name(layer.kind, taken)
            taken.add(changes["name"])
        done.append(layer.model_copy(update=changes) if changes else layer)
    return tuple(done)


def free_name(kind: str, taken: Iterable[str]) -> str:
    """Find the name that Keras would give the next layer of a kind.

    Args:
        kind: the kind of the layer.
        taken: names in use.

    Returns:
        The kind in small letters with underscores; from the second on with a number.

    Source:
        keras.src.utils.naming.auto_name.

    >>> free_name("MaxPooling2D", {"max_pooling2d"})
    'max_pooling2d_1'
    """
    word = {"Input": "InputLayer", "Residual": "Add"}.get(kind, kind)
    stem = re.sub(r"([a-z])([A-Z])", r"\1_\2", re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", word))
    stem, used = stem.lower(), set(taken)
    number = 0
    while (name := f"{stem}_{number}" if number else stem) in used:
        number += 1
    return name


_LAYER: TypeAdapter[Layer] = TypeAdapter(Layer)


def read_network(text: str | bytes) -> NetworkSpec:
    """Read a network from JSON, trusting nothing in it.

    Args:
        text: the file's contents, at most 256 KiB.

    Raises:
        SpecError: if it is no JSON, or describes no network; says what and where.
    """
    if len(text) > LARGEST_FILE:
        raise SpecError(
            f"A network file of {len(text):,} characters is too long. "
            f"A network of {MOST_LAYERS} layers fits into {LARGEST_FILE:,}."
        )
    try:
        return NetworkSpec.model_validate_json(text)
    except ValidationError as error:
        raise SpecError(sentence(error)) from error


def read_layer(settings: dict[str, Any]) -> Layer:
    """Make a layer from `kind` and its settings, as a form or a file has them.

    Args:
        settings: "kind" and the settings of that kind by name.

    Raises:
        SpecError: if a setting is unknown, missing or out of its range.

    >>> read_layer({"kind": "MaxPooling2D", "pool_size": 3}).pool_size
    (3, 3)
    """
    try:
        return _LAYER.validate_python(settings)
    except ValidationError as error:
        raise SpecError(sentence(error)) from error
