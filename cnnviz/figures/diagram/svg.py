"""SVG, written by hand: elements whose every word and attribute is escaped."""

from collections.abc import Sequence
from html import escape
from typing import NewType

Svg = NewType("Svg", str)  # what is safe to stand between two tags
Point = tuple[float, float]


def element(tag: str, *children: Svg, **attributes: str | float | None) -> Svg:
    """Write one element.

    Args:
        tag: its name.
        children: what is in it.
        attributes: with hyphens as underscores; those that are None are left out.

    >>> element("g", words("a < b"), font_size=12.5, role=None)
    '<g font-size="12.5">a &lt; b</g>'
    """
    settings = "".join(
        f' {name.strip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return Svg(f"<{tag}{settings}>{inner}</{tag}>" if inner else f"<{tag}{settings}/>")


def words(text: str) -> Svg:
    r"""Words of anybody as words of the figure; signs that cannot be seen are dropped.

    >>> words("</title>\x00")
    '&lt;/title&gt;'
    """
    return Svg(escape("".join(sign for sign in text if sign.isprintable())))


def number(value: float) -> str:
    """A length or place, to a tenth of a pixel.

    >>> number(3.04), number(-0.02), number(2.5)
    ('3', '0', '2.5')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def points(corners: Sequence[Point]) -> str:
    """Corners as SVG lists them.

    >>> points([(0, 1), (2.5, 3)])
    '0,1 2.5,3'
    """
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def rounded(corners: Sequence[Point], radius: float) -> str:
    """A path along level and upright lines whose corners are rounded.

    Args:
        corners: from start to end, at least two.
        radius: of the rounding, in pixels, less where a line is short.

    >>> rounded([(0, 0), (20, 0), (20, 20)], 5)
    'M0,0 L15,0 Q20,0 20,5 L20,20'
    """
    path = [f"M{points(corners[:1])}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        start, end = (_towards(corner, other, radius) for other in (before, after))
        path.append(f"L{points([start])} Q{points([corner])} {points([end])}")
    return " ".join([*path, f"L{points(corners[-1:])}"])


def _towards(corner: Point, other: Point, radius: float) -> Point:
    away = (other[0] - corner[0], other[1] - corner[1])
    length = max(abs(away[0]), abs(away[1]))
    share = min(radius / length, 0.5) if length else 0.0
    return corner[0] + share * away[0], corner[1] + share * away[1]


def _value(value: str | float) -> str:
    return words(value) if isinstance(value, str) else number(value)
