"""What the atlas shows: columns of maps, and scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.errors import ShapeError

_MAP_AXES = len("HWC")
_PICTURE_CHANNELS = (1, 3)


@dataclass(frozen=True, eq=False)
class Column:
    """One layer and all its maps.

    Attributes:
        name: the layer's name, such as "conv2d".
        kind: what it is, such as "Conv2D, relu".
        maps: (H, W, C) or (units,) float32, what the layer made, shown on a scale of signed values;
            (H, W, 1) or (H, W, 3) uint8, shown as one picture.
        sources: the columns it reads, such as "conv2d" or "conv2d and skip"; printed where it is
            not just the column before. Empty if it reads none.
    """

    name: str
    kind: str
    maps: NDArray[Any]
    sources: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in its own colours."""
        return self.maps.dtype == np.uint8

    @property
    def count(self) -> int:
        """How many maps there are; a picture is one, whatever its channels."""
        return 1 if self.is_picture else int(self.maps.shape[-1])

    def check(self) -> None:
        """See that the maps can be drawn.

        Raises:
            TypeError: if they have a type that the browser cannot read.
            ShapeError: if they have other axes, or no cells.
        """
        shape = self.maps.shape
        if self.maps.dtype not in (np.uint8, np.float32):
            raise TypeError(
                f"The maps of {self.name} are {self.maps.dtype}. Give uint8 or float32."
            )
        if len(shape) not in (1, _MAP_AXES) or not self.maps.size:
            raise ShapeError(
                f"Maps of the shape {shape} in {self.name} cannot be drawn. "
                "Give (rows, columns, maps) or (units,), at least one of each."
            )
        if self.is_picture and (len(shape) == 1 or shape[2] not in _PICTURE_CHANNELS):
            raise ShapeError(
                f"The picture {self.name} has the shape {shape}. Give it 1 or 3 channels, or its "
                "maps as float32."
            )


@dataclass(frozen=True, eq=False)
class Scores:
    """What the network says in the end.

    Attributes:
        names: of the K classes.
        values: (K,) float32, their scores.
        logits: (K,) float32, the same before softmax or sigmoid; None to print none.
    """

    names: Sequence[str]
    values: NDArray[Any]
    logits: NDArray[Any] | None = None

    def check(self) -> None:
        """See that each class has its number.

        Raises:
            ShapeError: if there are more or fewer names than numbers, or none.
        """
        wanted = (len(self.names),)
        logits = self.values if self.logits is None else self.logits
        if not self.names or self.values.shape != wanted or logits.shape != wanted:
            raise ShapeError(
                f"{len(self.names)} names do not fit scores of the shape {self.values.shape} with "
                f"logits of {logits.shape}. Give one name, one score and one logit for each class."
            )
