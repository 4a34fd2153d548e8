"""The hand-made network of the Kernels page: a layer, perhaps pooling, perhaps a second layer."""

from cnnviz.data.banks import bias_of, kernel_of
from cnnviz.spec import Activation, Bank, Sliding

from .controls.layer import SECOND_SIZE, LayerSettings, layer_bank
from .controls.picture import Seen
from .step import Source, Step, source_of, step


def up_to(name: str, seen: Seen, settings: LayerSettings) -> Step:
    """The step of this name, and before it whatever it needs."""
    bank = layer_bank(1, settings.size, settings.maps)
    result = _layer(source_of(seen), bank, settings, settings.activation)
    if name != "layer1" and settings.pool != "none":
        result = _pooling(result.as_source(), settings.pool)
    if name == "layer2":
        second = layer_bank(2, SECOND_SIZE, settings.second)
        result = _layer(result.as_source(), second, settings, settings.second_activation)
    return result


def _layer(source: Source, bank: Bank, settings: LayerSettings, activation: Activation) -> Step:
    """Every filter of the bank over all planes of the source."""
    return step(
        source,
        Sliding(kernel_size=bank.size, padding=settings.border, flip=settings.flip),
        names=tuple(f.name or f"Map {index}" for index, f in enumerate(bank.filters, 1)),
        kernel=kernel_of(bank, source.x.shape[2]),
        bias=bias_of(bank),
        activation=activation,
    )


def _pooling(source: Source, kind: str) -> Step:
    """Max or mean 2×2 on every map; a map of one row or column cannot be halved."""
    size = (min(2, source.x.shape[0]), min(2, source.x.shape[1]))
    sliding = Sliding(
        kind="max_pool" if kind == "max" else "average_pool", kernel_size=size, strides=size
    )
    return step(source, sliding, names=source.names)
