"""A network as Keras code: a script that makes it."""

from cnnviz.ops import bill
from cnnviz.spec import NetworkSpec
from cnnviz.spec.layers import Layer, Normalization, Residual
from cnnviz.spec.network import every_layer

from .layer_text import Names, layer_text
from .layout import text
from .templates import piece
from .words import comment, quoted

IMPORTS = ("import keras", "from keras import layers")
_COMMA = 1  # behind each layer of a list


def keras_script(spec: NetworkSpec) -> str:
    """Write a network down as a script that makes it with Keras, and prints its summary when run.

    Args:
        spec: the network; its title and note may be anybody's.

    Returns:
        A text whose `model` has the spec's layers, under the spec's names. Names that Keras gives
        by itself are left to it, as it gives them in a fresh process. A network with residual
        blocks is written with the functional API, others as a list.

    Raises:
        LayerError: if a layer cannot be where it is.

    >>> from cnnviz.spec import layers
    >>> net = NetworkSpec(name="tiny", title="Tiny", layers=(
    ...     layers.Input(shape=(5, 5, 1)), layers.Flatten(), layers.Dense(units=2)))
    >>> print(keras_script(net))
    \"\"\"The network tiny, written by the CNN playground.\"\"\"
    <BLANKLINE>
    import keras
    from keras import layers
    <BLANKLINE>
    # Tiny
    model = keras.Sequential(
        [
            keras.Input(shape=(5, 5, 1)),
            layers.Flatten(),
            layers.Dense(units=2),
        ],
        name="tiny",
    )
    <BLANKLINE>
    if __name__ == "__main__":
        model.summary()
    <BLANKLINE>
    """
    # Not a comment: in the first two lines one could declare another encoding of the rest.
    first = piece("network", "first line", name=spec.name)
    about = [comment(words) for words in (spec.title, spec.note) if words.strip()]
    made = "\n".join([*("\n#\n".join(about).split("\n") if about else []), model_text(spec)])
    return first + "\n\n" + text(IMPORTS, [made, piece("network", "summary if run")])


def model_text(spec: NetworkSpec) -> str:
    """Write only the lines that make `model`.

    Args:
        spec: the network.

    Raises:
        LayerError: if a layer cannot be where it is.
    """
    bill(spec)
    listed = len(spec.layers) > 1 and not any(isinstance(one, Residual) for one in spec.layers)
    blocks = [_listed(spec)] if listed else _wired(spec)
    if any(isinstance(layer, Normalization) for layer in every_layer(spec.layers)):
        blocks.append(piece("network", "measured"))
    return "\n".join(blocks)


def _listed(spec: NetworkSpec) -> str:
    names, indent = Names(), " " * 8
    lines = [piece("network", "sequential"), "    ["]
    for layer in spec.layers:
        call = layer_text(layer, names, indent=len(indent) + _COMMA)
        lines += [indent + line for line in f"{call},".split("\n")]
    return "\n".join([*lines, piece("network", "sequential end", name=quoted(spec.name))])


def _wired(spec: NetworkSpec) -> list[str]:
    names = Names()
    first, *others = spec.layers
    lines = [
        piece("network", "input", input=layer_text(first, names, indent=len("x = picture = ")))
    ]
    after_block = False
    for layer in others:
        if isinstance(layer, Residual):
            lines += ["", *_block(layer, names)]
        else:
            lines += [""] * after_block + [_through(layer, names, "x", "x")]
        after_block = isinstance(layer, Residual)
    return [*lines, "", piece("network", "model", name=quoted(spec.name))]


def _block(block: Residual, names: Names) -> list[str]:
    lines = [piece("network", "block")]
    for result, path in (("branch", block.branch), ("skip", block.skip)):
        tensor = "x"
        for layer in path:
            lines.append(_through(layer, names, result, tensor))
            tensor = result
    added = layer_text(block, names)
    return [*lines, piece("network", "sum", layer=added, skip="skip" if block.skip else "x")]


def _through(layer: Layer, names: Names, result: str, tensor: str) -> str:
    around = len(f"{result} = ({tensor})")
    call = layer_text(layer, names, indent=around)
    return piece("network", "through", result=result, layer=call, tensor=tensor)
