"""The part of a page that answers under the mouse: one fragment, with the picture at its side."""

from collections.abc import Callable
from typing import Any, overload

import streamlit as st

from cnnviz.data.drawings import Drawing, as_seen_by_network

from . import keeping, link
from .components.sketchpad import sketchpad, stroke_of
from .controls.picture import PAD, PictureChoice, Seen
from .guard import guard
from .session import session
from .staging import Shown


@overload
def bench(
    choice: PictureChoice,
    show: Callable[[Seen], Shown | None],
    around: Callable[[Shown], None] = ...,
) -> None: ...


@overload
def bench(
    choice: PictureChoice | None,
    show: Callable[[Seen | None], Shown | None],
    around: Callable[[Shown], None] = ...,
) -> None: ...


def bench(
    choice: PictureChoice | None,
    show: Callable[[Any], Shown | None],
    around: Callable[[Shown], None] = lambda _: None,
) -> None:
    """Run `show` again for every stroke, edit and click, without the rest of the page.

    Args:
        choice: which picture; the sketchpad stands beside what `show` draws if it is drawn. None
            for a bench that shows something else.
        show: is given the picture of this moment; None if it showed no stage.
        around: draws what stands around the stage and seldom changes; it is run again only when
            another kernel is looked at, or when it shows what was just changed.
    """
    drawn: list[Shown] = []  # what `around` was drawn for

    @st.fragment
    def run() -> None:
        if keeping.bring_back() or session().page_is_stale:
            st.rerun()
        if choice and choice.source == "draw":
            pad, stage = st.columns([1, 3.6], gap="medium")
            with pad, guard():
                _pad()
        else:
            stage = st.container()
        with stage, guard():
            now = show(choice.see() if choice else None)
            if now is None:
                pass
            elif not drawn:
                drawn.append(now)
            elif now.outdates(drawn[0]):
                st.rerun()
        link.publish()
        keeping.keep_hand()

    run()
    if drawn:
        with guard():
            around(drawn[0])


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
