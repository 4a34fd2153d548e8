import numpy as np
import pytest

from cnnviz.data.datasets import dataset
from cnnviz.data.networks import network
from cnnviz.data.starters import (
    WEIGHTS,
    as_input,
    read_starter,
    read_weights,
    starter,
    starter_weights,
    starters,
)
from cnnviz.errors import DatasetError, ShapeError, SpecError
from cnnviz.ops import bill

PROMISED = {  # least share of right answers on the test pictures
    "mnist-digits-tricks": 0.990,
    "mnist-lenet-5": 0.985,
    "fashion-small": 0.91,
    "cifar-small": 0.72,
}


def test_these_networks_ship_trained_and_nothing_else_does():
    assert set(starters()) == set(PROMISED)
    assert {path.name for path in WEIGHTS.iterdir()} == {
        f"{name}.{ending}" for name in PROMISED for ending in ("json", "npz")
    }


def test_together_they_are_small():
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 8_000_000


@pytest.mark.parametrize(("name", "least"), PROMISED.items())
def test_they_are_as_good_as_promised(name, least):
    assert starter(name).accuracy >= least


@pytest.mark.parametrize("name", PROMISED)
def test_the_files_belong_together(name):
    described, weights = starter(name), starter_weights(name)
    assert described.name == described.network.name or name.endswith(described.network.name)
    assert described.parameters == sum(array.size for array in weights.values())
    assert described.parameters == bill(described.network).parameters
    kinds = [layer.name for layer in described.network.layers]
    places = [kinds.index(key.split("/")[0]) for key in weights]
    assert places == sorted(places)  # in the order of the layers
    assert described.classes == dataset(described.dataset).classes


@pytest.mark.parametrize("name", PROMISED)
def test_weights_are_plain_numbers_that_nobody_can_change(name):
    for array in starter_weights(name).values():
        assert array.dtype == np.float32
        assert np.isfinite(array).all()
        assert not array.flags.writeable


def test_the_presets_kept_their_layers():
    for name, preset in (("mnist-digits-tricks", "digits-tricks"), ("mnist-lenet-5", "lenet-5")):
        assert starter(name).network.layers == network(preset).layers
        assert starter(name).network.scale == network(preset).scale == "0-1"
    assert starter("mnist-digits-tricks").parameters == 81_200
    assert starter("mnist-lenet-5").parameters == 61_706


def test_a_digit_for_lenet_gets_a_frame_of_zeros_and_counts_from_0_to_1():
    digit = np.full((1, 28, 28, 1), 255, np.uint8)
    seen = starter("mnist-lenet-5").as_input(digit)
    assert seen.shape == (1, 32, 32, 1)
    assert seen.dtype == np.float32
    assert seen[0, 1].max() == seen[0, :, 30].max() == 0
    assert seen[0, 2, 2] == seen[0, 29, 29] == 1


def test_a_network_that_rescales_gets_the_bytes_as_they_are():
    photo = np.full((2, 32, 32, 3), 200, np.uint8)
    assert starter("cifar-small").as_input(photo).max() == 200


@pytest.mark.parametrize("shape", [(28, 28, 1), (1, 32, 32, 1), (1, 28, 28, 3), (1, 28, 28)])
def test_a_picture_that_does_not_fit_says_what_would(shape):
    with pytest.raises(ShapeError, match="make 28×28×1 with it"):
        as_input(network("digits-tricks"), np.zeros(shape))


def test_a_network_for_standardised_pictures_says_what_would_work():
    with pytest.raises(SpecError, match="Choose one that sees 0–1 or 0–255"):
        as_input(network("fashion-deep"), np.zeros((1, 28, 28, 1)))


def test_an_unknown_starter_says_what_there_is():
    for look in (starter, starter_weights):
        with pytest.raises(DatasetError, match="Choose one of cifar-small, "):
            look("resnet-152")


def test_a_damaged_description_says_what_to_do(tmp_path):
    for content in ("", "{}", '{"name": "x"', "[1]"):
        (tmp_path / "x.json").write_text(content, encoding="utf-8")
        with pytest.raises(DatasetError, match=r"x\.json .* Put the file back"):
            read_starter(tmp_path / "x.json")
    with pytest.raises(DatasetError, match=r"y\.json .* missing"):
        read_starter(tmp_path / "y.json")


def test_weights_of_another_type_are_refused(tmp_path):
    np.savez(tmp_path / "x.npz", kernel=np.zeros(3))
    with pytest.raises(DatasetError, match=r"x\.npz does not hold weights"):
        read_weights(tmp_path / "x.npz")
    with pytest.raises(DatasetError, match=r"y\.npz is missing"):
        read_weights(tmp_path / "y.npz")
