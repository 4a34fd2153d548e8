import keras
import numpy as np
import pytest
import scipy.special
import tensorflow as tf

from cnnviz import ops

NAMES = ["relu", "leaky_relu", "elu", "gelu", "tanh", "sigmoid", "softmax"]
VALUES = np.concatenate([np.linspace(-12, 12, 997), [0.0, -0.0, 1e-300, -1000, 1000]])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_agrees_with_keras(name, dtype):
    x = VALUES.astype(dtype)
    ours = getattr(ops, name)(x)
    assert ours.dtype == dtype
    theirs = getattr(keras.activations, name)(tf.constant(x)).numpy()
    # Keras keeps its constants (a slope of 0.2, √2) in float32 even where x is float64.
    np.testing.assert_allclose(ours, theirs, rtol=2e-6 if dtype == np.float32 else 1e-7, atol=1e-7)


@pytest.mark.parametrize(
    ("ours", "exact", "error"),
    [
        (ops.gelu, lambda x: x * scipy.special.ndtr(x), 1e-13),  # rounding x/√2 tells in the tail
        (ops.sigmoid, scipy.special.expit, 4e-15),
        (ops.softmax, scipy.special.softmax, 4e-15),
        (ops.leaky_relu, lambda x: np.maximum(x, 0) + 0.2 * np.minimum(x, 0), 0),
        (ops.elu, lambda x: np.where(x > 0, x, scipy.special.expm1(np.minimum(x, 0))), 4e-15),
    ],
    ids=["gelu", "sigmoid", "softmax", "leaky_relu", "elu"],
)
def test_is_right_to_the_last_digits(ours, exact, error):
    np.testing.assert_allclose(ours(VALUES), exact(VALUES), rtol=error, atol=1e-300)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64])
def test_is_stable_far_out(name, dtype):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        far = getattr(ops, name)(np.array([-1000, 0, 1000], dtype))
    assert np.isfinite(far).all()


def test_softmax_adds_up_along_the_axis_that_is_named(rng):
    scores = rng.normal(size=(3, 4, 5))
    np.testing.assert_allclose(ops.softmax(scores).sum(axis=-1), 1)
    np.testing.assert_allclose(ops.softmax(scores, axis=0).sum(axis=0), 1)
