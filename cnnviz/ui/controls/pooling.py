"""Settings of the Pooling page."""

from dataclasses import dataclass

import streamlit as st

from cnnviz.data.worked import WORKED, WorkedExample
from cnnviz.spec import Kind, Pair, Sliding
from cnnviz.ui.session import set_widget_value, widget_value

from . import fields
from .picture import PictureChoice, choose_picture

KINDS = {
    "max": "Max",
    "mean": "Mean",
    "strided": "Strided convolution",
    "global_max": "Global max",
    "global_mean": "Global mean",
}
_LARGEST_WINDOW = 8
BEFORE = {
    "none": "Nothing, the picture itself",
    "sobel_x": "Vertical edges",
    "sobel_y": "Horizontal edges",
}


@dataclass(frozen=True)
class PoolingSettings:
    """What pools, over which input."""

    kind: str
    input: str
    sliding: Sliding

    @property
    def bank(self) -> str:
        """Where the weights of a strided convolution are kept."""
        rows, columns = self.sliding.kernel_size
        return f"pool-{rows}x{columns}"


def pooling_settings() -> tuple[PoolingSettings, PictureChoice | None]:
    """Ask for everything that decides a pooling; for the picture only if it is pooled."""
    st.subheader("Pooling")
    kind = fields.choice("Operation", "kind", KINDS, "max")
    examples = {key: example.title for key, example in _examples().items()}
    inputs = {"picture": "My picture", **examples}
    input_ = fields.choice("Input", "matrix", inputs, "picture", on_change=_fresh)
    picture = choose_picture() if input_ == "picture" else None
    height, width = _sides(input_, picture)
    if kind.startswith("global"):
        sliding = Sliding(kind=_pool(kind), kernel_size=(height, width))
        return PoolingSettings(kind, input_, sliding), picture
    most = (min(_LARGEST_WINDOW, height), min(_LARGEST_WINDOW, width))
    window = fields.pair(
        "Pool", "window", 1, most, (min(2, most[0]), min(2, most[1])),
        help=f"At most the input's sides, {height}×{width}, and {_LARGEST_WINDOW}.",
    )  # fmt: skip
    strides = fields.pair(
        "Stride", "stride", 1, (_LARGEST_WINDOW, _LARGEST_WINDOW), window,
        help="Smaller than the window: the windows overlap.",
    )  # fmt: skip
    padding = fields.choice(
        "Border", "ppad", {"valid": "valid", "same": "same"}, "valid", style="segments",
        help="same: output n/s, rounded up. Padding cells never count, not even in a mean.",
    )  # fmt: skip
    sliding = Sliding(
        kind=_pool(kind),
        kernel_size=window,
        strides=strides,
        padding="same" if padding == "same" else "valid",
    )
    return PoolingSettings(kind, input_, sliding), picture


def _fresh() -> None:
    """Another input starts from its own settings: an example is pooled as it is printed."""
    fields.forget("window", "stride", "ppad", "before", "shift", "turn", "zoom", "pin", "map")
    example = _examples().get(str(widget_value("matrix")))
    if example:
        set_widget_value("kind", "max" if example.sliding.kind == "max_pool" else "mean")


def _pool(kind: str) -> Kind:
    if kind == "strided":
        return "depthwise"
    return "max_pool" if "max" in kind else "average_pool"


def _examples() -> dict[str, WorkedExample]:
    return {key: example for key, example in WORKED.items() if example.operation == "pooling"}


def _sides(input_: str, picture: PictureChoice | None) -> Pair:
    if picture:
        seen = picture.see().picture
        return seen.height, seen.width
    height, width, _ = WORKED[input_].x.shape
    return height, width
