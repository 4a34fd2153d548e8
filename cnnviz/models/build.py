"""A Keras model from a `NetworkSpec`, and its weights as arrays by name."""

from typing import Any

import keras
import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.errors import ModelFileError
from cnnviz.ops import bill, check_affordable
from cnnviz.spec import NetworkSpec, layers
from cnnviz.spec.layers import Layer

Weights = dict[str, NDArray[Any]]  # by "layer/variable", in Keras's order
_PENALTIES = ("kernel_regularizer", "depthwise_regularizer", "pointwise_regularizer")


def build(spec: NetworkSpec) -> keras.Model:
    """Make the Keras model that a spec describes, with fresh random weights.

    Args:
        spec: the network.

    Returns:
        A functional model from (N, *spec.input_shape) float32 to (N, …); its name, and those of
        its layers, are the spec's.

    Raises:
        LayerError: if a layer cannot be where it is.
        SpecError: if the network is too large to be built.
    """
    check_affordable(bill(spec))
    return assemble(spec)


def assemble(spec: NetworkSpec) -> keras.Model:
    """Put Keras's layers together, leaving every check to Keras."""
    first, *others = spec.layers
    start = keras.Input(spec.input_shape, name=first.name)
    tensor = start
    for layer in others:
        tensor = _through(layer, tensor)
    return keras.Model(start, tensor, name=spec.name)


def keras_layer(layer: Layer) -> keras.layers.Layer:
    """Make Keras's layer of a kind: the settings are its own, a penalty becomes an L2."""
    settings = layer.model_dump()
    kind = settings.pop("kind")
    for penalty in _PENALTIES:
        if settings.get(penalty) is not None:
            settings[penalty] = keras.regularizers.L2(settings[penalty])
    return getattr(keras.layers, kind)(**settings)


def weights_of(model: keras.Model) -> Weights:
    """Copy a model's weights.

    Args:
        model: made by `build`.

    Returns:
        Arrays by "layer/variable", as "conv2d/kernel"; float32, counts of pictures int64.
    """
    return {
        f"{layer.name}/{variable.name}": np.array(variable.value.numpy())
        for layer in model.layers
        for variable in layer.weights
    }


def set_weights(model: keras.Model, weights: dict[str, ArrayLike]) -> None:
    """Give a model all its weights.

    Args:
        model: made by `build`.
        weights: arrays by "layer/variable", each in the variable's shape; no more and no fewer.

    Raises:
        ModelFileError: if names or shapes are not the model's; nothing is changed then.
    """
    variables = {
        f"{layer.name}/{variable.name}": variable
        for layer in model.layers
        for variable in layer.weights
    }
    if strangers := sorted(set(variables) ^ set(weights)):
        word = "missing" if strangers[0] in variables else "not part of this network"
        raise ModelFileError(
            f"The weights {strangers[0]} are {word}. Choose weights that belong to {model.name}."
        )
    for name, variable in variables.items():
        if np.shape(weights[name]) != tuple(variable.shape):
            raise ModelFileError(
                f"The weights {name} have shape {np.shape(weights[name])} and the network needs "
                f"{tuple(variable.shape)}. Choose weights that belong to {model.name}."
            )
    for name, variable in variables.items():
        variable.assign(np.asarray(weights[name]))
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()  # it computes with copies of its mean and variance


def _through(layer: Layer, tensor: keras.KerasTensor) -> keras.KerasTensor:
    if not isinstance(layer, layers.Residual):
        return keras_layer(layer)(tensor)
    branch = skip = tensor
    for inner in layer.branch:
        branch = keras_layer(inner)(branch)
    for inner in layer.skip:
        skip = keras_layer(inner)(skip)
    return keras.layers.Add(name=layer.name)([branch, skip])
