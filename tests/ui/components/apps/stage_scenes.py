"""The scenes of the stage's test app: pictures and settings without an output."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.spec import Sliding

RGB = ("Red", "Green", "Blue")


@dataclass(frozen=True, eq=False)
class Given:
    """What a page would give to the layer and to the stage."""

    sliding: Sliding
    x: NDArray[Any]
    kernel: NDArray[Any] | None = None
    channel_names: tuple[str, ...] = ("Grey",)
    bias: NDArray[Any] | None = None
    activation: str = "linear"
    shift: float = 0.0
    divisor: float = 1.0
    dimensions: int = 2


def plane(rows: list[list[float]]) -> NDArray[np.float64]:
    return np.array(rows, np.float64)[..., np.newaxis]


def filters(*grids: list[list[float]]) -> NDArray[np.float64]:
    """(kh, kw, 1, F) of one grid per filter."""
    return np.stack([np.array(grid, np.float64) for grid in grids], -1)[:, :, np.newaxis]


MATRIX = plane(
    [[2, 4, 9, 1, 4], [2, 1, 4, 4, 6], [1, 1, 2, 9, 2], [7, 3, 5, 1, 3], [2, 3, 4, 8, 5]]
)
EDGE = filters([[1, 2, 3], [-4, 7, 4], [2, -5, 1]])
FOUR = plane([[1, 3, 2, 4], [5, 6, 1, 3], [1, 2, 0, 2], [3, 4, 3, 2]])
POOLED = plane([[3, 5, 1, 0], [7, 9, -6, -3], [2, 8, -2, 1], [4, -3, -4, 8]])
PATCH = np.stack(
    [
        np.array([[0, 0, 0, 0, 0], [0, 156, 155, 156, 158], [0, 153, 154, 157, 159],
                  [0, 149, 151, 155, 158], [0, 146, 146, 149, 153]]),
        np.array([[0, 0, 0, 0, 0], [0, 167, 166, 167, 169], [0, 164, 165, 168, 170],
                  [0, 160, 162, 166, 169], [0, 156, 156, 159, 163]]),
        np.array([[0, 0, 0, 0, 0], [0, 163, 162, 163, 165], [0, 160, 161, 164, 166],
                  [0, 156, 158, 162, 165], [0, 155, 155, 158, 162]]),
    ],
    -1,
).astype(np.uint8)  # fmt: skip
RGB_KERNEL = np.stack(
    [[[-1, -1, 1], [0, 1, -1], [0, 1, 1]],
     [[1, 0, 0], [1, -1, -1], [1, 0, -1]],
     [[0, 1, 1], [0, 1, 0], [1, -1, 1]]],
    -1,
)[..., np.newaxis].astype(np.float64)  # fmt: skip
SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]


def digit() -> NDArray[np.uint8]:
    """A 28×28 picture that looks like a 7."""
    rows, columns = np.mgrid[:28, :28]
    bar = (abs(rows - 6) < 2) & (columns > 6) & (columns < 21)
    stem = (abs(columns - 20 + (rows - 6) * 0.5) < 1.8) & (rows >= 6) & (rows < 24)
    soft = 60 * ((abs(rows - 6) == 2) & (columns > 6) & (columns < 21))
    return np.where(bar | stem, 253, soft).astype(np.uint8)[..., np.newaxis]


def photo(side: int) -> NDArray[np.uint8]:
    """A colourful picture with edges and gradients."""
    rows, columns = np.mgrid[:side, :side] / side
    red = 255 * rows
    green = 127 + 120 * np.sin(18 * columns + 6 * rows)
    blue = np.where((rows - 0.5) ** 2 + (columns - 0.5) ** 2 < 0.09, 230, 60 + 90 * columns)
    return np.stack([red, green, blue], -1).astype(np.uint8)


def bank(channels: int, count: int, size: int = 3) -> NDArray[np.float64]:
    drawn = np.random.default_rng(7).normal(size=(size, size, channels, count))
    return np.round(drawn, 2)


SCENES = {
    "matrix": Given(Sliding(kernel_size=(3, 3)), MATRIX, EDGE),
    "rgb": Given(
        Sliding(kernel_size=(3, 3)), PATCH, RGB_KERNEL, RGB, np.array([1.0]), activation="relu"
    ),
    "digit": Given(
        Sliding(kernel_size=(3, 3), padding="same"),
        digit(),
        filters(SOBEL, np.array(SOBEL).T.tolist()),
        divisor=255.0,
        bias=np.array([0.5, 0.0]),
    ),
    "photo": Given(Sliding(kernel_size=(3, 3), padding="same"), photo(512), bank(3, 8), RGB),
    "photo11": Given(
        Sliding(kernel_size=(11, 11), padding="same"), photo(512), bank(3, 8, 11), RGB
    ),
    "max": Given(Sliding(kind="max_pool", kernel_size=(2, 2), strides=(2, 2)), POOLED),
    "mean": Given(
        Sliding(kind="average_pool", kernel_size=(2, 2), strides=(2, 2), padding="same"), MATRIX
    ),
    "same": Given(
        Sliding(kernel_size=(2, 2), padding="same", strides=(2, 2)),
        MATRIX,
        filters([[1, -1], [0.5, 2]]),
    ),
    "reflect": Given(Sliding(kernel_size=(3, 3), padding="same", mode="reflect"), FOUR, EDGE),
    "flip": Given(
        Sliding(kernel_size=(3, 3), padding="same", flip=True),
        FOUR,
        filters([[1, 0, 3], [1, 2, 1], [0, 1, 1]]),
    ),
    "transposed": Given(
        Sliding(kind="transposed", kernel_size=(3, 3), strides=(2, 2)),
        FOUR[:3, :3],
        filters([[1, 2, 1], [2, 4, 2], [1, 2, 1]]),
    ),
    "depthwise": Given(
        Sliding(kind="depthwise", kernel_size=(3, 3)), photo(12), np.repeat(bank(3, 1), 2, 3), RGB
    ),
    "groups": Given(
        Sliding(kernel_size=(3, 3), groups=2),
        np.round(np.random.default_rng(3).normal(size=(8, 8, 4)), 1),
        bank(2, 4),
        ("Map 1", "Map 2", "Map 3", "Map 4"),
        activation="tanh",
    ),
    "maps": Given(
        Sliding(kernel_size=(3, 3), padding="same"),
        np.random.default_rng(3).normal(size=(28, 28, 8)).astype(np.float32),
        bank(8, 4),
        tuple(f"Map {index + 1}" for index in range(8)),
        bias=np.zeros(4),
        activation="relu",
    ),
    "signal": Given(
        Sliding(kernel_size=(1, 5), padding=((0, 0), (2, 2)), flip=True),
        plane([[1, 3, 2, 4, 5, 6, 1, 3]]),
        filters([[1, 0, 3, 1, 2]]),
        dimensions=1,
    ),
    "dilated": Given(
        Sliding(kernel_size=(3, 3), dilation=(2, 2)), np.arange(64.0).reshape(8, 8, 1) % 10, EDGE
    ),
    "seven": Given(
        Sliding(kernel_size=(7, 7), padding="same"), digit(), np.round(bank(1, 1, 7), 1)
    ),
}
