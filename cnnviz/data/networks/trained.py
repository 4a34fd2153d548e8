"""Two small networks of our own that ship trained: one for clothes, one for photographs.

Both are as lean as their accuracy allows, because a learner's every stroke and every surgery runs
through them again.
"""

from cnnviz.spec import NetworkSpec
from cnnviz.spec.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
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


FASHION_SMALL = NetworkSpec(
    name="fashion-small",
    title="Fashion-MNIST, three convolutions",
    note="Ours: filters double after each pooling, batch normalisation, one dense layer.",
    scale="0-255",
    layers=(
        Input(shape=(28, 28, 1)),
        Rescaling(scale=1 / 255),
        *_conv(16),
        MaxPooling2D(),
        *_conv(32),
        MaxPooling2D(),
        *_conv(64),
        Flatten(),
        Dropout(rate=0.3),
        Dense(units=64, activation="relu"),
        Dense(units=10, activation="softmax"),
    ),
)

CIFAR_SMALL = NetworkSpec(
    name="cifar-small",
    title="CIFAR-10, a lean VGG",
    note="Ours, after VGG: 3×3 convolutions with batch normalisation, more filters after "
    "each pooling, global average pooling in place of VGG's dense layers.",
    scale="0-255",
    layers=(
        Input(shape=(32, 32, 3)),
        Rescaling(scale=1 / 127.5, offset=-1.0),
        *_conv(32),
        MaxPooling2D(),
        *_conv(48),
        *_conv(48),
        MaxPooling2D(),
        *_conv(96),
        *_conv(96),
        MaxPooling2D(),
        *_conv(128),
        GlobalAveragePooling2D(),
        Dropout(rate=0.2),
        Dense(units=10, activation="softmax"),
    ),
)

NETWORKS = (FASHION_SMALL, CIFAR_SMALL)
