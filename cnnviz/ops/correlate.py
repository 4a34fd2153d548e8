"""The arithmetic under every convolution: weighted sums over windows, as matrix products.

Three ways to the same numbers. *Gathered*: every window becomes a row of a matrix (im2col), which
is multiplied by the filters. *Banded*: for few filters that matrix would cost more than the
product, so a strip of the picture is multiplied, where it lies, by a matrix that holds the
kernel's row once per output column, shifted, and zeros elsewhere. Zeros times an infinite or
missing value are not zero; so a result that is not finite is computed again by gathering.
*Run together*: for one small kernel on one plane the rows are laid end to end and each kernel row
slides along them; windows that straddle two rows are dropped.
"""

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from cnnviz.errors import ShapeError
from cnnviz.spec.sliding import Pair

from .arrays import FeatureMap, Kernel
from .products import FEWEST_ROWS, UNSPLIT, multiply_in_tiles
from .sizes import reach

# Measured on 2 cores. From twelve filters on, gathering is the faster way.
_GATHER_FROM_FILTERS = 12
_CACHED_VALUES = 1 << 17  # of one block of rows
_BAND_WIDTH = {1: 16, 2: 16}  # output columns that share one product, by filters
_BAND_WIDTH_OF_MANY = 8
_MOST_TAPS_RUN_TOGETHER = 49

# The C library gives memory back to the system after every call, and fetching it again costs as
# much as the sums do (512×512, 3×3: 3.0 ms in place of 1.7), until it has seen a larger array
# come and go: this one, which is never touched and so never takes memory.
np.empty(1 << 24, np.uint8)


