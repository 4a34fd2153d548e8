"""Every text is run: what it computes is held against `ops` and against the other two."""

import re
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from PIL import Image

from cnnviz.code import snippets_for
from cnnviz.errors import CnnVizError, ShapeError, SpecError
from cnnviz.ops import slide
from cnnviz.spec import Sliding

LIBRARIES = ("numpy", "scipy", "keras")
TOLERANCE = {"numpy": 1e-12, "scipy": 1e-12, "keras": 1e-5}  # Keras computes in float32
ACTIVATIONS = ("linear", "relu", "leaky_relu", "elu", "gelu", "tanh", "sigmoid")
MODES = ("constant", "reflect", "symmetric", "edge", "wrap")
PADDINGS = ("valid", "same", "full", ((1, 1), (1, 1)), ((0, 3), (2, 1)), ((9, 8), (0, 9)))


@pytest.fixture
def rng():
    return np.random.default_rng(7)


def run(text):
    """Execute a text as a person would, and return its y."""
    names = {}
    exec(compile(text, "<snippet>", "exec"), names)
    return names["y"]


def computed(sliding, x, kernel, bias, activation):
    """What the bench shows, and the largest sum of magnitudes behind any number of it."""
    y = slide(sliding, x, kernel, bias=bias, activation=activation)
    if kernel is None:
        return y, float(np.max(np.abs(x)))
    unsigned = sliding.model_copy(update={"flip": False})
    offset = None if bias is None else np.abs(bias)
    return y, float(np.max(slide(unsigned, np.abs(x), np.abs(kernel), bias=offset)))


def assert_all_agree(sliding, x, kernel=None, bias=None, activation="linear", dimensions=2):
    expected, magnitude = computed(sliding, x, kernel, bias, activation)
    texts = snippets_for(sliding, x, kernel, bias, activation=activation, dimensions=dimensions)
    for library in LIBRARIES:
        text = getattr(texts, library)
        y = run(text)
        if dimensions == 1 and y.ndim < 3:
            y = y.reshape(1, len(y), -1)
        assert y.shape == expected.shape, text
        error = np.max(np.abs(y - expected))
        assert error <= TOLERANCE[library] * max(1.0, magnitude), f"{library}: {error}\n{text}"
        assert max(len(line) for line in text.splitlines()) <= 88, text


def weights_for(kind, size, channels, maps, rng):
    depth = {
        "conv": (channels, maps),
        "depthwise": (channels, maps),
        "transposed": (maps, channels),
    }
    return rng.normal(size=(*size, *depth[kind])).round(2)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("padding", PADDINGS)
@pytest.mark.parametrize("strides", [(1, 1), (2, 3)])
def test_every_mode_of_padding_agrees(mode, padding, strides, rng):
    sliding = Sliding(kernel_size=(3, 3), padding=padding, mode=mode, strides=strides)
    assert_all_agree(sliding, rng.integers(0, 9, (6, 7, 1)), weights_for("conv", (3, 3), 1, 1, rng))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("padding", ["same", ((0, 0), (9, 8))])
@pytest.mark.parametrize("shape", [(7, 1, 1), (7, 2, 3), (6, 1, 2), (6, 3, 1)])
@pytest.mark.parametrize("flip", [False, True])
def test_one_dimension_agrees(mode, padding, shape, flip, rng):
    length, channels, maps = shape
    sliding = Sliding(
        kernel_size=(1, 3), strides=(1, 2), padding=padding, mode=mode, flip=flip, dilation=(1, 2)
    )
    x = rng.integers(0, 9, (1, length, channels))
    kernel = weights_for("conv", (1, 3), channels, maps, rng)
    assert_all_agree(sliding, x, kernel, rng.normal(size=maps), dimensions=1)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("kind", ["conv", "depthwise", "transposed", "max_pool"])
