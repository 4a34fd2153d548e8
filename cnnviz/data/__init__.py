"""Pictures: where they come from, what is done to them, what is seen of them."""

from cnnviz.data.drawings import (
    Drawing,
    as_picture,
    as_seen_by_network,
    compact,
    drawing_from_base64,
    drawing_from_bytes,
    from_compact,
)
from cnnviz.data.pictures import Kind, Picture, crop, grey, resize, shown, to_png
from cnnviz.data.samples import Sample, digit_sample, sample_picture, samples
from cnnviz.data.scales import SCALES, Scale, scaled, scaling
from cnnviz.data.uploads import from_png, read_upload

__all__ = [
    "SCALES",
    "Drawing",
    "Kind",
    "Picture",
    "Sample",
    "Scale",
    "as_picture",
    "as_seen_by_network",
    "compact",
    "crop",
    "digit_sample",
    "drawing_from_base64",
    "drawing_from_bytes",
    "from_compact",
    "from_png",
    "grey",
    "read_upload",
    "resize",
    "sample_picture",
    "samples",
    "scaled",
    "scaling",
    "shown",
    "to_png",
]
