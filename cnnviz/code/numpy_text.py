"""The text in NumPy: windows of the picture, summed with the weights."""

from .case import POOLS, Case
from .given import given
from .layout import slices, stretch, text
from .shared import activate, amounts, axes, flip, mode, plus_bias, result, show, size
from .templates import piece

_WINDOWS = "from numpy.lib.stride_tricks import sliding_window_view"


def numpy_text(case: Case) -> str:
    """Write the case down as NumPy code that computes and prints `y`."""
    imports, blocks = given(case)
    if case.sliding.kind == "transposed":
        work = [_transposed(case)]
    else:
        imports.append(_WINDOWS)
        work = [*flip(case), *_pad(case), *_windows(case), _sum(case)]
    if case.activation == "gelu":
        imports.append("from math import erf")
    return text(imports, [*blocks, "\n".join([*work, *activate(case)]), show(case)])


def _pad(case: Case) -> list[str]:
    if not case.padded:
        return []
    if case.sliding.kind in POOLS:
        kind = case.sliding.kind.removesuffix("_pool")
        return [piece("numpy", f"{kind} pad", amounts=amounts(case))]
    return [piece("shared", "pad", amounts=amounts(case), mode=mode(case))]


def _windows(case: Case) -> list[str]:
    axis = ", axis=(0, 1)" if not case.one_row else "" if case.plain_row else ", axis=0"
    source = "padded" if case.padded else "x"
    span = size(case, case.span)
    lines = [piece("numpy", "windows", source=source, span=span, axis=axis)]
    for title, letter, steps in (
        ("slide", "s", axes(case, case.sliding.strides)),
        ("dilate", "d", axes(case, case.gaps)),
    ):
        if max(steps) > 1:
            word = steps[0] if len(set(steps)) == 1 else steps
            lines.append(piece("numpy", title, steps=slices(steps), **{letter: word}))
    return lines


def _sum(case: Case) -> str:
    name, bias, kind = result(case), plus_bias(case), case.sliding.kind
    if kind in POOLS:
        counted = kind == "average_pool" and case.padded
        return piece("numpy", f"{kind} padded" if counted else kind, name=name)
    if kind == "depthwise":
        shape = (*case.output, case.maps)
        return piece("numpy", "depthwise", name=name, bias=bias, shape=shape)
    if case.sliding.groups > 1:
        groups = case.sliding.groups
        return piece("numpy", "groups", name=name, bias=bias, groups=groups)
    title = "product" if case.plain_row else "sum of a row" if case.one_row else "sum"
    return piece("numpy", title, name=name, bias=bias)


def _transposed(case: Case) -> str:
    ends = [
        max((cells - 1) * step + reach, first + length)
        for cells, step, reach, first, length in zip(
            case.x.shape, case.sliding.strides, case.span, case.crop, case.output, strict=False
        )
    ]
    rows, columns = (
        stretch(start, reach, gap)
        for start, reach, gap in zip(("top", "left"), case.span, case.gaps, strict=True)
    )
    top, left = (
        word if step == 1 else f"{step} * {word}"
        for word, step in zip(("row", "column"), case.sliding.strides, strict=True)
    )
    return piece(
        "numpy",
        "transposed",
        name=result(case),
        bias=plus_bias(case),
        shape=(*ends, case.maps),
        top=top,
        left=left,
        rows=rows,
        columns=columns,
        crop=crop(case, tuple(ends)),
    )


def crop(case: Case, size: tuple[int, ...]) -> str:
    """Cut the result of a transposed convolution out of `size` rows and columns."""
    if size == case.output:
        return ""
    kept = [stretch(first, n) for first, n in zip(case.crop, case.output, strict=True)]
    return f"[{', '.join(kept)}]"
