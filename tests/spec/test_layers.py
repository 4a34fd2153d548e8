"""Layers take Keras's settings, and nothing else."""

import pytest
from pydantic import ValidationError

from cnnviz.errors import SpecError
from cnnviz.spec import layers, read_layer


def test_one_number_serves_for_rows_and_columns():
    conv = layers.Conv2D(filters=8, kernel_size=3, strides=2, dilation_rate=[1, 2])
    assert (conv.kernel_size, conv.strides, conv.dilation_rate) == ((3, 3), (2, 2), (1, 2))
    assert layers.ZeroPadding2D(padding=2).padding == ((2, 2), (2, 2))
    assert layers.ZeroPadding2D(padding=(1, 2)).padding == ((1, 1), (2, 2))
    assert layers.ZeroPadding2D(padding=((1, 0), (2, 3))).padding == ((1, 0), (2, 3))


def test_pooling_steps_by_its_size_unless_told_otherwise():
    assert layers.MaxPooling2D(pool_size=(2, 3)).steps == (2, 3)
    assert layers.AveragePooling2D(pool_size=3, strides=1).steps == (1, 1)


def test_a_layer_does_not_change():
    with pytest.raises(ValidationError):
        layers.Dense(units=3).units = 4


@pytest.mark.parametrize(
    ("settings", "remedy"),
    [
        ({"kind": "Conv2D", "filters": 0, "kernel_size": 3}, "filters cannot be 0. .* at least 1"),
        ({"kind": "Conv2D", "filters": 2.5, "kernel_size": 3}, "filters .*whole number"),
        ({"kind": "Conv2D", "filters": 2}, "kernel_size is missing"),
        ({"kind": "Conv2D", "filters": 2, "kernel_size": True}, "kernel_size .*whole number"),
        ({"kind": "Conv2D", "filters": 2, "kernel_size": "x"}, "one whole number, or a pair"),
        ({"kind": "Conv2D", "filters": 2, "kernel_size": [3]}, "one whole number, or a pair"),
        ({"kind": "Conv2D", "filters": 2, "kernel_size": [3, 3, 3]}, "or a pair"),
        ({"kind": "Conv2D", "filters": 2, "kernel_size": 9999}, "at most 1024"),
        ({"kind": "Conv2D", "filters": 10**9, "kernel_size": 3}, "at most 65536"),
        (
            {"kind": "Conv2D", "filters": 2, "kernel_size": 3, "padding": "full"},
            "'valid' or 'same'",
        ),
        ({"kind": "Dense", "units": 10**9}, "at most 1000000"),
        ({"kind": "Dense", "units": 3, "shape": 1}, "no setting called shape. Leave it out"),
        ({"kind": "Dense", "units": 3, "name": "a/b"}, "letters and digits"),
        ({"kind": "Dense", "units": 3, "use_bias": "no"}, "true or false"),
        ({"kind": "Dense", "units": 3, "kernel_regularizer": -1.0}, "at least 0"),
        ({"kind": "Dropout", "rate": 1.5}, "at most 1"),
        ({"kind": "Rescaling", "scale": float("inf")}, "finite number"),
        ({"kind": "Rescaling", "scale": "2"}, "a number"),
        ({"kind": "Normalization", "axis": 2}, "-1"),
        ({"kind": "Activation", "activation": "swish"}, "'relu'"),
        ({"kind": "Input", "shape": [99999, 9, 1]}, "at most 4096"),
        ({"kind": "Input", "shape": []}, "at least 1"),
        ({"kind": "Residual", "branch": []}, "at least 1"),
        ({"kind": "Residual", "branch": [{"kind": "Dense", "units": 0}]}, "Branch layer 1, Dense"),
        ({"kind": "Residual", "branch": [{"kind": "Residual", "branch": []}]}, "no layer of kind"),
        ({"kind": "Lambda"}, "no layer of kind Lambda. Choose one of 'Input'"),
        ({"units": 3}, "kind: Conv2D"),
    ],
)
def test_a_setting_that_cannot_be_is_one_sentence_with_a_remedy(settings, remedy):
    with pytest.raises(SpecError, match=remedy) as caught:
        read_layer(settings)
    assert "\n" not in str(caught.value)
