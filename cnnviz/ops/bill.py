"""The bill of a network: what each layer makes, costs and sees, and what all cost together."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from cnnviz.errors import LayerError, SpecError
from cnnviz.spec import NetworkSpec, layers
from cnnviz.spec.layers import Layer, Plain

from .costs import Cost, cost
from .field_growth import receptive_field_after
from .receptive_field import ReceptiveField, begin, joined_fields
from .shapes import Shape, output_shape, times

BYTES = 4  # of a float32
MOST_PARAMETERS = 300_000_000  # 1.2 GB; the largest network of the courses has 268,856,641
MOST_VALUES = 250_000_000  # 1 GB of outputs for one picture


@dataclass(frozen=True)
class LayerBill:
    """What one layer makes, costs and sees.

    Attributes:
        index: which of the network's layers it is, or is in; the Input is 0.
        name: its name.
        kind: Keras's name of its class; "Residual" for the sum of a block.
        block: name of the residual block that it is in; empty outside.
        input_shape: what goes in, without the batch.
        output_shape: what comes out, without the batch.
        shape_formula: how that comes about, with the numbers filled in.
        cost: parameters and multiplications (for one picture), with their formulas.
        output_bytes: memory of what comes out, as float32, for the whole batch.
        live_bytes: memory of all that must be held while it is computed without training.
        receptive_field: what one of its units sees of the picture, with its formula.
    """

    index: int
    name: str
    kind: str
    block: str
    input_shape: Shape
    output_shape: Shape
    shape_formula: str
    cost: Cost
    output_bytes: int
    live_bytes: int
    receptive_field: ReceptiveField

    @property
    def parameters(self) -> int:
        """All its parameters."""
        return self.cost.trainable + self.cost.non_trainable


@dataclass(frozen=True)
class Bill:
    """The bill of a network: its layers in the order of computing.

    Inside a residual block: the branch, the skip, then their sum.
    """

    layers: tuple[LayerBill, ...]
    batch: int

    @property
    def parameters(self) -> int:
        """All parameters."""
        return self.trainable + self.non_trainable

    @property
    def trainable(self) -> int:
        """Parameters that training changes."""
        return sum(layer.cost.trainable for layer in self.layers)

    @property
    def non_trainable(self) -> int:
        """Parameters that training measures or leaves alone."""
        return sum(layer.cost.non_trainable for layer in self.layers)

    @property
    def parameter_bytes(self) -> int:
        """Memory of all parameters as float32."""
        return BYTES * self.parameters

    @property
    def multiplications(self) -> int:
        """Products of a value and a weight, for one picture."""
        return sum(layer.cost.multiplications for layer in self.layers)

    @property
    def training_bytes(self) -> int:
        """Memory of every layer's output for the batch: the way back needs them all."""
        return sum(layer.output_bytes for layer in self.layers)

    @property
    def inference_bytes(self) -> int:
        """Memory of the two largest neighbours for the batch, and a skip where one waits."""
        return max(layer.live_bytes for layer in self.layers)


def bill(spec: NetworkSpec, *, batch: int = 1) -> Bill:
    """Work out what every layer of a network makes, costs and sees.

    Args:
        spec: the network.
        batch: pictures at once, at least 1; counts for memory only.

    Returns:
        The bill; numbers only, nothing is built.

    Raises:
        LayerError: if a layer cannot be where it is; names it and says what would work.
        SpecError: if `batch` is below 1.

    >>> net = NetworkSpec(name="one", layers=(
    ...     layers.Input(shape=(100, 150, 3)),
    ...     layers.Conv2D(filters=200, kernel_size=5, padding="same")))
    >>> one = bill(net, batch=100).layers[1]
    >>> one.parameters, one.cost.multiplications, one.output_bytes
    (15200, 225000000, 1200000000)
    """
    if batch < 1:
        raise SpecError(f"A batch of {batch} pictures is not possible. Choose at least 1.")
    lines: list[LayerBill] = []
    for index, layer in enumerate(spec.layers):
        lines.extend(_lines(layer, index, lines[-1] if lines else None, batch))
    return Bill(tuple(lines), batch)


def check_affordable(total: Bill) -> None:
    """Check, before anything is built, that a network is not larger than a machine should bear.

    Args:
        total: the network's bill.

    Raises:
        SpecError: if it has too many parameters, or outputs of one picture fill too much memory.
    """
    values = total.training_bytes // BYTES // total.batch
    if total.parameters > MOST_PARAMETERS:
        raise SpecError(
            f"A network of {total.parameters:,} parameters is too large to be built here. "
            f"Use at most {MOST_PARAMETERS:,}: fewer units, or pooling before the dense layer."
        )
    if values > MOST_VALUES:
        raise SpecError(
            f"The layers' outputs for one picture are {values:,} numbers, too many to be computed "
            f"here. Use at most {MOST_VALUES:,}: fewer filters, larger strides or more pooling."
        )


def _lines(layer: Layer, index: int, before: LayerBill | None, batch: int) -> Iterator[LayerBill]:
    if isinstance(layer, layers.Input):
        size = BYTES * batch * math.prod(layer.shape)
        yield LayerBill(
            index, layer.name, layer.kind, "", layer.shape, layer.shape, "as given", Cost(), size,
            size, begin(layer.shape),
        )  # fmt: skip
        return
    assert before is not None  # a network begins with its Input
    if isinstance(layer, layers.Residual):
        yield from _block(layer, index, before, batch)
    else:
        yield _line(layer, f"Layer {index}, {layer.name}", index, before, batch)


def _line(
    layer: Plain, place: str, index: int, before: LayerBill, batch: int, block: str = "",
    held: int = 0,
) -> LayerBill:  # fmt: skip
    shape = before.output_shape
    try:
        made = output_shape(layer, shape)
    except SpecError as error:
        raise LayerError(f"{place}: {error}", index, layer.name) from error
    size = BYTES * batch * math.prod(made.shape)
    field = receptive_field_after(layer, shape, made.shape, before.receptive_field)
    return LayerBill(
        index, layer.name, layer.kind, block, shape, made.shape, made.formula,
        cost(layer, shape, made.shape), size, held + before.output_bytes + size, field,
    )  # fmt: skip


def _block(
    layer: layers.Residual, index: int, before: LayerBill, batch: int
) -> Iterator[LayerBill]:
    ends: list[LayerBill] = []
    for word, path in (("branch", layer.branch), ("skip", layer.skip)):
        last = before
        for number, inner in enumerate(path, start=1):
            # The block's input waits for the skip; later the branch's result waits for the sum.
            held = ends[0].output_bytes if ends else before.output_bytes * (number > 1)
            place = f"Layer {index}, {layer.name}, {word} layer {number}, {inner.name}"
            last = _line(inner, place, index, last, batch, layer.name, held)
            yield last
        ends.append(last)
    branch, skip = ends
    if branch.output_shape != skip.output_shape:
        raise LayerError(
            f"Layer {index}, {layer.name}: the branch makes {times(branch.output_shape)} and the "
            f"skip {times(skip.output_shape)}, which cannot be added. Give both one shape, for "
            "example by a 1×1 convolution in the skip.",
            index,
            layer.name,
        )
    shape, size = branch.output_shape, branch.output_bytes
    yield LayerBill(
        index, layer.name, layer.kind, "", shape, shape, "the same for both", Cost(), size,
        3 * size, joined_fields(branch.receptive_field, skip.receptive_field),
    )  # fmt: skip
