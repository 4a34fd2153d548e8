"""Figures in plotly, which is loaded when the first one is drawn."""

from .sizes import sizes_figure
from .theme import DARK, LIGHT, Scheme, scheme
from .visits import visits_figure

__all__ = ["DARK", "LIGHT", "Scheme", "scheme", "sizes_figure", "visits_figure"]
