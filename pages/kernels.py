"""Kernels: set them by hand, slide them over a picture, stack two layers."""

from functools import partial

import streamlit as st

from cnnviz.ui import panels
from cnnviz.ui.bench import bench
from cnnviz.ui.controls import fields
from cnnviz.ui.controls.kernel_tools import kernel_tools, take_edit
from cnnviz.ui.controls.layer import SECOND_SIZE, bank_name, layer_settings
from cnnviz.ui.controls.picture import Seen, choose_picture
from cnnviz.ui.handmade import up_to
from cnnviz.ui.staging import DISPLAYS, Shown, look_at, show_step

with st.sidebar:
    choice = choose_picture()
    settings = layer_settings()
    display = fields.choice("Values are shown", "display", DISPLAYS, "signed")

BANKS = {"layer1": bank_name(1, settings.size), "layer2": bank_name(2, SECOND_SIZE)}


def show(seen: Seen) -> Shown:
    """The step that is looked at."""
    edit = partial(take_edit, bank) if bank else None
    look = look_at(f"stage_{on_stage}", settings.maps_of(on_stage), edit)
    step = up_to(on_stage, seen, settings)
    return show_step(step, look, display=display, title="kernels")


def around(shown: Shown) -> None:
    """The tools for the kernel on the stage, above it, and its code under it."""
    if bank:
        with above:
            kernel_tools(bank, shown.look.filter)
    panels.code(shown.step)


panels.opening(__file__)
on_stage = "layer1"
if len(settings.steps) > 1:
    on_stage = fields.choice("On the stage", "look", settings.steps, "layer1", style="segments")
bank = BANKS.get(on_stage)
above = st.container()
bench(choice, show, around)
panels.explanation("kernels")
panels.link_to_this(tuple(BANKS.values()), choice)
