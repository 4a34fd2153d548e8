"""Networks that made history: LeNet-5, AlexNet, VGG-16."""

from cnnviz.spec import NetworkSpec
from cnnviz.spec.layers import (
    AveragePooling2D,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    Layer,
    MaxPooling2D,
)


def _tanh(filters: int) -> Conv2D:
    return Conv2D(filters=filters, kernel_size=5, activation="tanh")


def _relu(filters: int, size: int = 3, *, strides: int = 1, groups: int = 1) -> Conv2D:
    return Conv2D(
        filters=filters,
        kernel_size=size,
        strides=strides,
        groups=groups,
        padding="valid" if strides > 1 else "same",
        activation="relu",
    )


def _alexnet(groups: int) -> tuple[Layer, ...]:
    shrink = MaxPooling2D(pool_size=3, strides=2)
    return (
        Input(shape=(227, 227, 3)),
        _relu(96, 11, strides=4),
        shrink,
        _relu(256, 5, groups=groups),
        shrink,
        _relu(384),
        _relu(384, groups=groups),
        _relu(256, groups=groups),
        shrink,
        Flatten(),
        *_head(dropout=0.5),
    )


def _head(dropout: float | None) -> tuple[Layer, ...]:
    hidden = Dense(units=4096, activation="relu")
    drop = () if dropout is None else (Dropout(rate=dropout),)
    return (hidden, *drop, hidden, *drop, Dense(units=1000, activation="softmax"))


def _block(convolutions: int, filters: int) -> tuple[Layer, ...]:
    return (*(_relu(filters) for _ in range(convolutions)), MaxPooling2D())


NETWORKS = (
    NetworkSpec(
        name="lenet-5",
        title="LeNet-5",
        note="LeCun, Bottou, Bengio and Haffner 1998, reading cheques. Here every map of the third "
        "layer sees all six before it; the original wired this layer (C3) sparsely and had about "
        "60,000 parameters in all. Digits are padded to 32×32.",
        layers=(
            Input(shape=(32, 32, 1)),
            _tanh(6),
            AveragePooling2D(),
            _tanh(16),
            AveragePooling2D(),
            _tanh(120),
            Flatten(),
            Dense(units=84, activation="tanh"),
            Dense(units=10, activation="softmax"),
        ),
    ),
    NetworkSpec(
        name="alexnet",
        title="AlexNet, in two groups",
        note="Krizhevsky, Sutskever and Hinton 2012: three of its convolutions were split between "
        "two graphics cards. Its response normalisation has no parameters and is left out.",
        scale="standardised",
        layers=_alexnet(groups=2),
    ),
    NetworkSpec(
        name="alexnet-one-group",
        title="AlexNet, undivided",
        note="AlexNet as on one device: every filter sees all maps before it.",
        scale="standardised",
        layers=_alexnet(groups=1),
    ),
    NetworkSpec(
        name="vgg-16",
        title="VGG-16",
        note="Simonyan and Zisserman 2014, configuration D: thirteen 3×3 convolutions in five "
        "blocks, then three dense layers.",
        scale="standardised",
        layers=(
            Input(shape=(224, 224, 3)),
            *_block(2, 64),
            *_block(2, 128),
            *_block(3, 256),
            *_block(3, 512),
            *_block(3, 512),
            Flatten(),
            *_head(dropout=None),
        ),
    ),
)
