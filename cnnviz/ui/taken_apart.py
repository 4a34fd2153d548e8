"""Units where nothing slides, in numbers that add up: dense units, and layers that rescale."""

import numpy as np
import streamlit as st

from cnnviz.spec import layers

from .inside import Insight, Unit

_LISTED = 8  # contributions; the rest is one sum


def show_unit(insight: Insight, unit: Unit) -> None:
    """How the number of the chosen unit comes about."""
    layer = insight.layer(unit.layer)
    st.markdown(f"**{unit.layer}, {'unit' if _is_dense(layer) else 'map'} {unit.index + 1}**")
    if isinstance(layer, layers.Dense):
        _dense(insight, unit, layer)
    elif isinstance(layer, layers.BatchNormalization):
        st.markdown(_normalised(insight, unit, layer))
    else:
        st.caption((type(layer).__doc__ or "").splitlines()[0])


def _n(value: float) -> str:
    """A number to four decimals, with a minus that is one.

    >>> _n(-0.5)
    '−0.5000'
    """
    return f"{value:.4f}".replace("-", "−")


def _is_dense(layer: object) -> bool:
    return isinstance(layer, layers.Dense)


def _dense(insight: Insight, unit: Unit, layer: layers.Dense) -> None:
    """Where the score comes from: activation × weight, largest first; they add up to z."""
    x = insight.before(unit.layer)
    weights = insight.weight(unit.layer, "kernel")[:, unit.index]
    products = x.astype(float) * weights
    bias = float(insight.weight(unit.layer, "bias")[unit.index]) if layer.use_bias else 0.0
    order = np.argsort(-np.abs(products), kind="stable")[:_LISTED]
    rest = products.sum() - products[order].sum()
    rows = [f"| {at + 1} | {_n(x[at])} | {_n(weights[at])} | {_n(products[at])} |" for at in order]
    others = len(x) - len(order)
    z = products.sum() + bias
    st.markdown(
        "| from unit | activation | × weight | = contribution |\n| --: | --: | --: | --: |\n"
        + "\n".join(rows)
        + f"\n| {others:,} others | | | {_n(rest)} |\n| bias | | | {_n(bias)} |"
        + f"\n| **z** | | | **{_n(z)}** |"
    )
    value = float(insight.trace.outputs[unit.layer][unit.index])
    if layer.activation == "softmax":
        logits = insight.trace.before_activation[unit.layer]
        total = float(np.exp(logits.astype(float) - logits.max()).sum())
        st.latex(
            rf"\frac{{e^{{z-{logits.max():.4f}}}}}{{\sum e^{{z_k-{logits.max():.4f}}}}}"
            rf"=\frac{{{np.exp(z - float(logits.max())):.6f}}}{{{total:.6f}}}={value:.6f}"
        )
    elif layer.activation != "linear":
        st.latex(rf"\text{{{layer.activation}}}({z:.4f})={value:.4f}")


def _normalised(insight: Insight, unit: Unit, layer: layers.BatchNormalization) -> str:
    """γ (x − mean) / √(variance + ε) + β with this map's numbers."""
    mean = float(insight.weight(unit.layer, "moving_mean")[unit.index])
    variance = float(insight.weight(unit.layer, "moving_variance")[unit.index])
    gamma = float(insight.weight(unit.layer, "gamma")[unit.index]) if layer.scale else 1.0
    beta = float(insight.weight(unit.layer, "beta")[unit.index]) if layer.center else 0.0
    return (
        f"Every cell x becomes {gamma:.4f} · (x − {mean:.4f}) / √({variance:.4f} + "
        f"{layer.epsilon:g}) + {beta:.4f}."
    )
