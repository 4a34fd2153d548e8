"""The text in SciPy: its own correlations and filters, where it has them."""

from .case import POOLS, Case
from .given import given
from .layout import slices, stretch, text
from .planes import letter, stacked, strided, summed
from .scipy_pool import pool
from .shared import activate, amounts, axes, holes, mode, plus_bias, result, show
from .templates import piece

# What SciPy calls the modes of numpy.pad, and which of its modules knows them
_SIGNAL = {"symmetric": "symm", "wrap": "wrap"}
_NDIMAGE = {"reflect": "mirror", "edge": "nearest"}
_SPECIAL = {"gelu": "erf", "sigmoid": "expit"}


def scipy_text(case: Case) -> str:
    """Write the case down as SciPy code that computes and prints `y`."""
    imports, blocks = given(case)
    if case.sliding.kind in POOLS:
        more, work = pool(case)
    elif case.sliding.kind == "transposed":
        more, work = _transposed(case)
    else:
        more, work = _correlated(case)
    if case.activation in _SPECIAL:
        more.append(f"from scipy.special import {_SPECIAL[case.activation]}")
    work += activate(case, "scipy")
    return text([*imports, *more], [*blocks, "\n".join(work), show(case)])


def _correlated(case: Case) -> tuple[list[str], list[str]]:
    """Correlations plane by plane: (imports, lines)."""
    word = _word(case)
    weights, lines = _weights(case)
    if word is None:
        lines.append(piece("shared", "pad", amounts=amounts(case), mode=mode(case)))
    if strided(case)[1]:
        lines.append(piece("scipy", "stride"))
    library, function, how = _function(case, word)
    names = {"function": function, "weights": weights, "how": how}
    names["source"] = "padded" if word is None else "x"
    if case.plain_row:
        named = {"name": result(case), "bias": plus_bias(case), "kept": strided(case)[1]}
        lines.append(piece("scipy", "row", **names, **named))
    else:
        lines += _maps(case, names)
    return [f"from scipy.{library} import {function}"], lines


def _word(case: Case) -> str | None:
    """SciPy's own word for the padding, or None where NumPy has to pad."""
    if not case.padded:
        return "valid"
    reaches, sides = axes(case, case.span), axes(case, case.amounts)
    pairs = list(zip(reaches, sides, strict=True))
    zeros = case.sliding.mode == "constant"
    if zeros and all(side == (m - 1, m - 1) for m, side in pairs):
        return "full"
    cells = axes(case, (int(case.x.shape[0]), int(case.x.shape[1])))
    small = all(m // 2 < n for n, m in zip(cells, reaches, strict=True))
    centred = all(m % 2 and side == (m // 2, m // 2) for m, side in pairs)
    if not small or not centred:
        return None
    # modes other than zeros exist for planes only, and make the line for a group too long
    return "same" if zeros or (not case.one_row and case.sliding.groups == 1) else None


def _function(case: Case, word: str | None) -> tuple[str, str, str]:
    """(module, function, its arguments behind picture and kernel)."""
    function = "convolve" if case.flips else "correlate"
    if word == "same" and case.sliding.mode in _NDIMAGE:
        return "ndimage", function, f'mode="{_NDIMAGE[case.sliding.mode]}"'
    how = f'"{word or "valid"}"'
    if word == "same" and case.sliding.mode in _SIGNAL:
        how += f', boundary="{_SIGNAL[case.sliding.mode]}"'
    return "signal", function if case.one_row else f"{function}2d", how


def _weights(case: Case) -> tuple[str, list[str]]:
    """What the weights are called, and the lines that prepare them."""
    if max(case.gaps) == 1:
        return "kernel", []
    return "spread", holes(case, piece("scipy", "holes"))


def _maps(case: Case, names: dict[str, str]) -> list[str]:
    """One plane for each map, summed over the channels it sees."""
    depth, last = case.depths
    title = "row plane" if case.one_row else "plane"
    if case.sliding.kind == "depthwise":
        channel = letter("c", depth)
        index = f"{channel}, {letter('m', last)}"
        plane = piece("scipy", title, channel=channel, index=index, **names)
        return stacked(case, plane, [("c", depth), ("m", last)], strided(case))
    index = f"{letter('c', depth)}, {letter('f', last)}"
    plane = piece("scipy", title, channel=_channel(case), index=index, **names)
    note = [piece("scipy", "own group")] if case.sliding.groups > 1 else []
    return [*note, *stacked(case, summed(plane, depth), [("f", last)], strided(case))]


def _channel(case: Case) -> str:
    """Which channel of x the filter f meets with its kernel c."""
    depth, last = case.depths
    groups = case.sliding.groups
    if groups == 1:
        return letter("c", depth)
    group = "f" if last == groups else f"f // {last // groups}"
    if depth == 1:
        return group
    return f"{depth} * {group if last == groups else f'({group})'} + c"


def _transposed(case: Case) -> tuple[list[str], list[str]]:
    """Zeros between the cells, then a full convolution: (imports, lines)."""
    weights, lines = _weights(case)
    filters, depth = case.depths
    steps = case.sliding.strides
    cells = [
        max((n - 1) * s + 1, first + length - reach + 1)
        for n, s, first, length, reach in zip(
            case.x.shape, steps, case.crop, case.output, case.span, strict=False
        )
    ]
    if max(steps) > 1:
        word = steps[0] if steps[0] == steps[1] else steps
        shape = (*cells, case.channels)
        lines.append(piece("scipy", "stuff", shape=shape, steps=slices(steps), s=word))
    plane = piece(
        "scipy",
        "plane",
        function="convolve2d",
        source="stuffed" if max(steps) > 1 else "x",
        weights=weights,
        channel=letter("c", depth),
        index=f"{letter('f', filters)}, {letter('c', depth)}",
        how='"full"',
    )
    ends = tuple(n + reach - 1 for n, reach in zip(cells, case.span, strict=True))
    kept = ("", "")
    if ends != case.output:
        inside = [stretch(first, n) for first, n in zip(case.crop, case.output, strict=True)]
        kept = ", ".join(inside), f"[{', '.join(inside)}]"
    lines += stacked(case, summed(plane, depth), [("f", filters)], kept)
    return ["from scipy.signal import convolve2d"], lines
