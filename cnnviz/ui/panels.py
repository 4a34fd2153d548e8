"""What stands under every bench: the text, the code, the link."""

from io import BytesIO
from pathlib import Path

import numpy as np
import streamlit as st

from cnnviz.code import snippets_for
from cnnviz.data.pictures import Picture, to_png
from cnnviz.ops.arrays import FeatureMap

from . import keeping, link
from .components.share import share
from .controls.picture import PictureChoice
from .guard import guard, plain
from .session import session
from .staging import CODE
from .step import Step

_TEXTS = Path(__file__).parents[2] / "assets" / "text"


def opening(page: str) -> None:
    """Begin a page inside app.py.

    Until `st.navigation` has been called once in a process, Streamlit (1.67) runs a file of pages/
    on its own if it is the first that a new server is asked for, app.py left out: a link, or F5
    after a restart. The call ends that for the whole process, and the run starts again in app.py.

    Args:
        page: the page's own file.
    """
    own = session()
    if not own.in_app:
        st.navigation([st.Page("app.py", default=True), st.Page(page)], position="hidden")
        st.rerun()


def notices() -> None:
    """What stands above every page: what of its link could not be used, and the way back."""
    own = session()
    for sentence in dict.fromkeys(own.notices):
        st.warning(plain(sentence))
    # What the browser brings back shows the page anew; until then nobody has read anything.
    if not own.asking:
        own.notices.clear()
    keeping.offer_previous()


def explanation(topic: str, *, title: str = "What to try, and what to look for") -> None:
    """A short text, folded."""
    with st.expander(title):
        st.markdown((_TEXTS / f"{topic}.md").read_text("utf-8"))


def code(step: Step) -> None:
    """The lines that give the same numbers, written only while the fold is open."""
    fold = st.expander("Show me the code", key=CODE, on_change="rerun")
    if not fold.open:
        return
    with fold, guard():
        source = step.source
        texts = snippets_for(
            step.sliding, source.stored, step.kernel, step.bias,
            activation=step.activation, dimensions=1 if step.dimensions == 1 else 2,
            shift=source.shift, divisor=source.divisor,
        )  # fmt: skip
        if texts.picture_file:
            _file_beside(texts.picture_file, source.stored)
        tabs = st.tabs(["NumPy", "SciPy", "Keras"])
        for tab, text in zip(tabs, (texts.numpy, texts.scipy, texts.keras), strict=True):
            tab.code(text, language="python")


def _file_beside(name: str, stored: FeatureMap) -> None:
    """What the code reads, to save beside it."""

    def written() -> bytes:
        if name.endswith(".npy"):
            file = BytesIO()
            np.save(file, stored)
            return file.getvalue()
        return to_png(Picture(stored, name, "sample"))

    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(f"Save {name}", written, name, on_click="ignore")
        st.caption("The code reads it from its own folder.")


def link_to_this(
    banks: tuple[str, ...], choice: PictureChoice | None, *, network: bool = False
) -> None:
    """A link that shows the same screen in another browser."""
    source = choice.source if choice else ""
    drawing = source == "draw"

    @st.fragment
    def newest() -> None:
        with guard():
            query = link.query(banks=banks, drawing=drawing, network=network)
            share(key="share", query=query)

    newest()
    if source in ("upload", "camera"):
        st.caption("Your own picture stays on this machine: the link opens a sample in its place.")
    elif drawing and session().drawing.side > link.LARGEST_SHARED_DRAWING:
        st.caption("A link carries drawings up to 28×28: this one opens the first drawing instead.")
