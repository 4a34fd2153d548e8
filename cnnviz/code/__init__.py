"""Settings as texts that can be run."""

from .network import keras_script
from .notebook import notebook
from .snippets import Snippets, snippets_for

__all__ = ["Snippets", "keras_script", "notebook", "snippets_for"]
