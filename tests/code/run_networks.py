"""Run exported networks in a process of its own, and write down what they are.

Arguments: a JSON file that lists jobs ({"script", "spec", "compare"}), and where the answers go.
"""

import importlib.util
import json
import sys
from pathlib import Path

import keras
import numpy as np

from cnnviz.models import build, set_weights, weights_of
from cnnviz.spec import read_network


def imported(path):
    """Import a script by its path, as the first in a process."""
    keras.utils.clear_session()
    module_spec = importlib.util.spec_from_file_location("exported", path)
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    return module.model


def described(model):
    return {
        "name": model.name,
        "shapes": {layer.name: list(layer.output.shape[1:]) for layer in model.layers},
        "parameters": model.count_params(),
    }


def difference(model, spec, rng):
    """How far the outputs for a random picture are apart, with the same random weights."""
    keras.utils.clear_session()
    reference = build(spec)
    weights = {
        name: np.asarray(rng.uniform(0.1, 0.5, values.shape), values.dtype)
        for name, values in weights_of(reference).items()
    }
    for one in (reference, model):
        set_weights(one, weights)
    picture = rng.normal(size=(2, *spec.input_shape)).astype("float32")
    theirs, ours = (np.asarray(one(picture)) for one in (reference, model))
    assert theirs.shape == ours.shape
    return float(np.max(np.abs(theirs - ours) / (1 + np.abs(theirs)), initial=0.0))


def main():
    jobs, answers = map(Path, sys.argv[1:])
    rng = np.random.default_rng(0)
    done = []
    for job in json.loads(jobs.read_text("utf-8")):
        model = imported(job["script"])
        answer = described(model)
        if job["compare"]:
            answer["difference"] = difference(model, read_network(job["spec"]), rng)
        done.append(answer)
    answers.write_text(json.dumps(done), "utf-8")


if __name__ == "__main__":
    main()
