"""The forward pass is Keras's, layer by layer."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz import ops
from cnnviz.data.datasets import examples, is_available
from cnnviz.data.networks import NETWORKS
from cnnviz.data.starters import starter, starter_weights, starters
from cnnviz.errors import LayerError, ShapeError, SpecError
from cnnviz.models import build, set_weights, weights_of
from cnnviz.spec import NetworkSpec, layers
from tests.networks import valid_networks

CLOSE = 1e-5  # of a layer's largest value,
LEAST = 1e-2  # or of this, where all are smaller: Keras's elu, exp(x) − 1, loses digits near 0
LARGE = 20_000_000  # parameters, from which on a network is only looked at in a long search
quick = settings(derandomize=True, deadline=None, max_examples=60)
long = settings(derandomize=True, deadline=None, max_examples=2000)
pytestmark = pytest.mark.filterwarnings("ignore:You are using a softmax over axis:UserWarning")


@pytest.fixture(autouse=True)
def forget():
    yield
    keras.backend.clear_session(free_memory=False)


def random_weights(model, rng):
    """Weights that keep values in range, with moving statistics unlike those of a fresh model."""
    made = {}
    for name, values in weights_of(model).items():
        if "kernel" in name:
            inputs = max(np.prod(values.shape[:-1]), 1)
            drawn = rng.standard_normal(values.shape, np.float32) * np.sqrt(2 / inputs)
        elif "variance" in name or "gamma" in name:
            drawn = rng.uniform(0.5, 2, values.shape)
        else:
            drawn = rng.normal(0, 0.3, values.shape)
        made[name] = np.asarray(drawn).astype(values.dtype)
    return made


def both(spec, rng, count=1):
    """Weights, pictures, and every layer's output as Keras has it."""
    keras.backend.clear_session(free_memory=False)
    model = build(spec)
    weights = random_weights(model, rng)
    set_weights(model, weights)
    largest = 255 if spec.scale == "0-255" else 1
    pictures = (largest * rng.uniform(-1, 1, (count, *spec.input_shape))).astype(np.float32)
    return weights, pictures, by_keras(model, pictures)


def by_keras(model, pictures):
    whole = keras.Model(model.input, {layer.name: layer.output for layer in model.layers})
    return {name: np.asarray(values) for name, values in whole(pictures).items()}


def assert_close(ours, theirs, name):
    assert ours.dtype == np.float32
    assert ours.shape == theirs.shape, name
    off = np.abs(ours - theirs).max() / max(np.abs(theirs).max(), LEAST)
    assert off <= CLOSE, f"{name}: {off:.1e}"


def check(spec, rng, count=1):
    check_against(spec, *both(spec, rng, count))


def check_against(spec, weights, pictures, theirs):
    for number in {0, len(pictures) - 1}:
        trace = ops.forward(spec, weights, pictures[number])
        assert set(trace.outputs) == set(theirs)
        for name, values in trace.outputs.items():
            assert_close(values, theirs[name][number], name)
    assert_close(ops.forward_batch(spec, weights, pictures), theirs[spec.layers[-1].name], "batch")


SMALL = [name for name, spec in NETWORKS.items() if ops.bill(spec).parameters < LARGE]
TALL = [name for name in NETWORKS if name not in SMALL]


@pytest.mark.parametrize("name", SMALL)
def test_every_layer_of_the_courses_networks_is_keras_own(name, rng):
    check(NETWORKS[name], rng, count=2 if "225" in name else 3)


@pytest.mark.deep
@pytest.mark.parametrize("name", TALL)
def test_so_are_those_of_the_largest_networks(name, rng):
    check(NETWORKS[name], rng)


@quick
@given(valid_networks(), st.integers(0, 2**32 - 1))
def test_every_layer_of_random_networks_is_keras_own(spec, seed):
    check(spec, np.random.default_rng(seed), count=3)


@pytest.mark.deep
@long
@given(valid_networks(longest=10), st.integers(0, 2**32 - 1))
def test_a_long_search_finds_no_other_value(spec, seed):
    check(spec, np.random.default_rng(seed), count=4)


@pytest.mark.parametrize("name", starters())
def test_every_layer_of_the_starters_is_keras_own_on_real_pictures(name):
    described = starter(name)
    if not is_available(described.dataset):
        pytest.skip(f"CNNVIZ_DATA_DIR names no folder with {described.dataset}")
    pictures = described.as_input(examples(described.dataset, "test").pictures[:100])
    model = build(described.network)
    set_weights(model, dict(starter_weights(name)))
    check_against(described.network, starter_weights(name), pictures, by_keras(model, pictures))


BLOCK = NetworkSpec(
    name="block",
    layers=(
        layers.Input(shape=(2, 2, 1)),
        layers.Residual(
            branch=(
                layers.Conv2D(filters=1, kernel_size=2, padding="same", activation="relu"),
                layers.BatchNormalization(epsilon=1.0),
            ),
            skip=(layers.Rescaling(scale=10),),
        ),
        layers.Dropout(rate=0.5),
        layers.GlobalMaxPooling2D(),
        layers.Dense(units=2, activation="softmax"),
    ),
)
BY_HAND = {
    "conv2d/kernel": np.array([[1, 0], [0, -1]]).reshape(2, 2, 1, 1),
    "conv2d/bias": np.array([1]),
    "batch_normalization/gamma": np.array([4]),
    "batch_normalization/beta": np.array([100]),
    "batch_normalization/moving_mean": np.array([3]),
    "batch_normalization/moving_variance": np.array([3]),
    "dense/kernel": np.array([[1, 1]]),
    "dense/bias": np.array([0, np.log(3)]),
}
PICTURE = np.array([[1, 2], [3, 4]], np.uint8)[..., np.newaxis]


