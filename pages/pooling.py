"""Pooling: one number per window, and what that hides from a shift."""

from functools import partial

import streamlit as st

from cnnviz.ui import panels
from cnnviz.ui.bench import bench
from cnnviz.ui.controls import fields
from cnnviz.ui.controls.picture import Seen
from cnnviz.ui.controls.pooling import pooling_settings
from cnnviz.ui.convolving import about_example
from cnnviz.ui.pooling import pooled_picture, pooling_source, pooling_step, take_pooling_edit
from cnnviz.ui.shifting import shift_bench
from cnnviz.ui.sizes import size_in_words
from cnnviz.ui.staging import DISPLAYS, Shown, look_at, show_step

with st.sidebar:
    settings, choice = pooling_settings()
    display = fields.choice("Values are shown", "display", DISPLAYS, "signed")


def show(seen: Seen | None) -> Shown:
    """The pooling, window by window, and the shift bench under it."""
    source = pooling_source(settings, seen)
    edit = partial(take_pooling_edit, settings)
    look = look_at(f"stage_{settings.kind}", len(source.names), edit)
    step = pooling_step(settings, source)
    shown = show_step(step, look, display=display, title="pooling")
    shift_bench(settings, *pooled_picture(settings, seen))
    return shown


def around(shown: Shown) -> None:
    """The size of the pooled map with the formula filled in, and the code."""
    about_example(settings.input)
    size_in_words(shown.step)
    panels.code(shown.step)


panels.opening(__file__)
bench(choice, show, around)
panels.explanation("pooling")
panels.link_to_this((settings.bank,), choice)
