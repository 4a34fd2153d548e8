"""Random networks for tests: valid ones, and such as are nearly so."""

import math

from hypothesis import strategies as st

from cnnviz.errors import SpecError
from cnnviz.ops.shapes import output_shape
from cnnviz.spec import NetworkSpec, layers

ACTIVATIONS = ["linear", "relu", "leaky_relu", "elu", "gelu", "tanh", "sigmoid", "softmax"]
MOST_VALUES = 4000  # of one layer's output: small enough for thousands of networks

_sizes = st.integers(1, 4)
_pairs = st.one_of(_sizes, st.tuples(_sizes, _sizes))
_strides = st.sampled_from([1, 1, 1, 1, 2, 2, 3, (1, 2), (3, 1)])
_dilations = st.sampled_from([1, 1, 1, 1, 1, 1, 2, 3, (1, 2)])
_paddings = st.sampled_from(["valid", "same"])
_filters = st.integers(1, 6)
_penalties = st.sampled_from([None, None, None, 1e-3])
_window = {
    "kernel_size": _pairs,
    "strides": _strides,
    "padding": _paddings,
    "dilation_rate": _dilations,
    "activation": st.sampled_from(ACTIVATIONS),
    "use_bias": st.booleans(),
}
_pool = {"pool_size": _pairs, "strides": st.none() | _pairs, "padding": _paddings}
_borders = st.integers(0, 3)
_frames = st.one_of(
    _borders,
    st.tuples(_borders, _borders),
    st.tuples(st.tuples(_borders, _borders), st.tuples(_borders, _borders)),
)

PLAIN = {
    "Rescaling": {"scale": st.floats(-2, 2), "offset": st.floats(-1, 1)},
    "Normalization": {"axis": st.sampled_from([-1, (1, 2, 3)])},
    "Reshape": {"target_shape": st.lists(st.integers(-1, 12), min_size=1, max_size=3)},
    "ZeroPadding2D": {"padding": _frames},
    "Conv2D": {**_window, "filters": _filters, "kernel_regularizer": _penalties},
    "DepthwiseConv2D": {**_window, "depth_multiplier": st.integers(1, 2)},
    "SeparableConv2D": {**_window, "filters": _filters, "depth_multiplier": st.integers(1, 2)},
    "Conv2DTranspose": {
        **_window,
        "filters": _filters,
        "output_padding": st.none() | st.integers(0, 2) | st.tuples(_borders, _borders),
    },
    "MaxPooling2D": _pool,
    "AveragePooling2D": _pool,
    "GlobalMaxPooling2D": {},
    "GlobalAveragePooling2D": {},
    "BatchNormalization": {"center": st.booleans(), "scale": st.booleans()},
    "Activation": {"activation": st.sampled_from(ACTIVATIONS)},
    "LeakyReLU": {"negative_slope": st.floats(0, 1)},
    "Dropout": {"rate": st.floats(0, 1)},
    "Flatten": {},
    "Dense": {
        "units": st.integers(1, 8),
        "activation": st.sampled_from(ACTIVATIONS),
        "use_bias": st.booleans(),
        "kernel_regularizer": _penalties,
    },
}
WINDOWED = (
    "Conv2D",
    "DepthwiseConv2D",
    "SeparableConv2D",
    "Conv2DTranspose",
    "MaxPooling2D",
    "AveragePooling2D",
)
KINDS = tuple(PLAIN)


@st.composite
def _inputs(draw):
    """Mostly a picture; sometimes a table, or values in a row."""
    axes = draw(st.sampled_from([3, 3, 3, 3, 3, 3, 3, 3, 2, 1]))
    sides = draw(st.tuples(st.integers(1, 12), st.integers(1, 12), st.integers(1, 4)))
    return sides[:axes]


@st.composite
def plain_layers(draw, shape, kinds=KINDS):
    """Any layer but Input and Residual, every other with a window; may be impossible there."""
    windows = kinds == KINDS and len(shape) == 3 and draw(st.booleans())
    kind = draw(st.sampled_from(WINDOWED if windows else kinds))
    settings = {name: draw(values) for name, values in PLAIN[kind].items()}
    if kind == "Reshape" and draw(st.booleans()):
        settings["target_shape"] = draw(st.sampled_from(_foldings(shape)))
    if kind == "Conv2D" and len(shape) == 3 and draw(st.integers(0, 9)) == 0:  # slow: compiled
        settings["groups"] = draw(st.sampled_from([2, 3]))
    return getattr(layers, kind)(**settings)


def _foldings(shape):
    values = math.prod(shape)
    rows = next(n for n in range(math.isqrt(values), 0, -1) if values % n == 0)
    return [(values,), (rows, values // rows), (rows, -1, 1), (-1, shape[-1])]


def after(layer, shape):
    """The shape behind a layer, or None where the layer is impossible or too large for a test."""
    try:
        made = output_shape(layer, shape).shape
    except SpecError:
        return None
    return made if math.prod(made) <= MOST_VALUES else None


@st.composite
def _path(draw, shape, longest, kinds=KINDS):
    path = []
    for _ in range(draw(st.integers(1, longest))):
        layer = draw(plain_layers(shape, kinds))
        made = after(layer, shape)
        if made is not None:
            path.append(layer)
            shape = made
    return tuple(path), shape


@st.composite
def residuals(draw, shape):
    """A residual block behind maps of `shape`, whose sides fit."""
    branch, made = draw(_path(shape, 3, ("Conv2D", "BatchNormalization", "MaxPooling2D")))
    if not branch or len(made) != 3:
        return None, shape
    if made == shape and draw(st.booleans()):
        return layers.Residual(branch=branch), made
    skip = [layers.Conv2D(filters=made[2], kernel_size=1)]
    for axis in (0, 1):  # cut to the branch's size
        if made[axis] < shape[axis]:
            window = [1, 1]
            window[axis] = shape[axis] - made[axis] + 1
            skip.append(layers.AveragePooling2D(pool_size=tuple(window), strides=1))
        elif made[axis] > shape[axis]:
            return None, shape
    return layers.Residual(branch=branch, skip=tuple(skip)), made


@st.composite
def valid_networks(draw, longest=6, kinds=KINDS):
    """Networks that `ops.shapes` finds possible; small enough to be built in a moment."""
    shape = draw(_inputs())
    stack = [layers.Input(shape=shape)]
    for _ in range(draw(st.integers(1, longest))):
        if len(shape) == 3 and kinds == KINDS and draw(st.integers(0, 5)) == 0:
            block, shape = draw(residuals(shape))
            stack += [block] if block else []
            continue
        path, shape = draw(_path(shape, 1, kinds))
        stack += path
    return NetworkSpec(name="random", layers=tuple(stack))


@st.composite
def near_valid_networks(draw):
    """Networks of which one layer, or one block, was not looked at: often it cannot be there."""
    network = draw(valid_networks(longest=3))
    shape = network.input_shape
    for layer in network.layers[1:]:
        if isinstance(layer, layers.Residual):
            for inner in layer.branch:
                shape = output_shape(inner, shape).shape
        else:
            shape = output_shape(layer, shape).shape
    last = draw(plain_layers(shape))
    if draw(st.integers(0, 7)) == 0:
        other = draw(plain_layers(shape))
        last = layers.Residual(branch=(last,), skip=draw(st.sampled_from([(), (other,)])))
    return NetworkSpec(name="random", layers=(*network.layers, last))
