"""A scene as one message of bytes: a length, a JSON header, the arrays."""

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops import resolve_padding, source_indices
from cnnviz.ops.arrays import Kernel
from cnnviz.ops.transpose import stamped_size

from .scene import Scene

_CODES = {"uint8": "u1", "float32": "f4", "float64": "f8"}
_ALIGNMENT = 8  # bytes: a Float64Array in the browser starts at a multiple of 8
EXACT_CELLS = 128 * 128  # up to here the shown map travels as float64
THUMBNAIL_SIDE = 96  # cells


def message(scene: Scene, *, key: str, known: str | None, heard: int) -> bytes:
    """Write a scene as the stage's JavaScript reads it.

    Args:
        scene: what to show.
        key: the stage's identity.
        known: `x_id` of the input that the browser already has.
        heard: number of the browser's last message.

    Returns:
        4 bytes with the header's length (little-endian), the header padded with spaces, then the
        arrays; the header and each array start at a multiple of 8 bytes or end on one.

    Raises:
        TypeError: if an array has a type that the browser cannot read.
        ValueError: if the arrays of the scene do not fit together.
    """
    scene.check()
    arrays = _arrays(scene, known)
    own = {"stage": key, "y_range": _finite_range(arrays["y"])}
    return pack({**_header(scene, heard), **own}, arrays)


def pack(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Put a header and arrays (uint8, float32 or float64) into one message."""
    entries, chunks, offset = {}, [], 0
    for name, array in arrays.items():
        raw = np.ascontiguousarray(array).tobytes()
        entries[name] = {"code": _CODES[str(array.dtype)], "shape": array.shape, "offset": offset}
        padding = -len(raw) % _ALIGNMENT
        chunks += [raw, bytes(padding)]
        offset += len(raw) + padding
    text = json.dumps({**header, "arrays": entries}, allow_nan=False).encode()
    text += b" " * (-(4 + len(text)) % _ALIGNMENT)
    return b"".join([len(text).to_bytes(4, "little"), text, *chunks])


def _header(scene: Scene, heard: int) -> dict[str, Any]:
    sliding = scene.sliding
    channels = _channels(scene)
    return {
        "kind": sliding.kind,
        "flip": sliding.flip,
        "mode": sliding.mode,
        "x_id": scene.x_id,
        "x_shape": scene.x.shape,
        "y_shape": scene.y.shape,
        "axes": [_axis(scene, 0), _axis(scene, 1)],
        "channels": [channels.start, channels.stop],
        "channel_names": scene.channel_names,
        "filter_names": scene.filter_names,
        "filter": scene.filter,
        "bias": None if scene.bias is None else float(scene.bias[scene.filter]),
        "activation": scene.activation,
        "shift": float(scene.shift),
        "divisor": float(scene.divisor),
        "editable": scene.editable and scene.kernel is not None,
        "display": scene.display,
        "layer_range": _layer_range(scene),
        "dimensions": scene.dimensions,
        "pin": scene.pin,
        "title": scene.title,
        "thumbnail_step": _thumbnail_step(scene),
        "pad": scene.pad,
        "biases": None if scene.bias is None else scene.bias.tolist(),
        "ack": scene.ack,
        "heard": heard,
        "single": bool(scene.y.dtype == np.float32),
    }


def _axis(scene: Scene, axis: int) -> dict[str, Any]:
    """Say how the window slides along rows (0) or columns (1), so that no mode is known there."""
    sliding = scene.sliding
    n = scene.x.shape[axis]
    common = {
        "length": n,
        "outputs": scene.y.shape[axis],
        "taps": sliding.kernel_size[axis],
        "stride": sliding.strides[axis],
        "dilation": sliding.dilation[axis],
    }
    if sliding.kind == "transposed":
        return {**common, "cut": _cut(scene)[axis], "before": [], "after": []}
    before, after = resolve_padding(
        (scene.x.shape[0], scene.x.shape[1]),
        sliding.kernel_size,
        strides=sliding.strides,
        padding=sliding.padding,
        dilation=sliding.dilation,
    )[axis]
    sources = source_indices(n, before, after, sliding.mode).tolist()
    return {**common, "cut": None, "before": sources[:before], "after": sources[before + n :]}


def _cut(scene: Scene) -> tuple[int, int]:
    sliding = scene.sliding
    if scene.kernel is None or sliding.padding not in ("valid", "same"):
        raise ValueError(f'A transposed convolution has no padding "{sliding.padding}".')
    _, cut = stamped_size(
        scene.x,
        scene.kernel,
        sliding.strides,
        sliding.padding,
        sliding.output_padding,
        sliding.dilation,
    )
    return cut


def _channels(scene: Scene) -> range:
    """Channels of the input that the shown filter reads."""
    channels, filters = scene.x.shape[2], scene.y.shape[2]
    if scene.sliding.kind in ("conv", "transposed"):
        each = channels // scene.sliding.groups
        first = scene.filter // (filters // scene.sliding.groups) * each
        return range(first, first + each)
    own = scene.filter // (filters // channels)
    return range(own, own + 1)


def _own_kernel(scene: Scene, kernel: Kernel, filter_: int) -> Kernel:
    """(kh, kw, channels it reads) of one filter."""
    if scene.sliding.kind == "transposed":
        return kernel[:, :, filter_, :]
    if scene.sliding.kind == "depthwise":
        kh, kw, channels, multiplier = kernel.shape
        flat = kernel.reshape(kh, kw, channels * multiplier)
        return flat[:, :, filter_ : filter_ + 1]
    return kernel[:, :, :, filter_]


def _arrays(scene: Scene, known: str | None) -> dict[str, NDArray[Any]]:
    height, width, filters = scene.y.shape
    exact = height * width <= EXACT_CELLS
    arrays = {"y": scene.y[:, :, scene.filter].astype(np.float64 if exact else np.float32)}
    if scene.kernel is not None:
        own = [_own_kernel(scene, scene.kernel, filter_) for filter_ in range(filters)]
        arrays["kernel"] = own[scene.filter].astype(np.float64)
        if scene.pad:  # then there is one channel, and a stroke changes all maps
            arrays["bank"] = np.stack(own)[..., 0].astype(np.float64)
    if filters > 1:
        step = _thumbnail_step(scene)
        arrays["thumbnails"] = scene.y[::step, ::step].transpose(2, 0, 1).astype(np.float32)
    if scene.x_id != known:
        arrays["x"] = scene.x
    return arrays


def _thumbnail_step(scene: Scene) -> int:
    """Every so many cells of a map are in its thumbnail."""
    longest: int = max(scene.y.shape[:2])
    return math.ceil(longest / THUMBNAIL_SIDE)


def _layer_range(scene: Scene) -> list[float] | None:
    return None if scene.scope == "map" else _finite_range(scene.y)


def _finite_range(values: NDArray[Any]) -> list[float]:
    """Smallest and largest finite number; [0, 0] if there is none."""
    low, high = values.min(), values.max()
    if not (np.isfinite(low) and np.isfinite(high)):  # rare, and a copy of all values
        finite = values[np.isfinite(values)]
        low, high = (finite.min(), finite.max()) if finite.size else (0.0, 0.0)
    return [float(low), float(high)]
