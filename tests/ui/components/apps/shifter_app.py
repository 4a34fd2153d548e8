"""The shift bench with a real way through a kernel and a pool; ?case= chooses the picture."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnviz import ops
from cnnviz.data.motion import moved
from cnnviz.data.pictures import Picture, grey
from cnnviz.data.samples import sample_picture
from cnnviz.ops.compare import unchanged_share
from cnnviz.ui.components.shifter import ShiftScene, shift_of, shifter
from cnnviz.ui.session import component_state

KEY = "bench"
LIMITS = (4, 4)
SOBEL = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])[:, :, None, None]


@dataclass(frozen=True)
class Case:
    """What the bench shows."""

    sample: str
    side: int | None = None
    kernel: bool = True
    limits: tuple[int, int] = LIMITS


CASES = {
    "bar": Case("bar-a", kernel=False),
    "bar-sobel": Case("bar-a"),
    "digit": Case("digit-3"),
    "letters": Case("letters", side=64, limits=(16, 16)),
    "rgb": Case("red-square", limits=(3, 3)),
    "photo": Case("roofs", limits=(20, 40)),
    "large": Case("china", limits=(100, 100)),
    "matrix": Case("max-4x4", kernel=False, limits=(2, 2)),
}


def through(picture: Picture, case: Case) -> tuple[np.ndarray | None, np.ndarray]:
    """The feature map, if there is a kernel, and what pooling keeps."""
    x = grey(picture).pixels
    if not case.kernel:
        return None, ops.max_pool(x)[..., 0]
    feature_map = ops.conv(x, SOBEL, padding="same")
    return feature_map[..., 0], ops.max_pool(feature_map)[..., 0]


@st.fragment
def body() -> None:
    """Read, compute, mount."""
    case = CASES[st.query_params.get("case", "bar")]
    angle = st.slider("Turn", -45, 45, 0)
    picture = sample_picture(case.sample, case.side)
    message = shift_of(KEY)
    rows, columns = (0, 0) if message is None else (message.rows, message.columns)
    after = moved(picture, rows=rows, columns=columns, angle=angle)
    maps, pooled = zip(through(picture, case), through(after, case), strict=True)
    shares = (
        unchanged_share(picture.pixels, after.pixels),
        unchanged_share(*maps) if case.kernel else None,
        unchanged_share(*pooled),
    )
    scene = ShiftScene(
        x_before=picture.pixels,
        x_after=after.pixels,
        map_before=maps[0],
        map_after=maps[1],
        pooled_before=pooled[0],
        pooled_after=pooled[1],
        shift=(rows, columns),
        limits=case.limits,
        unchanged=shares,
        ack=0 if message is None else message.seq,
    )
    shifter(scene, key=KEY)
    st.text(f"shift {rows} {columns} shares {shares} state {component_state(KEY)}")


st.set_page_config(layout="wide")
body()
