"""The colours, once for light pages and once for dark ones.

Activations go from orange over the page's own surface to blue, weights from purple to green, so
that a weight is never taken for a value. The components paint with the same colours
(ui/components/shared/colour.js), and .streamlit/config.toml has the same surface, text and accent.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

TEXT_SIZE = 18  # of the numbers, in pixels: read from the last row of a classroom
_SMALL_SIZE = 15


@dataclass(frozen=True)
class Scheme:
    """The colours of one kind of page, each as "#rrggbb".

    Attributes:
        surface: the page, and every zero.
        text: what is written on it.
        positive: activations above zero, and counts.
        negative: activations below zero.
        weight_positive: weights above zero.
        weight_negative: weights below zero.
        accent: "you are here", and nothing else.
    """

    surface: str
    text: str
    positive: str
    negative: str
    weight_positive: str
    weight_negative: str
    accent: str


LIGHT = Scheme(
    surface="#ffffff",
    text="#1b2430",
    positive="#0b57c2",
    negative="#b34700",
    weight_positive="#14803a",
    weight_negative="#6a1b9a",
    accent="#b3206b",
)
DARK = Scheme(
    surface="#11151c",
    text="#e6eaf0",
    positive="#62a8ff",
    negative="#ff9a3d",
    weight_positive="#45c86b",
    weight_negative="#dcb3ff",
    accent="#ff7ab8",
)


def scheme(kind: Literal["light", "dark"] | None) -> Scheme:
    """The colours for the page's theme; light where the browser has not said yet.

    >>> scheme("dark") is DARK
    True
    """
    return DARK if kind == "dark" else LIGHT


def parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0..255.

    >>> parts("#ff8000")
    (255, 128, 0)
    """
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def ramp(colour: str) -> list[list[Any]]:
    """A colour scale from see-through to `colour`, so that zero is the page itself.

    >>> ramp("#ff8000")
    [[0, 'rgba(255, 128, 0, 0)'], [1, 'rgba(255, 128, 0, 1)']]
    """
    red, green, blue = parts(colour)
    return [[end, f"rgba({red}, {green}, {blue}, {end})"] for end in (0, 1)]


def mix(surface: str, colour: str, share: float) -> str:
    """What a browser shows where `colour` covers `surface` with opacity `share`, 0..1.

    >>> mix("#ffffff", "#000000", 0.2)
    '#cccccc'
    """
    pairs = zip(parts(surface), parts(colour), strict=True)
    return "#" + "".join(f"{round(under + share * (over - under)):02x}" for under, over in pairs)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white).

    Source:
        WCAG 2.2, definition of relative luminance (IEC 61966-2-1).

    >>> luminance("#000000"), luminance("#ffffff")
    (0.0, 1.0)
    """
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for share in (part / 255 for part in parts(colour))
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """How well one colour stands out from the other, 1 to 21.

    Source:
        WCAG 2.2, definition of contrast ratio; text needs 4.5, a mark needs 3.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on `colour`: at least 4.5 on any.

    >>> ink_on("#0b57c2"), ink_on("#62a8ff")
    ('#ffffff', '#000000')
    """
    return max("#000000", "#ffffff", key=lambda ink: contrast(ink, colour))


def dress(figure: "Figure", colours: Scheme, *, rows: str, columns: str) -> None:
    """Give a figure the page's look: see-through, large type, no grid.

    Args:
        figure: to be changed.
        colours: of the page.
        rows: title of the vertical axis.
        columns: title of the horizontal axis.
    """
    figure.update_layout(
        paper_bgcolor="rgba(0, 0, 0, 0)",
        plot_bgcolor="rgba(0, 0, 0, 0)",
        font={"size": _SMALL_SIZE, "color": colours.text},
        margin={"l": 56, "r": 8, "t": 8, "b": 56},
        showlegend=False,
        dragmode=False,
    )
    # sizes and colours in full: Streamlit's own theme would write the axes small and pale
    line = {
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
        "tickfont": {"size": _SMALL_SIZE, "color": colours.text},
    }
    font = {"size": TEXT_SIZE, "color": colours.text}
    figure.update_xaxes(title={"text": columns, "font": font}, **line)
    figure.update_yaxes(title={"text": rows, "font": font}, **line)
