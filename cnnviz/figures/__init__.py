"""Figures: in plotly, which is loaded when the first one is drawn, and as SVG of our own."""

from .network_svg import network_svg
from .sizes import sizes_figure
from .theme import DARK, LIGHT, Scheme, scheme
from .visits import visits_figure

__all__ = ["DARK", "LIGHT", "Scheme", "network_svg", "scheme", "sizes_figure", "visits_figure"]
