"""Which trained network."""

import streamlit as st

from cnnviz.data.starters import Starter, starter, starters
from cnnviz.ui.guard import plain

from . import fields

_DEFAULT = "mnist-digits-tricks"  # reads drawn digits best


def choose_starter() -> Starter:
    """Ask which trained network, in the sidebar."""
    st.subheader("Network")
    options = {name: known.title for name, known in starters().items()}
    known = starter(fields.choice("Trained network", "starter", options, _DEFAULT))
    st.caption(
        plain(
            f"{known.parameters:,} parameters; names {100 * known.accuracy:.2f} % of "
            f"{known.tested:,} test pictures rightly."
        )
    )
    return known
