"""What leads from volume to volume: windows, fans, arrows, and ways past a block."""

from collections.abc import Sequence

from cnnviz.spec import layers
from cnnviz.spec.layers import Kernelled, Pooling

from .inks import Inks
from .rows import ARC, MARGIN, SMALL_SIZE, Placed, Row, width_of_words
from .stations import Skip
from .svg import Point, Svg, element, points, rounded, words

_SMALLEST_WINDOW = 5.0  # pixels
_AWAY = 5.0  # of arrows from volumes
_HEAD = 4.5
_RADIUS = 9.0
_RING = 3.0  # where a way leaves a row to go on in the next
_BESIDE = 5.0  # of two ways that meet at one volume
_GLOBAL = layers.GlobalMaxPooling2D | layers.GlobalAveragePooling2D


def link(before: Placed, after: Placed, inks: Inks) -> Svg:
    """Draw what leads from a volume to its right neighbour."""
    layer = after.station.layer
    from_row, to_row = before.volume.units > 0, after.volume.units > 0
    if isinstance(layer, Kernelled):
        return _windowed(before, after, layer.kernel_size, inks.weights)
    if isinstance(layer, Pooling):
        return _windowed(before, after, layer.pool_size, inks.quiet)
    if isinstance(layer, _GLOBAL):
        rows, columns, *_ = after.station.line.input_shape
        return _windowed(before, after, (rows, columns), inks.quiet)
    if to_row and (from_row or isinstance(layer, layers.Flatten)):
        colour = inks.weights if isinstance(layer, layers.Dense) else inks.quiet
        return _fan(before, after, colour)
    level = before.volume.y - before.volume.tall / 2
    ends = [(before.volume.right + _AWAY, level), (after.volume.x - _AWAY, level)]
    return arrow(ends, inks.quiet)


def arrow(corners: Sequence[Point], colour: str) -> Svg:
    """Draw a line with rounded corners and a head at its end."""
    (x0, y0), (x1, y1) = corners[-2:]
    right, down = (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)
    back = (x1 - _HEAD * 1.6 * right, y1 - _HEAD * 1.6 * down)
    head = [
        (x1, y1),
        (back[0] + _HEAD * down, back[1] + _HEAD * right),
        (back[0] - _HEAD * down, back[1] - _HEAD * right),
    ]
    line = rounded([*corners[:-1], back], _RADIUS)
    return Svg(
        element("path", d=line, fill="none", stroke=colour, stroke_width=1.4)
        + element("polygon", points=points(head), fill=colour)
    )


def turn(row: Row, below: Row, width: float, inks: Inks) -> Svg:
    """Lead from the end of a row to the beginning of the next, along the figure's margins."""
    last, first = row.placed[-1].volume, below.placed[0].volume
    between = (row.bottom + below.top) / 2
    far, near = width - MARGIN / 2, MARGIN / 2
    corners = [
        (last.right + _AWAY, row.axis),
        (far, row.axis),
        (far, between),
        (near, between),
        (near, below.axis),
        (first.x - _AWAY, below.axis),
    ]
    return arrow(corners, inks.quiet)


def way_past(skip: Skip, rows: Sequence[Row], width: float, inks: Inks) -> list[Svg]:
    """Draw a skip over the volumes that it passes, in every row that it passes through."""
    crossed = [
        row
        for row in rows
        if row.placed[0].number <= skip.end and row.placed[-1].number >= skip.start
    ]
    parts = []
    for row in crossed:
        crowns = {one.number: one.volume.crown for one in row.placed}
        level = row.ceiling - ARC / 2
        corners = _leaving(crowns.get(skip.start), level)
        ends = _arriving(crowns.get(skip.end), level, width)
        if skip.start in crowns and skip.chips:
            parts.append(_chip(skip, (corners[0][0], ends[0][0]), level, inks))
        parts.insert(0, _stretch([*corners, *ends], inks.quiet, arrives=skip.end in crowns))
        opened = [corners[0]] * (skip.start not in crowns) + [ends[-1]] * (skip.end not in crowns)
        parts += [
            element("circle", cx=x, cy=y, r=_RING, fill=inks.paper, stroke=inks.quiet)
            for x, y in opened
        ]
    return parts


