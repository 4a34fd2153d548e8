"""The atlas of a trained network, or of made-up numbers; ?case= chooses which."""

import numpy as np
import streamlit as st

from cnnviz.data.drawings import as_picture
from cnnviz.data.pictures import resize
from cnnviz.data.samples import sample_picture
from cnnviz.data.starter import starter_drawing
from cnnviz.data.starters import as_input, starter, starter_weights
from cnnviz.ops.forward import forward
from cnnviz.ui.components.atlas import Column, Scores, atlas, atlas_answer
from cnnviz.ui.session import component_state

KEY = "atlas"


def a_network(name: str, invert: bool) -> tuple[list[Column], Scores]:
    """Every layer of a starter for a sample."""
    known = starter(name)
    rows, columns, channels = known.network.input_shape
    picture = as_picture(starter_drawing()) if channels == 1 else sample_picture("flower")
    pixels = resize(picture, rows, columns).pixels[..., :channels]
    pixels = 255 - pixels if invert else pixels
    trace = forward(
        known.network, starter_weights(name), as_input(known.network, pixels[np.newaxis])[0]
    )
    kinds = {layer.name: layer for layer in known.network.layers}
    shown, before = [], ""
    for layer, values in trace.outputs.items():
        kind = type(kinds[layer]).__name__ if layer in kinds else ""
        curve = getattr(kinds.get(layer), "activation", None)
        kind += f", {curve}" if curve and curve != "linear" else ""
        shown.append(Column(layer, kind, values if shown else pixels, sources=before))
        before = layer
    logits = trace.before_activation.get(before)
    return shown, Scores(known.classes, trace.scores, logits)


def made_up(invert: bool) -> tuple[list[Column], Scores]:
    """Few numbers that one can check by eye."""
    picture = np.arange(12, dtype=np.uint8).reshape(3, 4, 1) * 20
    maps = np.array([[[0.5, 0.0], [-1.25, 0.0]], [[2.0, 0.0], [0.1, -0.00002]]], np.float32)
    maps = -maps if invert else maps
    many = np.zeros((4, 4, 100), np.float32)
    large = np.zeros((100, 200, 70), np.float32)
    large[:60, :60, 1] = -8
    units = np.array([3.0, -4.0, np.nan], np.float32)
    columns = [
        Column("input", "Input", picture),
        Column("conv2d", "Conv2D", maps, sources="input"),
        Column("many", "Conv2D, relu", many, sources="conv2d"),
        Column("large_maps", "Conv2D", large, sources="conv2d and many"),
        Column("dense", "Dense", units, sources="large_maps"),
    ]
    scores = np.array([0.25, 0.75, 0.00001], np.float32)
    return columns, Scores(("cat", "dog", "a long-haired dachshund"), scores)


@st.fragment
def body() -> None:
    """Read, compute, mount."""
    case = st.query_params.get("case", "made-up")
    answer = atlas_answer(KEY)
    invert = st.checkbox("Invert")
    columns, scores = made_up(invert) if case == "made-up" else a_network(case, invert)
    atlas(columns, scores, key=KEY, chosen=answer.chosen, title=f"Atlas of {case}", ack=int(invert))
    st.text(f"chosen {answer.chosen} seq {answer.seq} state {component_state(KEY)}")


st.set_page_config(layout="wide")
body()
