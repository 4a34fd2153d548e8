"""Where everything stands: stations side by side, in as few rows of like length as fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cnnviz.ops.shapes import times

from .stations import Skip, Station
from .volumes import Volume

WIDTH = 1100.0  # pixels of the figure at most
MARGIN = 26.0  # on each side; a row that goes on leaves and comes in through it
LINE = 15.0  # from one line of words to the next
ARC = 34.0  # above the volumes, for ways past them
NAME_SIZE, WORD_SIZE, SMALL_SIZE = 12.5, 12.0, 11.0
_LETTER = 0.61  # of its size, how wide a letter is: as in the widest usual font
_GAP = 30.0  # between volumes, for the lines between them
_WORD_GAP = 9.0
_SPREAD = 26.0  # by which stations move apart at most where there is room
_BETWEEN_ROWS = 40.0
_SEARCH_STEP = 4.0


@dataclass(frozen=True)
class Placed:
    """A station, and its volume where it stands.

    Attributes:
        number: of the station, from 0.
        station: what is drawn.
        volume: moved to its place.
        middle: where its words are centred.
    """

    number: int
    station: Station
    volume: Volume
    middle: float


@dataclass(frozen=True)
class Row:
    """Stations side by side, and the heights of what is written at them.

    Attributes:
        placed: from left to right.
        top: upper end of the words above the volumes.
        name_lines: lines for the kinds of layers.
        detail_lines: lines for their settings.
        axis: the height on which the volumes are centred.
        floor: lower end of the volumes.
        bottom: lower end of the words below them.
        width: from the left margin's beginning to the right margin's end.
    """

    placed: tuple[Placed, ...]
    top: float
    name_lines: int
    detail_lines: int
    axis: float
    floor: float
    bottom: float
    width: float

    @property
    def ceiling(self) -> float:
        """Upper end of the volumes."""
        return 2 * self.axis - self.floor


def rows_of(
    stations: Sequence[Station], volumes: Sequence[Volume], skips: Sequence[Skip]
) -> list[Row]:
    """Place stations in rows.

    Args:
        stations: from left to right.
        volumes: of each.
        skips: the ways past them.

    Returns:
        rows from top to bottom, within `WIDTH`.
    """
    needs = [_need(station, volume) for station, volume in zip(stations, volumes, strict=True)]
    rows: list[Row] = []
    top, spread = MARGIN / 2, 0.0
    parts = _broken(needs, WIDTH - 2 * MARGIN)
    for numbers in parts:
        arcs = any(skip.start <= numbers[-1] and skip.end >= numbers[0] for skip in skips)
        spare = WIDTH - 2 * MARGIN - sum(needs[number] for number in numbers)
        most = spread if rows and numbers is parts[-1] else _SPREAD * (1 + bool(parts[1:]))
        spread = min(most, spare / len(numbers))
        x, placed = MARGIN, []
        for number in numbers:
            width = needs[number] + spread
            volume, middle = volumes[number], x + width / 2
            moved = replace(volume, x=middle - volume.width / 2)
            placed.append(Placed(number, stations[number], moved, middle))
            x += width
        rows.append(_row(placed, top, ARC if arcs else 0.0, x + MARGIN))
        top = rows[-1].bottom + _BETWEEN_ROWS
    return rows


def width_of_words(text: str, size: float) -> float:
    """About how wide words are, in pixels.

    >>> width_of_words("28×28×1", 10)
    42.7
    """
    return round(_LETTER * size * len(text), 1)


def shape_words(station: Station) -> str:
    """The shape of what a station makes, as it is written below it."""
    return times(station.line.output_shape)


def parameter_words(station: Station) -> tuple[str, str]:
    """The station's parameters, number and word; empty where it has none."""
    count = station.line.parameters
    return (f"{count:,}", "parameter" if count == 1 else "parameters") if count else ("", "")


def _need(station: Station, volume: Volume) -> float:
    """Room for a station, from side to side."""
    texts = [(line, NAME_SIZE * 1.05) for line in station.name]  # bold is a little wider
    texts += [(line, WORD_SIZE) for line in station.details]
    texts.append((shape_words(station), WORD_SIZE * 1.05))
    texts += [(parameter_words(station)[0], WORD_SIZE), (parameter_words(station)[1], SMALL_SIZE)]
    texts += [(line, SMALL_SIZE) for line in station.shown_notes]
    widest = max(width_of_words(text, size) for text, size in texts)
    return max(widest + _WORD_GAP, volume.width + _GAP)


def _broken(needs: Sequence[float], room: float) -> list[list[int]]:
    """Numbers of the stations of each row: the fewest rows, all about equally full."""
    count, limit = len(_filled(needs, room)), max(needs)
    while len(_filled(needs, min(limit, room))) > count:
        limit += _SEARCH_STEP
    return _filled(needs, min(limit, room))


def _filled(needs: Sequence[float], limit: float) -> list[list[int]]:
    rows: list[list[int]] = [[]]
    used = 0.0
    for number, need in enumerate(needs):
        if rows[-1] and used + need > limit:
            rows.append([])
            used = 0.0
        rows[-1].append(number)
        used += need
    return rows


def _row(placed: Sequence[Placed], top: float, arc: float, width: float) -> Row:
    names = max(len(one.station.name) for one in placed)
    details = max(len(one.station.details) for one in placed)
    paid = 2 if any(one.station.line.parameters for one in placed) else 0
    tall = max(one.volume.tall for one in placed)
    ceiling = top + LINE * (names + details + paid) + arc + LINE
    notes = max(len(one.station.shown_notes) for one in placed)
    standing = tuple(_standing(one, ceiling + tall / 2) for one in placed)
    floor = ceiling + tall
    bottom = floor + LINE * (notes + 1) + LINE
    return Row(standing, top, names, details, ceiling + tall / 2, floor, bottom, width)


def _standing(one: Placed, axis: float) -> Placed:
    return replace(one, volume=replace(one.volume, y=axis + one.volume.tall / 2))


def pairs(rows: Sequence[Row]) -> Iterator[tuple[Placed, Placed]]:
    """Neighbours that stand side by side."""
    for row in rows:
        yield from zip(row.placed, row.placed[1:], strict=False)
