"""The networks that ship trained: what each is, how it came about, and its weights as arrays."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnnviz.data.npz import declared, read_array
from cnnviz.errors import DatasetError, ShapeError, SpecError
from cnnviz.spec import NetworkSpec

WEIGHTS = Path(__file__).parents[2] / "assets" / "weights"  # the project runs from its checkout
_BRIGHTEST = 255
_BATCH_AXES = 4


class Starter(BaseModel):
    """What is known about a network that ships trained.

    Attributes:
        name: of its files and in links.
        title: for people.
        network: its layers; `network.scale` says whether it sees 0–1 or 0–255.
        dataset: key of the pictures it learned from.
        border: cells of zeros to put around each picture of the dataset.
        classes: what its scores mean, in order.
        recipe: how it was trained, setting by setting.
        seed: what all chance in the training was drawn from.
        trained: number of training pictures.
        tested: number of test pictures, none of which it was trained on.
        accuracy: share of the test pictures that it names rightly, 0..1.
        parameters: number of its weights.
        date: of the training, year-month-day.
        made_with: versions of the packages that trained it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: str
    dataset: str
    border: Annotated[int, Field(ge=0)] = 0
    classes: tuple[str, ...]
    recipe: dict[str, bool | int | float | str]
    seed: int
    trained: int
    tested: int
    accuracy: Annotated[float, Field(ge=0, le=1)]
    parameters: int
    date: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
    made_with: dict[str, str]
    network: NetworkSpec

    def as_input(self, pictures: ArrayLike) -> NDArray[np.float32]:
        """Prepare pictures of its dataset as it expects them.

        Args:
            pictures: (N, H, W, C), 0..255.

        Returns:
            (N, H + 2·border, W + 2·border, C) in 0..1 or 0..255, as `network.scale` says.

        Raises:
            ShapeError: if they do not fit its input.
        """
        return as_input(self.network, pictures, border=self.border)


def as_input(network: NetworkSpec, pictures: ArrayLike, *, border: int = 0) -> NDArray[np.float32]:
    """Prepare pictures for a network.

    Args:
        network: tells size and scale.
        pictures: (N, H, W, C), 0..255.
        border: cells of zeros around each.

    Returns:
        (N, H + 2·border, W + 2·border, C).

    Raises:
        ShapeError: if they do not fit the network's input.
        SpecError: if it expects standardised pictures.
    """
    batch = np.asarray(pictures)
    if batch.ndim == _BATCH_AXES:
        around = (border, border)
        batch = np.pad(batch, ((0, 0), around, around, (0, 0)))
    if batch.shape[1:] != network.input_shape:
        wanted = "×".join(map(str, network.input_shape))
        raise ShapeError(
            f"Pictures of shape {batch.shape} with a border of {border} do not fit a network for "
            f"{wanted}. Give them as (N, rows, columns, channels) that make {wanted} with it."
        )
    if network.scale == "standardised":
        raise SpecError(
            f"The network {network.name} needs the mean of its training pictures, which is not "
            "known here. Choose one that sees 0–1 or 0–255."
        )
    factor = 1 / _BRIGHTEST if network.scale == "0-1" else 1.0
    return batch.astype(np.float32) * np.float32(factor)


@cache
def starters() -> Mapping[str, Starter]:
    """List the networks that ship trained, by name; reads no weights.

    Raises:
        DatasetError: if a description is damaged.
    """
    return {path.stem: read_starter(path) for path in sorted(WEIGHTS.glob("*.json"))}


def starter(name: str) -> Starter:
    """Find one by its name.

    Raises:
        DatasetError: if there is no such starter.
    """
    if name not in starters():
        raise DatasetError(
            f"There is no trained network “{name[:40]}”. Choose one of {', '.join(starters())}."
        )
    return starters()[name]


@cache
def starter_weights(name: str) -> Mapping[str, NDArray[np.float32]]:
    """Read the weights of a starter.

    Args:
        name: as in `starters`.

    Returns:
        By "layer/variable" in the order of the layers, e.g. "conv2d/kernel" (kh, kw, Cin, Cout);
        float32, read-only.

    Raises:
        DatasetError: if there is no such starter, or its file is missing or damaged.
    """
    return read_weights(WEIGHTS / f"{starter(name).name}.npz")


def read_weights(path: Path) -> dict[str, NDArray[np.float32]]:
    """Read weights by "layer/variable" from a `.npz` file.

    Raises:
        DatasetError: if the file is absent, damaged, or holds other than float32.
    """
    arrays = declared(path)
    if any(array.dtype != np.float32 for array in arrays.values()):
        raise DatasetError(f"The file {path.name} does not hold weights of 32 bits. Put it back.")
    return {name: read_array(path, name) for name in arrays}


def read_starter(path: Path) -> Starter:
    """Read the description of a starter.

    Raises:
        DatasetError: if the file is missing or damaged.
    """
    try:
        return Starter.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise DatasetError(
            f"The description {path.name} of a trained network is missing or damaged. "
            "Put the file back."
        ) from error
