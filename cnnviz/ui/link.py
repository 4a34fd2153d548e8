"""Settings in the URL: read before a widget mounts, written after the page has run."""

from urllib.parse import urlencode

import streamlit as st
from streamlit.errors import StreamlitAPIException

from cnnviz.errors import CnnVizError
from cnnviz.spec import Possessions, from_link, to_link

from .session import session

LARGEST_SHARED_DRAWING = 28
SHARED = "s"  # edited kernels and a drawing, packed

URL_NAMES = {
    SHARED: "edited kernels, a drawing of up to 28×28, one's own network, packed; taken over once",
    "pic": "where the picture comes from: draw, sample, upload, camera",
    "sample": "which sample",
    "digit": "which of the handwritten digits, 0 to 1796",
    "pad": "side of the sketchpad, in cells",
    "centre": "whether a drawing is shown centred as the network sees it",
    "colour": "colour or grey",
    "side": "longer side of the picture, in pixels",
    "rows": "rows of the crop, in percent",
    "cols": "columns of the crop, in percent",
    "scale": "what a pixel counts as: 0–255, 0–1 or standardised",
    "display": "how signed values are shown",
    "pin": "the pinned output cell, row.column",
    "map": "the feature map on the stage, counted from 0",
    "look": "which step of the hand-made network is on the stage",
    "size": "side of the hand-set kernels",
    "maps": "number of hand-set kernels",
    "act": "activation",
    "flip": "convolution (flipped kernel) instead of cross-correlation",
    "border": "padding of the hand-set kernels: valid or same",
    "pool": "pooling after the first layer: none, max or mean",
    "second": "number of maps of the second layer, 0 for none",
    "act2": "activation of the second layer",
    "op": "which kind of convolution",
    "input": "input of the convolution: picture, numbers or a worked example",
    "channels": "channels of the numbers",
    "length": "length of the numbers in one dimension",
    "n": "sides of the numbers, rows.columns",
    "m": "sides of the kernel, rows.columns",
    "s2": "strides, rows.columns",
    "d": "dilation, rows.columns",
    "p": "padding: valid, same, full or explicit",
    "amounts": "explicit padding, left.right",
    "amounts_rows": "explicit padding, top.bottom",
    "mode": "what the padding holds",
    "groups": "groups of channels",
    "filters": "number of filters",
    "opad": "output padding of a transposed convolution",
    "kind": "pooling: max, mean, strided, global_max, global_mean",
    "window": "pooling window, rows.columns",
    "stride": "pooling strides, rows.columns",
    "ppad": "padding of the pooling: valid or same",
    "matrix": "input of the pooling: picture or a worked example",
    "shift": "how far the picture is shifted, rows.columns",
    "before": "kernel before the pooling in the shift bench",
    "turn": "how far the shifted picture is turned, in degrees",
    "zoom": "size of the shifted picture, in percent",
    "centred": "the same inside a trained network, where it is on unless switched off",
    "starter": "which trained network is looked into",
    "unit": "which of its maps is taken apart, column.map",
    "net": "which network: a name of `python -m cnnviz networks`, or own",
    "layer": "which of its layers is looked at, counted from 0",
    "batch": "pictures at once, for the memory of a network",
    "calc_n": "input size in the calculator",
    "calc_m": "window in the calculator",
    "calc_p": "padding in the calculator",
    "calc_s": "stride in the calculator",
    "calc_d": "dilation in the calculator",
}


def read(name: str) -> str | None:
    """The text of a setting: from the URL, else as this page was left; None if neither has it."""
    from_url: str | None = st.query_params.get(name)
    return from_url if from_url is not None else session().settings.get(name)


def keep(name: str, text: str, *, default: str) -> None:
    """Remember a setting's value for the URL and for the next visit to the page."""
    if name not in URL_NAMES:
        raise StreamlitAPIException(f"{name!r} is no public URL name: list it in URL_NAMES.")
    own = session()
    own.on_page[name] = None if text == default else text
    if own.settings.get(name) != text:
        own.settings[name] = text
        own.changed()


def forget(name: str) -> None:
    """Drop a setting from the address and from memory."""
    own = session()
    own.settings.pop(name, None)
    own.on_page.pop(name, None)
    st.query_params.pop(name, None)


def publish(*, final: bool = False) -> None:
    """Write the settings of this page into the address, once and only if they differ.

    Args:
        final: the page has asked for all its settings, so that a name it did not ask for can go;
            until then it stays for whatever on the page reads it later.
    """
    on_page = session().on_page
    wanted = {name: text for name, text in on_page.items() if text is not None}
    foreign = {
        name: text
        for name, text in st.query_params.items()
        if name not in URL_NAMES or not (final or name in on_page)
    }
    if dict(st.query_params.items()) != {**foreign, **wanted}:
        st.query_params.from_dict({**foreign, **wanted})


def start_page() -> None:
    """Forget the settings of the page before, and take over what a link carries."""
    own = session()
    own.on_page.clear()
    own.page_is_stale = False
    own.in_app = True
    packed = st.query_params.get(SHARED)
    if packed is None:
        return
    del st.query_params[SHARED]
    try:
        own.restore(from_link(packed))
        own.borrowed = True
    except CnnVizError as error:
        own.notices.append(str(error))


def query(*, banks: tuple[str, ...], drawing: bool, network: bool = False) -> str:
    """The query string that reproduces the screen in another browser.

    Raises:
        SpecError: if the kernels on it are too large for a link.
    """
    own = session()
    everything = own.possessions()
    small = everything.drawing if own.drawing.side <= LARGEST_SHARED_DRAWING else None
    shared = Possessions(
        drawing=small if drawing else None,
        banks={name: bank for name, bank in everything.banks.items() if name in banks},
        network=everything.network if network else None,
    )
    pairs = {name: text for name, text in own.on_page.items() if text is not None}
    if shared != Possessions():
        pairs[SHARED] = to_link(shared)
    return urlencode(pairs)
