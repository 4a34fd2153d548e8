"""Train one starter by its recipe."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from cnnviz.data.datasets import Examples, dataset, examples
from cnnviz.data.starters import Starter, as_input
from cnnviz.models.build import build, weights_of
from cnnviz.models.fitting import (
    Descent,
    accuracy_of,
    compile_for,
    fit_once,
    seed_everything,
    versions,
)

from .augment import augmented
from .recipes import Recipe


@dataclass(frozen=True)
class Epoch:
    """How far a training is.

    Attributes:
        number: of the epoch, from 1.
        of: number of epochs.
        loss: mean over the epoch's pictures while they were learned.
        accuracy: the same, share of right answers on augmented pictures.
        seconds: since the training began.
    """

    number: int
    of: int
    loss: float
    accuracy: float
    seconds: float


Report = Callable[[Epoch], None]
Weights = dict[str, NDArray[np.float32]]


def train(recipe: Recipe, report: Report) -> tuple[Starter, Weights]:
    """Train a starter and test it once, at the end.

    Args:
        recipe: all that the result depends on.
        report: told after every epoch.

    Returns:
        Its description with the accuracy on the test pictures, and its weights.

    Raises:
        DatasetError: if the pictures are not there.
    """
    learned, unseen = examples(recipe.dataset, "train"), examples(recipe.dataset, "test")
    weights, accuracy = learn(recipe, learned, unseen, report)
    described = Starter(
        name=recipe.name,
        title=recipe.title,
        network=recipe.network,
        dataset=recipe.dataset,
        border=recipe.border,
        classes=dataset(recipe.dataset).classes,
        recipe=recipe.settings(),
        seed=recipe.seed,
        trained=len(learned),
        tested=len(unseen),
        accuracy=accuracy,
        parameters=sum(array.size for array in weights.values()),
        date=datetime.now(UTC).date().isoformat(),
        made_with=versions(),
    )
    return described, weights


def learn(
    recipe: Recipe, learned: Examples, unseen: Examples, report: Report
) -> tuple[Weights, float]:
    """Learn from some pictures and count right answers on others.

    Args:
        recipe: how.
        learned: pictures to learn from, at least `recipe.batch_size`.
        unseen: pictures to be tested on.
        report: told after every epoch.

    Returns:
        The weights by "layer/variable", and the share of right answers, 0..1.
    """
    started = time.monotonic()
    seed_everything(recipe.seed)
    model = build(recipe.network)
    used = len(learned) - len(learned) % recipe.batch_size
    compile_for(
        model,
        Descent(
            steps=recipe.epochs * used // recipe.batch_size,
            learning_rate=recipe.learning_rate,
            warm_up=recipe.warm_up,
            weight_decay=recipe.weight_decay,
            label_smoothing=recipe.label_smoothing,
        ),
    )
    for number in range(1, recipe.epochs + 1):
        # Chance depends on seed and epoch alone, not on what was drawn before.
        rng = np.random.default_rng((recipe.seed, number))
        order = rng.permutation(len(learned))[:used]
        changed = augmented(learned.pictures[order], recipe.augmentation, rng)
        batches = as_input(recipe.network, changed, border=recipe.border)
        loss, right = fit_once(model, batches, learned.labels[order], recipe.batch_size)
        report(Epoch(number, recipe.epochs, loss, right, time.monotonic() - started))
    seen = as_input(recipe.network, unseen.pictures, border=recipe.border)
    return weights_of(model), accuracy_of(model, seen, unseen.labels)
