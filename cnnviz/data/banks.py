"""Hand-set filters as arrays and back."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.ops.arrays import Kernel
from cnnviz.spec import Bank, Filter


def filter_from(weights: NDArray[np.float64], *, name: str = "", bias: float = 0.0) -> Filter:
    """A filter from its weights.

    Args:
        weights: (kh, kw) for one kernel on every channel, or (kh, kw, Cin).
        name: for people.
        bias: added to every output.

    >>> filter_from(np.eye(2)).grids
    (((1.0, 0.0), (0.0, 1.0)),)
    """
    per_channel = np.atleast_3d(weights)
    grids = tuple(
        tuple(tuple(float(weight) for weight in row) for row in per_channel[..., channel])
        for channel in range(per_channel.shape[2])
    )
    return Filter(name=name, grids=grids, bias=bias)


def weights_of(filter_: Filter, channels: int) -> NDArray[np.float64]:
    """The weights (kh, kw, channels) of one filter.

    A filter made for fewer channels repeats its last kernel, one made for more leaves them out, so
    that a kernel set by hand on a grey picture works on a colour picture too.
    """
    grids = [filter_.grids[min(channel, len(filter_.grids) - 1)] for channel in range(channels)]
    return np.moveaxis(np.array(grids, dtype=np.float64), 0, -1)


def kernel_of(bank: Bank, channels: int) -> Kernel:
    """The layer's kernel (kh, kw, channels, F)."""
    return np.stack([weights_of(filter_, channels) for filter_ in bank.filters], axis=-1)


def bias_of(bank: Bank) -> NDArray[np.float64]:
    """The layer's bias (F,)."""
    return np.array([filter_.bias for filter_ in bank.filters])


def resized(filter_: Filter, size: tuple[int, int]) -> Filter:
    """The same filter in another size: cut or filled with zeros around its centre.

    >>> resized(filter_from(np.ones((1, 1))), (3, 3)).grids[0][1]
    (0.0, 1.0, 0.0)
    """
    weights = weights_of(filter_, len(filter_.grids))
    fitted = np.zeros((*size, weights.shape[2]))
    source, target = zip(
        *(_overlap(old, new) for old, new in zip(weights.shape, size, strict=False)), strict=True
    )
    fitted[target] = weights[source]
    return filter_from(fitted, name=filter_.name, bias=filter_.bias)


def _overlap(old: int, new: int) -> tuple[slice, slice]:
    """Where `old` cells lie when both are centred: (slice of the old, slice of the new)."""
    kept = min(old, new)
    cut, shift = (old - kept) // 2, (new - kept) // 2
    return slice(cut, cut + kept), slice(shift, shift + kept)
