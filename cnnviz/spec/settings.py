"""What a layer's settings may be: their types and bounds."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, Strict

LARGEST_SIDE = 4096  # cells of a picture along one axis
LARGEST_WINDOW = 1024  # cells of a kernel, a stride, a padding
MOST_FILTERS = 65_536
MOST_UNITS = 1_000_000
LONGEST_BRANCH = 20  # layers

ActivationName = Literal[
    "linear", "relu", "leaky_relu", "elu", "gelu", "tanh", "sigmoid", "softmax"
]
WindowPadding = Literal["valid", "same"]


def _both(value: object) -> object:
    """Use one number for rows and columns."""
    return (value, value) if isinstance(value, int) else value


def _all_sides(value: object) -> object:
    """Use one number for all sides, or one per axis for both its sides."""
    axes = _both(value)
    return tuple(_both(axis) for axis in axes) if isinstance(axes, list | tuple) else axes


Whole = Annotated[int, Strict()]
Cells = Annotated[Whole, Field(ge=1, le=LARGEST_WINDOW)]
Border = Annotated[Whole, Field(ge=0, le=LARGEST_WINDOW)]
Real = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Flag = Annotated[bool, Strict()]
Side = Annotated[Whole, Field(ge=1, le=LARGEST_SIDE)]
Filters = Annotated[Whole, Field(ge=1, le=MOST_FILTERS)]
Window = Annotated[tuple[Cells, Cells], BeforeValidator(_both)]
Borders = Annotated[tuple[Border, Border], BeforeValidator(_both)]
Frame = Annotated[tuple[tuple[Border, Border], tuple[Border, Border]], BeforeValidator(_all_sides)]
Penalty = Annotated[Real, Field(ge=0)] | None  # the λ of λ·Σw²
Name = Annotated[str, Field(max_length=60, pattern=r"^([A-Za-z0-9][A-Za-z0-9_.-]*)?$")]
