"""The usual figure of a network: one volume per layer, to scale, as an SVG of our own."""

from itertools import pairwise
from typing import Literal

from cnnviz.ops import bill
from cnnviz.ops.shapes import times
from cnnviz.spec import NetworkSpec
from cnnviz.spec.network import every_layer

from .diagram.drawing import station_drawing
from .diagram.inks import inks
from .diagram.marks import link, turn, way_past
from .diagram.rows import pairs, rows_of
from .diagram.stations import in_full, stations_of
from .diagram.svg import element, number, words
from .diagram.volumes import volumes_of
from .theme import scheme

_FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"


def network_svg(spec: NetworkSpec, *, theme: Literal["light", "dark"] = "light") -> str:
    """Draw a network: what each layer makes as a volume, and what leads from one to the next.

    Args:
        spec: the network; its names may be anybody's.
        theme: of the page.

    Returns:
        SVG, at most 1100 pixels wide, in rows where the network is long. A volume's group carries
        the layer's name as `data-layer`. Layers that leave the shape alone (dropout, activations,
        normalisation) are written at the volume before them.

    Raises:
        LayerError: if a layer cannot be where it is.

    >>> from cnnviz.data.networks import network
    >>> network_svg(network("lenet-5")).count("<g data-layer=")
    9
    """
    colours = inks(scheme(theme))
    stations, skips = stations_of(spec)
    volumes = volumes_of([station.line.output_shape for station in stations])
    rows = rows_of(stations, volumes, skips)
    width, height = max(row.width for row in rows), rows[-1].bottom
    drawn = [station_drawing(one, row, colours) for row in rows for one in row.placed]
    links = [link(before, after, colours) for before, after in pairs(rows)]
    turns = [turn(row, below, width, colours) for row, below in pairwise(rows)]
    ways = [part for skip in skips for part in way_past(skip, rows, width, colours)]
    return element(
        "svg",
        element("title", words(_title(spec)), id=f"{spec.name}-title"),
        element("desc", words(_description(spec)), id=f"{spec.name}-desc"),
        element("rect", width=width, height=height, fill=colours.paper),
        *drawn, *links, *turns, *ways,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        style="max-width: 100%; height: auto",
        role="img",
        aria_labelledby=f"{spec.name}-title {spec.name}-desc",
        font_family=_FONT,
    )  # fmt: skip


def _title(spec: NetworkSpec) -> str:
    return f"{spec.title or spec.name}: the layers of the network as volumes"


def _description(spec: NetworkSpec) -> str:
    total = bill(spec)
    layers = ". ".join(
        in_full(layer, line)
        for layer, line in zip(every_layer(spec.layers), total.layers, strict=True)
    )
    return (
        f"From {times(spec.input_shape)} to {times(total.layers[-1].output_shape)}, "
        f"{total.parameters:,} parameters. Sides are drawn by the square root of their cells. "
        f"{layers}."
    )
