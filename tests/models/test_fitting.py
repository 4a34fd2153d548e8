import keras
import numpy as np
import pytest

from cnnviz.models.build import build, weights_of
from cnnviz.models.fitting import Descent, accuracy_of, compile_for, fit_once, versions
from cnnviz.spec import NetworkSpec, layers

NET = NetworkSpec(
    name="three-ways",
    layers=(
        layers.Input(shape=(4, 4, 1)),
        layers.Flatten(),
        layers.Dense(units=3, activation="softmax"),
    ),
)


def learnable(count, rng):
    """Pictures whose class is the brightest of their first three pixels."""
    pictures = rng.random((count, 4, 4, 1), dtype=np.float32)
    return pictures, pictures[:, 0, :3, 0].argmax(axis=1).astype(np.uint8)


def test_the_learning_rate_climbs_to_the_highest_and_ends_at_nothing():
    model = build(NET)
    compile_for(model, Descent(steps=100, learning_rate=0.5, warm_up=0.2))
    schedule = model.optimizer._learning_rate  # the curve itself: Keras shows one point of it
    rates = [float(schedule(step)) for step in range(101)]
    assert rates[0] == pytest.approx(0.5 / 25)
    assert max(rates) == pytest.approx(rates[20]) == pytest.approx(0.5)
    assert rates[60] == pytest.approx(0.25)  # half a cosine is half-way down in the middle
    assert rates[100] == pytest.approx(0.0, abs=1e-6)
    assert np.diff(rates[:21]).min() > 0 > np.diff(rates[20:]).max()


def test_what_is_learned_in_order_is_what_keras_learns(rng):
    pictures, labels = learnable(96, rng)
    ours = build(NET)
    theirs = keras.models.clone_model(ours)
    theirs.set_weights(ours.get_weights())
    compile_for(ours, Descent(steps=3, learning_rate=0.1, weight_decay=0.1))
    theirs.compile(
        keras.optimizers.AdamW(keras.optimizers.schedules.CosineDecay(0.1, 3), weight_decay=0.1),
        "sparse_categorical_crossentropy",
    )
    theirs.optimizer.exclude_from_weight_decay(var_names=["bias"])
    fit_once(ours, pictures, labels, 32)
    for start in (0, 32, 64):
        theirs.train_on_batch(pictures[start : start + 32], labels[start : start + 32])
    for mine, known in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine, known, atol=1e-5)


def test_repetition_teaches(rng):
    pictures, labels = learnable(640, rng)
    model = build(NET)
    compile_for(model, Descent(steps=200, learning_rate=0.1, warm_up=0.1, label_smoothing=0.05))
    told = [fit_once(model, pictures, labels, 32) for _ in range(10)]
    assert told[-1][0] < told[0][0]
    assert told[-1][1] > 0.9
    assert accuracy_of(model, *learnable(500, rng)) > 0.9


def test_accuracy_is_keras_s(rng):
    pictures, labels = learnable(700, rng)
    model = build(NET)
    theirs = keras.metrics.SparseCategoricalAccuracy()
    theirs.update_state(labels, model(pictures))
    assert accuracy_of(model, pictures, labels) == pytest.approx(float(theirs.result()), abs=1e-6)


def test_biases_do_not_decay():
    model = build(NET)
    compile_for(model, Descent(steps=10, learning_rate=0.1, weight_decay=0.5))
    kernel, bias = model.get_layer("dense").weights
    assert model.optimizer._use_weight_decay(kernel)
    assert not model.optimizer._use_weight_decay(bias)
    assert set(weights_of(model)) == {"dense/kernel", "dense/bias"}


def test_the_versions_are_those_installed():
    assert versions()["keras"] == keras.__version__
    assert versions()["numpy"] == np.__version__
