"""Activations: a curve applied to every number, and softmax over the channels."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .floats import as_float


def relu(x: ArrayLike) -> NDArray[Any]:
    """Cut off what is negative.

    Args:
        x: any shape, any real values.

    Returns:
        max(x, 0), same shape.

    Source:
        keras.activations.relu.

    >>> relu([-2, 0, 3])
    array([0., 0., 3.])
    """
    rectified: NDArray[Any] = np.maximum(as_float(x), 0)
    return rectified


def leaky_relu(x: ArrayLike, *, negative_slope: float = 0.2) -> NDArray[Any]:
    """Flatten what is negative.

    Args:
        x: any shape, any real values.
        negative_slope: slope below zero.

    Returns:
        x where x ≥ 0, else negative_slope · x, same shape.

    Source:
        keras.activations.leaky_relu (the layer keras.layers.LeakyReLU has the default 0.3).

    >>> leaky_relu([-2, 0, 3])
    array([-0.4,  0. ,  3. ])
    """
    x = as_float(x)
    return np.where(x >= 0, x, x * x.dtype.type(negative_slope))


def elu(x: ArrayLike, *, alpha: float = 1.0) -> NDArray[Any]:
    """Bend what is negative towards −alpha.

    Args:
        x: any shape, any real values.
        alpha: how far down it goes.

    Returns:
        x where x > 0, else alpha · (exp(x) − 1), same shape.

    Source:
        keras.activations.elu.

    >>> elu([-1000, 0, 3])
    array([-1.,  0.,  3.])
    """
    x = as_float(x)
    return np.where(x > 0, x, x.dtype.type(alpha) * np.expm1(np.minimum(x, 0)))


def gelu(x: ArrayLike) -> NDArray[Any]:
    """Weight x by the probability that a standard normal number is below it.

    Args:
        x: any shape, any real values.

    Returns:
        x · Φ(x) = x/2 · erfc(−x/√2), same shape.

    Source:
        keras.activations.gelu with approximate=False.

    >>> gelu([-1000, 0, 1000])
    array([  -0.,    0., 1000.])
    """
    x = as_float(x)
    flat = np.ravel(x).astype(np.float64) / -math.sqrt(2)
    tails = np.fromiter(map(math.erfc, flat.tolist()), np.float64, flat.size)
    weighted: NDArray[Any] = x * (tails / 2).reshape(x.shape).astype(x.dtype)
    return weighted


def tanh(x: ArrayLike) -> NDArray[Any]:
    """Squash to −1..1.

    Args:
        x: any shape, any real values.

    Returns:
        (exp(x) − exp(−x)) / (exp(x) + exp(−x)), same shape.

    Source:
        keras.activations.tanh.

    >>> tanh([-1000, 0, 1000])
    array([-1.,  0.,  1.])
    """
    squashed: NDArray[Any] = np.tanh(as_float(x))
    return squashed


def sigmoid(x: ArrayLike) -> NDArray[Any]:
    """Squash to 0..1.

    Args:
        x: any shape, any real values.

    Returns:
        1 / (1 + exp(−x)), same shape.

    Source:
        keras.activations.sigmoid.

    >>> sigmoid([-1000, 0, 1000])
    array([0. , 0.5, 1. ])
    """
    x = as_float(x)
    with np.errstate(under="ignore"):
        small = np.exp(-np.abs(x))  # at most 1: never overflows
        squashed: NDArray[Any] = np.where(x >= 0, 1, small) / (1 + small)
    return squashed


def softmax(x: ArrayLike, *, axis: int = -1) -> NDArray[Any]:
    """Turn scores into probabilities.

    Args:
        x: any shape, any real values.
        axis: the axis along which the probabilities add up to 1.

    Returns:
        exp(x) / Σ exp(x) along `axis`, same shape.

    Source:
        keras.activations.softmax.

    >>> softmax([1000, 1000])
    array([0.5, 0.5])
    """
    x = as_float(x)
    with np.errstate(under="ignore"):
        shares = np.exp(x - x.max(axis=axis, keepdims=True))
        probabilities: NDArray[Any] = shares / shares.sum(axis=axis, keepdims=True)
    return probabilities
