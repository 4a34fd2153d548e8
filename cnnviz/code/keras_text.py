"""The text in Keras: one layer with its weights set."""

from .case import POOLS, Case
from .given import given
from .keras_padding import as_keras, pad
from .layout import fold, slices, stretch, text
from .literals import pair
from .shared import axes, flip, holes, plus_bias, show
from .templates import piece

_LAYERS = {
    "conv": "Conv2D",
    "depthwise": "DepthwiseConv2D",
    "transposed": "Conv2DTranspose",
    "max_pool": "MaxPooling2D",
    "average_pool": "AveragePooling2D",
}


def keras_text(case: Case) -> str:
    """Write the case down as Keras code that computes and prints `y`."""
    imports, blocks = given(case)
    lines = [_batch(case), *pad(case, uneven=_uneven(case))]
    if case.sliding.kind in POOLS:
        blocks.append("\n".join([*lines, _layer(case), _pooled(case)]))
    else:
        weights, written = _weights(case)
        sets = piece("keras", "set", weights=weights + plus_bias(case, ", bias"))
        blocks.append("\n".join(lines))
        blocks.append("\n".join([*written, _layer(case), sets, *_result(case)]))
    return text(["import keras", *imports], [*blocks, show(case)])


def _batch(case: Case) -> str:
    if case.one_row:
        index = "np.newaxis, :, np.newaxis" if case.plain_row else "np.newaxis"
        return piece("keras", "row batch", index=index)
    return piece("keras", "batch", index="np.newaxis")


def _uneven(case: Case) -> bool:
    """Whether TensorFlow's depthwise layer would refuse the strides."""
    rows, columns = case.sliding.strides
    return case.sliding.kind == "depthwise" and rows != columns and max(case.gaps) == 1


def _unlucky(case: Case) -> bool:
    """Whether TensorFlow would refuse the output padding: n cells must be ceil(o / s)."""
    sliding = case.sliding
    return (
        sliding.kind == "transposed"
        and sliding.padding == "same"
        and any(
            -(-o // s) != n
            for n, s, o in zip(case.x.shape, sliding.strides, case.output, strict=False)
        )
    )


def _holes(case: Case) -> str:
    """Why the kernel's holes must be written as zeros; empty where Keras makes them."""
    if max(case.gaps) == 1:
        return ""
    if case.sliding.kind == "transposed":
        return "transposed holes"
    together = case.sliding.kind == "conv" and max(case.sliding.strides) > 1
    return "holes" if together else ""


def _weights(case: Case) -> tuple[str, list[str]]:
    """What the weights are called, and the lines that prepare them."""
    lines, name = flip(case), "kernel"
    if _holes(case):
        lines += holes(case, piece("keras", _holes(case)))
        name = "spread"
    if case.plain_row:
        name += "[:, np.newaxis, np.newaxis]"
    return name, lines


def _layer(case: Case) -> str:
    """The line that makes the layer."""
    sliding, kind = case.sliding, case.sliding.kind
    name = "Conv1D" if case.one_row else _LAYERS[kind]
    size = case.span if _holes(case) else sliding.kernel_size
    steps = (1, 1) if _uneven(case) else sliding.strides
    parts = []
    if kind in ("conv", "transposed"):
        parts.append(f"filters={case.maps}")
    parts.append(f"{'pool_size' if kind in POOLS else 'kernel_size'}={_short(case, size)}")
    if kind in POOLS or max(axes(case, steps)) > 1:
        parts.append(f"strides={_short(case, steps)}")
    if as_keras(case, uneven=_uneven(case)) == "same" and not _unlucky(case):
        parts.append('padding="same"')
    if max(case.gaps) > 1 and not _holes(case):
        parts.append(f"dilation_rate={_short(case, case.gaps)}")
    return fold(f"layer = keras.layers.{name}(", [*parts, *_more(case)], ")")


def _more(case: Case) -> list[str]:
    """The arguments that only some layers have."""
    sliding, parts = case.sliding, []
    if sliding.kind == "depthwise" and case.depths[1] > 1:
        parts.append(f"depth_multiplier={case.depths[1]}")
    extra = sliding.output_padding if sliding.kind == "transposed" else None
    if extra is not None and not _unlucky(case):
        parts.append(f"output_padding={pair(extra)}")
    if sliding.kind == "conv" and sliding.groups > 1:
        parts.append(f"groups={sliding.groups}")
    if sliding.kind not in POOLS:
        if case.activation != "linear":
            parts.append(f'activation="{case.activation}"')
        if case.bias is None:
            parts.append("use_bias=False")
    return parts


def _short(case: Case, values: tuple[int, int]) -> str:
    return str(values[1]) if case.one_row else pair(values)


def _result(case: Case) -> list[str]:
    """The lines that call the layer."""
    note, part = [], "0, :, 0" if case.plain_row else "0"
    if _uneven(case):
        note, part = ["equal strides"], f"0, {slices(case.sliding.strides)}"
    elif _unlucky(case):
        kept = [stretch(first, n) for first, n in zip(case.crop, case.output, strict=True)]
        note, part = ["output padding"], f"0, {', '.join(kept)}"
    outputs = piece("keras", "outputs", outputs="layer(batch)", part=part)
    return [*(piece("keras", title) for title in note), outputs]


def _pooled(case: Case) -> str:
    outputs = "layer(batch)"
    named = as_keras(case, uneven=False) != "explicit"
    if case.sliding.kind == "average_pool" and not named:
        outputs = "layer(batch) / layer(inside)"
    if case.activation == "linear":
        return piece("keras", "outputs", outputs=outputs, part="0")
    return piece("keras", "activated outputs", outputs=outputs, activation=case.activation)
