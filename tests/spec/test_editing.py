"""Changing a network: what comes out is a network, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.data.networks import NETWORKS
from cnnviz.errors import SpecError
from cnnviz.spec import editing, layers

NETWORK = NETWORKS["digits-tricks"]
NAMES = [layer.name for layer in NETWORK.layers]
PLACES = st.integers(1, len(NAMES) - 1)


def names(spec):
    return [layer.name for layer in spec.layers]


def test_a_layer_is_put_in_where_it_is_asked_for():
    longer = editing.insert(NETWORK, 2, layers.Dropout(rate=0.5))
    assert names(longer) == [*NAMES[:2], "dropout", *NAMES[2:]]


@given(PLACES)
def test_what_was_put_in_can_be_taken_out(place):
    longer = editing.insert(NETWORK, place, layers.Conv2D(filters=4, kernel_size=3))
    assert longer.layers[place].name == "conv2d_2", "two are there already"
    assert editing.remove(longer, place) == NETWORK


@given(PLACES)
def test_a_copy_has_another_name_and_the_same_settings(place):
    longer = editing.duplicate(NETWORK, place)
    one, two = longer.layers[place : place + 2]
    assert one.name != two.name
    assert one.model_copy(update={"name": two.name}) == two


@given(PLACES, st.integers(-9, 9))
def test_moving_there_and_back_changes_nothing(place, by):
    moved = editing.move(NETWORK, place, by)
    now = names(moved).index(NAMES[place])
    assert now == min(max(place + by, 1), len(NAMES) - 1)
    assert editing.move(moved, now, place - now) == NETWORK


def test_a_setting_is_changed_and_nothing_else():
    changed = editing.change(NETWORK, 1, filters=32, kernel_size=5)
    assert (changed.layers[1].filters, changed.layers[1].kernel_size) == (32, (5, 5))
    assert changed.layers[2:] == NETWORK.layers[2:]
    assert changed.layers[1].padding == NETWORK.layers[1].padding


@pytest.mark.parametrize(
    ("edit", "works"),
    [
        (lambda: editing.remove(NETWORK, 0), "Choose 1 to 7"),
        (lambda: editing.move(NETWORK, 99, 1), "Choose 1 to 7"),
        (lambda: editing.insert(NETWORK, 0, layers.Flatten()), "Choose 1 to 8"),
        (lambda: editing.change(NETWORK, 1, filters=0), "1"),
        (lambda: editing.change(NETWORK, 2, name=NAMES[1]), "its own name"),
        (lambda: editing.change(NETWORK, 99, rate=1), "Choose 0 to 7"),
    ],
)
def test_what_cannot_be_says_what_would_work(edit, works):
    with pytest.raises(SpecError, match=works):
        edit()
