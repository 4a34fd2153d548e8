"""Keras builds what the bill says, and refuses what the bill refuses."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import assume, given, settings

from cnnviz.data.networks import NETWORKS
from cnnviz.errors import ModelFileError, SpecError
from cnnviz.models import build, set_weights, weights_of
from cnnviz.models.build import assemble
from cnnviz.ops import bill
from cnnviz.spec import NetworkSpec, layers
from tests.networks import MOST_VALUES, near_valid_networks, valid_networks

quick = settings(derandomize=True, deadline=None, max_examples=150)
long = settings(derandomize=True, deadline=None, max_examples=4000)
pytestmark = pytest.mark.filterwarnings("ignore:You are using a softmax over axis:UserWarning")


@pytest.fixture(autouse=True)
def forget():
    yield
    keras.backend.clear_session(free_memory=False)


def check_bill(spec):
    keras.backend.clear_session(free_memory=False)
    model, ours = build(spec), bill(spec)
    assert [layer.name for layer in model.layers if layer.name not in names(ours)] == []
    for line in ours.layers:
        theirs = model.get_layer(line.name)
        assert line.output_shape == tuple(theirs.output.shape[1:])
        assert line.parameters == theirs.count_params()
        assert line.cost.trainable == counted(theirs.trainable_weights)
    assert ours.parameters == model.count_params()
    assert ours.trainable == counted(model.trainable_weights)


def names(ours):
    return {line.name for line in ours.layers}


def counted(variables):
    return sum(int(np.prod(variable.shape)) for variable in variables)


def keras_takes(spec):
    """Whether Keras builds a network and TensorFlow computes it for one picture."""
    keras.backend.clear_session(free_memory=False)
    try:
        model = assemble(spec)
        if any(0 in layer.output.shape for layer in model.layers):
            return False
        model(np.ones((1, *spec.input_shape), "float32"))
    except (ValueError, tf.errors.InvalidArgumentError):
        return False
    return True


def check_validity(spec):
    refusal = refused(spec)
    # Add stretches a side of 1 to the other's size, which hides mistakes: we refuse it.
    if "cannot be added" not in refusal:
        assert keras_takes(spec) is not bool(refusal), refusal


def refused(spec):
    try:
        total = bill(spec)
    except SpecError as error:
        return str(error)
    assume(all(np.prod(line.output_shape) <= 4 * MOST_VALUES for line in total.layers))
    return ""


@quick
@given(valid_networks())
def test_shapes_and_parameters_are_keras_own(spec):
    check_bill(spec)


@quick
@given(near_valid_networks())
def test_what_is_impossible_here_is_impossible_for_keras_and_the_other_way_round(spec):
    check_validity(spec)


@pytest.mark.deep
@long
@given(valid_networks(longest=10))
def test_a_long_search_finds_no_other_shape_or_count(spec):
    check_bill(spec)


@pytest.mark.deep
@long
@given(near_valid_networks())
def test_a_long_search_finds_no_disagreement_about_what_is_possible(spec):
    check_validity(spec)


@pytest.mark.parametrize("name", [n for n in NETWORKS if bill(NETWORKS[n]).parameters < 2e7])
def test_the_networks_of_the_courses_are_keras_own(name):
    check_bill(NETWORKS[name])


@pytest.mark.parametrize(
    ("good", "kind", "bad"),
    [
        ({"filters": 4, "kernel_size": 3}, "Conv2D", {"filters": 0}),
        ({"filters": 4, "kernel_size": 3}, "Conv2D", {"kernel_size": 0}),
        ({"filters": 4, "kernel_size": 3}, "Conv2D", {"kernel_size": (3, 3, 3)}),
        ({"filters": 4, "kernel_size": 3}, "Conv2D", {"strides": 0}),
        ({"filters": 4, "kernel_size": 3}, "Conv2D", {"dilation_rate": 0}),
        ({"filters": 4, "kernel_size": 3}, "Conv2D", {"groups": 0}),
        ({"filters": 4, "kernel_size": 3}, "Conv2D", {"padding": "full"}),
        ({"filters": 4, "kernel_size": 3}, "Conv2D", {"activation": "no such curve"}),
        ({"filters": 4, "kernel_size": 3}, "SeparableConv2D", {"depth_multiplier": 0}),
        ({"filters": 4, "kernel_size": 3}, "Conv2DTranspose", {"output_padding": -1}),
        ({"kernel_size": 3}, "DepthwiseConv2D", {"depth_multiplier": 0}),
        ({}, "MaxPooling2D", {"pool_size": 0}),
        ({}, "LeakyReLU", {"negative_slope": -1}),
        ({"rate": 0.5}, "Dropout", {"rate": 1.5}),
        ({"units": 3}, "Dense", {"units": 0}),
        ({"units": 3}, "Dense", {"no_such_setting": 1}),
    ],
)
def test_a_setting_that_a_layer_refuses_is_refused_by_keras(good, kind, bad):
    getattr(layers, kind)(**good)
    getattr(keras.layers, kind)(**good)
    for place in (layers, keras.layers):
        with pytest.raises(ValueError):  # noqa: PT011, Keras raises nothing narrower
            getattr(place, kind)(**{**good, **bad})


def test_defaults_are_keras_own():
    needed = {
        "Conv2D": {"filters": 4, "kernel_size": 3},
        "SeparableConv2D": {"filters": 4, "kernel_size": 3},
        "Conv2DTranspose": {"filters": 4, "kernel_size": 3},
        "DepthwiseConv2D": {"kernel_size": 3},
        "Dense": {"units": 3},
        "Dropout": {"rate": 0.5},
        "Rescaling": {"scale": 2.0},
        "AveragePooling2D": {"pool_size": 2},
        "Normalization": {"axis": -1},
        **{
            kind: {}
            for kind in ("MaxPooling2D", "ZeroPadding2D", "BatchNormalization", "LeakyReLU")
        },
    }
    for kind, settings_ in needed.items():
        ours = getattr(layers, kind)(**settings_).model_dump()
        theirs = getattr(keras.layers, kind)(**settings_).get_config()
        for name, value in list(ours.items())[2:]:  # behind kind and name
            meant = theirs["pool_size"] if name == "strides" and value is None else value
            expected = theirs[name]
            expected = tuple(expected) if isinstance(expected, list) else expected
            assert expected in (meant, (meant,)), name


SMALL = NetworkSpec(
    name="small",
    layers=(
        layers.Input(shape=(6, 7, 2)),
        layers.Normalization(axis=(1, 2, 3)),
        layers.Conv2D(filters=4, kernel_size=3, padding="same", kernel_regularizer=0.5),
        layers.Residual(
            branch=(layers.BatchNormalization(), layers.DepthwiseConv2D(kernel_size=1)),
            skip=(layers.SeparableConv2D(filters=4, kernel_size=1),),
            name="sum",
        ),
        layers.Flatten(),
        layers.Dense(units=3, activation="softmax"),
    ),
)


def test_weights_that_go_in_come_out_and_are_used(rng):
    model = build(SMALL)
    weights = {
        name: np.full((), 9, np.int64) if name.endswith("count") else rng.uniform(0.5, 1, w.shape)
        for name, w in weights_of(model).items()
    }
    set_weights(model, weights)
    for name, values in weights_of(model).items():
        np.testing.assert_array_equal(values, np.asarray(weights[name]).astype(values.dtype))
    picture = rng.normal(size=(1, 6, 7, 2)).astype("float32")
    first = keras.Model(model.input, model.get_layer("normalization").output)
    mean, variance = weights["normalization/mean"], weights["normalization/variance"]
    np.testing.assert_allclose(first(picture)[0], (picture[0] - mean) / variance**0.5, rtol=1e-5)


def test_weights_are_named_by_layer_and_variable():
    assert list(weights_of(build(SMALL))) == [
        "normalization/mean",
        "normalization/variance",
        "normalization/count",
        "conv2d/kernel",
        "conv2d/bias",
        "batch_normalization/gamma",
        "batch_normalization/beta",
        "batch_normalization/moving_mean",
        "batch_normalization/moving_variance",
        "depthwise_conv2d/kernel",
        "depthwise_conv2d/bias",
        "separable_conv2d/depthwise_kernel",
        "separable_conv2d/pointwise_kernel",
        "separable_conv2d/bias",
        "dense/kernel",
        "dense/bias",
    ]


def test_a_penalty_is_an_l2():
    model = build(SMALL)
    kernel = weights_of(model)["conv2d/kernel"]
    np.testing.assert_allclose(sum(model.losses), 0.5 * (kernel**2).sum(), rtol=1e-5)


@pytest.mark.parametrize("change", ["missing", "foreign", "shape"])
def test_weights_of_another_network_change_nothing(change):
    model = build(SMALL)
    before = weights_of(model)
    weights = {name: values + 1 for name, values in before.items()}
    if change == "missing":
        del weights["dense/bias"]
    if change == "foreign":
        weights["dense_7/kernel"] = np.zeros(3)
    if change == "shape":
        weights["dense/bias"] = np.zeros(4)
    with pytest.raises(ModelFileError, match="belong to small"):
        set_weights(model, weights)
    for name, values in weights_of(model).items():
        np.testing.assert_array_equal(values, before[name])


def test_a_network_that_would_fill_the_machine_is_not_built():
    spec = NetworkSpec(
        name="huge",
        layers=(layers.Input(shape=(64, 64, 3)), layers.Flatten(), layers.Dense(units=10**6)),
    )
    with pytest.raises(SpecError, match=r"12,289,000,000.*at most 300,000,000"):
        build(spec)