def test_every_activation_agrees(kind, activation, rng):
    x = rng.normal(size=(5, 6, 2)).round(2)
    kernel = None if kind == "max_pool" else weights_for(kind, (2, 3), 2, 2, rng)
    assert_all_agree(Sliding(kind=kind, kernel_size=(2, 3)), x, kernel, activation=activation)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_activations_survive_large_sums(activation):
    x = np.array([[[200], [0], [100]]])
    kernel = np.array([-10.0, 10.0]).reshape(1, 2, 1, 1)
    assert_all_agree(Sliding(kernel_size=(1, 2)), x, kernel, activation=activation)


@pytest.mark.parametrize("groups", [2, 3])
@pytest.mark.parametrize(("depth", "maps"), [(1, 1), (1, 2), (2, 1), (2, 2)])
def test_groups_agree(groups, depth, maps, rng):
    x = rng.integers(0, 9, (4, 5, groups * depth))
    kernel = weights_for("conv", (3, 2), depth, groups * maps, rng)
    assert_all_agree(Sliding(kernel_size=(3, 2), groups=groups, padding="same"), x, kernel)


@pytest.mark.parametrize("kind", ["conv", "depthwise", "transposed"])
@pytest.mark.parametrize("strides", [(2, 2), (1, 3)])
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("dilation", [(1, 1), (2, 2), (1, 2)])
def test_what_keras_refuses_agrees_all_the_same(kind, strides, padding, dilation, rng):
    sliding = Sliding(
        kind=kind, kernel_size=(3, 2), strides=strides, padding=padding, dilation=dilation
    )
    x = rng.integers(0, 9, (7, 8, 2))
    assert_all_agree(sliding, x, weights_for(kind, (3, 2), 2, 3 - (kind == "depthwise"), rng))


@pytest.mark.parametrize("output_padding", [None, (0, 0), (1, 2)])
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("size", [(1, 1), (2, 3), (4, 4)])
def test_every_output_padding_agrees(output_padding, padding, size, rng):
    sliding = Sliding(
        kind="transposed",
        kernel_size=size,
        strides=(2, 3),
        padding=padding,
        output_padding=output_padding,
    )
    x = rng.integers(0, 9, (3, 4, 2))
    assert_all_agree(sliding, x, weights_for("transposed", size, 2, 2, rng), rng.normal(size=2))


@pytest.mark.parametrize("kind", ["max_pool", "average_pool"])
@pytest.mark.parametrize("padding", ["valid", "same", ((1, 0), (1, 1)), ((0, 1), (0, 1))])
@pytest.mark.parametrize("size", [(2, 2), (3, 2), (2, 4)])
@pytest.mark.parametrize("strides", [(1, 1), (2, 2), (3, 1)])
def test_pools_agree(kind, padding, size, strides, rng):
    sliding = Sliding(kind=kind, kernel_size=size, strides=strides, padding=padding)
    assert_all_agree(sliding, rng.integers(-9, 9, (6, 7, 2)))


@st.composite
def benches(draw):
    """Settings as the pages can reach them, with numbers that fit."""
    kind = draw(st.sampled_from(["conv", "conv", "depthwise", "transposed", "max_pool"]))
    small, cells = st.integers(1, 3), st.integers(1, 9)
    size, strides = (draw(st.tuples(small, small)) for _ in range(2))
    pool = kind == "max_pool"
    dilation = (1, 1) if pool else draw(st.tuples(st.integers(1, 2), st.integers(1, 2)))
    paddings = ("valid", "same") if kind == "transposed" or pool else PADDINGS
    sliding = Sliding(
        kind=kind,
        kernel_size=size,
        strides=strides,
        dilation=dilation,
        padding=draw(st.sampled_from(paddings)),
        mode="constant" if kind == "transposed" or pool else draw(st.sampled_from(MODES)),
        flip=kind == "conv" and draw(st.booleans()),
    )
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    channels, maps = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    x = rng.integers(0, 9, (draw(cells), draw(cells), channels))
    kernel = None if pool else weights_for(kind, size, channels, maps, rng)
    return sliding, x, kernel, draw(st.sampled_from(ACTIVATIONS))


