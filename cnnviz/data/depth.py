"""From every way of storing a pixel to 8 bits of grey or of red, green and blue."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile

_WIDE = {"I", "F"}
_BYTE = 255
_BAND = 64  # rows of the smaller picture that are made at a time


def is_16_bit(image: ImageFile.ImageFile) -> bool:
    """Tell, before the pixels are read, whether the file holds 16 bits per value."""
    return any(";16" in str(tile.args) or ";12" in str(tile.args) for tile in image.tile[:1])


def as_bytes(image: Image.Image, size: tuple[int, int]) -> tuple[Image.Image, str]:
    """Bring an image to 8 bits and to a size.

    Args:
        image: of any mode that Pillow reads.
        size: (columns, rows) wanted, not above the image's.

    Returns:
        An image of mode "L" or "RGB", and a note on what was lost, empty if nothing.
    """
    small = _shrunk(image, size)
    note = ""
    if small.mode in _WIDE:
        values, note = _stretched(np.asarray(small))
        small = Image.fromarray(values)
    elif small.mode in ("LA", "RGBA"):
        small, note = _on_white(small)
    elif small.mode == "CMYK":
        small, note = small.convert("RGB"), "Converted from CMYK to RGB."
    if image.mode == "P" and _is_grey(small):  # a palette of greys, as a grey GIF has
        small = small.getchannel(0)
    return small, note


def _shrunk(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """In bands, because a converted copy of 25 megapixels would take 100 MB more."""
    factor = min(image.width // size[0], image.height // size[1]) // 2
    if factor <= 1:
        return _resized(_simple(image), size)
    canvas: Image.Image | None = None
    for top in range(0, image.height, _BAND * factor):
        bottom = min(top + _BAND * factor, image.height)
        band = _simple(image.crop((0, top, image.width, bottom))).reduce(factor)
        canvas = canvas or Image.new(band.mode, (band.width, -(-image.height // factor)))
        canvas.paste(band, (0, top // factor))
    assert canvas is not None  # an image has a row
    return _resized(canvas, size, (image.width / factor, image.height / factor))


def _simple(image: Image.Image) -> Image.Image:
    """One of the modes L, LA, RGB, RGBA, CMYK, I, F, pixel by pixel."""
    if image.mode.startswith("I;16"):
        # The upper byte, as Pillow itself takes it of colours of 16 bits.
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.has_transparency_data:
        return image.convert("LA" if image.mode in ("L", "1", "LA", "La") else "RGBA")
    if image.mode in ("L", "RGB", "CMYK", *_WIDE):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _on_white(image: Image.Image) -> tuple[Image.Image, str]:
    """Composite; the note is empty if nothing was transparent."""
    alpha = image.getchannel("A")
    opaque = image.convert("L" if image.mode == "LA" else "RGB")
    if np.asarray(alpha).min() == _BYTE:
        return opaque, ""
    white = Image.new(opaque.mode, image.size, "white")
    white.paste(opaque, mask=alpha)
    return white, "Transparent parts are shown on white."


def _is_grey(image: Image.Image) -> bool:
    pixels = np.asarray(image)
    return bool((pixels == pixels[..., :1]).all())


def _stretched(values: NDArray[Any]) -> tuple[NDArray[np.uint8], str]:
    """Numbers of unknown range: 0..1 and 0..255 are understood, others stretched; gaps are 0."""
    finite = np.where(np.isfinite(values), values, 0).astype(np.float64)
    least, greatest = float(finite.min()), float(finite.max())
    if least >= 0 and greatest <= 1:
        return np.rint(_BYTE * finite).astype(np.uint8), "Its numbers 0 to 1 became 0 to 255."
    if least >= 0 and greatest <= _BYTE:
        return np.rint(finite).astype(np.uint8), ""
    spread = (greatest - least) or 1.0
    stretched = np.rint((finite - least) / spread * _BYTE).astype(np.uint8)
    return stretched, f"Its numbers {least:g} to {greatest:g} became 0 to 255."


def _resized(
    image: Image.Image, size: tuple[int, int], covered: tuple[float, float] | None = None
) -> Image.Image:
    """Resize the part from the top left corner that is `covered` (columns, rows)."""
    if image.size == size:
        return image
    box = (0, 0, *(covered or image.size))
    return image.resize(size, Image.Resampling.BILINEAR, box)
