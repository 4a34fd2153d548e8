"""One layer at work on one picture: what every bench computes and the stage shows."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops.arrays import FeatureMap, Kernel
from cnnviz.ops.slide import activate, slide
from cnnviz.spec import Activation, Sliding

from .cache import feature_map
from .controls.picture import Seen


@dataclass(frozen=True, eq=False, kw_only=True)
class Source:
    """What goes in.

    Attributes:
        x: (H, W, C), what is seen.
        id: changes whenever a value of `x` does.
        names: of the C planes.
        stored: (H, W, C) with x = (stored − shift) / divisor: whole bytes where it is a picture.
        shift: see `stored`.
        divisor: see `stored`.
        pad: the sketchpad whose ink is `stored`, or None.
    """

    x: FeatureMap
    id: str
    names: tuple[str, ...]
    stored: FeatureMap
    shift: float = 0.0
    divisor: float = 1.0
    pad: str | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Step:
    """One layer: what goes in, what slides, what comes out.

    Attributes:
        source: what goes in.
        sliding: what slides.
        kernel: in the layout of its kind; None for a pool.
        bias: (F,), or None.
        activation: its Keras name.
        y: (H', W', F), after the activation.
        names: of the F maps.
        dimensions: 1 if there are no rows.
    """

    source: Source
    sliding: Sliding
    y: FeatureMap
    names: tuple[str, ...]
    kernel: Kernel | None = None
    bias: NDArray[Any] | None = None
    activation: Activation = "linear"
    dimensions: int = 2

    def as_source(self) -> Source:
        """Its maps as the input of a next layer."""
        digest = hashlib.blake2b(self.source.id.encode(), digest_size=8)
        digest.update(f"{self.sliding!r}{self.activation}".encode())
        for part in (self.kernel, self.bias):
            digest.update(b"" if part is None else part.tobytes())
        names = tuple(f"Map {index}" for index in range(1, len(self.names) + 1))
        return Source(x=self.y, id=digest.hexdigest(), names=names, stored=self.y)


def source_of(seen: Seen) -> Source:
    """A picture as an input."""
    shift, divisor = seen.shift_and_divisor
    return Source(
        x=seen.values,
        id=seen.id,
        names=seen.channel_names,
        stored=seen.picture.pixels,
        shift=shift,
        divisor=divisor,
        pad=seen.pad,
    )


def step(
    source: Source,
    sliding: Sliding,
    *,
    names: tuple[str, ...],
    kernel: Kernel | None = None,
    bias: NDArray[Any] | None = None,
    activation: Activation = "linear",
    dimensions: int = 2,
) -> Step:
    """Compute one layer; each filter of a plain convolution is computed only if it changed."""
    start = Step(
        source=source, sliding=sliding, y=source.x, names=names, kernel=kernel, bias=bias,
        activation=activation, dimensions=dimensions,
    )  # fmt: skip
    if sliding.kind != "conv" or sliding.groups > 1 or kernel is None:
        return replace(start, y=slide(sliding, source.x, kernel, bias=bias, activation=activation))
    described = sliding.model_dump_json()
    maps = [
        feature_map(source.x, source.id, kernel[..., [index]], _one(bias, index), described)
        for index in range(kernel.shape[3])
    ]
    return replace(start, y=activate(np.stack(maps, axis=-1), activation))


def _one(bias: NDArray[Any] | None, index: int) -> float:
    return 0.0 if bias is None else float(bias[index])
