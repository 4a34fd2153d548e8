"""Output sizes in words: the formula filled in, and its inverse."""

import numpy as np
import streamlit as st

from cnnviz import ops
from cnnviz.figures import scheme, sizes_figure, visits_figure
from cnnviz.ops.visits import visits
from cnnviz.spec import Amounts, Pair, Sliding

from .controls import fields
from .guard import guard
from .step import Step

_LARGEST_N = 2048
_CALCULATED = {"n": 10, "m": 3, "p": 0, "s": 1, "d": 1}
_AXES = ("rows", "columns")


def size_in_words(step: Step) -> None:
    """The size of the output, along rows and columns, with the numbers filled in."""
    sliding = step.sliding
    n, o = step.source.x.shape[:2], step.y.shape[:2]
    axes = [1] if step.dimensions == 1 else [0, 1]
    if sliding.kind == "transposed":
        lines = [_transposed(sliding, n[axis], o[axis], axis) for axis in axes]
    else:
        padding = _padding(step)
        lines = [_forward(sliding, n[axis], o[axis], padding[axis], axis) for axis in axes]
    if len(lines) == 2 and lines[0] == lines[1]:  # noqa: PLR2004
        lines = lines[:1]
    labels = [r"\text{" + _AXES[axis] + r"}\quad " if len(lines) > 1 else "" for axis in axes]
    for label, line in zip(labels, lines, strict=False):
        st.latex(label + line)
    refusal = keras_refusal(sliding)
    if refusal:
        st.caption(refusal)


def visits_of_cells(step: Step) -> None:
    """How many outputs each input cell enters, drawn only while the fold is open."""
    fold = st.expander("How often each input cell counts", key="visits", on_change="rerun")
    if not fold.open:
        return
    sliding = step.sliding
    counts = [
        visits(n, m, p=p, s=s, d=d)
        for n, m, p, s, d in zip(
            step.source.x.shape[:2],
            sliding.kernel_size,
            _padding(step),
            sliding.strides,
            sliding.dilation,
            strict=True,
        )
    ]
    both = counts[1] if step.dimensions == 1 else np.outer(*counts)
    fold.plotly_chart(visits_figure(both, scheme(st.context.theme.type)))
    fold.caption("Without padding a cell at the border enters fewer outputs than one inside.")


def _padding(step: Step) -> Amounts:
    """Cells of padding before and after, along rows and columns."""
    n, sliding = step.source.x.shape[:2], step.sliding
    return ops.resolve_padding(
        (n[0], n[1]),
        sliding.kernel_size,
        strides=sliding.strides,
        padding=sliding.padding,
        dilation=sliding.dilation,
    )


def keras_refusal(sliding: Sliding) -> str:
    """What Keras would not compute of this; empty if nothing."""
    stride, dilation = max(sliding.strides), max(sliding.dilation)
    if sliding.kind == "transposed" and dilation > 1:
        return f"Keras on TensorFlow refuses a dilation of {dilation} in a transposed convolution."
    if sliding.kind == "conv" and stride > 1 and dilation > 1:
        return (
            f"Keras refuses a stride of {stride} together with a dilation of {dilation}: "
            "one of them must be 1. The numbers here follow the definition."
        )
    if sliding.kind == "depthwise" and len(set(sliding.strides)) > 1 and dilation == 1:
        return "TensorFlow refuses unequal strides in a depthwise convolution."
    if sliding.mode in ("edge", "wrap") and sliding.padding != "valid":
        return f"Keras knows no padding “{sliding.mode}”: NumPy pads before the layer."
    return ""


def forward_formula(n: int, m: int, padding: Pair, s: int, d: int) -> str:
    """The output size with its numbers, as TeX."""
    before, after = padding
    m_name, m_number = ("m", str(m)) if d == 1 else ("(d(m-1)+1)", f"({d}({m}-1)+1)")
    p_name, p_number = ("2p", rf"2\cdot{before}")
    if before != after:
        p_name, p_number = r"p_\text{before}+p_\text{after}", f"{before}+{after}"
    return (
        rf"o=\left\lfloor\frac{{n+{p_name}-{m_name}}}{{s}}\right\rfloor+1"
        rf"=\left\lfloor\frac{{{n}+{p_number}-{m_number}}}{{{s}}}\right\rfloor+1"
    )


def _forward(sliding: Sliding, n: int, o: int, padding: Pair, axis: int) -> str:
    m, s, d = sliding.kernel_size[axis], sliding.strides[axis], sliding.dilation[axis]
    return f"{forward_formula(n, m, padding, s, d)}={o}"


def _transposed(sliding: Sliding, n: int, o: int, axis: int) -> str:
    m, s, d = sliding.kernel_size[axis], sliding.strides[axis], sliding.dilation[axis]
    if sliding.padding == "same":
        return rf"o=n\cdot s={n}\cdot{s}={o}"
    reach = ops.output_size(m, 1) if d == 1 else d * (m - 1) + 1
    return rf"o=(n-1)\,s+\max(m,s)=({n}-1)\cdot{s}+\max({reach},{s})={o}"


def calculator() -> None:
    """n, m, p, s, d to output size, and back: which p keeps the size, which s halves it."""
    st.subheader("Output size")
    with guard():
        columns = st.columns(5)
        high = {"n": _LARGEST_N, "m": _LARGEST_N, "p": _LARGEST_N, "s": _LARGEST_N, "d": 64}
        words = {"n": "Input", "m": "Window", "p": "Padding", "s": "Stride", "d": "Dilation"}
        numbers = {}
        for column, (letter, default) in zip(columns, _CALCULATED.items(), strict=True):
            with column:
                numbers[letter] = fields.number(
                    f"{words[letter]} {letter}",
                    f"calc_{letter}",
                    0 if letter == "p" else 1,
                    high[letter],
                    default,
                )
        n, m, p, s, d = numbers.values()
        o = ops.output_size(n, m, p=p, s=s, d=d)
        st.latex(f"{forward_formula(n, m, (p, p), s, d)}={o}")
        st.markdown(_inverse(n, m, p, s, d, o))
        fold = st.expander("Every padding and stride", key="sizes_figure", on_change="rerun")
        if fold.open:
            colours = scheme(st.context.theme.type)
            fold.plotly_chart(sizes_figure(n, m, p=p, s=s, d=d, colours=colours))


def _inverse(n: int, m: int, p: int, s: int, d: int, o: int) -> str:
    """The inverse questions, each with its answer."""
    keeps = ops.paddings_for(n, m, n, s=s, d=d)
    wanted = -(-n // 2)
    halves = ops.strides_for(n, m, wanted, p=p, d=d)
    before, after = ops.same_padding(n, m, s=s, d=d)
    unseen = n + 2 * p - ((o - 1) * s + d * (m - 1) + 1)
    same = f"“same” gives {-(-n // s)} with {before} before and {after} after."
    return "\n".join(
        (
            f"- **Which p keeps {n}?** {_listed('p', keeps)}",
            f"- **Which s makes {wanted} of {n}?** {_listed('s', halves)}",
            f"- **Which p gives {o}, too?** {_listed('p', ops.paddings_for(n, m, o, s=s, d=d))}",
            f"- {same} Here {unseen} cell{'' if unseen == 1 else 's'} of the padded input "
            f"{'is' if unseen == 1 else 'are'} in no window.",
        )
    )


def _listed(letter: str, numbers: list[int]) -> str:
    if not numbers:
        return f"No {letter} does with these numbers."
    return " or ".join(f"{letter} = {number}" for number in numbers[:6]) + "."
