"""Inside: one's own picture on its way through a trained network."""

import streamlit as st

from cnnviz.ui import panels
from cnnviz.ui.bench import bench
from cnnviz.ui.controls.picture import Seen, choose_picture
from cnnviz.ui.controls.starter import choose_starter
from cnnviz.ui.inside import look_inside, show_atlas, step_of
from cnnviz.ui.staging import Shown, look_at, show_step
from cnnviz.ui.taken_apart import show_unit

with st.sidebar:
    known = choose_starter()
    choice = choose_picture(centred=True)


def show(seen: Seen) -> Shown | None:
    """All maps, and the chosen one taken apart."""
    insight = look_inside(known, seen.picture)
    unit = show_atlas(insight)
    step = step_of(insight, unit)
    if step is None:
        show_unit(insight, unit)
        return None
    look = look_at("stage_inside", 1)
    return show_step(step, look, display="signed", title="inside", editable=False)


panels.opening(__file__)
bench(choice, show)
panels.explanation("inside")
panels.link_to_this((), choice)
