"""The courses' networks for pictures of 225×225: what dense layers cost and pooling saves."""

from cnnviz.spec import NetworkSpec
from cnnviz.spec.layers import Conv2D, Dense, Flatten, Input, Layer, MaxPooling2D
from cnnviz.spec.settings import WindowPadding

_SIDE = 225
_PICTURE = Input(shape=(_SIDE, _SIDE, 3))
_YES_OR_NO = Dense(units=1, activation="sigmoid")


def _dense(*units: int) -> tuple[Layer, ...]:
    hidden = (Dense(units=count, activation="relu") for count in units)
    return (Flatten(), *hidden, _YES_OR_NO)


def _single(name: str, title: str, *, strides: int = 1, padding: WindowPadding) -> NetworkSpec:
    return NetworkSpec(
        name=name,
        title=title,
        note="One layer alone: 208 parameters, whatever the picture's size.",
        layers=(_PICTURE, Conv2D(filters=16, kernel_size=2, strides=strides, padding=padding)),
    )


NETWORKS = (
    NetworkSpec(
        name="two-conv-225",
        title="Two convolutions, then one unit",
        note="388 parameters in the convolutions, 195,365 in the one unit behind them.",
        layers=(
            _PICTURE,
            Conv2D(filters=6, kernel_size=3, activation="relu"),
            Conv2D(filters=4, kernel_size=3, activation="relu"),
            *_dense(),
        ),
    ),
    NetworkSpec(
        name="dense-225",
        title="Dense layers only",
        note="Without a convolution the first layer of 16 units takes 2.4 million parameters.",
        layers=(_PICTURE, *_dense(16, 16, 6)),
    ),
    NetworkSpec(
        name="dense-225-wide",
        title="Dense layers only, wider",
        note="100 units on 151,875 values: 15 million parameters, 58 MiB.",
        layers=(_PICTURE, *_dense(100, 50)),
    ),
    NetworkSpec(
        name="pooled-225",
        title="Convolution and pooling, twice",
        note="Pooling has no parameters, and saves most of those in the dense layer.",
        layers=(
            _PICTURE,
            Conv2D(filters=16, kernel_size=2, activation="relu"),
            MaxPooling2D(),
            Conv2D(filters=16, kernel_size=2, activation="relu"),
            MaxPooling2D(),
            *_dense(6),
        ),
    ),
    _single("conv-225-valid", "One convolution, valid", padding="valid"),
    _single("conv-225-stride-2", "One convolution, stride 2", strides=2, padding="valid"),
    _single("conv-225-same", "One convolution, same", padding="same"),
)