@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(benches())
def test_any_bench_agrees(bench):
    sliding, x, kernel, activation = bench
    try:
        slide(sliding, x, kernel)
    except CnnVizError:
        assume(False)
    assert_all_agree(sliding, x, kernel, activation=activation)


def test_the_course_s_first_row_comes_out_of_every_text():
    x = np.array([3, 2, 1, 7, 1, 2, 5, 4]).reshape(1, 8, 1)
    kernel = np.array([0.5, 0.75, 1, 0.25]).reshape(1, 4, 1, 1)
    sliding = Sliding(kernel_size=(1, 4), strides=(1, 2), flip=True)
    texts = snippets_for(sliding, x, kernel, dimensions=1)
    for library in LIBRARIES:
        np.testing.assert_array_equal(run(getattr(texts, library)), [7, 9, 8])


def test_the_course_s_true_convolution_prints_its_numbers(capsys):
    x = np.array([[2, 1, 2], [5, 0, 1], [1, 7, 3]])[..., None]
    kernel = np.array([[0.5, 0.7, 0.4], [0.3, 0.4, 0.1], [0.5, 1, 0.5]]).reshape(3, 3, 1, 1)
    sliding = Sliding(kernel_size=(3, 3), strides=(2, 2), padding=((1, 1), (1, 1)), flip=True)
    texts = snippets_for(sliding, x, kernel)
    for library in LIBRARIES:
        run(getattr(texts, library))
        printed = [float(word) for word in re.findall(r"[\d.]+", capsys.readouterr().out)]
        np.testing.assert_allclose(printed, [4.6, 1.6, 7.5, 2.9], rtol=1e-6)


def test_a_picture_is_read_from_the_file_and_scaled(rng, tmp_path, monkeypatch):
    pixels = rng.integers(0, 256, (20, 30, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "picture.png")
    monkeypatch.chdir(tmp_path)
    kernel = np.full((3, 3, 3, 1), 1 / 9)
    sliding = Sliding(kernel_size=(3, 3))
    texts = snippets_for(sliding, pixels, kernel, shift=120.5, divisor=51.25)
    expected = slide(sliding, (pixels - 120.5) / 51.25, kernel)
    assert texts.picture_file == "picture.png"
    for library in LIBRARIES:
        np.testing.assert_allclose(run(getattr(texts, library)), expected, atol=1e-5)


@pytest.mark.parametrize("dimensions", [1, 2])
@pytest.mark.parametrize(("channels", "maps"), [(1, 1), (1, 2), (2, 1)])
@pytest.mark.parametrize("file", ["grey.png", "maps.npy"])
def test_a_long_input_is_read_from_the_file(
    dimensions, channels, maps, file, rng, tmp_path, monkeypatch
):
    if file.endswith("png") and channels == 2:
        channels = 3
    x = rng.integers(0, 256, (1 if dimensions == 1 else 20, 400, channels)).astype(np.uint8)
    if file.endswith("png"):
        Image.fromarray(x[:, :, 0] if channels == 1 else x).save(tmp_path / file)
    else:
        np.save(tmp_path / file, x)
    monkeypatch.chdir(tmp_path)
    kernel = weights_for("conv", (1, 3), channels, maps, rng)
    assert_all_agree_from(file, x, kernel, dimensions)


def assert_all_agree_from(file, x, kernel, dimensions):
    sliding = Sliding(kernel_size=(1, 3))
    texts = snippets_for(sliding, x, kernel, dimensions=dimensions, picture_file=file)
    expected = slide(sliding, x, kernel)
    assert texts.picture_file == file
    for library in LIBRARIES:
        y = run(getattr(texts, library)).reshape(expected.shape)
        np.testing.assert_allclose(y, expected, rtol=1e-5, atol=1e-3)


def test_a_small_picture_is_printed_though_it_has_a_file():
    x = np.zeros((16, 12, 1), dtype=np.uint8)
    texts = snippets_for(Sliding(kind="max_pool", kernel_size=(2, 2)), x, picture_file="a.png")
    assert texts.picture_file is None
    assert "a.png" not in texts.numpy


def test_only_the_lines_that_the_setting_needs_are_there():
    x, kernel = np.ones((4, 4, 1)), np.ones((2, 2, 1, 1))
    plain = snippets_for(Sliding(kernel_size=(2, 2)), x, kernel, np.zeros(1))
    for word in (
        "pad",
        "bias =",
        "::2",
        "strides",
        "dilation",
        "[::-1",
        "activation",
        "z =",
        "group",
    ):
        assert word not in plain.numpy + plain.scipy + plain.keras


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ({"strides": (2, 2), "dilation": (2, 2)}, "Keras refuses strides and dilation together"),
        ({"padding": "same", "mode": "edge"}, 'does not know the mode "edge"'),
        ({"padding": ((5, 0), (0, 0)), "mode": "reflect"}, "refuses to mirror more cells"),
        ({"flip": True}, "turns the kernel by 180 degrees"),
    ],
)
def test_keras_says_why_it_takes_another_way(setting, reason):
    texts = snippets_for(Sliding(kernel_size=(2, 2), **setting), np.ones((5, 5, 1)), KERNEL)
    assert reason in texts.keras


