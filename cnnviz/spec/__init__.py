"""Frozen values: what a layer, a network or a run is, apart from what it does."""

from .bank import LARGEST_KERNEL, MOST_CHANNELS, MOST_FILTERS, Bank, Filter
from .possessions import DrawnPicture, KeptPicture, Possessions, from_link, to_link
from .sliding import Activation, Amounts, Kind, Mode, Padding, Pair, Sliding

__all__ = [
    "LARGEST_KERNEL",
    "MOST_CHANNELS",
    "MOST_FILTERS",
    "Activation",
    "Amounts",
    "Bank",
    "DrawnPicture",
    "Filter",
    "KeptPicture",
    "Kind",
    "Mode",
    "Padding",
    "Pair",
    "Possessions",
    "Sliding",
    "from_link",
    "to_link",
]
