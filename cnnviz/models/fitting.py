"""Training and testing a Keras model, as far as Keras does it."""

from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray

_TEST_BATCH = 500


@dataclass(frozen=True)
class Descent:
    """How weights go downhill: AdamW, a linear warm-up, then half a cosine down to nothing.

    Attributes:
        steps: number of batches in the whole training.
        learning_rate: the highest, reached after the warm-up.
        warm_up: share of the steps in which it climbs from a 25th of that.
        weight_decay: share of the learning rate that kernels shrink by per step; biases and batch
            normalisation do not.
        label_smoothing: probability taken from the right class and spread over all.
    """

    steps: int
    learning_rate: float
    warm_up: float = 0.0
    weight_decay: float = 0.0
    label_smoothing: float = 0.0


def compile_for(model: keras.Model, descent: Descent) -> None:
    """Give a model whose last layer is a softmax its loss and its optimizer.

    Args:
        model: gets compiled.
        descent: how it shall be trained.

    Source:
        Loshchilov and Hutter 2017 (SGDR) and 2019 (AdamW); keras.optimizers.AdamW.
    """
    climbing = round(descent.steps * descent.warm_up)
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=descent.learning_rate / 25,
        decay_steps=descent.steps - climbing,
        warmup_target=descent.learning_rate,
        warmup_steps=climbing,
    )
    optimizer = keras.optimizers.AdamW(schedule, weight_decay=descent.weight_decay)
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=descent.label_smoothing)
    # Without XLA: on a CPU it is no faster here, and compiling costs tens of seconds.
    model.compile(optimizer, loss, metrics=["accuracy"], jit_compile=False)


def fit_once(
    model: keras.Model,
    pictures: NDArray[np.float32],
    labels: NDArray[np.uint8],
    batch_size: int,
) -> tuple[float, float]:
    """Go once through the pictures, in their order.

    Args:
        model: compiled by `compile_for`.
        pictures: (N, H, W, C) as the model expects them, N a multiple of `batch_size`.
        labels: (N,) numbers of the classes.
        batch_size: pictures per step.

    Returns:
        (loss, accuracy) over these pictures while they were learned.
    """
    wanted = np.eye(model.output_shape[-1], dtype=np.float32)[labels]
    told = model.fit(pictures, wanted, batch_size=batch_size, shuffle=False, verbose=0).history
    return float(told["loss"][0]), float(told["accuracy"][0])


def accuracy_of(
    model: keras.Model, pictures: NDArray[np.float32], labels: NDArray[np.uint8]
) -> float:
    """Tell which share of the pictures gets its highest score in the right class.

    Args:
        model: any whose output is (N, classes).
        pictures: (N, H, W, C) as the model expects them.
        labels: (N,) numbers of the classes.

    Returns:
        0..1.
    """
    scores = model.predict(pictures, batch_size=_TEST_BATCH, verbose=0)  # (N, classes)
    return float(np.mean(scores.argmax(axis=-1) == labels))


def seed_everything(seed: int) -> None:
    """Draw first weights and dropout from this seed."""
    keras.utils.set_random_seed(seed)


def versions() -> dict[str, str]:
    """Tell which packages train here."""
    import tensorflow

    return {
        "keras": keras.__version__,
        "tensorflow": tensorflow.__version__,
        "numpy": np.__version__,
    }
