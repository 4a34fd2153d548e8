"""A picture's way through a whole network: what every layer makes of it."""

from collections.abc import Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.errors import ShapeError, SpecError
from cnnviz.spec import NetworkSpec, every_layer, layers
from cnnviz.spec.layers import Layer

from .bill import bill, check_affordable
from .layers import Own, computed, curve_of
from .shapes import times
from .weight_shapes import Shapes, weight_shapes

Values = NDArray[np.float32]
_CHUNK_BYTES = 1 << 22  # of neighbouring layers' outputs: what a core's cache can hold


@dataclass(frozen=True, eq=False)
class Trace:
    """What every layer made of one picture; all arrays are float32 and read-only.

    Attributes:
        outputs: by layer, in the order of computing: the Input's picture first; of a residual block
            the branch, the skip, then their sum under the block's own name. (H, W, C), or fewer
            axes; without a batch axis.
        before_activation: the same for each layer that ends in a curve, before that curve.
    """

    outputs: Mapping[str, Values]
    before_activation: Mapping[str, Values]

    @property
    def scores(self) -> Values:
        """What the last layer made."""
        return list(self.outputs.values())[-1]


def forward(spec: NetworkSpec, weights: Mapping[str, ArrayLike], picture: ArrayLike) -> Trace:
    """Compute every layer of a network for one picture, as Keras does when it predicts.

    Args:
        spec: the network.
        weights: by "layer/variable", as "conv2d/kernel" (kh, kw, Cin/groups, Cout); such as the
            network does not need are not looked at.
        picture: (H, W, C), or the axes that the network's Input has, on its scale.

    Returns:
        Every layer's output. Dropout rests, batch normalisation uses its moving statistics.

    Raises:
        ShapeError: if the picture, or the weights of a layer, have another shape.
        SpecError: if weights of a layer are missing, or the network is too large to be computed.
        LayerError: if a layer cannot be where it is.

    Source:
        keras.Model.predict.

    >>> net = NetworkSpec(name="mean", layers=(
    ...     layers.Input(shape=(2, 2, 1)), layers.GlobalAveragePooling2D(), layers.Dense(units=1)))
    >>> weights = {"dense/kernel": [[2.0]], "dense/bias": [0.5]}
    >>> trace = forward(net, weights, [[[1], [2]], [[3], [4]]])
    >>> {name: values.tolist() for name, values in list(trace.outputs.items())[1:]}
    {'global_average_pooling2d': [2.5], 'dense': [5.5]}
    """
    pixels = np.asarray(picture)
    if pixels.shape != spec.input_shape:
        raise ShapeError(
            f"A picture of shape {pixels.shape} does not fit the network {spec.name}. "
            f"Give it {times(spec.input_shape)}."
        )
    own, x = _own_weights(spec, weights), pixels[np.newaxis].astype(np.float32)
    outputs, before_activation = {spec.layers[0].name: _sealed(x)}, {}
    with np.errstate(all="ignore"):  # the result shows it: inf or nan
        for name, before, after in _steps(spec.layers[1:], x, own):
            outputs[name] = _sealed(after)
            if before is not None:
                before_activation[name] = _sealed(before)
    return Trace(outputs, before_activation)


def forward_batch(
    spec: NetworkSpec,
    weights: Mapping[str, ArrayLike],
    pictures: ArrayLike,
    *,
    threads: int = 1,
) -> Values:
    """Compute the scores of many pictures, a few at a time: memory does not grow with their number.

    Args:
        spec: as for `forward`.
        weights: as for `forward`.
        pictures: (N, H, W, C), or N and the axes that the network's Input has, on its scale.
        threads: how many parts are computed at once, at least 1.

    Returns:
        (N, …): what the last layer makes of each.

    Raises:
        ShapeError: if the pictures, or the weights of a layer, have another shape.
        SpecError: as `forward`.
        LayerError: as `forward`.

    Source:
        keras.Model.predict.

    >>> net = NetworkSpec(name="row", layers=(layers.Input(shape=(1, 2, 1)), layers.Flatten()))
    >>> forward_batch(net, {}, [[[[1], [2]]], [[[3], [4]]]]).tolist()
    [[1.0, 2.0], [3.0, 4.0]]
    """
    pixels = np.asarray(pictures)
    if not pixels.ndim or pixels.shape[1:] != spec.input_shape:
        raise ShapeError(
            f"Pictures of shape {pixels.shape} do not fit the network {spec.name}. "
            f"Give them as N×{times(spec.input_shape)}."
        )
    own, plan = _own_weights(spec, weights), _plan(spec)
    scores = np.empty((len(pixels), *plan.made), np.float32)

    def compute(start: int) -> None:
        x = pixels[start : start + plan.chunk].astype(np.float32)
        with np.errstate(all="ignore"):
            for _, _, after in _steps(spec.layers[1:], x, own):
                x = after
        scores[start : start + plan.chunk] = x

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(compute, range(0, len(pixels), plan.chunk)))  # the list raises what they do
    return scores


def _steps(
    path: tuple[Layer, ...], x: Values, own: Mapping[str, Own]
) -> Generator[tuple[str, Values | None, Values], None, Values]:
    """Yield name, values before the curve (None without one) and output, layer by layer."""
    for layer in path:
        before = None
        if isinstance(layer, layers.Residual):
            branch = yield from _steps(layer.branch, x, own)
            skip = yield from _steps(layer.skip, x, own)
            x = branch + skip
        elif not isinstance(layer, layers.Input):
            x = computed(layer, x, own[layer.name])
            if curve := curve_of(layer):
                before, x = x, curve(x)
        yield layer.name, before, x
    return x


def _sealed(batch_of_one: Values) -> Values:
    values: Values = batch_of_one[0]
    values.flags.writeable = False
    return values


@dataclass(frozen=True)
class _Plan:
    """What is known of a network before its weights: theirs and its scores' shapes."""

    needed: Mapping[str, Shapes]  # by layer
    made: tuple[int, ...]
    chunk: int  # pictures


@lru_cache(maxsize=32)
def _plan(spec: NetworkSpec) -> _Plan:
    total = bill(spec)
    check_affordable(total)
    needed = {
        layer.name: weight_shapes(layer, line.input_shape)
        for layer, line in zip(every_layer(spec.layers), total.layers, strict=True)
    }
    chunk = max(_CHUNK_BYTES // total.inference_bytes, 1)
    return _Plan(needed, total.layers[-1].output_shape, chunk)


def _own_weights(spec: NetworkSpec, weights: Mapping[str, ArrayLike]) -> dict[str, Own]:
    """Sort weights by layer and check them."""
    own: dict[str, Own] = {}
    for layer, needed in _plan(spec).needed.items():
        own[layer] = {
            variable: _fitting(spec, weights, f"{layer}/{variable}", shape)
            for variable, shape in needed.items()
        }
    return own


def _fitting(
    spec: NetworkSpec, weights: Mapping[str, ArrayLike], name: str, shape: tuple[int, ...]
) -> Values:
    if name not in weights:
        raise SpecError(
            f"The weights {name} are missing: the network {spec.name} needs {times(shape)} of "
            "them. Choose weights that belong to it."
        )
    values = np.asarray(weights[name], np.float32)
    if values.shape != shape:
        raise ShapeError(
            f"The weights {name} have shape {values.shape} and the network {spec.name} needs "
            f"{shape}. Choose weights that belong to it."
        )
    return values
