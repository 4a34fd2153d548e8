"""Frozen values: what a layer, a network or a run is, apart from what it does."""

from . import layers
from .bank import LARGEST_KERNEL, MOST_CHANNELS, MOST_FILTERS, Bank, Filter
from .layers import Layer
from .network import (
    MOST_LAYERS,
    NetworkSpec,
    Scale,
    every_layer,
    free_name,
    read_layer,
    read_network,
)
from .possessions import DrawnPicture, KeptPicture, Possessions, from_link, to_link
from .sliding import Activation, Amounts, Kind, Mode, Padding, Pair, Sliding

__all__ = [
    "LARGEST_KERNEL",
    "MOST_CHANNELS",
    "MOST_FILTERS",
    "MOST_LAYERS",
    "Activation",
    "Amounts",
    "Bank",
    "DrawnPicture",
    "Filter",
    "KeptPicture",
    "Kind",
    "Layer",
    "Mode",
    "NetworkSpec",
    "Padding",
    "Pair",
    "Possessions",
    "Scale",
    "Sliding",
    "every_layer",
    "free_name",
    "from_link",
    "layers",
    "read_layer",
    "read_network",
    "to_link",
]
