"""The stations of a network's figure: what is drawn for which layer, and what is written at it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cnnviz.ops import LayerBill, bill
from cnnviz.ops.shapes import times
from cnnviz.spec import NetworkSpec, layers
from cnnviz.spec.layers import Input, Kernelled, Layer, Plain, Pooling

_LONGEST_LINE = 14  # characters of the words above a volume
_MOST_NOTES = 4
# These change values, not the shape: they are written at the volume before them.
_NOTED = ("Rescaling", "Normalization", "BatchNormalization", "Activation", "LeakyReLU", "Dropout")


@dataclass(frozen=True)
class Station:
    """One volume of the figure.

    Attributes:
        layer: the layer that makes it.
        line: the layer's bill.
        notes: layers behind it that leave its shape alone, in words.
        story: the same layers in full, for who points at it.
    """

    layer: Layer
    line: LayerBill
    notes: tuple[str, ...] = ()
    story: tuple[str, ...] = ()

    @property
    def name(self) -> tuple[str, ...]:
        """Kind of the layer, in one or two lines."""
        return kind_words(self.layer.kind)

    @property
    def details(self) -> tuple[str, ...]:
        """Its settings in a few words, in lines."""
        return _lines(_settings(self.layer))

    @property
    def shown_notes(self) -> tuple[str, ...]:
        """The notes, as many as there is room for."""
        if len(self.notes) <= _MOST_NOTES:
            return self.notes
        rest = len(self.notes) - _MOST_NOTES + 1
        return (*self.notes[: _MOST_NOTES - 1], f"and {rest} more")


@dataclass(frozen=True)
class Skip:
    """The way past a residual block.

    Attributes:
        start: number of the station that it leaves.
        end: number of the station where it is added.
        chips: its own layers, each in words; none where the values stay as they are.
        story: the same layers in full.
    """

    start: int
    end: int
    chips: tuple[str, ...]
    story: tuple[str, ...]


def stations_of(spec: NetworkSpec) -> tuple[list[Station], list[Skip]]:
    """Tell which volumes and which ways past them a network's figure has.

    Args:
        spec: the network.

    Returns:
        the stations from left to right, and the skips between them.

    Raises:
        LayerError: if a layer cannot be where it is.
    """
    lines = {line.name: line for line in bill(spec).layers}
    stations: list[Station] = []
    skips: list[Skip] = []
    for layer in spec.layers:
        if not isinstance(layer, layers.Residual):
            _append(stations, layer, lines, may_be_noted=True)
            continue
        start = len(stations) - 1
        for number, inner in enumerate(layer.branch):
            # A first layer that is noted would be taken for one before the fork.
            _append(stations, inner, lines, may_be_noted=number > 0)
        stations.append(Station(layer, lines[layer.name]))
        chips = tuple(_chip(inner, lines[inner.name]) for inner in layer.skip)
        story = tuple(in_full(inner, lines[inner.name]) for inner in layer.skip)
        skips.append(Skip(start, len(stations) - 1, chips, story))
    return stations, skips


def in_full(layer: Layer, line: LayerBill) -> str:
    """One layer as a sentence without its end.

    >>> from cnnviz.data.networks import network
    >>> lenet = network("lenet-5")
    >>> in_full(lenet.layers[1], bill(lenet).layers[1])
    'conv2d: Conv2D, 5×5, tanh, padding valid, output 28×28×6, 156 parameters'
    """
    padding = [f"padding {layer.padding}"] if isinstance(layer, Kernelled | Pooling) else []
    paid = [f"{line.parameters:,} parameters"] if line.parameters else []
    told = [*_settings(layer), *padding, f"output {times(line.output_shape)}", *paid]
    return f"{layer.name}: {', '.join([_kind(layer.kind), *told])}"


def kind_words(kind: str) -> tuple[str, ...]:
    """The kind of a layer, long ones in two lines.

    >>> kind_words("Conv2D"), kind_words("GlobalAveragePooling2D"), kind_words("Conv2DTranspose")
    (('Conv2D',), ('GlobalAverage', 'Pooling2D'), ('Conv2D', 'Transpose'))
    """
    found = re.fullmatch(r"(.+?)(Pooling2D|Conv2D|Padding2D|Transpose|Normalization)", _kind(kind))
    return found.groups() if found else (_kind(kind),)


def _kind(kind: str) -> str:
    return "Add" if kind == "Residual" else kind


def _append(
    stations: list[Station],
    layer: Input | Plain,
    lines: dict[str, LayerBill],
    *,
    may_be_noted: bool,
) -> None:
    line = lines[layer.name]
    if layer.kind in _NOTED and may_be_noted and stations:
        before = stations[-1]
        notes = (*before.notes, _note(layer, line))
        story = (*before.story, in_full(layer, line))
        stations[-1] = replace(before, notes=notes, story=story)
    else:
        stations.append(Station(layer, line))


def _note(layer: Input | Plain, line: LayerBill) -> str:
    """What is written of a layer that leaves the shape alone; "+" stands before its parameters."""
    words = " ".join([layer.kind, *_settings(layer)])
    if isinstance(layer, layers.Activation):
        words = layer.activation
    if isinstance(layer, layers.BatchNormalization):
        words = "batch norm"
    return f"{words} +{line.parameters:,}" if line.parameters else words


def _chip(layer: Plain, line: LayerBill) -> str:
    """A layer beside the way, in a line."""
    return " ".join([layer.kind, *_settings(layer)[:1]]) + f", {times(line.output_shape)}"


def _settings(layer: Layer) -> list[str]:
    """A layer's settings, each in a word or two."""
    match layer:
        case layers.Dropout():
            return [f"{layer.rate:g}"]
        case layers.LeakyReLU():
            return [f"{layer.negative_slope:g}"]
        case _:
            found = [*_window(layer)] if isinstance(layer, Kernelled | Pooling) else []
            activation = str(getattr(layer, "activation", "linear"))
            return found + [activation] * (activation != "linear")


def _window(layer: Kernelled | Pooling) -> Iterator[str]:
    pool = isinstance(layer, Pooling)
    size = layer.pool_size if isinstance(layer, Pooling) else layer.kernel_size
    steps = layer.steps if isinstance(layer, Pooling) else layer.strides or (1, 1)
    yield times(size)
    if steps != (size if pool else (1, 1)):
        yield f"stride {_pair(steps)}"
    if not isinstance(layer, Pooling):
        if layer.dilation_rate != (1, 1):
            yield f"dilation {_pair(layer.dilation_rate)}"
        if getattr(layer, "groups", 1) > 1:
            yield f"{getattr(layer, 'groups', 1)} groups"


def _pair(values: tuple[int, int]) -> str:
    return str(values[0]) if values[0] == values[1] else times(values)


def _lines(parts: Sequence[str]) -> tuple[str, ...]:
    """Parts with commas between, in lines that are not too long."""
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]}, {part}" if lines else part
        if lines and len(joined) <= _LONGEST_LINE:
            lines[-1] = joined
        else:
            lines.append(part)
    return tuple(lines)
