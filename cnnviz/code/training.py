"""How a network is trained: the loss that suits its last layer, in a few lines."""

from dataclasses import dataclass

from cnnviz.ops import bill
from cnnviz.spec import NetworkSpec

from .layout import fold, text
from .templates import piece

_PICTURES = 32
_VALUES = {
    "0-1": ("uniform", "values 0 to 1"),
    "0-255": ("uniform", "values 0 to 255"),
    "standardised": ("normal", "standardised: mean 0, deviation 1"),
}


@dataclass(frozen=True)
class Task:
    """What a network can be trained for.

    Attributes:
        loss: Keras's loss, as code.
        metric: what else is printed, as code; empty for nothing.
        wanted: what its results are compared with.
        noise: how noise of that kind is drawn, as code behind `rng.`.
        meaning: what one's own would be.
    """

    loss: str
    metric: str
    wanted: str
    noise: str
    meaning: str


def task_of(spec: NetworkSpec) -> Task:
    """Tell what a network can be trained for, from its last layer.

    Args:
        spec: the network.

    Returns:
        Classes for a row of scores, yes or no for one; else other numbers of the same shape.

    >>> from cnnviz.data.networks import network
    >>> task_of(network("faces-gap")).loss
    'keras.losses.BinaryCrossentropy(from_logits=True)'
    """
    shape = bill(spec).layers[-1].output_shape
    last = spec.layers[-1]
    end = str(getattr(last, "activation", ""))
    row = len(shape) == 1
    if row and shape[0] > 1 and (end == "softmax" or (end == "linear" and last.kind == "Dense")):
        return _classes(shape[0], logits=end == "linear")
    if row and end in ("sigmoid", "linear"):
        return _yes_or_no(shape[0], logits=end == "linear")
    size = f"size={(_PICTURES, *shape)}"
    return Task('"mse"', "", "targets", f"normal({size})", "what shall come out")


def first_training(spec: NetworkSpec) -> str:
    """Write a first training and a first question, on noise, so that it runs at once.

    Args:
        spec: the network.

    Returns:
        Lines that follow those that make `model`.
    """
    task = task_of(spec)
    draw, scale = _VALUES[spec.scale]
    size = f"size={(_PICTURES, *spec.input_shape)}"
    bounds = "0, 255, " if spec.scale == "0-255" else ""
    pictures = piece("network", "pictures", values=f"{draw}({bounds}{size})", scale=scale)
    wanted = f"{task.wanted} = rng.{task.noise}  # yours: {task.meaning}"
    compiling = ['optimizer="adam"', f"loss={task.loss}"]
    compiling += [f"metrics=[{task.metric}]"] if task.metric else []
    compiled = fold("model.compile(", compiling, ")")
    fit = piece("network", "fit", compile=compiled, wanted=task.wanted)
    blocks = [f"{pictures}\n{wanted}", fit, piece("network", "predict")]
    return text(["import numpy as np"], blocks).rstrip("\n")


def _classes(count: int, *, logits: bool) -> Task:
    loss = "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
    return Task(
        loss if logits else '"sparse_categorical_crossentropy"',
        '"accuracy"',
        "labels",
        f"integers(0, {count}, size={_PICTURES})",
        f"the number of each picture's class, 0 to {count - 1}",
    )


def _yes_or_no(count: int, *, logits: bool) -> Task:
    return Task(
        "keras.losses.BinaryCrossentropy(from_logits=True)" if logits else '"binary_crossentropy"',
        f"keras.metrics.BinaryAccuracy(threshold={0 if logits else 0.5})",
        "labels",
        f"integers(0, 2, size={(_PICTURES, count)})",
        "1 for yes, 0 for no",
    )
