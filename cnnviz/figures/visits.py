"""How many outputs each input cell enters, as a figure."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .cells import cells
from .theme import LIGHT, TEXT_SIZE, Scheme, dress

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_MOST_BARS = 32  # up to which a bar carries its number


def visits_figure(counts: NDArray[np.int64], colours: Scheme = LIGHT) -> "Figure":
    """Draw how many outputs each input cell enters.

    Args:
        counts: (L,) for a row, drawn as bars, or (H, W), drawn as a heat map; whole numbers.
        colours: of the page.

    Returns:
        a figure on a see-through ground.
    """
    if counts.ndim == 1:
        return _bars(counts, colours)
    height, width = counts.shape
    figure = cells(
        counts.astype(float),
        colours,
        rows=range(height),
        columns=range(width),
        hover="row %{y}, column %{x}: enters %{z} outputs",
    )
    dress(figure, colours, rows="row", columns="column")
    figure.update_yaxes(scaleanchor="x", constrain="domain")
    figure.update_xaxes(constrain="domain")
    return figure


def _bars(counts: NDArray[np.int64], colours: Scheme) -> "Figure":
    from plotly import graph_objects as go  # costs 35 ms: only where a figure is drawn

    bars = go.Bar(
        x=np.arange(len(counts)),
        y=counts,
        marker={"color": colours.positive},
        text=counts if len(counts) <= _MOST_BARS else None,
        textposition="outside",
        textfont={"size": TEXT_SIZE, "color": colours.text},
        cliponaxis=False,
        hovertemplate="cell %{x}: enters %{y} outputs<extra></extra>",
    )
    figure = go.Figure([bars])
    dress(figure, colours, rows="outputs", columns="input cell")
    figure.update_yaxes(range=[0, int(counts.max(initial=1)) * 1.2], showticklabels=False)
    figure.update_xaxes(dtick=1 if len(counts) <= _MOST_BARS else None)
    return figure
