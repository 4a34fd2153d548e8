"""The errors a learner can cause, each a sentence with its remedy.

CnnVizError
├── ShapeError        arrays or windows that do not fit together
├── SpecError         a setting or a description that makes no sense
│   └── LayerError    a layer that cannot be where it is in a network
├── ImageError        an upload that is no picture, or is too large
├── DatasetError      a dataset that is missing or unusable
├── ModelFileError    a network file that cannot be read safely
└── RunError          a training run that is missing or damaged
"""


class CnnVizError(Exception):
    """What is wrong, with the values, and what would work."""


class ShapeError(CnnVizError, ValueError):
    """Arrays or windows that do not fit together."""


class SpecError(CnnVizError, ValueError):
    """A setting or a description that makes no sense."""


class LayerError(SpecError):
    """A layer that cannot be where it is in a network.

    Attributes:
        index: which of the network's layers it is, or is in; the Input is 0.
        name: the layer's name.
    """

    def __init__(self, message: str, index: int, name: str) -> None:
        super().__init__(message)
        self.index = index
        self.name = name


class ImageError(CnnVizError, ValueError):
    """An upload that is no picture, or is too large."""


class DatasetError(CnnVizError, OSError):
    """A dataset that is missing or unusable."""


class ModelFileError(CnnVizError, ValueError):
    """A network file that cannot be read safely."""


class RunError(CnnVizError, OSError):
    """A training run that is missing or damaged."""
