"""Exported networks are run: what Keras makes of them is held against the spec and `models`."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from cnnviz.cli import main
from cnnviz.code import keras_script, notebook
from cnnviz.data.networks import NETWORKS
from cnnviz.errors import LayerError
from cnnviz.ops import bill
from cnnviz.spec import NetworkSpec, layers
from tests.networks import valid_networks

ROOT = Path(__file__).parents[2]
LARGE = [name for name, spec in NETWORKS.items() if bill(spec).parameters > 2e7]
DRAWN = 20
FEW_WINDOWS = {"kernel_size": 3, "padding": "same"}

RESIDUAL = NetworkSpec(
    name="residual",
    scale="standardised",
    layers=(
        layers.Input(shape=(8, 9, 3)),
        layers.Normalization(axis=(1, 2, 3)),
        layers.Conv2D(filters=4, name="conv2d_2", kernel_regularizer=1e-4, **FEW_WINDOWS),
        layers.Residual(branch=(layers.Conv2D(filters=4, **FEW_WINDOWS), layers.LeakyReLU())),
        layers.Residual(
            branch=(layers.ZeroPadding2D(padding=((1, 0), (2, 3))), layers.BatchNormalization()),
            skip=(layers.Conv2DTranspose(filters=4, kernel_size=(2, 6)),),
            name="sum",
        ),
        layers.ZeroPadding2D(padding=(1, 2)),
        layers.Conv2D(filters=4, groups=2, strides=(1, 2), kernel_size=2, name="conv2d"),
        layers.Reshape(target_shape=(-1, 4)),
        layers.Flatten(),
        layers.Dense(units=3, activation="softmax"),
    ),
)
ONLY_INPUT = NetworkSpec(name="nothing", layers=(layers.Input(shape=(4, 4, 1)),))
HOSTILE = [
    '"""\nimport os\nos.abort()\n"""',
    "'''; raise SystemExit(1)\r\nraise SystemExit(2)",
    'A "quoted" title with {braces}, $dollars, ${name} and %s \\',
    "coding: utf-7\n+AAo-raise SystemExit",
    "line\u2028separator\x0bvertical\x0cfeed\x85next\x1cfile",
    "nul \x00 escape \x1b[31m right-to-left \u202e override",
    "<script>alert(1)</script> ![x](http://example.org) $$x$$ `code` <!-- -->",
    "[piece]\n[another]",
]


def drawn_networks():
    """Some dozens of random networks, always the same."""
    found = []

    @settings(
        max_examples=DRAWN,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(valid_networks(longest=8))
    def draw(spec):
        found.append(spec)

    draw()
    return found


def run_all(jobs, folder, *, compare=True):
    """Run scripts in one process of their own; jobs: (script, spec) pairs."""
    listed = []
    for number, (script, spec) in enumerate(jobs):
        place = folder / f"network_{number}.py"
        place.write_text(script, "utf-8")
        listed.append({"script": str(place), "spec": spec.model_dump_json(), "compare": compare})
    (folder / "jobs.json").write_text(json.dumps(listed), "utf-8")
    command = [sys.executable, "-m", "tests.code.run_networks", "jobs.json", "answers.json"]
    command[-2:] = [str(folder / name) for name in command[-2:]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads((folder / "answers.json").read_text("utf-8"))


def code_cells(text, *, training=False):
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    return "\n".join("".join(cell["source"]) for cell in cells[: None if training else -1])


def assert_is_the_spec(answer, spec):
    total = bill(spec)
    expected = {line.name: list(line.output_shape) for line in total.layers}
    if spec.layers[0].name not in answer["shapes"]:  # a Sequential does not list its Input
        del expected[spec.layers[0].name]
    assert answer["name"] == spec.name
    assert answer["shapes"] == expected
    assert answer["parameters"] == total.parameters


def test_exported_networks_are_the_networks(tmp_path):
    specs = [spec for name, spec in NETWORKS.items() if name not in LARGE]
    specs += [RESIDUAL, ONLY_INPUT, *drawn_networks()]
    jobs = [(keras_script(spec), spec) for spec in specs]
    jobs += [(code_cells(notebook(spec)), spec) for spec in specs[::8]]
    answers = run_all(jobs, tmp_path)
    for (script, spec), answer in zip(jobs, answers, strict=True):
        assert_is_the_spec(answer, spec)
        assert answer["difference"] < 1e-6, script


@pytest.mark.deep
@pytest.mark.parametrize("name", LARGE)
def test_large_networks_too(name, tmp_path):
    (answer,) = run_all([(keras_script(NETWORKS[name]), NETWORKS[name])], tmp_path, compare=False)
    assert_is_the_spec(answer, NETWORKS[name])


@pytest.mark.filterwarnings("ignore:You are using a softmax over axis:UserWarning")
def test_every_kind_of_training_runs(tmp_path):
    rows = layers.Input(shape=(6,))
    specs = [NETWORKS["digits-pipeline"], RESIDUAL]
    ends = [
        (layers.Dense(units=1),),
        (layers.Dense(units=1, activation="sigmoid"),),
        (layers.Dense(units=4, activation="sigmoid"),),
        (layers.Dense(units=4), layers.Activation(activation="softmax")),
        (layers.Dense(units=4),),
        (layers.Dense(units=4, activation="tanh"), layers.LeakyReLU()),
        (layers.Dense(units=4), layers.Reshape(target_shape=(2, 2))),
    ]
    specs += [NetworkSpec(name="end", layers=(rows, *end)) for end in ends]
    run_all([(code_cells(notebook(spec), training=True), spec) for spec in specs], tmp_path)


def test_only_what_differs_from_kerass_defaults_is_written():
    script = keras_script(NETWORKS["digits-tricks"])
    assert 'layers.Conv2D(filters=16, kernel_size=3, padding="same", activation="relu"),' in script
    assert "strides" not in script
    assert "name=" not in script.replace('name="digits-tricks"', "")


def test_names_are_kept_where_keras_would_give_others():
    script = keras_script(RESIDUAL)
    written = ["conv2d_2", "conv2d_1", "sum", "residual"]
    assert re.findall(r'name="(\w+)"', script) == written


@pytest.mark.parametrize("name", NETWORKS)
def test_lines_are_short_and_the_text_is_python(name):
    script = keras_script(NETWORKS[name])
    assert max(map(len, script.splitlines())) <= 88
    ast.parse(script)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_from_a_file_are_never_code(words):
    plain = NETWORKS["lenet-5"].model_copy(update={"title": "", "note": ""})
    hostile = plain.model_copy(update={"title": words, "note": words * 3})
    tree, expected = (ast.dump(ast.parse(keras_script(s).encode())) for s in (hostile, plain))
    assert tree == expected
    assert code_cells(notebook(hostile), training=True) == code_cells(
        notebook(plain), training=True
    )
    about = "".join(json.loads(notebook(hostile))["cells"][0]["source"])
    assert not set("<>[]`$*|!") & set(about)
    assert len(about.split("\n\n")) == 3


def test_a_notebook_has_the_fields_of_its_format():
    book = json.loads(notebook(NETWORKS["lenet-5"]))
    assert book.keys() == {"cells", "metadata", "nbformat", "nbformat_minor"}
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert book["metadata"]["kernelspec"].keys() >= {"name", "display_name"}
    common = {"id", "cell_type", "metadata", "source"}
    for cell in book["cells"]:
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell["id"])
        assert all(isinstance(line, str) for line in cell["source"])
        if cell["cell_type"] == "code":
            assert cell.keys() == common | {"execution_count", "outputs"}
            assert (cell["execution_count"], cell["outputs"]) == (None, [])
        else:
            assert cell["cell_type"] == "markdown"
            assert cell.keys() == common
    assert len({cell["id"] for cell in book["cells"]}) == len(book["cells"])


def test_a_network_that_cannot_be_is_not_exported():
    spec = NetworkSpec(
        name="impossible",
        layers=(layers.Input(shape=(4, 4, 1)), layers.Conv2D(filters=1, kernel_size=5)),
    )
    for export in (keras_script, notebook):
        with pytest.raises(LayerError, match="Layer 1, conv2d"):
            export(spec)


@pytest.mark.parametrize(("option", "export"), [((), keras_script), (("--notebook",), notebook)])
def test_the_terminal_prints_the_same(option, export, capfdbinary):
    assert main(["code", "lenet-5", *option]) == 0
    assert capfdbinary.readouterr().out == export(NETWORKS["lenet-5"]).encode()


def test_an_unknown_network_is_one_sentence_in_the_terminal(capsys):
    assert main(["code", "lenet-6"]) == 2
    assert "Choose one of" in capsys.readouterr().err
