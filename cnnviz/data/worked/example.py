"""A worked example, and short ways to write one down."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops.arrays import FeatureMap, Kernel
from cnnviz.spec.sliding import Mode, Padding, Pair, Sliding

Operation = Literal["conv2d", "conv1d", "pooling"]


@dataclass(frozen=True)
class WorkedExample:
    """One calculation with a known result.

    Attributes:
        key: what programs and links call it.
        title: what people call it.
        note: what there is to see, in one sentence.
        sliding: what slides.
        x: (H, W, C) float64; H = 1 if there is one dimension only.
        kernel: (kh, kw, Cin, Cout) float64; None for a pool.
        bias: (Cout,) float64; None for none.
        expected: (H', W', F) float64.
        dimensions: 1 or 2.
    """

    key: str
    title: str
    note: str
    sliding: Sliding
    x: FeatureMap
    kernel: Kernel | None
    bias: NDArray[Any] | None
    expected: FeatureMap
    dimensions: Literal[1, 2] = 2

    @property
    def operation(self) -> Operation:
        """Which operation it belongs to."""
        if self.sliding.kind in ("max_pool", "average_pool"):
            return "pooling"
        return "conv1d" if self.dimensions == 1 else "conv2d"


def planes(*texts: str) -> NDArray[np.float64]:
    """Read planes (H, W, C): numbers separated by blanks, rows by slashes."""
    planes = [
        [[float(number) for number in row.split()] for row in text.split("/")] for text in texts
    ]
    return np.moveaxis(np.array(planes), 0, -1)


def one_dimension(
    key: str,
    title: str,
    note: str,
    *,
    x: str,
    w: str,
    expected: str,
    s: int = 1,
    p: int | Padding = 0,
    flip: bool = False,
) -> WorkedExample:
    """Write down a convolution of one channel along a signal; s stride, p padding, flip."""
    kernel = planes(w)[..., np.newaxis]
    return WorkedExample(
        key=key,
        title=title,
        note=note,
        sliding=Sliding(
            kernel_size=kernel.shape[:2],
            strides=(1, s),
            padding=((0, 0), (p, p)) if isinstance(p, int) else p,
            flip=flip,
        ),
        x=planes(x),
        kernel=kernel,
        bias=None,
        expected=planes(expected),
        dimensions=1,
    )


def two_dimensions(
    key: str,
    title: str,
    note: str,
    *,
    x: tuple[str, ...],
    w: tuple[str, ...],
    expected: str,
    strides: Pair = (1, 1),
    padding: Padding = "valid",
    mode: Mode = "constant",
    flip: bool = False,
    bias: float | None = None,
) -> WorkedExample:
    """Write down a convolution of planes with one filter, a kernel per plane."""
    kernel = planes(*w)[..., np.newaxis]
    return WorkedExample(
        key=key,
        title=title,
        note=note,
        sliding=Sliding(
            kernel_size=kernel.shape[:2], strides=strides, padding=padding, mode=mode, flip=flip
        ),
        x=planes(*x),
        kernel=kernel,
        bias=None if bias is None else np.array([bias]),
        expected=planes(expected),
    )


def pooled(
    key: str,
    title: str,
    note: str,
    *,
    kind: Literal["max_pool", "average_pool"],
    x: str,
    expected: str,
) -> WorkedExample:
    """Write down a 2×2 pool of one plane."""
    return WorkedExample(
        key=key,
        title=title,
        note=note,
        sliding=Sliding(kind=kind, kernel_size=(2, 2), strides=(2, 2)),
        x=planes(x),
        kernel=None,
        bias=None,
        expected=planes(expected),
    )
