"""Settings as texts that can be run."""

from .snippets import Snippets, snippets_for

__all__ = ["Snippets", "snippets_for"]
