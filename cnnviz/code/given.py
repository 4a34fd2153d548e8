"""What is given: picture, kernel and bias, as the first lines of every text."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import literals
from .case import Case
from .layout import fold
from .templates import piece


def given(case: Case) -> tuple[list[str], list[str]]:
    """Write down the numbers that a case starts from.

    Returns:
        (imports, blocks).
    """
    imports = ["import numpy as np"]
    if case.picture_file and not case.picture_file.endswith(".npy"):
        imports.append("from PIL import Image")
    blocks = ["\n".join([*_picture(case), *_scale(case)])]
    if case.kernel is not None:
        blocks.append(_kernel(case, case.kernel))
    if case.bias is not None:
        blocks.append(_vector("bias", case.bias))
    return imports, blocks


def _picture(case: Case) -> list[str]:
    if case.picture_file:
        return _file(case, case.picture_file)
    planes = np.moveaxis(case.x, 2, 0)  # (C, H, W)
    if case.one_row:
        planes = planes[:, 0]
    if case.one_row and case.channels == 1:
        return [_vector("x", planes[0], "" if case.plain_row else "[:, np.newaxis]")]
    if case.channels == 1:
        return [_matrix("x", literals.rows(planes[0]), "[:, :, np.newaxis]")]
    titled = literals.titled((f"channel {c}", plane) for c, plane in enumerate(planes))
    return [_matrix("x", titled, ".T" if case.one_row else ".transpose(1, 2, 0)")]


def _file(case: Case, name: str) -> list[str]:
    if name.endswith(".npy"):
        lines = [piece("shared", "file numbers", file=name)]
        index = "0, :, 0" if case.plain_row else "0"
        return [*lines, f"x = x[{index}]"] if case.one_row else lines
    mode = "L" if case.channels == 1 else "RGB"
    lines = [piece("shared", "file picture", file=name, mode=mode)]
    if case.one_row:
        lines.append("x = x[0]" if case.plain_row or case.channels > 1 else "x = x.T")
    elif case.channels == 1:
        lines.append(piece("shared", "grey"))
    return lines


def _scale(case: Case) -> list[str]:
    shift, divisor = literals.number(case.shift), literals.number(case.divisor)
    if case.shift and case.divisor != 1:
        return [piece("shared", "shift and divide", shift=shift, divisor=divisor)]
    if case.shift:
        return [piece("shared", "shift", shift=shift)]
    return [piece("shared", "divide", name="x", divisor=divisor)] if case.divisor != 1 else []


def _kernel(case: Case, kernel: NDArray[Any]) -> str:
    divisor = literals.common_divisor(kernel)
    weights = kernel if divisor is None else np.round(np.asarray(kernel, float) * divisor)
    if case.plain_row:
        lines = [_vector("kernel", weights[0, :, 0, 0])]
    elif weights.size > 1 and np.all(weights == 1):
        shape = weights.shape[1:] if case.one_row else weights.shape
        parts = "" if divisor is None else f" / {divisor}"
        return piece("shared", "ones", shape=shape, parts=parts)
    else:
        lines = [_kernels(case, weights)]
    if divisor is not None:
        lines.append(piece("shared", "divide", name="kernel", divisor=divisor))
    return "\n".join(lines)


def _kernels(case: Case, weights: NDArray[Any]) -> str:
    """Every kernel as a grid of its own, in the order people read: filter, then channel."""
    rows, columns = weights.shape[:2]
    if case.channels == 1 and case.maps == 1:
        return _matrix("kernel", literals.rows(weights[:, :, 0, 0]), f".reshape{weights.shape}")
    by_channel = case.sliding.kind == "depthwise"  # (kh, kw, C, M): the channel leads
    by_filter = case.sliding.kind == "transposed"  # (kh, kw, Cout, Cin): the filter leads
    outer, inner = ("channel", "map") if by_channel else ("filter", "channel")
    order = (2, 3) if by_channel or by_filter else (3, 2)  # axes of outer and inner
    grids = weights.transpose(*order, 0, 1)  # (outer, inner, kh, kw)
    sizes: tuple[int, ...] = (*grids.shape[:2], rows, columns)
    back: tuple[int, ...] = (2, 3, 0, 1) if order == (2, 3) else (2, 3, 1, 0)
    if case.one_row:
        grids, sizes, back = grids[:, :, 0], (*grids.shape[:2], columns), (2, 1, 0)
    titled = literals.titled(
        (f"{outer} {first}, {inner} {second}", grids[first, second])
        for first, second in np.ndindex(*grids.shape[:2])
    )
    return _matrix("kernel", titled, f".reshape{sizes}.transpose{back}")


def _matrix(name: str, rows: str, form: str) -> str:
    return piece("shared", "matrix", name=name, rows=rows, form=form)


def _vector(name: str, values: NDArray[Any], form: str = "") -> str:
    row = literals.row(values, "    ")
    return fold(f"{name} = np.array(", [row, "dtype=float"], f"){form}")
