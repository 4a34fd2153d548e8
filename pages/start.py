"""Start: draw, and see at once what four kernels make of it."""

from functools import partial

import streamlit as st

from cnnviz.ui import panels
from cnnviz.ui.bench import bench
from cnnviz.ui.controls.kernel_tools import take_edit
from cnnviz.ui.controls.layer import DEFAULT_LAYER, bank_name
from cnnviz.ui.controls.picture import PictureChoice, Seen
from cnnviz.ui.handmade import up_to
from cnnviz.ui.staging import Shown, look_at, show_step

DOORS = (
    ("kernels", "Kernels", "Set the weights by hand, slide them over a photo, stack two layers."),
    ("convolution", "Convolution", "Padding, stride, dilation, groups: every number re-added."),
    ("pooling", "Pooling", "Shift the picture and see what pooling lets through."),
)
BANK = bank_name(1, DEFAULT_LAYER.size)


def show(seen: Seen) -> Shown:
    """What four kernels answer to the drawing; they are the first four of the Kernels page."""
    look = look_at("stage_start", DEFAULT_LAYER.maps, partial(take_edit, BANK))
    step = up_to("layer1", seen, DEFAULT_LAYER)
    return show_step(step, look, display="signed", title="start")


st.title("Draw something, then be the kernel")
panels.opening(__file__)
bench(PictureChoice.drawn(), show)
for column, (page, title, sentence) in zip(st.columns(len(DOORS)), DOORS, strict=True):
    with column.container(border=True):
        st.page_link(f"pages/{page}.py", label=f"**{title}**", icon=":material/arrow_forward:")
        st.caption(sentence)
panels.explanation("start")
panels.explanation("pictures", title="Pictures as numbers")
