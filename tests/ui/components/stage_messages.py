"""Scenes with their outputs, and the stage's messages read without its own code."""

import json

import numpy as np

from cnnviz.ops import slide
from cnnviz.ui.components.stage import Scene
from tests.ui.components.apps.stage_scenes import SCENES, Given

_DTYPES = {"u1": np.uint8, "f4": np.float32, "f8": np.float64}


def unpack(raw):
    """(header, arrays) of a message."""
    length = int.from_bytes(raw[:4], "little")
    header = json.loads(raw[4 : 4 + length])
    arrays = {}
    for name, entry in header.pop("arrays").items():
        dtype = np.dtype(_DTYPES[entry["code"]])
        start = 4 + length + entry["offset"]
        assert start % dtype.itemsize == 0
        size = int(np.prod(entry["shape"]))
        arrays[name] = np.frombuffer(raw, dtype, size, start).reshape(entry["shape"])
    return header, arrays


def seen_by_layer(given: Given):
    """What the layer sees of a picture."""
    if given.x.dtype == np.uint8:
        return (given.x.astype(np.float32) - np.float32(given.shift)) / np.float32(given.divisor)
    return given.x


def scene_of(name, given: Given | None = None, **changes):
    """The scene that the test app shows."""
    given = given or SCENES[name]
    y = slide(
        given.sliding,
        seen_by_layer(given),
        given.kernel,
        bias=given.bias,
        activation=given.activation,
    )
    return Scene(
        **{
            "sliding": given.sliding,
            "x": given.x,
            "x_id": name,
            "y": y,
            "channel_names": given.channel_names,
            "filter_names": tuple(f"Map {index + 1}" for index in range(y.shape[2])),
            "kernel": given.kernel,
            "bias": given.bias,
            "activation": given.activation,
            "shift": given.shift,
            "divisor": given.divisor,
            "dimensions": given.dimensions,
            "title": name,
        }
        | changes
    )
