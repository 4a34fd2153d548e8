"""Keras models from specs: for child processes only, never for the process that serves pages."""

from .build import build, set_weights, weights_of

__all__ = ["build", "set_weights", "weights_of"]
