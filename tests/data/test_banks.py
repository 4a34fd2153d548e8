"""Filters become arrays and arrays filters, without losing a weight."""

import numpy as np
import pytest

from cnnviz.data.banks import bias_of, filter_from, kernel_of, resized, weights_of
from cnnviz.spec import Bank


def test_weights_survive_the_way_there_and_back(rng):
    weights = rng.normal(size=(3, 5, 4))
    np.testing.assert_array_equal(weights_of(filter_from(weights), 4), weights)


def test_a_grey_kernel_serves_every_channel(rng):
    weights = rng.normal(size=(3, 3))
    for channel in range(3):
        np.testing.assert_array_equal(weights_of(filter_from(weights), 3)[..., channel], weights)


def test_a_colour_kernel_serves_a_grey_picture_by_its_first_channel(rng):
    weights = rng.normal(size=(2, 2, 3))
    np.testing.assert_array_equal(weights_of(filter_from(weights), 1), weights[..., :1])


def test_a_bank_is_a_layer(rng):
    weights = rng.normal(size=(3, 3, 2, 4))
    bank = Bank(filters=tuple(filter_from(weights[..., f], bias=f / 2) for f in range(4)))
    np.testing.assert_array_equal(kernel_of(bank, 2), weights)
    np.testing.assert_array_equal(bias_of(bank), [0, 0.5, 1, 1.5])


@pytest.mark.parametrize(("old", "new"), [((3, 3), (5, 5)), ((2, 3), (4, 7)), ((1, 1), (2, 2))])
def test_growing_and_shrinking_again_loses_nothing(old, new, rng):
    filter_ = filter_from(rng.normal(size=(*old, 2)))
    assert resized(resized(filter_, new), old) == filter_


def test_shrinking_keeps_the_centre():
    weights = np.arange(25.0).reshape(5, 5)
    np.testing.assert_array_equal(weights_of(resized(filter_from(weights), (3, 3)), 1)[..., 0],
                                  weights[1:4, 1:4])  # fmt: skip
