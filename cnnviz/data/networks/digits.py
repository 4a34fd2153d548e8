"""The courses' networks for small grey pictures: digits and clothes."""

from cnnviz.spec import NetworkSpec
from cnnviz.spec.layers import (
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    Layer,
    MaxPooling2D,
    Rescaling,
    Reshape,
)


def _conv(filters: int, size: int) -> Conv2D:
    return Conv2D(filters=filters, kernel_size=size, padding="same", activation="relu")


def _classes(units: int = 10) -> Dense:
    return Dense(units=units, activation="softmax")


def _tricks(*before_last: Layer) -> tuple[Layer, ...]:
    """Lay two small convolutions, each with pooling, then a dense layer."""
    return (
        _conv(16, 3),
        MaxPooling2D(),
        _conv(32, 2),
        MaxPooling2D(),
        Flatten(),
        Dense(units=50, activation="relu"),
        *before_last,
        _classes(),
    )


NETWORKS = (
    NetworkSpec(
        name="mnist-deep",
        title="MNIST, two convolutions and a large dense layer",
        note="Nearly all its parameters sit in one dense layer. Adam, batch 64, 20 epochs: the "
        "course reports 99.39 % on the test digits.",
        layers=(
            Input(shape=(28, 28, 1)),
            _conv(32, 5),
            MaxPooling2D(),
            _conv(64, 5),
            MaxPooling2D(),
            Flatten(),
            Dense(units=1024, activation="relu"),
            Dropout(rate=0.5),
            _classes(),
        ),
    ),
    NetworkSpec(
        name="digits-minimal",
        title="Digits, one convolution",
        note="The smallest network that deserves the name: one convolution, then the classes.",
        layers=(
            Input(shape=(28, 28, 1)),
            Conv2D(filters=16, kernel_size=4, activation="relu"),
            Flatten(),
            _classes(),
        ),
    ),
    NetworkSpec(
        name="digits-tricks",
        title="Digits, with the usual tricks",
        note="Same padding in convolutions, shrinking by pooling, filters that double. Adam, batch "
        "32, one epoch: the course reports 97.78 % on MNIST's test digits.",
        layers=(Input(shape=(28, 28, 1)), *_tricks()),
    ),
    NetworkSpec(
        name="digits-pipeline",
        title="Digits, from raw pixels",
        note="The same, with reshaping and rescaling in the network and dropout before the last "
        "layer; sparse labels. The course reports 97.73 % after one epoch.",
        scale="0-255",
        layers=(
            Input(shape=(28, 28)),
            Reshape(target_shape=(28, 28, 1)),
            Rescaling(scale=1 / 255),
            *_tricks(Dropout(rate=0.3)),
        ),
    ),
    NetworkSpec(
        name="fashion-deep",
        title="Fashion-MNIST, five convolutions",
        note="Kernels get smaller and filters double after each pooling. Its pictures are "
        "standardised per pixel with the training pictures' mean and deviation + 1e-7, outside the "
        "network. Nadam, 10 epochs: the course reports 90.49 % on the test pictures.",
        scale="standardised",
        layers=(
            Input(shape=(28, 28, 1)),
            _conv(64, 7),
            MaxPooling2D(),
            _conv(128, 3),
            _conv(128, 3),
            MaxPooling2D(),
            _conv(256, 3),
            _conv(256, 3),
            MaxPooling2D(),
            Flatten(),
            Dense(units=128, activation="relu"),
            Dropout(rate=0.5),
            Dense(units=64, activation="relu"),
            Dropout(rate=0.5),
            _classes(),
        ),
    ),
    NetworkSpec(
        name="dense-5",
        title="Dense layers on a 5×5 picture",
        note="No convolution: a square at two places gives it two unlike rows of numbers.",
        layers=(
            Input(shape=(5, 5, 1)),
            Flatten(),
            Dense(units=100, activation="relu"),
            _classes(),
        ),
    ),
)
