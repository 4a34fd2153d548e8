"""Speed of `ops.forward` against compiled Keras models: `python -m benchmarks forward`.

Each ratio is the median of interleaved pairs, so that a busy machine slows both sides alike. Keras
runs in a process of its own, which answers on a pipe.
"""

import statistics
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from cnnviz import ops
from cnnviz.data.networks import network
from cnnviz.ops.weight_shapes import weight_shapes
from cnnviz.spec import NetworkSpec, every_layer

from .ops import PAIRS, seconds_per_call
from .results import Result, load, result

_LIMITS = {  # ms for one picture
    "mnist-deep": 8.0,
    "cifar-small": 15.0,
    "cifar-vgg": 15.0,
    "faces-gap": 25.0,
}
_MANY = ("digits-tricks", "cifar-small")
_PICTURES = 1000
_FEW_TIMES = 3


def measure() -> list[Result]:
    """Measure one picture through each network, and a thousand through the starters'."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.forward"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        one = [_one_picture(name, limit, child) for name, limit in _LIMITS.items()]
        child.communicate()
    return one + [_many_pictures(name, threads) for name in _MANY for threads in (1, 2)]


def _one_picture(name: str, limit: float, child: "subprocess.Popen[str]") -> Result:
    before, compute = load(), _compute(name)
    pairs = [(seconds_per_call(compute), _asked(child, name)) for _ in range(PAIRS)]
    ours, theirs = zip(*pairs, strict=True)
    return result(
        [1e3 * seconds for seconds in ours],
        point="cnnviz.ops.forward",
        figure=f"{name}, one picture, all layers kept",
        unit="ms",
        limit={"p50": limit},
        how="median of calls for 30 ms, interleaved with the compiled Keras model in its process",
        details={
            "times as slow as keras": statistics.median(o / t for o, t in pairs),
            "keras ms": 1e3 * statistics.median(theirs),
            "load": [before, load()],
        },
    )


def _many_pictures(name: str, threads: int) -> Result:
    spec, before = network(name), load()
    weights, pictures = _weights(spec), _pictures(spec, _PICTURES)
    times = [
        1e3 * seconds_per_call(lambda: ops.forward_batch(spec, weights, pictures, threads=threads))
        for _ in range(_FEW_TIMES)
    ]
    return result(
        times,
        point="cnnviz.ops.forward_batch",
        figure=f"{name}, {_PICTURES:,} pictures, {threads} of the machine's threads",
        unit="ms",
        how="median of three calls",
        details={"load": [before, load()]},
    )


def _compute(name: str) -> Callable[[], object]:
    spec = network(name)
    weights, picture = _weights(spec), _pictures(spec, 1)[0]
    return lambda: ops.forward(spec, weights, picture)


def _asked(child: "subprocess.Popen[str]", name: str) -> float:
    assert child.stdin
    assert child.stdout
    child.stdin.write(f"{name}\n")
    child.stdin.flush()
    return float(child.stdout.readline())


def _pictures(spec: NetworkSpec, count: int) -> np.ndarray[Any, Any]:
    return np.random.default_rng(0).random((count, *spec.input_shape), dtype=np.float32)


def _weights(spec: NetworkSpec) -> dict[str, np.ndarray[Any, Any]]:
    rng = np.random.default_rng(0)
    return {
        f"{layer.name}/{variable}": rng.random(shape, dtype=np.float32) / 100
        for layer, line in zip(every_layer(spec.layers), ops.bill(spec).layers, strict=True)
        for variable, shape in weight_shapes(layer, line.input_shape).items()
    }


def _answer_for_keras() -> None:
    """Read names of networks, answer seconds per call of a model that gives all layers' outputs."""
    import keras
    import tensorflow as tf

    from cnnviz.models import build

    calls: dict[str, Callable[[], object]] = {}
    for name in _LIMITS:
        model = build(network(name))
        whole = keras.Model(model.input, [layer.output for layer in model.layers])
        compiled = tf.function(lambda x, whole=whole: whole(x, training=False))
        x = tf.constant(_pictures(network(name), 1))
        calls[name] = lambda compiled=compiled, x=x: [part.numpy() for part in compiled(x)]
    for line in sys.stdin:
        print(seconds_per_call(calls[line.strip()]), flush=True)


if __name__ == "__main__":
    _answer_for_keras()
