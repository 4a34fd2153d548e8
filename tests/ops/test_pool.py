import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnviz import ops
from cnnviz.errors import ShapeError, SpecError

THEIRS = {ops.max_pool: keras.ops.max_pool, ops.average_pool: keras.ops.average_pool}


@pytest.mark.parametrize("pool", THEIRS, ids=lambda pool: pool.__name__)
@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    shape=st.tuples(st.integers(1, 17), st.integers(1, 17)),
    size=st.tuples(st.integers(1, 7), st.integers(1, 7)),
    strides=st.one_of(st.none(), st.tuples(st.integers(1, 4), st.integers(1, 4))),
    padding=st.sampled_from(["valid", "same"]),
    channels=st.integers(1, 3),
    dtype=st.sampled_from([np.float32, np.float64]),
    seed=st.integers(0, 2**32 - 1),
)
def test_agrees_with_keras(pool, shape, size, strides, padding, channels, dtype, seed):
    assume(padding == "same" or all(m <= n for n, m in zip(shape, size, strict=True)))
    x = np.random.default_rng(seed).normal(size=(*shape, channels)).astype(dtype) - 2
    theirs = THEIRS[pool](tf.constant(x[None]), size, strides, padding)[0]
    ours = pool(x, pool_size=size, strides=strides, padding=padding)
    assert ours.dtype == dtype
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-5 if dtype == np.float32 else 1e-13)


def test_padding_never_wins_and_is_never_counted():
    x = np.full((3, 3, 1), -5)
    for pool in THEIRS:
        np.testing.assert_array_equal(pool(x, pool_size=3, strides=1, padding="same"), -5.0)
        np.testing.assert_array_equal(
            pool(x, pool_size=3, strides=1, padding=((2, 0), (1, 2))), np.full((3, 4, 1), -5.0)
        )


def test_global_pools_agree_with_keras(rng):
    x = rng.normal(size=(8, 7, 5))
    layers = keras.layers
    for ours, layer in (
        (ops.global_max_pool, layers.GlobalMaxPooling2D),
        (ops.global_average_pool, layers.GlobalAveragePooling2D),
    ):
        np.testing.assert_allclose(ours(x), layer(dtype="float64")(x[None])[0], atol=1e-15)


def test_the_mean_of_a_large_float32_picture_is_right_to_the_last_digit(rng):
    x = rng.integers(0, 256, size=(700, 900, 1)).astype(np.float32)
    assert ops.global_average_pool(x).item() == np.float32(x.astype(np.float64).mean())


@pytest.mark.parametrize("pool", THEIRS, ids=lambda pool: pool.__name__)
@pytest.mark.parametrize(
    ("remedy", "x", "settings", "error"),
    [
        ("at most 3×5", np.zeros((3, 5, 1)), {"pool_size": 4}, ShapeError),
        ("at least one", np.zeros((0, 5, 1)), {}, ShapeError),
        ("at most 1", np.zeros((3, 5, 1)), {"padding": 2}, SpecError),
        ("at least 1", np.zeros((3, 5, 1)), {"strides": 0}, SpecError),
    ],
)
def test_what_does_not_work_says_what_would(pool, remedy, x, settings, error):
    with pytest.raises(error, match=remedy):
        pool(x, **settings)


def test_a_global_pool_of_nothing_says_what_would_work():
    for pool in (ops.global_max_pool, ops.global_average_pool):
        with pytest.raises(ShapeError, match="at least one"):
            pool(np.zeros((3, 0, 1)))
