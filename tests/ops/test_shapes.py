"""The bill of a network: the courses' figures, worked examples, and fields measured in Keras."""

import math

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import Phase, assume, given, settings

from cnnviz.data.networks import NETWORKS
from cnnviz.errors import LayerError, SpecError
from cnnviz.models import build
from cnnviz.ops import bill
from cnnviz.spec import NetworkSpec, layers
from tests.networks import valid_networks


def billed(shape, *stack, **settings_):
    spec = NetworkSpec(name="mine", layers=(layers.Input(shape=shape), *stack))
    return bill(spec, **settings_)


def conv(filters, size, **settings_):
    return layers.Conv2D(filters=filters, kernel_size=size, **settings_)


@pytest.mark.parametrize(
    ("name", "each", "total"),
    [
        ("mnist-deep", [832, 51_264, 3_212_288, 10_250], 3_274_634),
        ("faces-gap", [896, 18_496, 73_856, 295_168, 257], 388_673),
        ("faces-gap-sigmoid", [896, 18_496, 73_856, 295_168, 257], 388_673),
        ("faces-flatten", [896, 18_496, 73_856, 295_168, 16_385], 404_801),
        ("faces-flatten-dense", [896, 18_496, 73_856, 295_168, 268_451_840, 16_385], 268_856_641),
        ("digits-minimal", [272, 100_010], 100_282),
        ("digits-tricks", [160, 2_080, 78_450, 510], 81_200),
        ("digits-pipeline", [160, 2_080, 78_450, 510], 81_200),
        (
            "fashion-deep",
            [3_200, 73_856, 147_584, 295_168, 590_080, 295_040, 8_256, 650],
            1_413_834,
        ),
        ("two-conv-225", [168, 220, 195_365], 195_753),
        ("dense-225", [2_430_016, 272, 102, 7], 2_430_397),
        ("dense-225-wide", [15_187_600, 5_050, 51], 15_192_701),
        ("dense-5", [2_600, 1_010], 3_610),
        ("pooled-225", [208, 1_040, 290_406, 7], 291_661),
        ("lenet-5", [156, 2_416, 48_120, 10_164, 850], 61_706),
        ("alexnet", None, 60_965_224),
        ("alexnet-one-group", None, 62_378_344),
        ("vgg-16", None, 138_357_544),
        ("conv-225-valid", [208], 208),
        ("conv-225-stride-2", [208], 208),
        ("conv-225-same", [208], 208),
    ],
)
def test_the_courses_networks_have_the_courses_figures(name, each, total):
    ours = bill(NETWORKS[name])
    assert ours.parameters == total
    if each:
        assert [line.parameters for line in ours.layers if line.parameters] == each


@pytest.mark.parametrize(
    ("name", "index", "shape"),
    [
        ("mnist-deep", 5, (3136,)),
        ("faces-gap", 9, (8, 8, 256)),
        ("faces-gap", 10, (256,)),
        ("faces-flatten", 10, (16_384,)),
        ("digits-minimal", 2, (10_000,)),
        ("digits-tricks", 5, (1568,)),
        ("digits-pipeline", 1, (28, 28, 1)),
        ("two-conv-225", 3, (195_364,)),
        ("pooled-225", 5, (48_400,)),
        ("lenet-5", 5, (1, 1, 120)),
        ("conv-225-valid", 1, (224, 224, 16)),
        ("conv-225-stride-2", 1, (112, 112, 16)),
        ("conv-225-same", 1, (225, 225, 16)),
        ("alexnet", 1, (55, 55, 96)),
        ("alexnet", 8, (6, 6, 256)),
        ("vgg-16", 18, (7, 7, 512)),
    ],
)
def test_the_courses_networks_have_the_courses_shapes(name, index, shape):
    assert bill(NETWORKS[name]).layers[index].output_shape == shape


def test_our_small_networks_stay_small():
    assert bill(NETWORKS["cifar-vgg"]).parameters <= 1_200_000
    assert bill(NETWORKS["cats-dogs"]).parameters <= 1_200_000


def test_what_a_convolution_of_200_filters_costs():
    line = billed((100, 150, 3), conv(200, 5, padding="same")).layers[1]
    assert line.parameters == 15_200
    assert line.cost.parameters_formula == "5·5·3·200 + 200 = 15,200"
    assert line.cost.multiplications == 225_000_000
    assert line.cost.multiplications_formula == "100·150·200·(5·5·3) = 225,000,000"
    assert line.output_bytes == 12_000_000
    hundred = billed((100, 150, 3), conv(200, 5, padding="same"), batch=100)
    assert hundred.layers[1].output_bytes == 1_200_000_000
    assert hundred.multiplications == 225_000_000


@pytest.mark.parametrize(("name", "mib"), [("dense-225-wide", 57.96), ("dense-225", 9.27)])
def test_what_keras_prints_as_megabytes_are_mebibytes(name, mib):
    assert round(bill(NETWORKS[name]).parameter_bytes / 2**20, 2) == mib


