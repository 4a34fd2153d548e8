"""The pictures one can pick without bringing any."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Literal

from cnnviz.data import generated, photos
from cnnviz.data.matrices import MATRICES
from cnnviz.data.pictures import Picture, Pixels, crop
from cnnviz.errors import DatasetError

Group = Literal["photos", "digits", "generated", "matrices"]
SIDES = (8, 512)  # of generated pictures: least and most pixels


@dataclass(frozen=True)
class Sample:
    """A picture one can pick.

    Attributes:
        key: its name in links.
        title: its name for people.
        sentence: what one sees there.
        group: where it is listed.
        make: gives the pixels (H, W, C), for a side in pixels.
        side: rows and columns unless asked otherwise; None for a picture of fixed size.
    """

    key: str
    title: str
    sentence: str
    group: Group
    make: Callable[[int], Pixels]
    side: int | None = None

    def picture(self, side: int | None = None) -> Picture:
        """Load or compute it.

        Args:
            side: rows and columns of a generated picture, 8..512; ignored by the others.

        Raises:
            DatasetError: if the side is out of range, or a file is missing.
        """
        if self.side is None:
            return _picture(self.key, 0)
        wanted = self.side if side is None else side
        if not SIDES[0] <= wanted <= SIDES[1]:
            raise DatasetError(
                f"“{self.title}” cannot be made {wanted} pixels wide. "
                f"Choose a side from {SIDES[0]} to {SIDES[1]}."
            )
        return _picture(self.key, wanted)


@cache
def samples() -> dict[str, Sample]:
    """List all samples by key, in the order in which they are offered; loads none of them.

    >>> samples()["checkerboard"].picture(16).pixels.shape
    (16, 16, 1)
    """
    every = [*_PHOTOS, *_DIGITS, *_GENERATED, *_printed(), *_FIXED]
    return {sample.key: sample for sample in every}


def sample_picture(key: str, side: int | None = None) -> Picture:
    """Give the picture of a sample.

    Args:
        key: as in `samples()`.
        side: as in `Sample.picture`.

    Raises:
        DatasetError: if there is no such sample.

    >>> sample_picture("x1").pixels[0, :3, 0].tolist()
    [10, 255, 125]
    """
    if key not in samples():
        raise DatasetError(f"There is no sample “{key[:40]}”. Choose one of the list, e.g. china.")
    return samples()[key].picture(side)


def digit_sample(index: int) -> Picture:
    """Give a handwritten digit as a picture (8, 8, 1).

    Args:
        index: 0..1796.

    Raises:
        DatasetError: if there is no such digit.

    >>> digit_sample(0).name
    'Handwritten 0, number 0 of 1797'
    """
    label = photos.digit_label(index)
    name = f"Handwritten {label}, number {index} of {photos.DIGITS}"
    return Picture(photos.digit(index), name, "sample")


@lru_cache(maxsize=32)
def _picture(key: str, side: int) -> Picture:
    sample = samples()[key]
    kind: Literal["matrix", "sample"] = "matrix" if sample.group == "matrices" else "sample"
    return Picture(sample.make(side), sample.title, kind)


def _fixed(make: Callable[[], Pixels]) -> Callable[[int], Pixels]:
    return lambda _side: make()


def _printed() -> list[Sample]:
    return [
        Sample(
            key,
            matrix.title,
            matrix.sentence,
            "matrices",
            _fixed(partial(getattr, matrix, "values")),
        )
        for key, matrix in MATRICES.items()
    ]


def _roofs() -> Pixels:
    china = Picture(photos.photo("china"), "China", "sample")
    return crop(china, 150, 130, 70, 120).pixels  # rows 150–219, columns 130–249


def _photo(key: str, title: str, sentence: str) -> Sample:
    return Sample(key, title, sentence, "photos", _fixed(partial(photos.photo, key)))


def _digit(label: int) -> Sample:
    # The first ten digits of the file are 0 to 9 in order.
    sentence = "Written by hand, scanned to 8×8 pixels."
    make = _fixed(partial(photos.digit, label))
    return Sample(f"digit-{label}", f"Handwritten {label}", sentence, "digits", make)


_PHOTOS = [
    _photo("china", "China", "A temple: edges in all directions, 427×640 in colour."),
    _photo("flower", "Flower", "A dahlia: soft edges before a blurred ground, 427×640 in colour."),
    Sample("roofs", "Roofs of China", "A small part of it: 70×120.", "photos", _fixed(_roofs)),
]
_DIGITS = [_digit(label) for label in range(10)]
_GENERATED = [
    Sample(
        "vertical-lines",
        "Vertical lines",
        "Edges from left to right, none from top to bottom.",
        "generated",
        generated.vertical_lines,
        32,
    ),
    Sample(
        "horizontal-lines",
        "Horizontal lines",
        "Edges from top to bottom, none from left to right.",
        "generated",
        generated.horizontal_lines,
        32,
    ),
    Sample(
        "checkerboard",
        "Checkerboard",
        "Both kinds of edges, and corners.",
        "generated",
        generated.checkerboard,
        32,
    ),
    Sample(
        "gradient",
        "Gradient",
        "A steady climb: the slope is the same everywhere.",
        "generated",
        generated.gradient,
        32,
    ),
    Sample("disc", "Disc", "An edge in every direction.", "generated", generated.disc, 32),
    Sample("letters", "Text", "Strokes, corners and curves.", "generated", generated.letters, 64),
    Sample(
        "noise",
        "Noise",
        "No pattern at all: what finds one here?",
        "generated",
        generated.noise,
        32,
    ),
]
_FIXED = [
    Sample(
        "red-square",
        "Red square",
        "5×5 in colour, the square near the corner.",
        "matrices",
        _fixed(partial(generated.red_square, 0, 1)),
    ),
    Sample(
        "red-square-moved",
        "Red square, moved",
        "The same square elsewhere: flattened, the two vectors share nothing.",
        "matrices",
        _fixed(partial(generated.red_square, 3, 2)),
    ),
    Sample("bar-a", "Bar A", "A bar in column 2.", "matrices", _fixed(partial(generated.bar, 2))),
    Sample("bar-b", "Bar B", "Shifted by one.", "matrices", _fixed(partial(generated.bar, 3))),
    Sample("bar-c", "Bar C", "Shifted by two.", "matrices", _fixed(partial(generated.bar, 4))),
]
