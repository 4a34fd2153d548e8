"""Padding in Keras: the layer's own, a layer before it, or NumPy where both give up."""

from typing import Literal

from .case import POOLS, Case
from .shared import amounts, axes, mode
from .templates import piece


def as_keras(case: Case, *, uneven: bool) -> Literal["valid", "same", "explicit"]:
    """Which padding the layer itself can do.

    Args:
        case: the case.
        uneven: whether the layer computes every output, so that its own "same" would differ.

    Returns:
        "explicit" where the cells must be put around the picture before.
    """
    sliding = case.sliding
    if sliding.kind == "transposed":
        return "same" if sliding.padding == "same" else "valid"
    if not case.padded:
        return "valid"
    zeros = sliding.mode == "constant" or sliding.kind in POOLS
    return "same" if sliding.padding == "same" and zeros and not uneven else "explicit"


def pad(case: Case, *, uneven: bool) -> list[str]:
    """Lines that put cells around the batch, where the layer cannot."""
    if as_keras(case, uneven=uneven) != "explicit":
        return []
    sides = amounts(case, batch=True)
    if case.sliding.kind in POOLS:
        title = "max pad" if case.sliding.kind == "max_pool" else "average pad"
        return [piece("keras", title, amounts=sides)]
    if case.sliding.mode == "constant":
        rank = "1D" if case.one_row else "2D"
        zeros = case.amounts[1] if case.one_row else case.amounts
        return [piece("keras", "zeros", rank=rank, amounts=zeros)]
    if case.sliding.mode not in ("reflect", "symmetric"):
        note = piece("keras", "no mode", mode=case.sliding.mode)
    elif _too_wide(case):
        note = piece("keras", "too wide")
    else:
        return [piece("keras", "pad", amounts=sides, mode=mode(case))]
    return [note, piece("keras", "pad by numpy", amounts=sides, mode=mode(case))]


def _too_wide(case: Case) -> bool:
    """Whether TensorFlow refuses: it mirrors once, NumPy as often as needed."""
    cells = axes(case, (int(case.x.shape[0]), int(case.x.shape[1])))
    missing = 1 if case.sliding.mode == "reflect" else 0
    sides = axes(case, case.amounts)
    return any(max(side) > n - missing for side, n in zip(sides, cells, strict=True))
