"""One case to write down: a setting, its numbers, and what follows from them."""

import re
from dataclasses import dataclass

import numpy as np

from cnnviz.errors import ShapeError, SpecError
from cnnviz.ops.arrays import FeatureMap, Kernel, Signal
from cnnviz.ops.padding import resolve_padding
from cnnviz.ops.sizes import output_size, reach, transposed_output_size
from cnnviz.spec import Activation, Amounts, Pair, Sliding

POOLS = ("max_pool", "average_pool")


@dataclass(frozen=True, eq=False)
class Case:
    """What the three writers start from.

    Attributes:
        sliding: the setting.
        x: (H, W, C), before scaling.
        kernel: as the operation takes it, None for pools.
        bias: (F,), None where it is all zeros.
        activation: applied to every sum.
        one_row: a one-dimensional convolution: the texts drop the axis of rows.
        shift: subtracted from x.
        divisor: x is divided by it after that.
        picture_file: what the texts read x from, None where they print its numbers.
    """

    sliding: Sliding
    x: FeatureMap
    kernel: Kernel | None
    bias: Signal | None
    activation: Activation
    one_row: bool
    shift: float
    divisor: float
    picture_file: str | None

    def __post_init__(self) -> None:
        """Refuse what no text could compute."""
        if self.picture_file and not re.fullmatch(r"[\w-]+(\.[\w-]+)+", self.picture_file):
            raise SpecError(
                f"The file name {self.picture_file!r} cannot stand in code. Use letters, digits "
                'and "-" before an ending such as ".png".'
            )
        if (self.kernel is None) != (self.sliding.kind in POOLS):
            raise SpecError(
                f"A {self.sliding.kind} goes {'without' if self.kernel is not None else 'with'} "
                "a kernel. Give weights to convolutions, and none to pools."
            )
        if self.kernel is not None and self.kernel.shape[:2] != self.sliding.kernel_size:
            raise ShapeError(
                f"The kernel has {self.kernel.shape[:2]} rows and columns, the setting says "
                f"{self.sliding.kernel_size}. Make them the same."
            )

    @property
    def amounts(self) -> Amounts:
        """((top, bottom), (left, right)) cells of padding; none for a transposed convolution."""
        if self.sliding.kind == "transposed":
            return (0, 0), (0, 0)
        return resolve_padding(
            (self.x.shape[0], self.x.shape[1]),
            self.sliding.kernel_size,
            strides=self.sliding.strides,
            padding=self.sliding.padding,
            dilation=self.gaps,
        )

    @property
    def padded(self) -> bool:
        """Whether there is any padding."""
        return self.amounts != ((0, 0), (0, 0))

    @property
    def gaps(self) -> Pair:
        """Distance of neighbouring taps; pools have no dilation."""
        return (1, 1) if self.sliding.kind in POOLS else self.sliding.dilation

    @property
    def span(self) -> Pair:
        """(rows, columns) that the window reaches over, its holes included."""
        (m_rows, m_columns), (d_rows, d_columns) = self.sliding.kernel_size, self.gaps
        return reach(m_rows, d_rows), reach(m_columns, d_columns)

    @property
    def flips(self) -> bool:
        """Whether the kernel is turned by 180 degrees before it slides."""
        return self.sliding.flip and self.sliding.kind == "conv"

    @property
    def channels(self) -> int:
        """Channels of x."""
        return int(self.x.shape[2])

    @property
    def maps(self) -> int:
        """Maps that come out."""
        if self.sliding.kind in POOLS:
            return self.channels
        if self.sliding.kind == "depthwise":
            return self.depths[0] * self.depths[1]
        return self.depths[0 if self.sliding.kind == "transposed" else 1]

    @property
    def depths(self) -> Pair:
        """The kernel's two axes behind rows and columns; (0, 0) for a pool."""
        shape = (0, 0, 0, 0) if self.kernel is None else self.kernel.shape
        return int(shape[2]), int(shape[3])

    @property
    def plain_row(self) -> bool:
        """One row, one channel, one filter: vectors suffice."""
        return self.one_row and self.channels == 1 and self.maps == 1

    @property
    def output(self) -> Pair:
        """(rows, columns) of the result."""
        sizes = [self._output(axis) for axis in range(2)]
        return sizes[0], sizes[1]

    def _output(self, axis: int) -> int:
        n, m = int(self.x.shape[axis]), self.sliding.kernel_size[axis]
        s, d = self.sliding.strides[axis], self.gaps[axis]
        if self.sliding.kind != "transposed":
            return output_size(n + sum(self.amounts[axis]), m, s=s, d=d)
        extra = self.sliding.output_padding
        return transposed_output_size(
            n,
            m,
            s=s,
            d=d,
            padding=str(self.sliding.padding),
            output_padding=None if extra is None else extra[axis],
        )

    @property
    def crop(self) -> Pair:
        """(rows, columns) that a transposed convolution cuts off before its result."""
        if self.sliding.padding != "same":
            return 0, 0
        steps = np.multiply(np.array(self.x.shape[:2]) - 1, self.sliding.strides)
        total = np.maximum(steps + self.span - np.array(self.output), 0)
        return int(total[0]) // 2, int(total[1]) // 2