def test_a_dense_layer_against_a_convolution():
    shared = billed((64, 64, 3), conv(5, 3, padding="same"))
    dense = billed((64, 64, 3), layers.Flatten(), layers.Dense(units=64 * 64 * 5))
    assert shared.parameters == 3 * 3 * 3 * 5 + 5 == 140
    assert dense.parameters == (64 * 64) ** 2 * 3 * 5 + 64 * 64 * 5 == 251_678_720


@pytest.mark.parametrize("side", [8, 28, 225])
def test_parameters_of_a_convolution_do_not_depend_on_the_picture(side):
    assert billed((side, side, 3), conv(1, 3)).parameters == 28


def test_training_keeps_all_outputs_and_inference_two_neighbours():
    ours = billed((4, 4, 1), conv(2, 1), conv(4, 1), conv(1, 1), batch=10)
    assert ours.training_bytes == 4 * 10 * 16 * (1 + 2 + 4 + 1)
    assert ours.inference_bytes == 4 * 10 * 16 * (2 + 4)


def test_a_skip_waits_for_its_branch():
    block = layers.Residual(branch=(conv(3, 1), conv(1, 1)))
    ours = billed((4, 4, 1), block)
    assert [line.live_bytes // 64 for line in ours.layers] == [1, 1 + 3, 1 + 3 + 1, 3]
    assert ours.inference_bytes == 64 * 5
    wide = layers.Residual(branch=(conv(5, 1),), skip=(conv(5, 1),))
    assert billed((4, 4, 1), wide).inference_bytes == 64 * (5 + 5 + 5)


def test_the_receptive_field_of_a_small_network_worked_by_hand():
    ours = billed((28, 28, 1), conv(8, 5, padding="same"), layers.MaxPooling2D(), conv(8, 3))
    fields = [line.receptive_field for line in ours.layers]
    assert [field.size for field in fields] == [(1, 1), (5, 5), (6, 6), (10, 10)]
    assert [field.step for field in fields] == [(1, 1), (1, 1), (2, 2), (2, 2)]
    assert [field.start for field in fields] == [(0, 0), (-2, -2), (-2, -2), (-2, -2)]
    assert fields[3].formula == (
        "rows and columns: r = 6 + (3 − 1)·2 = 10, j = 2·1 = 2, start = -2 − 0·2 = -2"
    )


def test_neurons_at_stride_1_and_2_see_the_same_rows():
    for stride, row in ((1, 4), (2, 2)):
        field = billed((9, 9, 1), conv(1, 3, strides=stride)).layers[1].receptive_field
        first = field.start[0] + row * field.step[0]
        assert (first, first + field.size[0] - 1) == (4, 6)


def test_formulas_say_rows_and_columns_apart_where_they_differ():
    line = billed((5, 7, 1), conv(2, (3, 2), strides=(2, 1))).layers[1]
    assert line.shape_formula == (
        "rows: floor((5 − 3) / 2) + 1 = 2; columns: floor((7 − 2) / 1) + 1 = 6"
    )


def of_ones(spec):
    keras.backend.clear_session(free_memory=False)
    model = build(spec)
    model.set_weights([np.ones(w.shape, "float32") for w in model.get_weights()])
    return model


def seen(model, unit):
    """Which rows and columns of the picture change a unit, with all weights at one, in Keras."""
    picture = tf.Variable(np.ones((1, *model.input_shape[1:]), "float32"))
    with tf.GradientTape() as tape:
        value = tf.reduce_sum(model(picture)[0, unit[0], unit[1]])
    met = np.any(tape.gradient(value, picture)[0].numpy() != 0, axis=-1)
    return np.flatnonzero(met.any(axis=1)), np.flatnonzero(met.any(axis=0))


def predicted(field, unit, shape):
    """The same from the bill, without what is padding."""
    sides = zip(field.start, field.step, field.size, unit, shape, strict=False)
    firsts = [(math.ceil(start + i * step), size, n) for start, step, size, i, n in sides]
    return [np.arange(max(first, 0), min(first + size, n)) for first, size, n in firsts]


UNSHRUNK = (Phase.explicit, Phase.generate)  # every step builds a network: shrinking takes minutes
SLIDING = ("Conv2D", "DepthwiseConv2D", "AveragePooling2D", "ZeroPadding2D", "SeparableConv2D")


def made_linear(spec):
    """The same windows without curves; without groups too, whose gradients compile for seconds."""
    plain = {"activation": "linear", "groups": 1}
    stack = [
        layer.model_copy(update={key: plain[key] for key in plain if hasattr(layer, key)})
        for layer in spec.layers
    ]
    return NetworkSpec(name="linear", layers=tuple(stack))


@settings(derandomize=True, deadline=None, max_examples=50, phases=UNSHRUNK)
@given(valid_networks(longest=4, kinds=SLIDING))
def test_a_unit_sees_what_keras_gradient_reaches(spec):
    assume(len(spec.input_shape) == 3)
    spec = made_linear(spec)
    model = of_ones(spec)
    line = bill(spec).layers[-1]
    rows, columns = line.output_shape[:2]
    for unit in {(0, 0), (rows // 2, columns // 2), (rows - 1, columns - 1)}:
        for ours, theirs in zip(
            predicted(line.receptive_field, unit, spec.input_shape), seen(model, unit), strict=True
        ):
            if theirs.size and not dilated(spec):  # a window may lie in the padding altogether
                assert (theirs[0], theirs[-1]) == (ours[0], ours[-1])
            assert set(theirs) <= set(ours)


def dilated(spec):
    """Taps apart, or steps wider than windows, leave cells out that lie between."""
    return any(
        max(getattr(layer, "dilation_rate", (1, 1))) > 1
        or max(getattr(layer, "steps", getattr(layer, "strides", (1, 1))))
        > min(getattr(layer, "kernel_size", getattr(layer, "pool_size", (9, 9))))
        for layer in spec.layers
    )


@settings(derandomize=True, deadline=None, max_examples=30, phases=UNSHRUNK)
@given(valid_networks(longest=3, kinds=("Conv2DTranspose", "Conv2D", "AveragePooling2D")))
def test_behind_a_transposed_convolution_a_unit_sees_no_more_than_the_bill_says(spec):
    assume(len(spec.input_shape) == 3)
    spec = made_linear(spec)
    model = of_ones(spec)
    line = bill(spec).layers[-1]
    rows, columns = line.output_shape[:2]
    for unit in {(0, 0), (rows // 2, columns // 3), (rows - 1, columns - 1)}:
        for ours, theirs in zip(
            predicted(line.receptive_field, unit, spec.input_shape), seen(model, unit), strict=True
        ):
            assert set(theirs) <= set(ours)


def test_dense_units_see_everything_and_flattened_ones_their_own_window():
    ours = billed((9, 9, 1), conv(2, 3), layers.Flatten(), layers.Dense(units=2))
    fields = [line.receptive_field for line in ours.layers]
    assert [field.size for field in fields] == [(1, 1), (3, 3), (3, 3), (9, 9)]
    assert fields[3].step == (0, 0)


def test_a_row_that_is_folded_into_maps_becomes_the_picture():
    ours = billed((784,), layers.Reshape(target_shape=(28, 28, 1)), conv(2, 3))
    assert ours.layers[2].receptive_field.size == (3, 3)
    behind = billed((9, 9, 1), layers.Flatten(), layers.Dense(units=9),
                    layers.Reshape(target_shape=(3, 3, 1)), conv(1, 3))  # fmt: skip
    assert behind.layers[-1].receptive_field.size == (9, 9)


def test_a_sum_sees_what_its_branch_sees():
    block = layers.Residual(branch=(conv(1, 5, padding="same"), conv(1, 3, padding="same")))
    field = billed((9, 9, 1), block).layers[-1].receptive_field
    assert (field.size, field.start) == ((7, 7), (-3, -3))


FLAT, POOL = layers.Flatten(), layers.MaxPooling2D()


@pytest.mark.parametrize(
    ("stack", "remedy"),
    [
        ([conv(1, 4), POOL, POOL], r"Layer 3, max_pooling2d_1: a 2×2 window does not fit into a "
         r'1×1 map. Remove it, choose a window of at most 1×1, or padding="same".'),
        ([conv(1, 3, dilation_rate=3)], "dilated to 7×7, .* at most 2×2"),
        ([FLAT, conv(1, 3)], "gets 36 values in a row. Put it before"),
        ([layers.Dense(units=2), layers.Reshape(target_shape=(9, -1)), POOL], "a table of 9×8"),
        ([conv(4, 1), conv(6, 1, groups=3)], "4 channels and 6 filters .* Choose one of 1, 2"),
        ([conv(1, 3, strides=2, dilation_rate=2)], "Set one of them to 1×1"),
        ([layers.Reshape(target_shape=(5, -1))], r"6×6×1 = 36 values .* product is 36"),
        ([layers.Reshape(target_shape=(-1, -1))], "one of them may be −1"),
        ([layers.DepthwiseConv2D(kernel_size=1, strides=(1, 2))], "Choose 1×1 or 2×2"),
        ([layers.Conv2DTranspose(filters=1, kernel_size=2, strides=2, output_padding=2)],
         "one below 2, or none"),
        ([layers.Conv2DTranspose(filters=1, kernel_size=2, padding="same", output_padding=0)],
         "an odd window"),
        ([layers.Conv2DTranspose(filters=1, kernel_size=2, dilation_rate=2)], "Choose 1×1"),
        ([FLAT, layers.Normalization(axis=(1, 2, 3))], "needs maps"),
        ([layers.Residual(branch=(conv(2, 1),))], "makes 6×6×2 and the skip 6×6×1.* 1×1 conv"),
        ([layers.Residual(branch=(conv(1, 1), conv(1, 7)))],
         "Layer 1, add, branch layer 2, conv2d_1: a 7×7 window"),
    ],
)  # fmt: skip
def test_an_impossible_layer_is_named_with_what_would_work(stack, remedy):
    with pytest.raises(LayerError, match=remedy) as caught:
        billed((6, 6, 1), *stack)
    assert 1 <= caught.value.index <= len(stack)
    assert caught.value.name


def test_an_empty_batch_says_so():
    with pytest.raises(SpecError, match="at least 1"):
        billed((3, 3, 1), batch=0)
