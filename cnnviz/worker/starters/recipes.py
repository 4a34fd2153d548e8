"""How each starter is trained: everything that the result depends on, as frozen values."""

from dataclasses import asdict, dataclass

from cnnviz.data.networks import network
from cnnviz.data.networks.trained import CIFAR_SMALL, FASHION_SMALL
from cnnviz.errors import SpecError
from cnnviz.spec import NetworkSpec

from .augment import Augmentation


@dataclass(frozen=True)
class Recipe:
    """A training from beginning to end: AdamW, a warm-up, then a cosine down to nothing.

    Attributes:
        name: of the starter and its files.
        title: for people.
        network: its layers.
        dataset: key of the pictures.
        augmentation: how pictures differ from epoch to epoch.
        epochs: passes over the training pictures.
        learning_rate: the highest, reached after the warm-up.
        border: cells of zeros around each picture.
        batch_size: pictures per step; a rest too small for a batch waits for the next epoch.
        warm_up: share of all steps in which the learning rate climbs.
        weight_decay: share of the learning rate that kernels shrink by per step; biases do not.
        label_smoothing: probability taken from the right class and spread over all.
        seed: what order, augmentation, first weights and dropout are drawn from.
    """

    name: str
    title: str
    network: NetworkSpec
    dataset: str
    augmentation: Augmentation
    epochs: int
    learning_rate: float
    border: int = 0
    batch_size: int = 128
    warm_up: float = 0.2
    weight_decay: float = 0.01
    label_smoothing: float = 0.0
    seed: int = 1

    def settings(self) -> dict[str, bool | int | float | str]:
        """Give what the description of the result tells about the training."""
        told = ("epochs", "batch_size", "learning_rate", "warm_up", "weight_decay")
        settings: dict[str, bool | int | float | str] = {"optimizer": "AdamW", "schedule": "cosine"}
        settings |= {name: getattr(self, name) for name in (*told, "label_smoothing")}
        settings |= {
            f"augmentation_{key}": value for key, value in asdict(self.augmentation).items()
        }
        return settings


# Digits as people write them on a sketchpad: tilted, off-centre, with thicker and thinner pens.
_HANDS = Augmentation(turn=12.0, zoom=0.12, slant=0.15, shift=1.5, pen=0.12)

RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe(
            name="mnist-digits-tricks",
            title="MNIST, two convolutions",
            network=network("digits-tricks"),
            dataset="mnist",
            augmentation=_HANDS,
            epochs=14,
            batch_size=64,
            learning_rate=3e-3,
        ),
        Recipe(
            name="mnist-lenet-5",
            title="MNIST, LeNet-5",
            network=network("lenet-5"),
            dataset="mnist",
            border=2,
            augmentation=_HANDS,
            epochs=8,
            batch_size=64,
            learning_rate=2e-3,
        ),
        Recipe(
            name="fashion-small",
            title="Fashion-MNIST, three convolutions",
            network=FASHION_SMALL,
            dataset="fashion-mnist",
            augmentation=Augmentation(shift=1.0, mirror=True),
            epochs=8,
            learning_rate=4e-3,
            weight_decay=0.02,
        ),
        Recipe(
            name="cifar-small",
            title="CIFAR-10, a lean VGG",
            network=CIFAR_SMALL,
            dataset="cifar-10",
            augmentation=Augmentation(shift=3.0, mirror=True),
            epochs=18,
            batch_size=64,
            learning_rate=3e-3,
            weight_decay=0.05,
            label_smoothing=0.05,
        ),
    )
}


def recipe(name: str) -> Recipe:
    """Find a recipe by its name.

    Raises:
        SpecError: if there is none of that name.
    """
    if name not in RECIPES:
        raise SpecError(
            f"There is no recipe for a starter {name[:40]!r}. Choose one of {', '.join(RECIPES)}."
        )
    return RECIPES[name]
