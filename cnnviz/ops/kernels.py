"""Kernels set by hand, each with what it does to a picture."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnviz.errors import SpecError

from .arrays import Plane

LARGEST = 11


@dataclass(frozen=True)
class NamedKernel:
    """A kernel with a name.

    Attributes:
        key: what programs call it.
        name: what people call it.
        note: what it does, in one sentence.
        sizes: the sides it exists in, its usual one first.
        make: builds it for a side.
    """

    key: str
    name: str
    note: str
    sizes: tuple[int, ...]
    make: Callable[[int], Plane]


def named_kernel(key: str, size: int | None = None) -> Plane:
    """Return a kernel set by hand.

    Args:
        key: one of `KERNELS`.
        size: side in cells, one of `KERNELS[key].sizes`; None for its usual one.

    Returns:
        (size, size) float64, a new array.

    Raises:
        SpecError: if there is no such kernel, or not in this size.

    >>> named_kernel("sobel_x")
    array([[-1.,  0.,  1.],
           [-2.,  0.,  2.],
           [-1.,  0.,  1.]])
    """
    if key not in KERNELS:
        raise SpecError(f"There is no kernel {key!r}. Choose one of {', '.join(KERNELS)}.")
    kernel = KERNELS[key]
    side = kernel.sizes[0] if size is None else size
    if side not in kernel.sizes:
        raise SpecError(
            f'"{kernel.name}" does not exist as {side}×{side}. '
            f"Choose one of the sizes {', '.join(map(str, sorted(kernel.sizes)))}."
        )
    return kernel.make(side)


def normalise(kernel: Plane) -> Plane:
    """Scale a kernel so that its output stays in the range of its input.

    Args:
        kernel: any shape, any real values.

    Returns:
        The kernel divided by its sum; if that is 0, by the sum of its magnitudes, which makes
        those 1; a kernel of zeros as it is.

    >>> normalise(np.array([[1.0, 3.0]])), normalise(np.array([[-1.0, 1.0]]))
    (array([[0.25, 0.75]]), array([[-0.5,  0.5]]))
    """
    magnitude = np.abs(kernel).sum()
    total = kernel.sum()
    vanishes = np.abs(total) <= magnitude * kernel.size * np.finfo(np.float64).eps
    scaled: Plane = kernel / ((magnitude or 1.0) if vanishes else total)
    return scaled


def _identity(size: int) -> Plane:
    """One in the middle; of the four middles of an even window the upper left.

    "same" puts the odd cell of its padding at the end, so this one leaves a picture in place.
    """
    plane = np.zeros((size, size))
    plane[(size - 1) // 2, (size - 1) // 2] = 1
    return plane


def _box(size: int) -> Plane:
    return np.full((size, size), 1 / size**2)


def _gaussian(size: int) -> Plane:
    """Binomial coefficients, the integer form of the bell: 1 2 1; 1 4 6 4 1."""
    row = np.ones(1)
    for _ in range(size - 1):
        row = np.convolve(row, [1, 1])
    return np.outer(row, row) / 4.0 ** (size - 1)


def _line(size: int) -> Plane:
    """A white column in the middle: one wide if the side is odd, two wide if it is even."""
    plane = np.zeros((size, size))
    plane[:, (size - 1) // 2 : size // 2 + 1] = 1
    return plane


def _fixed(*rows: str) -> Callable[[int], Plane]:
    plane = np.array([[float(number) for number in row.split()] for row in rows])
    return lambda size: plane.copy()


def _sizes(usual: int) -> tuple[int, ...]:
    return (usual, *(size for size in range(1, LARGEST + 1) if size != usual))


_ALL = (
    NamedKernel("identity", "Identity", "Leaves every pixel as it is.", _sizes(3), _identity),
    NamedKernel(
        "edge_4",
        "Edges, 4 neighbours",
        "Compares a pixel with the four beside it: flat areas give 0, lines and edges light up.",
        (3,),
        _fixed("0 -1 0", "-1 4 -1", "0 -1 0"),
    ),
    NamedKernel(
        "edge_8",
        "Edges, 8 neighbours",
        "Compares a pixel with all eight around it, so that diagonal edges count as much.",
        (3,),
        _fixed("-1 -1 -1", "-1 8 -1", "-1 -1 -1"),
    ),
    NamedKernel(
        "sharpen",
        "Sharpen",
        "Adds to a pixel what sets it apart from its neighbours.",
        (3,),
        _fixed("0 -1 0", "-1 5 -1", "0 -1 0"),
    ),
    NamedKernel(
        "box_blur",
        "Box blur",
        "Takes the mean of the window: every pixel counts the same.",
        _sizes(3),
        _box,
    ),
    NamedKernel(
        "gaussian_blur",
        "Gaussian blur",
        "Takes a mean in which near pixels count more than far ones.",
        _sizes(3),
        _gaussian,
    ),
    NamedKernel(
        "sobel_x",
        "Sobel, vertical edges",
        "Right side minus left side, the middle row counted twice: finds vertical edges.",
        (3,),
        _fixed("-1 0 1", "-2 0 2", "-1 0 1"),
    ),
    NamedKernel(
        "sobel_y",
        "Sobel, horizontal edges",
        "Below minus above, the middle column counted twice: finds horizontal edges.",
        (3,),
        _fixed("-1 -2 -1", "0 0 0", "1 2 1"),
    ),
    NamedKernel(
        "prewitt_x",
        "Prewitt, vertical edges",
        "Right side minus left side, all rows alike: finds vertical edges.",
        (3,),
        _fixed("-1 0 1", "-1 0 1", "-1 0 1"),
    ),
    NamedKernel(
        "prewitt_y",
        "Prewitt, horizontal edges",
        "Below minus above, all columns alike: finds horizontal edges.",
        (3,),
        _fixed("-1 -1 -1", "0 0 0", "1 1 1"),
    ),
    NamedKernel(
        "laplacian",
        "Laplacian",
        "Adds up the second differences: dark side positive, bright side negative at an edge.",
        (3,),
        _fixed("0 1 0", "1 -4 1", "0 1 0"),
    ),
    NamedKernel(
        "emboss",
        "Emboss",
        "Makes a relief, as if light fell from the upper left.",
        (3,),
        _fixed("-2 -1 0", "-1 1 1", "0 1 2"),
    ),
    NamedKernel(
        "vertical_line",
        "Vertical line",
        "Sums a white column: vertical lines stay sharp, all else is smeared up and down.",
        _sizes(7),
        _line,
    ),
    NamedKernel(
        "horizontal_line",
        "Horizontal line",
        "Sums a white row: horizontal lines stay sharp, all else is smeared sideways.",
        _sizes(7),
        lambda size: _line(size).T.copy(),
    ),
    NamedKernel(
        "fading_triangle",
        "Fading triangle",
        "Weighs the upper right corner most and fades towards the diagonal.",
        (5,),
        _fixed(
            "0 0.25 0.5 0.75 1",
            "0 0 0.25 0.5 0.75",
            "0 0 0 0.25 0.5",
            "0 0 0 0 0.25",
            "0 0 0 0 0",
        ),
    ),
)
KERNELS: dict[str, NamedKernel] = {kernel.key: kernel for kernel in _ALL}
