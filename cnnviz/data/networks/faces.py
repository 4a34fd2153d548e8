"""The course's networks for faces: one trunk, three heads, each with logits or a probability."""

from collections.abc import Iterator

from cnnviz.spec import NetworkSpec
from cnnviz.spec.layers import (
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    Input,
    Layer,
    MaxPooling2D,
)
from cnnviz.spec.settings import ActivationName


def _conv(filters: int) -> Conv2D:
    return Conv2D(filters=filters, kernel_size=3, padding="same", activation="relu")


_TRUNK: tuple[Layer, ...] = (
    Input(shape=(64, 64, 3)),
    _conv(32),
    MaxPooling2D(),
    Dropout(rate=0.5),
    _conv(64),
    MaxPooling2D(),
    Dropout(rate=0.5),
    _conv(128),
    MaxPooling2D(),
    _conv(256),
)
_HEADS: dict[str, tuple[str, str, tuple[Layer, ...]]] = {
    "faces-gap": (
        "Faces, with global average pooling",
        "Global pooling leaves one number per map, so that the last layer needs 257 parameters. "
        "Trained on CelebA; the course reports 94.75 % on test faces.",
        (GlobalAveragePooling2D(),),
    ),
    "faces-flatten": (
        "Faces, flattened",
        "The same trunk, its 16,384 values in a row: 16,385 parameters in the last layer.",
        (Flatten(),),
    ),
    "faces-flatten-dense": (
        "Faces, flattened into a wide dense layer",
        "The deterrent: 268 million parameters, nearly all in one dense layer.",
        (Flatten(), Dense(units=16384, activation="relu")),
    ),
}
_ENDS: dict[str, tuple[ActivationName, str, str]] = {
    "": ("linear", "", "Ends in a logit: train it with from_logits=True."),
    "-sigmoid": ("sigmoid", ", as a probability", "Ends in a sigmoid: a probability."),
}


def _heads() -> Iterator[NetworkSpec]:
    for name, (title, note, head) in _HEADS.items():
        for suffix, (activation, words, end) in _ENDS.items():
            yield NetworkSpec(
                name=f"{name}{suffix}",
                title=f"{title}{words}",
                note=f"{note} {end}",
                layers=(*_TRUNK, *head, Dense(units=1, activation=activation)),
            )


NETWORKS = tuple(_heads())