def test_a_block_computed_by_hand():
    trace = ops.forward(BLOCK, BY_HAND, PICTURE)
    assert list(trace.outputs) == [
        "input_layer", "conv2d", "batch_normalization", "rescaling", "add", "dropout",
        "global_max_pooling2d", "dense",
    ]  # fmt: skip
    maps = {name: values[..., 0].tolist() for name, values in list(trace.outputs.items())[:6]}
    assert maps["input_layer"] == [[1, 2], [3, 4]]
    # 1 − 4 + 1 is negative; to the right of and below the picture lie zeros.
    assert trace.before_activation["conv2d"][..., 0].tolist() == [[-2, 3], [4, 5]]
    assert maps["conv2d"] == [[0, 3], [4, 5]]
    # 4 · (value − 3) / √(3 + 1) + 100
    assert maps["batch_normalization"] == [[94, 100], [102, 104]]
    assert maps["rescaling"] == [[10, 20], [30, 40]]
    assert maps["add"] == maps["dropout"] == [[104, 120], [132, 144]]
    assert trace.outputs["global_max_pooling2d"].tolist() == [144]
    np.testing.assert_allclose(trace.before_activation["dense"], [144, 144 + np.log(3)], rtol=1e-6)
    np.testing.assert_allclose(trace.scores, [0.25, 0.75], rtol=1e-5)


def test_values_before_a_curve_are_kept_and_what_has_none_is_not_listed(rng):
    curves = [layers.LeakyReLU(), layers.Activation(activation="tanh"), layers.Dense(units=2)]
    spec = NetworkSpec(name="curves", layers=(layers.Input(shape=(3,)), *curves))
    weights = {"dense/kernel": rng.normal(size=(3, 2)), "dense/bias": np.zeros(2)}
    trace = ops.forward(spec, weights, rng.normal(size=3))
    assert list(trace.before_activation) == ["leaky_re_lu", "activation"]
    np.testing.assert_array_equal(
        np.tanh(trace.before_activation["activation"]), trace.outputs["activation"]
    )


def test_a_trace_cannot_be_changed_and_a_picture_is_not():
    picture = PICTURE.astype(np.float32)
    trace = ops.forward(BLOCK, BY_HAND, picture)
    for values in (*trace.outputs.values(), *trace.before_activation.values()):
        with pytest.raises(ValueError, match="read-only"):
            values[...] = 0
    picture[...] = 7
    assert trace.outputs["input_layer"].max() == 4


@pytest.mark.parametrize("threads", [1, 2])
def test_many_pictures_have_the_scores_of_each_alone(threads, rng):
    spec = NETWORKS["lenet-5"]
    weights, pictures, _ = both(spec, rng, count=300)  # more than are computed at once
    scores = ops.forward_batch(spec, weights, pictures, threads=threads)
    for number in (0, 177, 178, 299):
        alone = ops.forward(spec, weights, pictures[number]).scores
        np.testing.assert_allclose(scores[number], alone, rtol=1e-5)
    assert ops.forward_batch(spec, weights, pictures[:0]).shape == (0, 10)


def test_what_overflows_is_seen_in_the_result_and_is_no_warning():
    weights = {**BY_HAND, "conv2d/kernel": np.full((2, 2, 1, 1), 3e38)}
    trace = ops.forward(BLOCK, weights, PICTURE)
    assert np.isinf(trace.outputs["conv2d"]).all()
    assert np.isnan(trace.scores).any()


@pytest.mark.parametrize("run", [ops.forward, lambda s, w, x: ops.forward_batch(s, w, x[None])])
def test_weights_that_are_missing_or_of_another_shape_are_named(run):
    with pytest.raises(SpecError, match=r"dense/bias are missing.* needs 2 of them"):
        run(BLOCK, {name: w for name, w in BY_HAND.items() if name != "dense/bias"}, PICTURE)
    with pytest.raises(
        ShapeError, match=r"conv2d/kernel have shape \(3, 2, 1, 1\).*\(2, 2, 1, 1\)"
    ):
        run(BLOCK, {**BY_HAND, "conv2d/kernel": np.zeros((3, 2, 1, 1))}, PICTURE)


def test_a_picture_of_another_size_is_told_which_one_fits():
    with pytest.raises(ShapeError, match=r"\(2, 2\) does not fit the network block. Give it 2×2×1"):
        ops.forward(BLOCK, BY_HAND, PICTURE[..., 0])
    with pytest.raises(ShapeError, match="Give them as N×2×2×1"):
        ops.forward_batch(BLOCK, BY_HAND, PICTURE)


def test_a_layer_that_cannot_be_there_and_a_network_that_is_too_large_are_sentences():
    start = layers.Input(shape=(4, 4, 1))
    impossible = NetworkSpec(name="no", layers=(start, layers.MaxPooling2D(pool_size=5)))
    with pytest.raises(LayerError, match="window of at most 4×4"):
        ops.forward(impossible, {}, np.zeros((4, 4, 1)))
    widest = [layers.ZeroPadding2D(padding=1024)] * 9
    with pytest.raises(SpecError, match="too many to be computed"):
        ops.forward(NetworkSpec(name="wide", layers=(start, *widest)), {}, np.zeros((4, 4, 1)))
