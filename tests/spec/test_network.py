"""A network comes back from its file exactly, and nothing else comes in."""

import json

import keras
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.data.networks import NETWORKS
from cnnviz.errors import SpecError
from cnnviz.spec import NetworkSpec, every_layer, free_name, layers, read_network
from tests.networks import PLAIN, near_valid_networks

PICTURE = {"kind": "Input", "shape": [8, 8, 1]}


def written(*stack, **settings_):
    return json.dumps({"name": "mine", "layers": stack, **settings_})


@settings(derandomize=True, deadline=None, max_examples=200)
@given(near_valid_networks())
def test_a_network_comes_back_from_json_exactly(spec):
    assert read_network(spec.model_dump_json()) == spec
    assert read_network(spec.model_dump_json(exclude_defaults=True)) == spec


@pytest.mark.parametrize("name", NETWORKS)
def test_every_preset_has_words_and_comes_back_from_json(name):
    spec = NETWORKS[name]
    assert spec.name == name
    assert spec.title
    assert spec.note.endswith(".")
    assert read_network(spec.model_dump_json()) == spec


def test_layers_are_named_as_keras_names_them():
    given_ = {
        "Rescaling": {"scale": 1.0},
        "Reshape": {"target_shape": (4, 4, 1)},
        "Conv2D": {"filters": 1, "kernel_size": 1},
        "DepthwiseConv2D": {"kernel_size": 1},
        "SeparableConv2D": {"filters": 1, "kernel_size": 1},
        "Conv2DTranspose": {"filters": 1, "kernel_size": 1},
        "AveragePooling2D": {"pool_size": 1},
        "Activation": {"activation": "relu"},
        "Dropout": {"rate": 0.5},
        "Dense": {"units": 1},
    }
    kinds = [kind for kind in PLAIN for _ in range(3)]
    keras.backend.clear_session(free_memory=False)
    theirs = [getattr(keras.layers, kind)(**given_.get(kind, {})).name for kind in kinds]
    ours = [getattr(layers, kind)(**given_.get(kind, {})) for kind in kinds]
    spec = NetworkSpec(name="mine", layers=(layers.Input(shape=(4, 4, 1)), *ours))
    assert [layer.name for layer in spec.layers[1:]] == theirs
    assert spec.layers[0].name == keras.layers.InputLayer(shape=(4, 4, 1)).name


def test_names_inside_blocks_count_and_given_names_are_kept():
    conv = layers.Conv2D(filters=1, kernel_size=1)
    spec = NetworkSpec(
        name="mine",
        layers=(
            layers.Input(shape=(4, 4, 1)),
            conv.model_copy(update={"name": "conv2d_1"}),
            layers.Residual(branch=(conv, conv), skip=(conv,)),
            conv,
        ),
    )
    assert [layer.name for layer in every_layer(spec.layers)] == [
        "input_layer",
        "conv2d_1",
        "conv2d",
        "conv2d_2",
        "conv2d_3",
        "add",
        "conv2d_4",
    ]
    assert free_name("Conv2D", {"conv2d"}) == "conv2d_1"


FLAT = {"kind": "Flatten"}


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("", "no JSON file"),
        ('{"name": "mine", "layers": [', "no JSON file"),
        (b"\xff\xfe", "no JSON file"),
        ("[" * 100_000, "no JSON file"),
        ("[1]", "network"),
        ("null", "network"),
        (" " * 300_000, "300,000 characters"),
        (written(), "at least 1"),
        (written(FLAT), "first layer"),
        (written(PICTURE, PICTURE), "first layer"),
        (written(PICTURE, *[FLAT] * 300), "at most 200"),
        (
            written(PICTURE, *[{"kind": "Residual", "branch": [FLAT] * 20}] * 20),
            "421 layers .* at most 200",
        ),
        (written(PICTURE, {**FLAT, "name": "a"}, {**FLAT, "name": "a"}), "called a"),
        (written(PICTURE, {"kind": "Dense", "units": -1}), "Layer 1, Dense: .*at least 1"),
        (written(PICTURE, {"kind": "Lambda", "function": "x"}), "Layer 1: .*Lambda"),
        (written(PICTURE, 3), "Layer 1: "),
        (written(PICTURE, name="No Slug"), "name cannot be No Slug"),
        (written(PICTURE, scale="0-7"), "'0-255'"),
        (written(PICTURE, code="import os"), "no setting called code"),
        (json.dumps({"layers": [PICTURE]}), "name is missing"),
    ],
)
def test_a_file_that_is_no_network_is_one_sentence(text, remedy):
    with pytest.raises(SpecError, match=remedy) as caught:
        read_network(text)
    assert "\n" not in str(caught.value)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5)
    | st.sampled_from(["Input", "Conv2D", "Residual", "kind", "shape"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["kind", "name", "layers", "shape", "branch"]), inner),
))  # fmt: skip
def test_any_json_is_a_network_or_a_sentence(data):
    try:
        read_network(json.dumps(data))
    except SpecError as error:
        message = str(error)
        assert message.endswith(".")
