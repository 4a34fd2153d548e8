"""Networks of our own, for photographs."""

from cnnviz.spec import NetworkSpec
from cnnviz.spec.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    GlobalAveragePooling2D,
    Input,
    Layer,
    MaxPooling2D,
    Rescaling,
)


def _conv(filters: int) -> tuple[Layer, ...]:
    """Lay a convolution whose bias is left to the normalisation behind it."""
    return (
        Conv2D(filters=filters, kernel_size=3, padding="same", use_bias=False),
        BatchNormalization(),
        Activation(activation="relu"),
    )


def _block(filters: int, *, convolutions: int = 2, dropout: float) -> tuple[Layer, ...]:
    trunk = tuple(layer for _ in range(convolutions) for layer in _conv(filters))
    return (*trunk, MaxPooling2D(), Dropout(rate=dropout))


NETWORKS = (
    NetworkSpec(
        name="cifar-vgg",
        title="CIFAR-10, a small VGG",
        note="Ours, after VGG: pairs of 3×3 convolutions with batch normalisation, filters that "
        "double, global average pooling in place of VGG's dense layers.",
        scale="0-255",
        layers=(
            Input(shape=(32, 32, 3)),
            Rescaling(scale=1 / 127.5, offset=-1.0),
            *_block(32, dropout=0.1),
            *_block(64, dropout=0.2),
            *_block(128, dropout=0.3),
            *_conv(256),
            GlobalAveragePooling2D(),
            Dropout(rate=0.4),
            Dense(units=10, activation="softmax"),
        ),
    ),
    NetworkSpec(
        name="cats-dogs",
        title="Cats or dogs",
        note="Ours, for small photographs of two kinds: the output is the probability of a dog.",
        scale="0-255",
        layers=(
            Input(shape=(96, 96, 3)),
            Rescaling(scale=1 / 127.5, offset=-1.0),
            *_block(32, convolutions=1, dropout=0.0),
            *_block(64, convolutions=1, dropout=0.1),
            *_block(128, convolutions=1, dropout=0.1),
            *_block(128, convolutions=1, dropout=0.2),
            *_conv(256),
            GlobalAveragePooling2D(),
            Dropout(rate=0.4),
            Dense(units=1, activation="sigmoid"),
        ),
    ),
)
