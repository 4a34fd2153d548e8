"""Arrays in a `.npz` file: what is declared there, and one of them at a time, never a pickle."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from cnnviz.errors import DatasetError

_LARGEST = 2 * 10**9  # bytes that one array may unfold to; CIFAR-10 complete has 154 MB
# How a torn, foreign or malicious file shows itself; an encrypted one is a RuntimeError.
_DAMAGES = (OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
_READERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}


@dataclass(frozen=True)
class Declared:
    """What an array says about itself before it is read."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]


def declared(path: Path) -> dict[str, Declared]:
    """Read the names, shapes and types of all arrays of a file, and none of their values.

    Args:
        path: of the `.npz` file.

    Raises:
        DatasetError: if the file is absent, damaged, or holds something other than plain arrays.

    Source:
        numpy.lib.format, versions 1.0 and 2.0.
    """
    with _opened(path) as file:
        members = [name for name in file.namelist() if name.endswith(".npy")]
        return {name.removesuffix(".npy"): _header_of(file, name) for name in members}


def read_array(path: Path, name: str) -> NDArray[Any]:
    """Read one array.

    Args:
        path: of the `.npz` file.
        name: of the array, as in `declared`.

    Returns:
        It, in its own shape and type, read-only.

    Raises:
        DatasetError: as `declared`, and if there is no such array or it is unreasonably large.
    """
    with _opened(path) as file:
        size = _header_of(file, f"{name}.npy")
        if prod(size.shape) * size.dtype.itemsize > _LARGEST:
            raise ValueError("too large")
        with file.open(f"{name}.npy") as member:
            array: NDArray[Any] = npy.read_array(member, allow_pickle=False)
    array.setflags(write=False)
    return array


def _header_of(file: zipfile.ZipFile, name: str) -> Declared:
    with file.open(name) as member:
        shape, _fortran, dtype = _header(member)
    if dtype.hasobject:
        raise ValueError("not plain numbers")
    return Declared(shape, dtype)


def _header(member: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    return _READERS[npy.read_magic(member)](member)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open the file; whatever is wrong with it becomes one sentence."""
    try:
        with zipfile.ZipFile(path) as file:
            yield file
    except FileNotFoundError as error:
        raise DatasetError(f"The file {path.name} is missing. Put it back or fetch it.") from error
    except _DAMAGES as error:
        raise DatasetError(
            f"The file {path.name} is damaged or not what its name says. Fetch it once more."
        ) from error
