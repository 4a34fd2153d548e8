"""The terminal prints the bill, and one sentence where something is wrong."""

import json
import subprocess
import sys

import pytest

from cnnviz.cli import main
from cnnviz.data.networks import NETWORKS


def test_the_json_says_what_each_layer_makes_costs_and_sees(capsys):
    assert main(["summary", "mnist-deep", "--json", "--batch", "64"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [*data] == ["layers", "totals"]
    assert data["layers"][1] == {
        "name": "conv2d",
        "kind": "Conv2D",
        "output_shape": [28, 28, 32],
        "parameters": 832,
        "multiplications": 28 * 28 * 32 * 25,
        "output_bytes": 64 * 28 * 28 * 32 * 4,
        "receptive_field": {"size": [5, 5], "step": [1, 1], "start": [-2, -2]},
    }
    assert data["totals"]["parameters"] == 3_274_634
    assert data["totals"]["batch"] == 64
    assert (
        sum(layer["output_bytes"] for layer in data["layers"]) == (data["totals"]["training_bytes"])
    )


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_has_a_summary_for_people(name, capsys):
    assert main(["summary", name]) == 0
    assert "1 MiB = 2^20 bytes" in capsys.readouterr().out


def test_the_list_names_every_network_with_its_parameters(capsys):
    assert main(["networks"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == [*NETWORKS]
    assert "138,357,544" in next(line for line in lines if line.startswith("vgg-16"))


def test_a_file_is_read_like_a_name(tmp_path, capsys):
    place = tmp_path / "mine.json"
    place.write_text(NETWORKS["lenet-5"].model_dump_json(), "utf-8")
    assert main(["summary", str(place), "--json"]) == 0
    ours = capsys.readouterr().out
    main(["summary", "lenet-5", "--json"])
    assert ours == capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["summary", "lenet-6"], "Choose one of mnist-deep"),
        (["summary"], "summary --help"),
        (["bogus"], "choose from 'networks', 'summary'"),
        ([], "--help"),
        (["summary", "missing.json"], "networks` lists"),
        (["summary", "lenet-5", "--batch", "0"], "at least 1"),
        (["summary", "lenet-5", "--batch", "many"], "whole number"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(arguments, remedy, capsys):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert remedy in printed.err
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("text", ["{", '{"name": "x"}', "[" * 300_000])
def test_a_file_that_is_no_network_is_one_sentence(text, tmp_path, capsys):
    place = tmp_path / "mine.json"
    place.write_text(text, "utf-8")
    assert main(["summary", str(place)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_terminal_needs_no_tensorflow():
    script = (
        "import sys; from cnnviz.cli import main\n"
        "main(['summary', 'lenet-5']); main(['networks'])\n"
        "print([n for n in ('tensorflow', 'keras', 'sklearn', 'scipy') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_python_m_cnnviz_answers():
    command = [sys.executable, "-m", "cnnviz", "summary", "nothing"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
