"""One picture for all pages: where it comes from, and what of it is seen."""

from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
import streamlit as st

from cnnviz.data.drawings import SIDES, as_picture, as_seen_by_network
from cnnviz.data.photos import DIGITS
from cnnviz.data.pictures import Picture, crop, grey, resize
from cnnviz.data.samples import digit_sample, sample_picture, samples
from cnnviz.data.scales import SCALES, Scale, scaled, scaling
from cnnviz.data.uploads import read_upload
from cnnviz.errors import ImageError
from cnnviz.ops.arrays import FeatureMap
from cnnviz.ui.guard import plain
from cnnviz.ui.session import session

from . import fields

Source = Literal["draw", "sample", "upload", "camera"]
PAD = "sketchpad"
COLOURS = ("Red", "Green", "Blue")
SOURCES = {"draw": "Draw", "sample": "Sample", "upload": "Upload", "camera": "Camera"}
_SCALE_WORDS = dict(zip(("255", "1", "std"), SCALES, strict=True))
_LONGER_SIDES = (8, 16, 28, 32, 64, 128, 256, 512, 1024)
# Above this many numbers a bench computes in float32, whose whole numbers are exact up to 2^24.
_SINGLE_PRECISION = 128 * 128 * 3


@dataclass(frozen=True)
class Seen:
    """A picture as a bench sees it: (pixel − shift) / divisor."""

    picture: Picture
    scale: Scale
    pad: str | None = None
    """The sketchpad whose ink is the picture, cell by cell; None if there is no such."""

    @property
    def id(self) -> str:
        """Changes whenever a seen value does."""
        return f"{self.picture.id}-{self.scale}"

    @property
    def shift_and_divisor(self) -> tuple[float, float]:
        """What turns a pixel into a seen value."""
        return scaling(self.picture, self.scale)

    @property
    def values(self) -> FeatureMap:
        """(H, W, C), float32 for large pictures and float64 for small ones."""
        large = self.picture.pixels.size > _SINGLE_PRECISION
        return scaled(self.picture, self.scale, np.float32 if large else np.float64)

    @property
    def channel_names(self) -> tuple[str, ...]:
        """What the planes are called."""
        return COLOURS if self.picture.channels > 1 else ("Grey",)


@dataclass(frozen=True)
class PictureChoice:
    """Where the picture comes from, and what is done to it before it is seen."""

    source: Source
    sample: str
    digit: int
    colour: bool
    side: int
    rows: tuple[int, int]
    columns: tuple[int, int]
    scale: Scale
    centre: bool

    @classmethod
    def drawn(cls) -> "PictureChoice":
        """The drawing as it is."""
        return cls(
            source="draw", sample="china", digit=0, colour=True, side=0, rows=(0, 100),
            columns=(0, 100), scale="0–255", centre=False,
        )  # fmt: skip

    def see(self) -> Seen:
        """The picture of this moment, drawn strokes included."""
        picture = self._original()
        if not self.colour:
            picture = grey(picture)
        seen = _fit(_cut(picture, self.rows, self.columns), self.side)
        return Seen(seen, self.scale, pad=PAD if self._is_as_drawn else None)

    @property
    def _is_as_drawn(self) -> bool:
        whole = self.rows == self.columns == (0, 100) and not self.side and not self.centre
        # Standardised numbers all change with one stroke.
        return self.source == "draw" and whole and self.scale != "standardised"

    def _original(self) -> Picture:
        own = session()
        if self.source == "draw":
            if self.centre:
                return as_seen_by_network(own.drawing)
            return as_picture(own.drawing)
        if self.source == "sample" and self.sample == "digits":
            return digit_sample(self.digit)
        if self.source in ("upload", "camera") and own.upload:
            return own.upload
        return sample_picture(self.sample if self.sample != "digits" else "china")


