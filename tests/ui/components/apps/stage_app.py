"""Scenes for the stage, chosen by `?scene=`; edits, pins and filters make a real round trip."""

from dataclasses import replace

import numpy as np
import streamlit as st

from cnnviz.spec import Sliding
from cnnviz.ui.components.stage import StageAnswer, stage, stage_answer
from tests.ui.components.apps.stage_scenes import SCENES
from tests.ui.components.stage_messages import scene_of

st.set_page_config(layout="wide")
NAME = st.query_params.get("scene", "matrix")
KEY = f"stage_{NAME}"
PIN = (2, 1) if "pinned" in st.query_params else None  # as a link would say
OPTIONS = {name: st.query_params[name] for name in ("display", "scope") if name in st.query_params}


def with_edit(sliding: Sliding, kernel: np.ndarray | None, answer: StageAnswer):
    """The kernel of the scene with the person's edit in it."""
    edit = answer.edit
    if kernel is None or edit is None:
        return sliding, kernel, 0
    if sliding.kind == "transposed":
        whole = np.zeros((*edit.values.shape[:2], *kernel.shape[2:]))
        whole[:, :, edit.filter, :] = edit.values
    elif sliding.kind == "depthwise":
        whole = kernel.copy()
        whole[:, :, edit.filter // kernel.shape[3], edit.filter % kernel.shape[3]] = edit.values[
            ..., 0
        ]
    else:
        rows, columns = edit.values.shape[:2]
        whole = np.zeros((rows, columns, *kernel.shape[2:]))
        if whole.shape == kernel.shape:
            whole[:] = kernel
        whole[..., edit.filter] = edit.values
    size = (whole.shape[0], whole.shape[1])
    return sliding.model_copy(update={"kernel_size": size}), whole, edit.seq


@st.fragment
def run() -> None:
    given = SCENES[NAME]
    answer = stage_answer(KEY)
    sliding, kernel, ack = with_edit(given.sliding, given.kernel, answer)
    edited = replace(given, sliding=sliding, kernel=kernel)
    scene = scene_of(
        NAME,
        edited,
        filter=answer.filter or 0,
        pin=answer.pin if answer.heard else PIN,
        ack=ack,
        **OPTIONS,
    )
    stage(scene, key=KEY)
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1  # noqa: TID251
    st.text(f"runs {st.session_state['runs']} ack {ack} pin {answer.pin}")  # noqa: TID251


run()
