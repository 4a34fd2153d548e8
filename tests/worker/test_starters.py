import os
import subprocess
import sys

import numpy as np
import pytest

from cnnviz.data.datasets import Examples, examples
from cnnviz.data.starters import (
    Starter,
    read_starter,
    read_weights,
    starter,
    starter_weights,
    starters,
)
from cnnviz.errors import DatasetError, SpecError
from cnnviz.models.build import build, set_weights
from cnnviz.models.fitting import accuracy_of
from cnnviz.spec import NetworkSpec, layers
from cnnviz.worker.starters.augment import Augmentation
from cnnviz.worker.starters.recipes import RECIPES, Recipe, recipe
from cnnviz.worker.starters.train import Epoch, learn, train
from cnnviz.worker.starters.write import write

TINY = Recipe(
    name="tiny",
    title="Tiny",
    network=NetworkSpec(
        name="tiny",
        scale="0-255",
        layers=(
            layers.Input(shape=(8, 8, 1)),
            layers.Rescaling(scale=1 / 255),
            layers.Conv2D(filters=16, kernel_size=3, padding="same", use_bias=False),
            layers.BatchNormalization(momentum=0.9),
            layers.Activation(activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dropout(rate=0.2),
            layers.Dense(units=10, activation="softmax"),
        ),
    ),
    dataset="digits",
    augmentation=Augmentation(turn=5.0, shift=0.5),
    epochs=3,
    batch_size=64,
    learning_rate=0.02,
)


def quiet(_epoch):
    pass


@pytest.fixture
def pictures_of():
    """Test pictures of a dataset, or a reason to skip: no folder is named."""

    def read(key):
        if not os.environ.get("CNNVIZ_DATA_DIR"):
            pytest.skip("CNNVIZ_DATA_DIR names no folder with datasets")
        return examples(key, "test")

    return read


@pytest.mark.parametrize("name", RECIPES)
def test_a_starter_is_as_good_as_its_description_says(name, pictures_of):
    described = starter(name)
    unseen = pictures_of(described.dataset)
    model = build(described.network)
    set_weights(model, dict(starter_weights(name)))
    accuracy = accuracy_of(model, described.as_input(unseen.pictures), unseen.labels)
    assert len(unseen) == described.tested
    assert accuracy == pytest.approx(described.accuracy, abs=1e-4)


@pytest.mark.parametrize("name", RECIPES)
def test_a_starter_was_made_by_its_recipe(name):
    described, made_by = starter(name), recipe(name)
    assert described.recipe == made_by.settings()
    assert described.network.layers == made_by.network.layers
    assert described.network.scale == made_by.network.scale
    assert (described.seed, described.border) == (made_by.seed, made_by.border)
    assert set(starters()) == set(RECIPES)


def test_the_same_seed_gives_the_same_weights_and_another_one_others():
    train_part, test_part = examples("digits", "train"), examples("digits", "test")
    few = Examples(train_part.pictures[:320], train_part.labels[:320])
    first, again = (learn(TINY, few, test_part, quiet)[0] for _ in range(2))
    assert set(first) == set(again)
    for name, array in first.items():
        np.testing.assert_array_equal(array, again[name], err_msg=name)
    other, _ = learn(Recipe(**{**vars(TINY), "seed": 2}), few, test_part, quiet)
    assert any((array != other[name]).any() for name, array in first.items())


def test_a_training_learns_tells_how_far_it_is_and_is_read_back_as_written(tmp_path):
    told = []
    described, weights = train(TINY, told.append)
    assert [(epoch.number, epoch.of) for epoch in told] == [(1, 3), (2, 3), (3, 3)]
    assert isinstance(told[0], Epoch)
    assert told[-1].loss < told[0].loss
    assert described.accuracy > 0.8
    assert (described.trained, described.tested) == (1437, 360)
    write(described, weights, tmp_path / "new")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["tiny.json", "tiny.npz"]
    assert read_starter(tmp_path / "new" / "tiny.json") == described
    back = read_weights(tmp_path / "new" / "tiny.npz")
    assert list(back) == list(weights)
    for name, array in back.items():
        np.testing.assert_array_equal(array, weights[name])


def test_the_description_counts_what_keras_counts():
    described, _ = train(Recipe(**{**vars(TINY), "epochs": 1}), quiet)
    assert isinstance(described, Starter)
    assert described.parameters == build(TINY.network).count_params()


def test_an_unknown_recipe_says_what_there_is():
    with pytest.raises(SpecError, match="Choose one of mnist-digits-tricks, "):
        recipe("resnet-152")


def test_missing_pictures_are_a_sentence_before_anything_is_trained(monkeypatch):
    monkeypatch.delenv("CNNVIZ_DATA_DIR", raising=False)
    with pytest.raises(DatasetError, match="Set CNNVIZ_DATA_DIR"):
        train(recipe("cifar-small"), quiet)


def test_recipes_can_be_read_without_tensorflow():
    program = (
        "import sys, cnnviz.worker.starters.recipes\n"
        "print([name for name in ('keras', 'tensorflow') if name in sys.modules])"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