def _leaving(crown: Point | None, level: float) -> list[Point]:
    """Up from a volume, or in from the left where the way began in another row."""
    if crown is None:
        return [(MARGIN - _RING, level)]
    return [(crown[0] + _BESIDE, crown[1]), (crown[0] + _BESIDE, level)]


def _arriving(crown: Point | None, level: float, width: float) -> list[Point]:
    """Down to a volume, or out to the right where the way goes on in another row."""
    if crown is None:
        return [(width - MARGIN + _RING, level)]
    return [(crown[0] - _BESIDE, level), (crown[0] - _BESIDE, crown[1] - 2)]


def _stretch(corners: Sequence[Point], colour: str, *, arrives: bool) -> Svg:
    if arrives:
        return arrow(corners, colour)
    line = rounded(corners, _RADIUS)
    return element("path", d=line, fill="none", stroke=colour, stroke_width=1.4)


def _chip(skip: Skip, span: tuple[float, float], level: float, inks: Inks) -> Svg:
    """The layers on a way past, in words on a card."""
    room = span[1] - span[0] - 4 * _RADIUS
    text = " → ".join(skip.chips)
    if width_of_words(text, SMALL_SIZE) > room:
        text = f"{len(skip.chips)} layers" if len(skip.chips) > 1 else "1 layer"
    width, middle = width_of_words(text, SMALL_SIZE) + 16, sum(span) / 2
    card = element(
        "rect", x=middle - width / 2, y=level - 10, width=width, height=20, rx=6.0,
        fill=inks.weighted.lid, stroke=inks.weighted.edge,
    )  # fmt: skip
    label = element(
        "text", words(text), x=middle, y=level + 4, text_anchor="middle", font_size=SMALL_SIZE,
        fill=inks.text,
    )  # fmt: skip
    return element("g", element("title", words("; ".join(skip.story))), card, label)


def _windowed(before: Placed, after: Placed, size: tuple[int, int], colour: str) -> Svg:
    """A window on the map before, and lines from its corners to one cell of the volume after."""
    rows, columns, *_ = after.station.line.input_shape
    volume = before.volume
    shares = (
        max(size[0] / rows, _SMALLEST_WINDOW / volume.height),
        max(size[1] / columns, _SMALLEST_WINDOW / volume.depth),
    )
    corners = volume.window(*shares)
    goal = after.volume.point(0, 0.58, 0)
    lines = " ".join(f"M{points([corner])} L{points([goal])}" for corner in corners)
    return Svg(
        element("path", d=lines, fill="none", stroke=colour, stroke_width=0.9, opacity="0.7")
        + element(
            "polygon", points=points(corners), fill=colour, fill_opacity="0.25", stroke=colour,
            stroke_width=1.5,
        )
        + element("circle", cx=goal[0], cy=goal[1], r=2.2, fill=colour)
    )  # fmt: skip


def _fan(before: Placed, after: Placed, colour: str) -> Svg:
    """Everything to everything: a pale sheet with its diagonals, or its edges only."""
    one, other = before.volume, after.volume
    high, corner = one.point(1, 1, 1), one.point(1, 0, 1)
    low = corner if one.units else one.point(1, 0, 0)
    up, down = other.point(0, 1, 0), other.point(0, 0, 0)
    edges = points([high, up, down, low, corner])
    sheet = element("polygon", points=edges, fill=colour, fill_opacity="0.1")
    ends = ((high, up), (low, down), *(((high, down), (low, up)) if one.units else ()))
    lines = " ".join(f"M{points([start])} L{points([end])}" for start, end in ends)
    path = element("path", d=lines, fill="none", stroke=colour, stroke_width=0.9, opacity="0.6")
    return Svg(sheet + path)
