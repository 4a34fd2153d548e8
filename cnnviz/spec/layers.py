"""The layers of a network as frozen values: Keras's names, settings and defaults.

One class per layer, told apart by `kind`, which is the name of Keras's class. A setting for rows
and columns may be given as one number and is kept as a pair. Sizes are bounded, so that a foreign
file can describe no network that would fill a machine before anybody has looked at its bill.
"""

from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from .settings import (
    LONGEST_BRANCH,
    MOST_FILTERS,
    MOST_UNITS,
    ActivationName,
    Borders,
    Filters,
    Flag,
    Frame,
    Name,
    Penalty,
    Real,
    Side,
    Whole,
    Window,
    WindowPadding,
)


class _Layer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    name: Name = Field(default="", description="unique; empty for a name like Keras's own")

    @model_serializer(mode="wrap")
    def _always_with_its_kind(self, settings: SerializerFunctionWrapHandler) -> dict[str, object]:
        return {"kind": self.kind, **settings(self)}  # also where defaults are left out


class Input(_Layer):
    """What goes in: (rows, columns, channels), or fewer axes; without the batch."""

    kind: Literal["Input"] = "Input"
    shape: Annotated[tuple[Side, ...], Field(min_length=1, max_length=3)]


class Rescaling(_Layer):
    """x · scale + offset."""

    kind: Literal["Rescaling"] = "Rescaling"
    scale: Real
    offset: Real = 0.0


class Normalization(_Layer):
    """(x − mean) / √variance with figures of the training pictures, which are weights.

    One mean and variance per channel (axis −1), or per row, column and channel (axis (1, 2, 3)).
    """

    kind: Literal["Normalization"] = "Normalization"
    axis: Literal[-1] | tuple[Literal[1], Literal[2], Literal[3]] = -1


class Reshape(_Layer):
    """The same values in another shape; one size may be −1: whatever is left."""

    kind: Literal["Reshape"] = "Reshape"
    target_shape: Annotated[
        tuple[Annotated[Whole, Field(ge=-1, le=2**31)], ...], Field(min_length=1, max_length=3)
    ]


class ZeroPadding2D(_Layer):
    """Zeros around every map: ((top, bottom), (left, right)) cells."""

    kind: Literal["ZeroPadding2D"] = "ZeroPadding2D"
    padding: Frame = ((1, 1), (1, 1))


class _Windowed(_Layer):
    kernel_size: Window
    strides: Window = (1, 1)
    padding: WindowPadding = "valid"
    dilation_rate: Window = (1, 1)
    activation: ActivationName = "linear"
    use_bias: Flag = True


class Conv2D(_Windowed):
    """Filters that slide over all maps."""

    kind: Literal["Conv2D"] = "Conv2D"
    filters: Filters
    groups: Annotated[Whole, Field(ge=1, le=MOST_FILTERS)] = 1
    kernel_regularizer: Penalty = None


class DepthwiseConv2D(_Windowed):
    """Kernels that stay on their own map: depth_multiplier for each."""

    kind: Literal["DepthwiseConv2D"] = "DepthwiseConv2D"
    depth_multiplier: Filters = 1
    depthwise_regularizer: Penalty = None


class SeparableConv2D(_Windowed):
    """A depthwise convolution, then a 1×1 convolution."""

    kind: Literal["SeparableConv2D"] = "SeparableConv2D"
    filters: Filters
    depth_multiplier: Filters = 1
    depthwise_regularizer: Penalty = None
    pointwise_regularizer: Penalty = None


class Conv2DTranspose(_Windowed):
    """Every cell stamps its kernel into a larger map."""

    kind: Literal["Conv2DTranspose"] = "Conv2DTranspose"
    filters: Filters
    output_padding: Borders | None = None
    kernel_regularizer: Penalty = None


class _Pooling(_Layer):
    pool_size: Window = (2, 2)
    strides: Window | None = Field(default=None, description="None: the pool size")
    padding: WindowPadding = "valid"

    @property
    def steps(self) -> tuple[int, int]:
        """The strides that are meant: the pool size where none are given."""
        return self.strides or self.pool_size


class MaxPooling2D(_Pooling):
    """The largest value of each window."""

    kind: Literal["MaxPooling2D"] = "MaxPooling2D"


class AveragePooling2D(_Pooling):
    """The mean of each window; padded cells do not count."""

    kind: Literal["AveragePooling2D"] = "AveragePooling2D"


class GlobalMaxPooling2D(_Layer):
    """The largest value of each map."""

    kind: Literal["GlobalMaxPooling2D"] = "GlobalMaxPooling2D"


class GlobalAveragePooling2D(_Layer):
    """The mean of each map."""

    kind: Literal["GlobalAveragePooling2D"] = "GlobalAveragePooling2D"


class BatchNormalization(_Layer):
    """γ · (x − mean) / √(variance + ε) + β per channel."""

    kind: Literal["BatchNormalization"] = "BatchNormalization"
    momentum: Annotated[Real, Field(ge=0, le=1)] = 0.99
    epsilon: Annotated[Real, Field(gt=0, le=1)] = 1e-3
    center: Flag = True
    scale: Flag = True


class Activation(_Layer):
    """A curve applied to every value."""

    kind: Literal["Activation"] = "Activation"
    activation: ActivationName


class LeakyReLU(_Layer):
    """x, or negative_slope · x where x is negative."""

    kind: Literal["LeakyReLU"] = "LeakyReLU"
    negative_slope: Annotated[Real, Field(ge=0)] = 0.3


class Dropout(_Layer):
    """Switches units off at random, in training only."""

    kind: Literal["Dropout"] = "Dropout"
    rate: Annotated[Real, Field(ge=0, le=1)]


class Flatten(_Layer):
    """All values in one row: by rows, then columns, then channels."""

    kind: Literal["Flatten"] = "Flatten"


class Dense(_Layer):
    """Every unit sees every value of the last axis."""

    kind: Literal["Dense"] = "Dense"
    units: Annotated[Whole, Field(ge=1, le=MOST_UNITS)]
    activation: ActivationName = "linear"
    use_bias: Flag = True
    kernel_regularizer: Penalty = None


Kernelled = Conv2D | DepthwiseConv2D | SeparableConv2D | Conv2DTranspose
Pooling = MaxPooling2D | AveragePooling2D
Plain = (
    Rescaling | Normalization | Reshape | ZeroPadding2D | Conv2D | DepthwiseConv2D
    | SeparableConv2D | Conv2DTranspose | MaxPooling2D | AveragePooling2D | GlobalMaxPooling2D
    | GlobalAveragePooling2D | BatchNormalization | Activation | LeakyReLU | Dropout | Flatten
    | Dense
)  # fmt: skip
_Branch = tuple[Annotated[Plain, Field(discriminator="kind")], ...]


class Residual(_Layer):
    """Add: a branch of layers, plus the skip past it (its input, or layers of its own)."""

    kind: Literal["Residual"] = "Residual"
    branch: Annotated[_Branch, Field(min_length=1, max_length=LONGEST_BRANCH)]
    skip: Annotated[_Branch, Field(max_length=LONGEST_BRANCH)] = ()


Layer = Annotated[Input | Plain | Residual, Field(discriminator="kind")]
