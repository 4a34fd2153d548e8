"""What slides over a picture, described by values."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["conv", "depthwise", "transposed", "max_pool", "average_pool"]
Mode = Literal["constant", "reflect", "symmetric", "edge", "wrap"]
Activation = Literal["linear", "relu", "leaky_relu", "elu", "gelu", "tanh", "sigmoid"]
Pair = tuple[int, int]
Amounts = tuple[Pair, Pair]  # ((top, bottom), (left, right)), in cells
Padding = Literal["valid", "same", "full"] | Amounts


class Sliding(BaseModel):
    """A window that slides: Keras's words, a pair for (rows, columns) everywhere.

    >>> Sliding(kernel_size=(3, 3)).strides
    (1, 1)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind = "conv"
    kernel_size: Pair = Field(description="rows, columns of the window, in cells")
    strides: Pair = (1, 1)
    padding: Padding = "valid"
    mode: Mode = "constant"
    dilation: Pair = (1, 1)
    groups: int = Field(default=1, ge=1)
    flip: bool = Field(default=False, description="true convolution instead of cross-correlation")
    output_padding: Pair | None = Field(default=None, description="transposed only")