def windows_along(shape: Pair, kernel_size: Pair, strides: Pair, dilation: Pair) -> Pair:
    """Count the windows along rows and columns of a padded picture.

    Raises:
        ShapeError: if the window is larger than the picture.

    >>> windows_along((5, 7), (3, 3), (2, 2), (1, 1))
    (2, 3)
    """
    spans = tuple(reach(m, d) for m, d in zip(kernel_size, dilation, strict=True))
    if any(span > n for span, n in zip(spans, shape, strict=True)):
        largest = [max((n - 1) // d + 1, 0) for n, d in zip(shape, dilation, strict=True)]
        kind = "window" if max(dilation) == 1 else f"window with dilation {_times(dilation)}"
        remedy = f"Choose a window of at most {_times(largest)}, or more padding."
        raise ShapeError(
            f"A {_times(kernel_size)} {kind} does not fit into a {_times(shape)} picture "
            f"(padding included). {remedy if min(largest) else 'Choose a picture with cells.'}"
        )
    rows, columns = ((n - r) // s + 1 for n, r, s in zip(shape, spans, strides, strict=True))
    return rows, columns


def _times(numbers: tuple[int, ...] | list[int]) -> str:
    return "×".join(map(str, numbers))


def correlate(x: FeatureMap, kernel: Kernel, strides: Pair, dilation: Pair) -> FeatureMap:
    """Weight and sum every window of a padded picture.

    Args:
        x: (H, W, Cin), padded.
        kernel: (kh, kw, Cin, Cout), of the same dtype.
        strides: (rows, columns), in cells.
        dilation: (rows, columns), in cells.

    Returns:
        (H', W', Cout).

    Raises:
        ShapeError: if the window is larger than the picture.
    """
    x, kernel = np.ascontiguousarray(x), np.ascontiguousarray(kernel)
    size = windows_along(x.shape[:2], kernel.shape[:2], strides, dilation)
    small_on_one_plane = (
        kernel.shape[2:] == (1, 1)
        and kernel.size <= _MOST_TAPS_RUN_TOGETHER
        and strides == dilation == (1, 1)
    )
    with np.errstate(over="ignore", invalid="ignore"):  # the result shows it: inf or nan
        if small_on_one_plane:
            return _run_together(x, kernel, size)
        if kernel.shape[3] < _GATHER_FROM_FILTERS:
            banded = _banded(x, kernel, strides, dilation, size)
            if np.isfinite(banded).all():
                return banded
        return _gathered(x, kernel, strides, dilation, size)


def correlate_depthwise(x: FeatureMap, kernel: Kernel, strides: Pair, dilation: Pair) -> FeatureMap:
    """Weight and sum every window of a padded picture, each channel for itself.

    Args:
        x: (H, W, C), padded.
        kernel: (kh, kw, C, M), of the same dtype.
        strides: (rows, columns), in cells.
        dilation: (rows, columns), in cells.

    Returns:
        (H', W', C·M), output channel c·M + m from channel c.

    Raises:
        ShapeError: if the window is larger than the picture.
    """
    kh, kw, channels, multiplier = kernel.shape
    rows, columns = windows_along(x.shape[:2], (kh, kw), strides, dilation)
    result = np.zeros((rows, columns, channels, multiplier), x.dtype)
    block = max(1, _CACHED_VALUES // max(columns * channels * multiplier, 1))
    with np.errstate(over="ignore", invalid="ignore"):
        for top in range(0, rows, block):
            part = result[top : top + block]
            term = np.empty_like(part)
            for tap in np.ndindex(kh, kw):
                seen = _seen_by_tap(x, tap, top, part.shape[:2], strides, dilation)
                part += np.multiply(seen[..., np.newaxis], kernel[tap], out=term)
    return result.reshape(rows, columns, channels * multiplier)


def _seen_by_tap(
    x: FeatureMap, tap: Pair, top: int, size: Pair, strides: Pair, dilation: Pair
) -> FeatureMap:
    """Return the cells that one tap meets, for `size` outputs from row `top` on."""
    row = top * strides[0] + tap[0] * dilation[0]
    column = tap[1] * dilation[1]
    return x[
        row : row + (size[0] - 1) * strides[0] + 1 : strides[0],
        column : column + (size[1] - 1) * strides[1] + 1 : strides[1],
    ]


def _run_together(x: FeatureMap, kernel: Kernel, size: Pair) -> FeatureMap:
    rows, columns = size
    kh, kw = kernel.shape[:2]
    width = x.shape[1]
    line, weights = x.reshape(-1), kernel.reshape(kh, kw)
    result = np.empty((rows, columns, 1), x.dtype)
    block = max(1, _CACHED_VALUES // width)
    for top in range(0, rows, block):
        part = result[top : top + block]
        cells = len(part) * width
        sums = np.zeros(cells, x.dtype)
        for row in range(kh):
            start = (top + row) * width
            seen = line[start : start + cells]
            sums[: cells - kw + 1] += np.correlate(seen, weights[row], "valid")
        part[...] = sums.reshape(len(part), width, 1)[:, :columns]
    return result


def _gathered(
    x: FeatureMap, kernel: Kernel, strides: Pair, dilation: Pair, size: Pair
) -> FeatureMap:
    kh, kw, channels, filters = kernel.shape
    rows, columns = size
    # Not x.strides: an axis of length 1 may have any.
    deep, right = x.itemsize, channels * x.itemsize
    down = x.shape[1] * right
    windows = as_strided(
        x,
        (rows, columns, kh, kw, channels),
        (down * strides[0], right * strides[1], down * dilation[0], right * dilation[1], deep),
        writeable=False,
    )
    taps = kh * kw * channels
    weights = kernel.reshape(taps, filters)
    result = np.empty((rows, columns, filters), x.dtype)
    block = max(1, _CACHED_VALUES // max(columns * taps, 1))
    for top in range(0, rows, block):
        matrix = windows[top : top + block].reshape(-1, taps)
        products = result[top : top + block].reshape(-1, filters)
        multiply_in_tiles(matrix, weights, products)
    return result


def _banded(x: FeatureMap, kernel: Kernel, strides: Pair, dilation: Pair, size: Pair) -> FeatureMap:
    rows, columns = size
    width = min(_BAND_WIDTH.get(kernel.shape[3], _BAND_WIDTH_OF_MANY), columns)
    band = _band(kernel, width, strides[1], dilation[1])
    result = np.empty((rows, columns, kernel.shape[3]), x.dtype)
    starts = [(0, columns // width)]
    if columns % width:
        starts.append((columns - width, 1))  # the last strip overlaps the one before
    unsplit = UNSPLIT // max(band.shape[1] * band.shape[2], 1)
    cached = _CACHED_VALUES // max(columns * kernel.shape[3], 1)
    block = max(min(unsplit, cached), FEWEST_ROWS)
    for top in range(0, rows, block):
        part = result[top : top + block]
        below = x[top * strides[0] :]
        for start, strips in starts:
            into = _strips(part[:, start:], len(part), strips, width, band.shape[2])
            seen = below[:, start * strides[1] :]
            for tap, weights in enumerate(band):
                strip = _strips(
                    seen[tap * dilation[0] :: strides[0]],
                    len(part),
                    strips,
                    width * strides[1],
                    band.shape[1],
                )
                if tap == 0:
                    np.matmul(strip, weights, out=into)
                else:
                    into += strip @ weights
    return result


def _strips(x: FeatureMap, rows: int, strips: int, step: int, values: int) -> NDArray[Any]:
    """View rows of a picture as (strips, rows, values), strip b from column b·step on."""
    return as_strided(
        x, (strips, rows, values), (step * x.shape[2] * x.itemsize, x.strides[0], x.itemsize)
    )


def _band(kernel: Kernel, width: int, stride: int, dilation: int) -> NDArray[Any]:
    """Spread each kernel row over `width` outputs: (kh, columns seen · Cin, width · Cout)."""
    kh, kw, channels, filters = kernel.shape
    seen = (width - 1) * stride + reach(kw, dilation)
    band = np.zeros((kh, seen, channels, width, filters), kernel.dtype)
    by_row, by_seen, by_channel, by_output, by_filter = band.strides
    diagonals = as_strided(
        band,
        (kh, width, kw, channels, filters),
        (by_row, stride * by_seen + by_output, dilation * by_seen, by_channel, by_filter),
    )
    diagonals[...] = kernel[:, np.newaxis]
    return band.reshape(kh, seen * channels, width * filters)
