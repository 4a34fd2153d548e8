"""Results that are computed once; every cache decorator of the project is in this file."""

import gc

import numpy as np
import streamlit as st

from cnnviz import ops
from cnnviz.ops.arrays import FeatureMap, Kernel, Plane
from cnnviz.spec import Sliding

# One map of a 1024×1024 picture is 4 MB; sixteen of them bound the cache at 64 MB for everybody.
_MAPS = 16


@st.cache_resource
def settle() -> None:
    """Keep what the imports made out of every later garbage collection.

    Streamlit collects after each script run; walking the modules' own objects costs it 15 ms.
    """
    gc.collect()
    gc.freeze()


@st.cache_resource(max_entries=_MAPS, show_spinner=False)
def feature_map(_x: FeatureMap, x_id: str, weights: Kernel, bias: float, settings: str) -> Plane:
    """One filter's map (H', W') before the activation.

    Args:
        _x: (H, W, C), what is seen, identified by `x_id`.
        x_id: changes whenever `_x` does.
        weights: (kh, kw, C/groups, 1).
        bias: added to every cell.
        settings: the `Sliding` as JSON.
    """
    sliding = Sliding.model_validate_json(settings)
    plane: Plane = ops.conv(
        _x,
        weights,
        bias=np.array([bias]),
        strides=sliding.strides,
        padding=sliding.padding,
        mode=sliding.mode,
        dilation=sliding.dilation,
        flip=sliding.flip,
    )[..., 0]
    plane.setflags(write=False)
    return plane
