"""Datasets of labelled pictures: three from the folder CNNVIZ_DATA_DIR, one of scikit-learn."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from cnnviz.data import photos
from cnnviz.data.npz import Declared, declared, read_array
from cnnviz.errors import DatasetError

Part = Literal["train", "test"]
FOLDER = "CNNVIZ_DATA_DIR"  # the environment variable
_OWN_TEST = 360  # of the 1797 digits of scikit-learn: the last fifth, never shuffled
_DIGITS = tuple(str(label) for label in range(10))


@dataclass(frozen=True)
class Dataset:
    """A dataset that one can choose.

    Attributes:
        key: its name in links and commands.
        title: its name for people.
        sentence: what its pictures show.
        shape: (H, W, C) of each picture.
        classes: what the labels 0, 1, 2, … mean.
        file: its name in the folder of datasets; empty if it comes with scikit-learn.
    """

    key: str
    title: str
    sentence: str
    shape: tuple[int, int, int]
    classes: tuple[str, ...]
    file: str = ""


@dataclass(frozen=True, eq=False)
class Examples:
    """Pictures with what they show.

    Attributes:
        pictures: (N, H, W, C) uint8 in 0..255, read-only.
        labels: (N,) uint8, the number of each one's class, read-only.
    """

    pictures: NDArray[np.uint8]
    labels: NDArray[np.uint8]

    def __len__(self) -> int:
        """N."""
        return len(self.labels)


DATASETS = {
    dataset.key: dataset
    for dataset in (
        Dataset("mnist", "MNIST", "Handwritten digits.", (28, 28, 1), _DIGITS, "mnist.npz"),
        Dataset(
            "fashion-mnist",
            "Fashion-MNIST",
            "Clothes, shoes and bags of a shop.",
            (28, 28, 1),
            ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
             "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
            "fashion_mnist.npz",
        ),
        Dataset(
            "cifar-10",
            "CIFAR-10",
            "Small photos of animals and vehicles.",
            (32, 32, 3),
            ("airplane", "automobile", "bird", "cat", "deer",
             "dog", "frog", "horse", "ship", "truck"),
            "cifar10.npz",
        ),
        Dataset("digits", "Digits", "Handwritten digits of 8×8 pixels.", (8, 8, 1), _DIGITS),
    )
}  # fmt: skip


def dataset(key: str) -> Dataset:
    """Find a dataset by its key.

    Raises:
        DatasetError: if there is no such dataset.

    >>> dataset("cifar-10").classes[3]
    'cat'
    """
    if key not in DATASETS:
        raise DatasetError(
            f"There is no dataset “{key[:40]}”. Choose one of {', '.join(DATASETS)}."
        )
    return DATASETS[key]


def is_available(key: str) -> bool:
    """Tell whether the pictures of a dataset are on this machine; its file is not opened.

    >>> is_available("digits")
    True
    """
    chosen, folder = dataset(key), _folder()
    return not chosen.file or (folder is not None and (folder / chosen.file).is_file())


def count(key: str, part: Part) -> int:
    """Tell how many pictures there are, without reading them.

    Args:
        key: as in `DATASETS`.
        part: "train" or "test".

    Raises:
        DatasetError: as `examples`.

    >>> count("digits", "train") + count("digits", "test")
    1797
    """
    chosen = dataset(key)
    if not chosen.file:
        return {"train": photos.DIGITS - _OWN_TEST, "test": _OWN_TEST}[part]
    return _checked(_path(chosen), chosen, part)[0].shape[0]


def examples(key: str, part: Part) -> Examples:
    """Read the pictures and labels of one part.

    Args:
        key: as in `DATASETS`.
        part: "train" or "test". The digits of scikit-learn come as one; their last 360 are the
            test here.

    Returns:
        As many as the file has, in its order.

    Raises:
        DatasetError: if there is no such dataset, or its file is absent, damaged or does not hold
            `x_train`, `y_train`, `x_test`, `y_test` of this dataset's shape.

    >>> examples("digits", "test").pictures.shape
    (360, 8, 8, 1)
    """
    chosen = dataset(key)
    if not chosen.file:
        return _own_digits(part)
    path = _path(chosen)
    _checked(path, chosen, part)
    pictures = read_array(path, f"x_{part}").reshape(-1, *chosen.shape)
    labels = read_array(path, f"y_{part}").reshape(-1)
    if not 0 <= labels.min() <= labels.max() < len(chosen.classes):
        raise _foreign(path, chosen)
    return _sealed(pictures, labels)


def _own_digits(part: Part) -> Examples:
    first = photos.DIGITS - _OWN_TEST
    numbers = {"train": range(first), "test": range(first, photos.DIGITS)}[part]
    pictures = np.stack([photos.digit(number) for number in numbers])
    return _sealed(pictures, np.array([photos.digit_label(number) for number in numbers]))


def _sealed(pictures: NDArray[np.uint8], labels: NDArray[Any]) -> Examples:
    sealed = Examples(pictures, labels.astype(np.uint8))
    sealed.pictures.setflags(write=False)
    sealed.labels.setflags(write=False)
    return sealed


def _folder() -> Path | None:
    place = os.environ.get(FOLDER)
    return Path(place) if place else None


def _path(chosen: Dataset) -> Path:
    folder = _folder()
    if folder is not None and (folder / chosen.file).is_file():
        return folder / chosen.file
    remedy = f"Set {FOLDER} to a folder that holds {chosen.file}"
    if folder is not None:
        remedy = f"Put {chosen.file} into the folder that {FOLDER} names"
    raise DatasetError(
        f"{chosen.title} is not on this machine. {remedy}, or choose scikit-learn's digits."
    )


def _checked(path: Path, chosen: Dataset, part: Part) -> tuple[Declared, Declared]:
    """What the file declares about pictures and labels, if they are of this dataset."""
    arrays = declared(path)
    pictures, labels = arrays.get(f"x_{part}"), arrays.get(f"y_{part}")
    if pictures is None or labels is None:
        raise _foreign(path, chosen)
    height, width, channels = chosen.shape
    shapes = {(height, width, channels), (height, width)} if channels == 1 else {chosen.shape}
    fits = pictures.shape[1:] in shapes and pictures.dtype == np.uint8 and pictures.shape[0] > 0
    named = labels.shape in {pictures.shape[:1], (*pictures.shape[:1], 1)}
    if not (fits and named and labels.dtype.kind in "iu"):
        raise _foreign(path, chosen)
    return pictures, labels


def _foreign(path: Path, chosen: Dataset) -> DatasetError:
    height, width, channels = chosen.shape
    return DatasetError(
        f"The file {path.name} does not hold {chosen.title}. It needs x_train, y_train, x_test "
        f"and y_test: pictures of {height}×{width}×{channels} bytes with labels from 0 to "
        f"{len(chosen.classes) - 1}."
    )