KERNEL = np.arange(4.0).reshape(2, 2, 1, 1)


@pytest.mark.parametrize(
    ("kind", "kernel", "message"),
    [
        ("max_pool", KERNEL, "none to pools"),
        ("conv", None, "Give weights"),
        ("conv", np.ones((3, 2, 1, 1)), "Make them the same"),
    ],
)
def test_a_setting_without_its_numbers_says_what_would_work(kind, kernel, message):
    with pytest.raises((SpecError, ShapeError), match=message):
        snippets_for(Sliding(kind=kind, kernel_size=(2, 2)), np.ones((5, 5, 1)), kernel)


@pytest.mark.parametrize("name", ['a".png', "a\n.png", "../a.png", "picture"])
def test_a_file_name_that_would_break_the_code_is_refused(name):
    with pytest.raises(SpecError, match="cannot stand in code"):
        snippets_for(Sliding(kernel_size=(2, 2)), np.ones((50, 5, 1)), KERNEL, picture_file=name)


def test_the_texts_pass_a_linter(rng, tmp_path):
    for index, (kind, extra) in enumerate(
        [
            ("conv", {}),
            ("conv", {"flip": True, "padding": "same", "strides": (2, 2), "mode": "wrap"}),
            ("conv", {"dilation": (2, 2), "padding": "full"}),
            ("depthwise", {"padding": "same", "mode": "edge"}),
            ("transposed", {"strides": (2, 2), "padding": "same"}),
            ("max_pool", {"padding": "same", "strides": (2, 2)}),
            ("average_pool", {"padding": ((3, 3), (3, 3))}),
        ]
    ):
        for side in (6, 40):
            x = rng.integers(0, 256, (side, side, 3), dtype=np.uint8)
            pool = kind.endswith("pool")
            kernel = None if pool else rng.normal(size=(2, 2, 3, 3))
            for activation in ("gelu", "sigmoid"):
                texts = snippets_for(
                    Sliding(kind=kind, kernel_size=(2, 2), **extra),
                    x,
                    kernel,
                    activation=activation,
                )
                for library in LIBRARIES:
                    name = f"{index}_{side}_{activation}_{library}.py"
                    (tmp_path / name).write_text(getattr(texts, library), encoding="utf-8")
    rules = ["--isolated", "--select=E,F,W,I,NPY", "--line-length=88", "--no-cache"]
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", *rules, tmp_path], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
