"""A picture on its way through a trained network: every map, and how one number comes about."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray

from cnnviz.data.fitted import fitted
from cnnviz.data.pictures import Picture
from cnnviz.data.starters import Starter, starter_weights
from cnnviz.ops.forward import Trace, forward
from cnnviz.spec import Activation, Sliding, layers
from cnnviz.spec.layers import Layer

from . import link
from .components.atlas import Column, Scores, atlas, atlas_answer
from .controls import fields
from .session import session
from .step import Source, Step

_ATLAS = "atlas"


@dataclass(frozen=True, eq=False)
class Insight:
    """A picture, a trained network, and all that the network makes of it.

    Attributes:
        known: the network.
        pixels: (H, W, C) uint8, the picture as the network gets it.
        trace: every layer's output.
    """

    known: Starter
    pixels: NDArray[np.uint8]
    trace: Trace

    @cached_property
    def names(self) -> list[str]:
        """The layers in the order of computing, the Input first."""
        return list(self.trace.outputs)

    def layer(self, name: str) -> Layer:
        """One of its layers."""
        return next(layer for layer in self.known.network.layers if layer.name == name)

    def before(self, name: str) -> NDArray[np.float32]:
        """What goes into a layer."""
        return self.trace.outputs[self.names[self.names.index(name) - 1]]

    def weight(self, name: str, variable: str) -> NDArray[np.float32]:
        """One of a layer's arrays, in Keras's layout."""
        return starter_weights(self.known.name)[f"{name}/{variable}"]


@dataclass(frozen=True)
class Unit:
    """The map, or the dense unit, that is taken apart."""

    layer: str
    index: int


def look_inside(known: Starter, picture: Picture) -> Insight:
    """Send a picture through a network."""
    rows, columns, channels = known.network.input_shape
    around = 2 * known.border
    pixels = fitted(picture, rows - around, columns - around, channels)
    given = known.as_input(pixels[np.newaxis])[0]
    trace = forward(known.network, starter_weights(known.name), given)
    edge = (known.border, known.border)
    return Insight(known, np.pad(pixels, (edge, edge, (0, 0))), trace)


def show_atlas(insight: Insight) -> Unit:
    """All maps at once; returns the chosen one."""
    names = insight.names
    columns = [
        Column(
            name,
            _kind(insight.layer(name)),
            values if index else insight.pixels,
            sources=names[index - 1] if index else "",
        )
        for index, (name, values) in enumerate(insight.trace.outputs.items())
    ]
    column, index = _chosen(columns, insight)
    link.keep("unit", f"{column}.{index}", default="")
    last = names[-1]
    atlas(
        columns,
        Scores(
            insight.known.classes,
            insight.trace.scores,
            insight.trace.before_activation.get(last),
        ),
        key=_ATLAS,
        chosen=(column, index),
        title=insight.known.title,
        ack=session().revision,
    )
    return Unit(names[column], index)


def _kind(layer: Layer) -> str:
    curve = getattr(layer, "activation", "linear")
    return layer.kind if curve == "linear" else f"{layer.kind}, {curve}"


def _chosen(columns: list[Column], insight: Insight) -> tuple[int, int]:
    """What was clicked, else the link's, else the first map of the first convolution."""
    kinds = [insight.layer(name).kind for name in insight.names]
    first = (kinds.index("Conv2D") if "Conv2D" in kinds else 1, 0)
    text = link.read("unit")
    from_link = fields.number_pair_of(text)
    if text and from_link is None:
        fields.refuse("Chosen map", "unit", "a column and a map such as 1.0", "the first")
    column, index = atlas_answer(_ATLAS).chosen or from_link or first
    column = min(max(column, 1), len(columns) - 1)
    return column, min(index, columns[column].count - 1)


def step_of(insight: Insight, unit: Unit) -> Step | None:
    """The chosen map as a step for the stage; None where nothing slides."""
    layer, x = insight.layer(unit.layer), insight.before(unit.layer)
    made = insight.trace.outputs[unit.layer]
    if isinstance(layer, layers.Conv2D) and layer.groups == 1:
        sliding = Sliding(
            kernel_size=layer.kernel_size, strides=layer.strides, padding=layer.padding,
            dilation=layer.dilation_rate,
        )  # fmt: skip
        return Step(
            source=_source(insight, unit, x, every=True),
            sliding=sliding,
            y=made[..., [unit.index]],
            names=(f"{unit.layer}, map {unit.index + 1}",),
            kernel=insight.weight(unit.layer, "kernel")[..., [unit.index]],
            bias=insight.weight(unit.layer, "bias")[[unit.index]] if layer.use_bias else None,
            activation=cast("Activation", layer.activation),
        )
    if isinstance(layer, layers.MaxPooling2D | layers.AveragePooling2D):
        sliding = Sliding(
            kind="max_pool" if layer.kind == "MaxPooling2D" else "average_pool",
            kernel_size=layer.pool_size, strides=layer.steps, padding=layer.padding,
        )  # fmt: skip
        return Step(
            source=_source(insight, unit, x[..., [unit.index]], every=False),
            sliding=sliding,
            y=made[..., [unit.index]],
            names=(f"{unit.layer}, map {unit.index + 1}",),
        )
    return None


def _source(insight: Insight, unit: Unit, x: NDArray[np.float32], *, every: bool) -> Source:
    digest = hashlib.blake2b(insight.pixels.tobytes(), digest_size=8)
    digest.update(f"{insight.known.name} {unit.layer} {'' if every else unit.index}".encode())
    count = x.shape[2]
    names = tuple(f"Map {index}" for index in range(1, count + 1)) if count > 1 else ("Map",)
    stored = np.ascontiguousarray(x)
    return Source(x=stored, id=digest.hexdigest(), names=names, stored=stored)
