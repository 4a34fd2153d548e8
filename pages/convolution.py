"""Convolution: every variant of it, number by number, and the sizes that come out."""

from functools import partial

import streamlit as st

from cnnviz.ui import panels
from cnnviz.ui.bench import bench
from cnnviz.ui.controls import fields
from cnnviz.ui.controls.convolution import convolution_settings
from cnnviz.ui.controls.kernel_tools import kernel_tools
from cnnviz.ui.controls.picture import Seen
from cnnviz.ui.convolving import (
    about_example,
    convolution_source,
    convolution_step,
    take_convolution_edit,
)
from cnnviz.ui.sizes import calculator, size_in_words, visits_of_cells
from cnnviz.ui.staging import DISPLAYS, Shown, look_at, show_step

with st.sidebar:
    settings, choice = convolution_settings()
    display = fields.choice("Values are shown", "display", DISPLAYS, "signed")


def show(seen: Seen | None) -> Shown:
    """The convolution."""
    source = convolution_source(settings, seen)
    edit = partial(take_convolution_edit, settings, source.x.shape[2])
    look = look_at(f"stage_{settings.operation}", settings.maps, edit)
    step = convolution_step(settings, source)
    return show_step(step, look, display=display, title="convolution")


def around(shown: Shown) -> None:
    """Its size with the formula filled in, the tools for its kernel, its code."""
    about_example(settings.input)
    size_in_words(shown.step)
    if settings.operation != "depthwise":
        kernel_tools(settings.bank, shown.look.filter, presets=False)
    if settings.operation != "transposed":
        visits_of_cells(shown.step)
    panels.code(shown.step)


panels.opening(__file__)
bench(choice, show, around)
calculator()
panels.explanation("convolution")
panels.link_to_this((settings.bank,), choice)
