"""Speed of `cnnviz.ops` against SciPy, OpenCV and TensorFlow: `python benchmarks/ops.py`.

Prints one JSON object. Each ratio is the median of interleaved pairs, so that a busy machine
slows both sides alike. TensorFlow runs in a process of its own, which answers on a pipe.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

PAIRS = 11
SECONDS_PER_TIMING = 0.03
FEWEST_CALLS = 3
# name: picture side, channels, filters, kernel side
LAYERS = {
    "28x28x1 to 32, 5x5": (28, 1, 32, 5),
    "14x14x32 to 64, 5x5": (14, 32, 64, 5),
    "64x64x3 to 32, 3x3": (64, 3, 32, 3),
}
PAGES = {
    "512x512x3 to 1, 3x3": (512, 3, 1, 3, 8.0),
    "512x512x3 to 1, 11x11": (512, 3, 1, 11, 60.0),
    "512x512x3 to 8, 11x11": (512, 3, 8, 11, 150.0),
}

Timing = Callable[[], float]


def measure() -> dict[str, Any]:
    """Measure everything; each entry holds its ratio or time, its limit and whether it is met."""
    report: dict[str, Any] = {}
    for side in (3, 7):
        report[f"scipy 512x512x1, {side}x{side}"] = _against_scipy(side)
    with subprocess.Popen(
        [sys.executable, __file__, "--tensorflow"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        for name in LAYERS:
            report[f"tensorflow {name}"] = _against_tensorflow(name, child)
        child.communicate()
    report["2048 to 512, ns per pixel"] = _linearity()
    for name, (side, channels, filters, size, limit) in PAGES.items():
        milliseconds = 1e3 * statistics.median(
            _own(*_layer(side, channels, filters, size))() for _ in range(PAIRS)
        )
        report[name] = {"ms": milliseconds, "limit": limit, "met": milliseconds <= limit}
    return report


def seconds_per_call(call: Callable[[], object]) -> float:
    """Repeat a call for about 30 ms; return the median, which forgets when others had the core."""
    call()
    times: list[float] = []
    while sum(times) < SECONDS_PER_TIMING or len(times) < FEWEST_CALLS:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _layer(side: int, channels: int, filters: int, size: int) -> tuple[NDArray[Any], NDArray[Any]]:
    rng = np.random.default_rng(0)
    x = rng.standard_normal((side, side, channels), dtype=np.float32)
    kernel = rng.standard_normal((size, size, channels, filters), dtype=np.float32)
    return x, kernel


def _own(x: NDArray[Any], kernel: NDArray[Any]) -> Timing:
    from cnnviz import ops

    return lambda: seconds_per_call(lambda: ops.conv(x, kernel, padding="same"))


def _ratio(ours: Timing, theirs: Timing) -> tuple[float, float, float]:
    pairs = [(ours(), theirs()) for _ in range(PAIRS)]
    ratio = statistics.median(their / own for own, their in pairs)
    return (ratio, *(1e3 * statistics.median(times) for times in zip(*pairs, strict=True)))


def _against_scipy(size: int) -> dict[str, Any]:
    import cv2
    from scipy.signal import correlate2d

    x, kernel = _layer(512, 1, 1, size)
    plane, weights = x[..., 0].copy(), kernel[..., 0, 0].copy()
    ratio, ours, theirs = _ratio(
        _own(x, kernel), lambda: seconds_per_call(lambda: correlate2d(plane, weights, "same"))
    )
    limit, _, opencv = _ratio(
        _own(x, kernel),
        lambda: seconds_per_call(
            lambda: cv2.filter2D(plane, -1, weights, borderType=cv2.BORDER_CONSTANT)
        ),
    )
    return {
        "times as fast": ratio,
        "limit": 4.0,
        "met": ratio >= 4,
        "ms": ours,
        "scipy ms": theirs,
        "opencv ms": opencv,
        "times as fast as opencv": limit,
    }


def _against_tensorflow(name: str, child: "subprocess.Popen[bytes]") -> dict[str, Any]:
    def theirs() -> float:
        assert child.stdin
        assert child.stdout
        child.stdin.write(f"{name}\n".encode())
        child.stdin.flush()
        return float(child.stdout.readline())

    inverse, ours, their = _ratio(_own(*_layer(*LAYERS[name])), theirs)
    return {
        "times as slow": 1 / inverse,
        "limit": 3.0,
        "met": 1 / inverse <= 3,
        "ms": ours,
        "tensorflow ms": their,
    }


def _linearity() -> dict[str, Any]:
    ratios = {}
    for size in (3, 7, 11):
        small, large = (_own(*_layer(side, 1, 1, size)) for side in (512, 2048))
        ratios[f"{size}x{size}"] = _ratio(small, large)[0] / 16
    return {"ratios": ratios, "limit": 2.0, "met": max(ratios.values()) <= 2}


def _answer_for_tensorflow() -> None:
    """Read names of layers, answer seconds per call of a compiled convolution."""
    import tensorflow as tf

    compiled = tf.function(lambda x, kernel: tf.nn.conv2d(x, kernel, 1, "SAME"))
    layers = {}
    for name, sizes in LAYERS.items():
        x, kernel = _layer(*sizes)
        layers[name] = tf.constant(x[np.newaxis]), tf.constant(kernel)
    for line in sys.stdin:
        x, kernel = layers[line.strip()]
        print(seconds_per_call(lambda x=x, kernel=kernel: compiled(x, kernel).numpy()), flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--tensorflow"]:
        _answer_for_tensorflow()
    else:
        print(json.dumps(measure(), indent=2))
