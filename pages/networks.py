"""Networks: choose or design one, read its bill, take it home as Keras code."""

import streamlit as st

from cnnviz.ui import designing, keeping, panels
from cnnviz.ui.controls.layer_form import layer_form
from cnnviz.ui.controls.network import (
    apply,
    ask_batch,
    choose_layer,
    choose_network,
    order_buttons,
)
from cnnviz.ui.guard import guard

with st.sidebar:
    spec = choose_network()
    batch = ask_batch()

panels.opening(__file__)
design = designing.examine(spec, batch)
with guard():
    designing.figure(design)
designing.totals(design)
order, settings, numbers = st.columns([1.2, 1.4, 1.4], gap="medium")
with order:
    chosen = choose_layer(spec, design.bill)
    order_buttons(spec, chosen)
with settings, guard():
    layer_form(spec, chosen, apply)
with numbers:
    designing.worked_out(design, chosen)
designing.table(design, chosen)
designing.take_home(design)
panels.explanation("networks")
panels.link_to_this((), None, network=spec == designing.own_network())
keeping.keep_hand()
