"""What is unwise is said with its figures; the courses' good networks are left alone."""

import pytest

from cnnviz.data.networks import NETWORKS
from cnnviz.ops.advice import advice
from cnnviz.ops.bill import bill
from cnnviz.spec import NetworkSpec, layers


def advised(*some):
    spec = NetworkSpec(name="some", layers=(layers.Input(shape=(32, 32, 3)), *some))
    return advice(spec, bill(spec))


@pytest.mark.parametrize("name", ["digits-tricks", "lenet-5", "faces-gap", "cifar-vgg"])
def test_a_sound_network_is_left_alone(name):
    assert advice(NETWORKS[name], bill(NETWORKS[name])) == []


def test_the_courses_deterrent_is_one():
    (sentence,) = advice(NETWORKS["faces-flatten-dense"], bill(NETWORKS["faces-flatten-dense"]))
    assert "268,451,840 parameters" in sentence
    assert "GlobalAveragePooling2D" in sentence


@pytest.mark.parametrize(
    ("some", "words"),
    [
        ([layers.Conv2D(filters=1, kernel_size=33, padding="same")], "at most 32"),
        ([layers.Conv2D(filters=1, kernel_size=2, strides=3)], "never sees the cells between"),
        ([layers.Flatten(), layers.Dense(units=1, activation="softmax")], "always 1"),
        (
            [layers.Conv2D(filters=1, kernel_size=3), layers.GlobalMaxPooling2D()],
            "3×3 of the 32×32",
        ),
    ],
)
def test_each_slip_has_its_sentence(some, words):
    (sentence,) = advised(*some)
    assert words in sentence
