import os
import subprocess
import sys

import numpy as np


def starters(*arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if name != "CNNVIZ_DATA_DIR"}
    return subprocess.run(
        [sys.executable, "-m", "cnnviz", "starters", *arguments],
        capture_output=True,
        text=True,
        env=kept | environment,
        check=False,
    )


def test_without_pictures_it_is_one_sentence_and_nothing_is_trained(tmp_path):
    done = starters("--to", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr == (
        "MNIST is not on this machine. Set CNNVIZ_DATA_DIR to a folder that holds mnist.npz, "
        "or choose scikit-learn's digits.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_name_is_one_sentence():
    done = starters("mnist-resnet")
    assert done.returncode == 2
    assert "Choose one of mnist-digits-tricks" in done.stderr
    assert done.stderr.count("\n") == 1


def test_it_trains_tells_how_far_it_is_and_writes_both_files(tmp_path):
    pictures = np.random.default_rng(0).integers(0, 256, (64, 28, 28), dtype=np.uint8)
    labels = np.arange(64, dtype=np.uint8) % 10
    named = {"x_train": pictures, "y_train": labels, "x_test": pictures, "y_test": labels}
    np.savez(tmp_path / "mnist.npz", **named)
    done = starters("mnist-lenet-5", "--to", str(tmp_path / "out"), CNNVIZ_DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("mnist-lenet-5: ")]
    assert told[0].startswith("mnist-lenet-5: epoch 1/")
    assert told[-1].endswith("of 64 test pictures, 61,706 parameters")
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"mnist-lenet-5.json", "mnist-lenet-5.npz"}
