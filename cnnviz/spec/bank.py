"""A bank of hand-set filters: what a learner edits, keeps and sends in a link."""

import math
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

LARGEST_KERNEL = 11
MOST_FILTERS = 8
MOST_CHANNELS = 8


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"A weight of {value} cannot be used. Choose a finite number.")
    return value


Weight = Annotated[float, AfterValidator(_finite)]
Row = Annotated[tuple[Weight, ...], Field(min_length=1, max_length=LARGEST_KERNEL)]
Grid = Annotated[tuple[Row, ...], Field(min_length=1, max_length=LARGEST_KERNEL)]


class Filter(BaseModel):
    """One kernel per input channel, and a bias.

    >>> Filter(name="Ones", grids=(((1, 1), (1, 1)),)).size
    (2, 2)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(default="", max_length=60)
    grids: Annotated[tuple[Grid, ...], Field(min_length=1, max_length=MOST_CHANNELS)]
    bias: Weight = 0.0

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        sizes = {(len(grid), len(row)) for grid in self.grids for row in grid}
        if len(sizes) > 1:
            raise ValueError(f"The kernels of one filter have one size, not {sorted(sizes)}.")
        return self

    @property
    def size(self) -> tuple[int, int]:
        """(rows, columns) of its kernels."""
        return len(self.grids[0]), len(self.grids[0][0])


class Bank(BaseModel):
    """One to eight filters of one size: a layer's weights."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    filters: Annotated[tuple[Filter, ...], Field(min_length=1, max_length=MOST_FILTERS)]

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        sizes = {filter_.size for filter_ in self.filters}
        if len(sizes) > 1:
            raise ValueError(f"The filters of one layer have one size, not {sorted(sizes)}.")
        return self

    @property
    def size(self) -> tuple[int, int]:
        """(rows, columns) of every kernel in it."""
        return self.filters[0].size

    def with_filter(self, index: int, filter_: Filter) -> Self:
        """The same bank with one filter replaced."""
        filters = (*self.filters[:index], filter_, *self.filters[index + 1 :])
        return self.model_copy(update={"filters": filters})
