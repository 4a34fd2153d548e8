"""A grid of numbers on their colours: what the tables among the figures are made of."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .theme import TEXT_SIZE, Scheme, ink_on, mix, ramp

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_MOST_NUMBERS = 12 * 16  # cells up to which each can carry its number


def cells(
    values: NDArray[np.float64],
    colours: Scheme,
    *,
    rows: Sequence[int],
    columns: Sequence[int],
    hover: str,
) -> "Figure":
    """Draw whole numbers from 0 up as cells, each with its number where there is room.

    Args:
        values: (rows, columns); NaN leaves a cell empty and writes a dash.
        colours: of the page.
        rows: what to write beside the rows, from top to bottom.
        columns: what to write below the columns.
        hover: what a cell says, with %{x}, %{y} and %{z}.

    Returns:
        a heat map, and the numbers as text above it.
    """
    from plotly import graph_objects as go  # costs 35 ms: only where a figure is drawn

    most = float(np.nanmax(values, initial=1.0))
    heat = go.Heatmap(
        z=values,
        x=list(columns),
        y=list(rows),
        zmin=0,
        zmax=most,
        colorscale=ramp(colours.positive),
        showscale=False,
        xgap=2,
        ygap=2,
        hoverongaps=False,
        hovertemplate=hover + "<extra></extra>",
    )
    figure = go.Figure([heat])
    if values.size <= _MOST_NUMBERS:
        figure.update_layout(xaxis_dtick=1, yaxis_dtick=1)
        flat = values.ravel()
        shares = np.nan_to_num(flat) / most
        inks = [ink_on(mix(colours.surface, colours.positive, share)) for share in shares]
        figure.add_scatter(
            x=np.tile(columns, len(rows)),
            y=np.repeat(rows, len(columns)),
            text=["–" if np.isnan(value) else f"{value:.0f}" for value in flat],
            mode="text",
            textfont={"size": TEXT_SIZE, "color": inks},
            hoverinfo="skip",
        )
    figure.update_yaxes(autorange="reversed")
    return figure
