"""Pools in SciPy: a filter that looks everywhere, then one result per stride."""

from .case import Case
from .layout import fold, stretch
from .shared import amounts, result
from .templates import piece


def pool(case: Case) -> tuple[list[str], list[str]]:
    """Write a pool down with scipy.ndimage.

    Returns:
        (imports, lines).
    """
    largest = case.sliding.kind == "max_pool"
    function = "maximum_filter" if largest else "uniform_filter"
    by_numpy = case.padded and not _reaches(case)
    lines = []
    if by_numpy:
        title = "max pad" if largest else "average pad"
        lines.append(piece("scipy", title, amounts=amounts(case)))
    elif case.padded and not largest:
        lines.append(piece("scipy", "inside"))
    lines.append(piece("scipy", "origin"))
    source = "padded" if by_numpy else "x"
    lines.append(_filtered(case, "filtered", function, source, by_numpy))
    if case.padded and not largest:
        lines.append(_filtered(case, "share", function, "inside", by_numpy))
    title = "pooled mean" if case.padded and not largest else "pooled"
    lines.append(piece("scipy", title, name=result(case), kept=_kept(case, by_numpy)))
    return [f"from scipy.ndimage import {function}"], lines


def _reaches(case: Case) -> bool:
    """Whether the filter's own border suffices: every window starts at or near a cell."""
    return all(
        before < m and (length - 1) * s < n
        for n, (before, _), m, s, length in zip(
            case.x.shape,
            case.amounts,
            case.sliding.kernel_size,
            case.sliding.strides,
            case.output,
            strict=False,
        )
    )


def _filtered(case: Case, name: str, function: str, source: str, by_numpy: bool) -> str:
    sizes = case.sliding.kernel_size
    before = (0, 0) if by_numpy else (case.amounts[0][0], case.amounts[1][0])
    origin = tuple(first - m // 2 for first, m in zip(before, sizes, strict=True))
    parts = [source, f"size={(*sizes, 1)}", f"origin={(*origin, 0)}"]
    if case.padded and not by_numpy:
        parts.append('mode="constant"')
        if case.sliding.kind == "max_pool":
            parts.append("cval=-np.inf")
    return fold(f"{name} = {function}(", parts, ")")


def _kept(case: Case, by_numpy: bool) -> str:
    """The slice that keeps one result per stride."""
    kept = []
    for n, sides, s, length in zip(
        case.x.shape, case.amounts, case.sliding.strides, case.output, strict=False
    ):
        cells = int(n) + (sum(sides) if by_numpy else 0)
        every = len(range(0, cells, s)) == length
        kept.append(f"::{s}" if every and s > 1 else stretch(0, (length - 1) * s + 1, s))
    return ", ".join(kept)
