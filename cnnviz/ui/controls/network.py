"""Which network, and changing its order: every button gives a network of one's own."""

from collections.abc import Callable

import streamlit as st

from cnnviz.data.networks import NETWORKS
from cnnviz.errors import CnnVizError
from cnnviz.ops.bill import Bill
from cnnviz.ops.shapes import times
from cnnviz.spec import NetworkSpec, editing
from cnnviz.ui import link
from cnnviz.ui.guard import plain
from cnnviz.ui.session import session, set_widget_value

from . import fields
from .layer_form import NEW_LAYERS

OWN = "own"
DEFAULT = "digits-tricks"

Edit = Callable[[NetworkSpec], NetworkSpec]


def choose_network() -> NetworkSpec:
    """Ask which network, in the sidebar."""
    st.subheader("Network")
    own = session().network
    options = {name: spec.title for name, spec in NETWORKS.items()}
    coming = link.read("net") == OWN and session().asking  # from the browser, in a moment
    if own or coming:
        title = own.title or own.name if own else "…"
        options = {OWN: f"My own: {title}", **options}
    name = fields.choice("Network", "net", options, DEFAULT)
    spec = own if own and name == OWN else NETWORKS.get(name, NETWORKS[DEFAULT])
    if spec.note:
        st.caption(plain(spec.note))
    return spec


def ask_batch() -> int:
    """Ask how many pictures are computed at once."""
    return fields.number(
        "Pictures at once (batch)",
        "batch",
        1,
        4096,
        1,
        help="Counts for memory, not for parameters.",
    )


def choose_layer(spec: NetworkSpec, bill: Bill) -> int:
    """Ask which layer is looked at; the list says what each makes."""
    shapes = {line.name: times(line.output_shape) for line in bill.layers}
    options = {
        str(index): f"{layer.name} · {shapes.get(layer.name, 'not possible')}"
        for index, layer in enumerate(spec.layers)
    }
    if _beyond(options):
        set_widget_value("layer", str(len(spec.layers) - 1))
    return int(
        fields.choice("Layers", "layer", options, str(min(1, len(options) - 1)), style="list")
    )


def order_buttons(spec: NetworkSpec, index: int) -> None:
    """Move, copy, take out, put in; undo and redo."""
    own, movable = session(), index > 0
    with st.container(horizontal=True):
        _button(
            "Up",
            ":material/arrow_upward:",
            spec,
            lambda s: editing.move(s, index, -1),
            shows=index - 1,
            disabled=index <= 1,
        )
        _button(
            "Down",
            ":material/arrow_downward:",
            spec,
            lambda s: editing.move(s, index, 1),
            shows=index + 1,
            disabled=not movable or index == len(spec.layers) - 1,
        )
        _button(
            "Duplicate",
            ":material/content_copy:",
            spec,
            lambda s: editing.duplicate(s, index),
            shows=index + 1,
            disabled=not movable,
        )
        _button("Remove", ":material/delete:", spec, lambda s: editing.remove(s, index),
                shows=max(index - 1, 0), disabled=not movable)  # fmt: skip
    with st.container(horizontal=True):
        st.button(
            "Undo",
            icon=":material/undo:",
            on_click=_step,
            args=(own.undo_network,),
            disabled=not own.designs or own.network != spec,
        )
        st.button("Redo", icon=":material/redo:", on_click=_step, args=(own.redo_network,),
                  disabled=not own.undone)  # fmt: skip
        with st.popover("Add a layer", icon=":material/add:"):
            kind = st.selectbox("Kind", list(NEW_LAYERS), key="new_layer")
            st.caption(plain(type(NEW_LAYERS[kind]).__doc__ or ""))
            _button(
                "Put it behind the chosen one",
                None,
                spec,
                lambda s: editing.insert(s, index + 1, NEW_LAYERS[kind]),
                shows=index + 1,
            )


def apply(edit: Edit, spec: NetworkSpec, shows: int | None = None) -> None:
    """Change what is shown into a network of one's own, or say why that cannot be.

    Args:
        edit: gives the changed network.
        spec: what is shown.
        shows: the layer to look at then; None for the same.
    """
    own = session()
    try:
        own.design(edit(spec), instead_of=spec)
    except CnnVizError as error:
        own.notices.append(str(error))
        return
    _show_own()
    if shows is not None:
        set_widget_value("layer", str(shows))


def _button(
    label: str, icon: str | None, spec: NetworkSpec, edit: Edit, *, shows: int,
    disabled: bool = False,
) -> None:  # fmt: skip
    st.button(label, icon=icon, on_click=apply, args=(edit, spec, shows), disabled=disabled)


def _step(step: Callable[[], None]) -> None:
    step()
    _show_own()


def _show_own() -> None:
    set_widget_value("net", OWN)
    link.keep("net", OWN, default=DEFAULT)


def _beyond(options: dict[str, str]) -> bool:
    """Whether another network had more layers than this one."""
    text = link.read("layer")
    return text is not None and text.isdecimal() and text not in options