def choose_picture(*, centred: bool = False) -> PictureChoice:
    """Ask for the picture, in the sidebar.

    Args:
        centred: whether a drawing is centred unless asked otherwise.
    """
    st.subheader("Picture")
    source = cast("Source", fields.choice("Source", "pic", SOURCES, "draw", style="segments"))
    sample, digit, centre = "china", 0, False
    if source == "draw":
        centre = _ask_drawing(centred=centred)
    elif source == "sample":
        sample, digit = _ask_sample()
    else:
        _ask_own("camera" if source == "camera" else "upload")
    with st.expander("Size, crop and scale"):
        return _ask_view(source, sample, digit, centre=centre)


def _ask_drawing(*, centred: bool) -> bool:
    own = session()
    side = int(fields.choice("Sketchpad", "pad", {str(s): f"{s}×{s}" for s in SIDES}, "28"))
    if side != own.drawing.side:
        own.draw_on(side)
    return fields.toggle(
        "Centre it, as a network would get it", "centred" if centred else "centre", default=centred,
        help="Cuts out the ink, scales its longer side to 20 and lays its centre of mass on the "
        "middle of 28×28, as the digits of MNIST were prepared.",
    )  # fmt: skip


def _ask_sample() -> tuple[str, int]:
    titles = {key: sample.title for key, sample in samples().items()}
    sample = fields.choice(
        "Sample", "sample", {**titles, "digits": "Any handwritten digit"}, "china"
    )
    digit = 0
    if sample == "digits":
        digit = fields.number("Number of the digit", "digit", 0, DIGITS - 1, 0)
    else:
        st.caption(samples()[sample].sentence)
    return sample, digit


def _ask_own(source: Literal["upload", "camera"]) -> None:
    own = session()
    if source == "upload":
        file = st.file_uploader(
            "A picture of yours", key="upload", max_upload_size=10,
            help="PNG, JPEG, WebP, GIF, BMP or TIFF, up to 10 MB and 25 megapixels. "
            "It stays on this machine.",
        )  # fmt: skip
    else:
        file = st.camera_input("Take a picture", key="camera")
    if file is not None and own.taken != file.file_id:
        own.taken, own.refusal = file.file_id, ""
        try:
            own.keep_upload(read_upload(file.getvalue(), name=file.name, kind=source))
        except ImageError as error:
            own.refusal = str(error)
    if file is not None and own.refusal:
        st.warning(plain(own.refusal))
    if own.upload:
        kept = own.upload
        st.caption(plain(f"{kept.name}, {kept.height}×{kept.width}. {kept.note}"))
    else:
        st.caption("Until you bring one, you see a sample.")


def _ask_view(source: Source, sample: str, digit: int, *, centre: bool) -> PictureChoice:
    colour = fields.choice("Colour", "colour", {"1": "Colour", "0": "Grey"}, "1", style="segments")
    sides = {"0": "As it is", **{str(side): f"Longer side {side}" for side in _LONGER_SIDES}}
    side = fields.choice("Size", "side", sides, "0")
    rows = fields.span("Rows, percent", "rows")
    columns = fields.span("Columns, percent", "cols")
    scale = fields.choice(
        "A pixel counts", "scale", _SCALE_WORDS, "255", style="segments",
        help="0–255: whole numbers. 0–1: divided by 255. Standardised: minus the mean, divided by "
        "the standard deviation of this picture.",
    )  # fmt: skip
    return PictureChoice(
        source=source, sample=sample, digit=digit, colour=colour == "1", side=int(side),
        rows=rows, columns=columns, scale=_SCALE_WORDS[scale], centre=centre,
    )  # fmt: skip


def _cut(picture: Picture, rows: tuple[int, int], columns: tuple[int, int]) -> Picture:
    """The part between these percentages, at least one pixel."""
    top, bottom = (round(share * picture.height / 100) for share in rows)
    left, right = (round(share * picture.width / 100) for share in columns)
    top, left = min(top, picture.height - 1), min(left, picture.width - 1)
    return crop(picture, top, left, max(bottom - top, 1), max(right - left, 1))


def _fit(picture: Picture, longer_side: int) -> Picture:
    if not longer_side:
        return picture
    factor = longer_side / max(picture.height, picture.width)
    height, width = (max(1, round(factor * side)) for side in (picture.height, picture.width))
    return resize(picture, height, width, method="nearest" if factor > 1 else "smooth")
