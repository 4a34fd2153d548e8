"""The figure's colours, mixed from those of the page."""

from dataclasses import dataclass

from cnnviz.figures.theme import Scheme, mix

from .stations import Station


@dataclass(frozen=True)
class Faces:
    """Colours of a volume: its three sides, and the lines around them."""

    front: str
    lid: str
    side: str
    edge: str


@dataclass(frozen=True)
class Inks:
    """All colours of a figure.

    Attributes:
        paper: the ground.
        text: words that are read first.
        quiet: words and lines that are read second.
        weighted: volumes of layers that have parameters.
        free: volumes of those that have none.
        weights: kernels, and the lines from them.
    """

    paper: str
    text: str
    quiet: str
    weighted: Faces
    free: Faces
    weights: str

    def faces(self, station: Station) -> Faces:
        """The colours of a station's volume."""
        return self.weighted if station.line.parameters else self.free


def inks(colours: Scheme) -> Inks:
    """Mix a figure's colours from those of its page."""
    return Inks(
        paper=colours.surface,
        text=colours.text,
        quiet=mix(colours.surface, colours.text, 0.66),
        weighted=_faces(colours.surface, colours.positive, (0.52, 0.2, 0.32), 0.85),
        free=_faces(colours.surface, colours.text, (0.26, 0.08, 0.15), 0.5),
        weights=colours.weight_positive,
    )


def _faces(paper: str, colour: str, shares: tuple[float, float, float], edge: float) -> Faces:
    front, lid, side = (mix(paper, colour, share) for share in shares)
    return Faces(front, lid, side, mix(paper, colour, edge))
