"""One station drawn: its volume, and the words above and below it."""

from .inks import Inks
from .rows import (
    LINE,
    NAME_SIZE,
    SMALL_SIZE,
    WORD_SIZE,
    Placed,
    Row,
    parameter_words,
    shape_words,
)
from .stations import in_full
from .svg import Point, Svg, element, points, words
from .volumes import MOST_UNITS_DRAWN, Volume

_END_UNITS = 4  # drawn at each end of a column that has too many for all
_UNIT = 10.0
_DOT = 1.5


def station_drawing(placed: Placed, row: Row, inks: Inks) -> Svg:
    """Draw one station: a group that knows its layer, with a sentence for who points at it."""
    station = placed.station
    told = "; ".join([in_full(station.layer, station.line), *station.story])
    return element(
        "g",
        element("title", words(told)),
        *_box(placed, inks),
        *_words_above(placed, row, inks),
        *_words_below(placed, row, inks),
        data_layer=station.layer.name,
    )


def _box(placed: Placed, inks: Inks) -> list[Svg]:
    volume, faces = placed.volume, inks.faces(placed.station)
    sides = ((volume.front(), faces.front), (volume.lid(), faces.lid), (volume.side(), faces.side))
    drawn = [
        element(
            "polygon", points=points(corners), fill=fill, stroke=faces.edge, stroke_width=1.0,
            stroke_linejoin="round",
        )
        for corners, fill in sides
    ]  # fmt: skip
    return [*drawn, *_units(volume, faces.edge, inks.text)] if volume.units else drawn


def _units(volume: Volume, edge: str, ink: str) -> list[Svg]:
    """The units of a column: all where they are few, else the first and last with dots between."""
    if volume.units <= MOST_UNITS_DRAWN:
        shares = [number / volume.units for number in range(1, volume.units)]
        dots: list[float] = []
    else:
        unit = _UNIT / volume.height
        ends = [unit * number for number in range(1, _END_UNITS + 1)]
        shares = [*ends, *(1 - share for share in ends)]
        dots = [0.5 + 0.6 * unit * number for number in (-1, 0, 1)]
    rules = " ".join(_rule(volume, share) for share in shares)
    lines = [element("path", d=rules, fill="none", stroke=edge, stroke_width=0.8)] if rules else []
    marks = (volume.point(0.5, share, 0) for share in dots)
    return lines + [element("circle", cx=x, cy=y, r=_DOT, fill=ink) for x, y in marks]


def _rule(volume: Volume, share: float) -> str:
    corners = [volume.point(0, share, 0), volume.point(1, share, 0), volume.point(1, share, 1)]
    return "M" + " L".join(points([corner]) for corner in corners)


def _words_above(placed: Placed, row: Row, inks: Inks) -> list[Svg]:
    """Kind, settings, parameters: each at the same height in the whole row."""
    station, x = placed.station, placed.middle
    y = row.top + LINE * (row.name_lines - len(station.name))
    lines: list[Svg] = []
    for name in station.name:
        y += LINE
        lines.append(_line(name, (x, y), inks.text, NAME_SIZE, bold=True))
    for detail in station.details:
        y += LINE
        lines.append(_line(detail, (x, y), inks.text, WORD_SIZE))
    y = row.top + LINE * (row.name_lines + row.detail_lines + 1)
    count, word = parameter_words(station)
    if count:
        lines.append(_line(count, (x, y), inks.text, WORD_SIZE))
        lines.append(_line(word, (x, y + LINE - 1), inks.quiet, SMALL_SIZE))
    return lines


def _words_below(placed: Placed, row: Row, inks: Inks) -> list[Svg]:
    """The shape, and the layers behind it that leave the shape alone."""
    x, y = placed.middle, row.floor + LINE + 4
    lines = [_line(shape_words(placed.station), (x, y), inks.text, WORD_SIZE, bold=True)]
    for number, note in enumerate(placed.station.shown_notes, start=1):
        lines.append(_line(note, (x, y + number * LINE), inks.quiet, SMALL_SIZE))
    return lines


def _line(text: str, place: Point, colour: str, size: float, *, bold: bool = False) -> Svg:
    return element(
        "text", words(text), x=place[0], y=place[1], text_anchor="middle", font_size=size,
        font_weight="600" if bold else None, fill=colour,
    )  # fmt: skip
