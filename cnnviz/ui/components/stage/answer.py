"""What the person did on the stage, as values."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.spec import LARGEST_KERNEL
from cnnviz.ui.session import component_state


@dataclass(frozen=True, eq=False)
class KernelEdit:
    """The kernel of one filter as it is now under the person's hands."""

    seq: int
    """Grows with every edit; give the last one you applied back as `Scene.ack`."""
    filter: int
    values: NDArray[np.float64]
    """(kh, kw, Cin/groups); pasting a matrix may have changed kh and kw."""


@dataclass(frozen=True, eq=False)
class StageAnswer:
    """Everything the person chose on a stage so far."""

    edit: KernelEdit | None = None
    filter: int | None = None
    pin: tuple[int, int] | None = None
    """(row, column) of the pinned output cell; None if nothing is pinned."""
    x_id: str | None = None
    """The input that the browser already has."""
    heard: int = 0
    """Number of the browser's last message; 0 if it has said nothing yet."""


def stage_answer(key: str) -> StageAnswer:
    """Read what the stage with this key has sent; call it before mounting the stage.

    What cannot be understood (a browser can send anything) counts as not sent.
    """
    told = (component_state(key) or {}).get("told")
    if not isinstance(told, Mapping):
        return StageAnswer()
    x_id = told.get("x_id")
    return StageAnswer(
        edit=_edit(told.get("edit")),
        filter=_whole(told.get("filter")),
        pin=_cell(told.get("pin")),
        x_id=x_id if isinstance(x_id, str) else None,
        heard=_whole(told.get("seq")) or 0,
    )


def _edit(sent: object) -> KernelEdit | None:
    if not isinstance(sent, Mapping):
        return None
    seq, filter_, shape = _whole(sent.get("seq")), _whole(sent.get("filter")), sent.get("shape")
    if seq is None or filter_ is None or not isinstance(shape, list):
        return None
    sizes = [size for size in map(_whole, shape) if size]
    values = _numbers(sent.get("values"))
    if len(sizes) != len(("rows", "columns", "channels")) or max(sizes[:2]) > LARGEST_KERNEL:
        return None
    if values is None or len(values) != math.prod(sizes):
        return None
    return KernelEdit(seq, filter_, np.array(values, np.float64).reshape(sizes))


def _numbers(sent: object) -> list[float] | None:
    if not isinstance(sent, list):
        return None
    numbers = [float(value) for value in sent if isinstance(value, int | float)]
    return numbers if len(numbers) == len(sent) and all(map(math.isfinite, numbers)) else None


def _cell(sent: object) -> tuple[int, int] | None:
    if not isinstance(sent, Mapping):
        return None
    row, column = _whole(sent.get("row")), _whole(sent.get("column"))
    return None if row is None or column is None else (row, column)


def _whole(sent: Any) -> int | None:  # noqa: ANN401
    """Return a whole number of at least 0, else None."""
    return sent if type(sent) is int and sent >= 0 else None
