"""The shift bench of the Pooling page: move the picture and see what pooling lets through."""

import streamlit as st

from cnnviz.data.motion import moved
from cnnviz.data.pictures import Picture, grey, resize
from cnnviz.data.scales import Scale, scaled
from cnnviz.data.worked import WORKED
from cnnviz.ops.arrays import Plane
from cnnviz.ops.compare import unchanged_share
from cnnviz.ops.kernels import named_kernel
from cnnviz.ops.slide import slide
from cnnviz.spec import Sliding

from . import link
from .components.shifter import ShiftScene, shift_of, shifter
from .controls import fields
from .controls.pooling import BEFORE, PoolingSettings

_KEY = "shifter"
_MOST_TURN, _WHOLE = 45, 100
_LARGEST = 128


def shift_bench(settings: PoolingSettings, picture: Picture, scale: Scale) -> None:
    """Picture, feature map and pooled map before and after, each with its unchanged share."""
    st.subheader("Shift it")
    kernel, turn, zoom = _ask("none" if settings.input in WORKED else "sobel_x")
    picture = _small(grey(picture))
    limits = (picture.height // 2, picture.width // 2)
    message = shift_of(_KEY)
    rows, columns = (message.rows, message.columns) if message else _shift_of_link()
    shift = tuple(
        max(-most, min(most, by)) for by, most in zip((rows, columns), limits, strict=True)
    )
    link.keep("shift", f"{shift[0]}.{shift[1]}", default="0.0")
    after = moved(picture, rows=shift[0], columns=shift[1], angle=turn, scale=zoom / _WHOLE)
    maps = [_map(one, scale, kernel) for one in (picture, after)]
    pooled = [slide(_pool(settings, one), one[..., None])[..., 0] for one in maps]
    shifter(
        ShiftScene(
            x_before=picture.pixels,
            x_after=after.pixels,
            map_before=None if kernel == "none" else maps[0],
            map_after=None if kernel == "none" else maps[1],
            pooled_before=pooled[0],
            pooled_after=pooled[1],
            pool_name=_named(settings),
            map_name=BEFORE[kernel],
            shift=(shift[0], shift[1]),
            limits=limits,
            unchanged=(
                unchanged_share(picture.pixels, after.pixels),
                None if kernel == "none" else unchanged_share(*maps),
                unchanged_share(*pooled),
            ),
            ack=message.seq if message else 0,
        ),
        key=_KEY,
    )


def _shift_of_link() -> tuple[int, int]:
    text = link.read("shift")
    shift = fields.signed_pair_of(text)
    if text and shift is None:
        fields.refuse("Shift", "shift", "rows and columns such as -1.2", "no shift")
    return shift or (0, 0)


def _small(picture: Picture) -> Picture:
    """At most so large that every step of a drag is answered at once."""
    factor = _LARGEST / max(picture.height, picture.width)
    if factor >= 1:
        return picture
    st.caption(f"Shown here with its longer side at {_LARGEST} pixels, in grey.")
    height, width = (max(1, round(factor * side)) for side in (picture.height, picture.width))
    return resize(picture, height, width)


def _ask(usual: str) -> tuple[str, int, int]:
    left, middle, right = st.columns(3)
    with left:
        kernel = fields.choice("Before the pooling", "before", BEFORE, usual)
    with middle:
        turn = fields.slider("Turn, degrees", "turn", -_MOST_TURN, _MOST_TURN, 0)
    with right:
        zoom = fields.slider("Size, percent", "zoom", 50, 150, _WHOLE)
    return kernel, turn, zoom


def _map(picture: Picture, scale: Scale, kernel: str) -> Plane:
    """(H, W): what is pooled."""
    x = scaled(picture, scale)
    if kernel == "none":
        plane: Plane = x[..., 0]
        return plane
    weights = named_kernel(kernel)
    sliding = Sliding(kernel_size=(weights.shape[0], weights.shape[1]), padding="same")
    feature_map: Plane = slide(sliding, x, weights[..., None, None])[..., 0]
    return feature_map


def _pool(settings: PoolingSettings, plane: Plane) -> Sliding:
    """The pooling of the page; where a strided convolution stands in its place, the mean."""
    kind = settings.sliding.kind
    pool = "average_pool" if kind == "depthwise" else kind
    size = settings.sliding.kernel_size
    fitting = (min(size[0], plane.shape[0]), min(size[1], plane.shape[1]))
    return settings.sliding.model_copy(update={"kind": pool, "kernel_size": fitting})


def _named(settings: PoolingSettings) -> str:
    rows, columns = settings.sliding.kernel_size
    return f"{'max' if settings.sliding.kind == 'max_pool' else 'mean'} {rows}×{columns}"
