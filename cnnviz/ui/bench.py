"""The part of a page that answers under the mouse: one fragment, with the picture at its side."""

from collections.abc import Callable
from typing import Any, overload

import streamlit as st

from cnnviz.data.drawings import Drawing, as_seen_by_network

from . import keeping, link
from .components.sketchpad import sketchpad, stroke_of
from .controls.picture import PictureChoice, Seen
from .guard import guard
from .session import session

PAD = "sketchpad"


@overload
def bench(choice: PictureChoice, show: Callable[[Seen], None]) -> None: ...


@overload
def bench(choice: PictureChoice | None, show: Callable[[Seen | None], None]) -> None: ...


def bench(choice: PictureChoice | None, show: Callable[[Any], None]) -> None:
    """Run `show` again for every stroke, edit and click, without the rest of the page.

    Args:
        choice: which picture; the sketchpad stands beside what `show` draws if it is drawn. None
            for a bench that shows something else.
        show: is given the picture of this moment.
    """

    @st.fragment
    def run() -> None:
        keeping.bring_back()
        if session().page_is_stale:
            st.rerun()
        if choice and choice.source == "draw":
            pad, stage = st.columns([1, 3.6], gap="medium")
            with pad, guard():
                _pad()
        else:
            stage = st.container()
        with stage, guard():
            show(choice.see() if choice else None)
        link.publish()
        keeping.keep()

    run()


def _pad() -> None:
    """The sketchpad; what arrived from it is taken over before anything is computed."""
    own = session()
    stroke = stroke_of(PAD)
    if stroke and stroke.revision == own.pad_revision and own.answered.get(PAD) != stroke.seq:
        own.answered[PAD] = stroke.seq
        own.keep_drawing(Drawing(stroke.pixels))
    sketchpad(
        key=PAD,
        pixels=own.drawing.ink,
        revision=own.pad_revision,
        ack=own.answered.get(PAD, 0),
        seen=as_seen_by_network(own.drawing).pixels[..., 0],
    )
