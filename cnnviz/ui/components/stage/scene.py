"""What the stage shows, as one value."""

from dataclasses import dataclass
from typing import Any, Literal

from numpy.typing import NDArray

from cnnviz.ops.arrays import FeatureMap, Kernel
from cnnviz.spec import Sliding

Display = Literal["signed", "absolute", "clipped", "stretched"]
Scope = Literal["map", "layer"]
_DTYPES = ("uint8", "float32", "float64")


@dataclass(frozen=True, eq=False, kw_only=True)
class Scene:
    """An input, what slides over it, and the output that Python computed.

    Attributes:
        sliding: what slides.
        x: (H, W, C) uint8, float32 or float64; the layer sees (x − shift) / divisor. uint8 is
            shown as a picture, anything else on the scale of signed values.
        x_id: identity of `x`; the array travels only if the browser does not have it yet.
        y: (H', W', F) float32 or float64, after bias and activation.
        channel_names: C names, such as ("Red", "Green", "Blue").
        filter_names: F names.
        filter: the filter whose map is shown large, 0..F − 1.
        kernel: (kh, kw, Cin/groups, F); depthwise (kh, kw, C, M); transposed (kh, kw, F, Cin);
            None for a pool.
        bias: (F,), or None for none.
        activation: its Keras name, "linear" for none.
        shift: subtracted from `x` before anything else.
        divisor: divides the rest.
        editable: whether the kernel's cells can be edited.
        display: how the output is coloured: signed around zero, its absolute value, clipped to
            0..255, or stretched from its smallest to its largest value in grey.
        scope: whether the colours' range is that of the shown map or of all maps.
        dimensions: 1 for a signal, shown as one row.
        pin: (row, column) of the pinned output cell, or None.
        title: names the files of downloads.
        pad: the sketchpad whose ink is `x`, cell by cell, or None: its strokes are then shown
            before Python has answered them. One channel only.
        ack: `KernelEdit.seq` of the last edit that is in `kernel`, 0 for none.
    """

    sliding: Sliding
    x: FeatureMap
    x_id: str
    y: FeatureMap
    channel_names: tuple[str, ...]
    filter_names: tuple[str, ...]
    filter: int = 0
    kernel: Kernel | None = None
    bias: NDArray[Any] | None = None
    activation: str = "linear"
    shift: float = 0.0
    divisor: float = 1.0
    editable: bool = True
    display: Display = "signed"
    scope: Scope = "map"
    dimensions: Literal[1, 2] = 2
    pin: tuple[int, int] | None = None
    title: str = "stage"
    pad: str | None = None
    ack: int = 0

    def check(self) -> None:
        """See that the browser can read the arrays and that they fit together.

        Raises:
            TypeError: if `x` or `y` is no (rows, columns, maps) array of a type that travels.
            ValueError: if shapes or names do not fit together.
        """
        for name, array in (("x", self.x), ("y", self.y)):
            if array.ndim != len(("rows", "columns", "maps")) or str(array.dtype) not in _DTYPES:
                raise TypeError(
                    f"The stage cannot show {name} of shape {array.shape} and type {array.dtype}. "
                    f"Give it (rows, columns, maps) as {', '.join(_DTYPES)}."
                )
        pools = self.sliding.kind in ("max_pool", "average_pool")
        if pools != (self.kernel is None):
            raise ValueError(f"A {self.sliding.kind} takes {'no' if pools else 'a'} kernel.")
        if self.kernel is not None and self.kernel.shape[:2] != self.sliding.kernel_size:
            raise ValueError(
                f"A kernel of shape {self.kernel.shape} is no window of {self.sliding.kernel_size}."
            )
        for names, array in ((self.channel_names, self.x), (self.filter_names, self.y)):
            if len(names) != array.shape[2]:
                raise ValueError(f"{len(names)} names {names} for {array.shape[2]} maps.")
        if not 0 <= self.filter < self.y.shape[2]:
            raise ValueError(f"There is no filter {self.filter} among {self.y.shape[2]}.")
