"""SciPy filters planes: expressions for one plane, sums over channels, stacks of maps."""

from .case import Case
from .layout import fold, slices
from .shared import axes, plus_bias, result
from .templates import piece


def letter(name: str, count: int) -> str:
    """The index that runs over `count` things: 0 where there is only one.

    >>> letter("c", 3), letter("c", 1)
    ('c', '0')
    """
    return name if count > 1 else "0"


def summed(plane: str, channels: int) -> str:
    """Sum a plane over the channels c, where there are several."""
    if channels == 1:
        return plane
    return fold("sum(", [plane, f"for c in range({channels})"], ")", between="", indent=8)


def stacked(
    case: Case, plane: str, loops: list[tuple[str, int]], kept: tuple[str, str] = ("", "")
) -> list[str]:
    """Lines that compute every map and put them behind one another.

    Args:
        case: the case.
        plane: the expression for one map.
        loops: the letters that run, and how far.
        kept: slices of one map and of all of them, where not every cell is kept.
    """
    names = {"name": result(case), "bias": plus_bias(case)}
    ranges = [f"for {name} in range({count})" for name, count in loops if count > 1]
    if ranges:
        maps = fold("maps = [", [plane, *ranges], "]", between="")
        return [maps, piece("scipy", "maps", kept=kept[1], **names)]
    whole = ", ".join([":"] * len(axes(case, (0, 0))))
    return [f"plane = {plane}", piece("scipy", "one map", kept=kept[0] or whole, **names)]


def strided(case: Case) -> tuple[str, str]:
    """The slices that keep one output per stride, as `stacked` takes them."""
    steps = axes(case, case.sliding.strides)
    return (slices(steps), f"[{slices(steps)}]") if max(steps) > 1 else ("", "")
