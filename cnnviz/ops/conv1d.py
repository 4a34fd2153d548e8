"""Convolution in one dimension: a picture with a single row."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.errors import ShapeError
from cnnviz.spec.sliding import Amounts, Mode, Pair

from .arrays import FeatureMap, Kernel, Signal
from .conv import conv
from .floats import as_float
from .pairs import pair

Padding1D = Literal["valid", "same", "full"] | int | Pair


def conv1d(
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    strides: int = 1,
    padding: Padding1D = "valid",
    mode: Mode = "constant",
    dilation: int = 1,
    flip: bool = False,
) -> Signal:
    """Slide filters along a signal.

    Args:
        x: (L,) or (L, Cin), any real values.
        kernel: (k,) for a plain signal, (k, Cin, Cout) for one with channels.
        strides: step of the window, in cells.
        padding: "valid", "same", "full", a number for both ends, or (before, after), in cells.
        mode: what the padded cells hold, as for `conv`.
        dilation: distance of neighbouring taps, in cells.
        flip: turn the kernel round: the true convolution y[i] = Σ x[i − k] w[k].

    Returns:
        (L',) or (L', Cout) with L' = floor((before + L + after − d(k − 1) − 1) / s) + 1.

    Raises:
        ShapeError: if kernel and signal do not fit together.
        SpecError: if a setting is out of its range.

    Source:
        keras.layers.Conv1D; with flip=True and padding="full", numpy.convolve.

    >>> conv1d([3, 2, 1, 7, 1, 2, 5, 4], [0.5, 0.75, 1, 0.25], strides=2, flip=True)
    array([7., 9., 8.])
    """
    picture, filters = as_single_row(x, kernel)
    result: Signal = conv(
        picture,
        filters,
        strides=(1, along(strides, "strides")),
        padding=ends(padding),
        mode=mode,
        dilation=(1, along(dilation, "dilation")),
        flip=flip,
    )[0]
    return result[:, 0] if np.ndim(x) == 1 else result


def as_single_row(x: ArrayLike, kernel: ArrayLike) -> tuple[FeatureMap, Kernel]:
    """Return the signal as (1, L, Cin) and the kernel as (1, k, Cin, Cout).

    Raises:
        ShapeError: if they have neither one and one axis nor two and three.
    """
    signal, weights = as_float(x), np.asarray(kernel)
    if (signal.ndim, weights.ndim) == (1, 1):
        signal, weights = signal[:, np.newaxis], weights[:, np.newaxis, np.newaxis]
    if (signal.ndim, weights.ndim) != (len("LC"), len("kCF")):
        raise ShapeError(
            f"A signal of shape {signal.shape} and a kernel of shape {weights.shape} do not go "
            "together. Give them (length,) and (size,), or (length, channels) and "
            "(size, channels, filters)."
        )
    return signal[np.newaxis], weights[np.newaxis]


def along(value: int, name: str) -> int:
    """Check a setting of the one axis there is."""
    return pair((1, value), name)[1]


def ends(padding: Padding1D) -> Padding1D | Amounts:
    """Turn padding along the signal into padding of a picture with one row."""
    if isinstance(padding, str):
        return padding
    before, after = pair(padding, "padding", least=0)
    return (0, 0), (before, after)
