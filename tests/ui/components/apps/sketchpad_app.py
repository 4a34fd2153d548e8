"""A pad, what Python has of it, and buttons that do what the real app does around it."""

import hashlib
from typing import Any

import numpy as np
import streamlit as st

from cnnviz.ui.components.sketchpad import SIDES, sketchpad, stroke_of

KEY = "pad"
MEMORY: dict[str, Any] = {"side": 28, "revision": 0, "ack": 0, "runs": 0}


def memory() -> dict[str, Any]:
    """This visitor's possessions."""
    state: Any = st.session_state  # noqa: TID251
    if "memory" not in state:
        state["memory"] = MEMORY | {"pixels": np.zeros((28, 28), np.uint8)}
    own: dict[str, Any] = state["memory"]
    return own


@st.fragment
def body() -> None:
    """Read, compute, mount."""
    own = memory()
    own["runs"] += 1
    stroke = stroke_of(KEY)
    if stroke is not None and stroke.revision == own["revision"]:
        own["pixels"], own["ack"] = stroke.pixels, stroke.seq
    pixels = own["pixels"]
    small = pixels[:: own["side"] // 28, :: own["side"] // 28][:28, :28]
    sketchpad(key=KEY, pixels=pixels, revision=own["revision"], ack=own["ack"], seen=small)
    digest = hashlib.sha256(pixels.tobytes()).hexdigest()
    st.text(f"ack {own['ack']} sum {int(pixels.sum())} digest {digest}")


def draw() -> None:
    """The page with the pad."""
    own = memory()
    side = st.sidebar.selectbox("Side", SIDES)
    if side != own["side"]:
        own.update(side=side, pixels=np.zeros((side, side), np.uint8), revision=own["revision"] + 1)
    st.sidebar.button("Run again")
    if st.sidebar.button("Another picture"):
        own.update(pixels=np.full((side, side), 77, np.uint8), revision=own["revision"] + 1)
    left, _ = st.columns([1, 2])
    with left:
        if not st.sidebar.checkbox("Without the pad"):
            body()
    st.markdown("<div style='height: 1500px'></div>", unsafe_allow_html=True)


def elsewhere() -> None:
    """A page without a pad."""
    st.text(f"here sum {int(memory()['pixels'].sum())}")


st.navigation([st.Page(draw, default=True), st.Page(elsewhere)]).run()
