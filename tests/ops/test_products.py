import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.ops.products import product

SIDES = st.sampled_from([1, 2, 3, 33, 64, 65, 257, 300])


@settings(derandomize=True, deadline=None, max_examples=100)
@given(rows=SIDES, taps=SIDES, columns=SIDES, seed=st.integers(0, 2**32 - 1))
def test_is_the_product_of_matrices(rows, taps, columns, seed):
    rng = np.random.default_rng(seed)
    matrix, weights = rng.normal(size=(rows, taps)), rng.normal(size=(taps, columns))
    ours = product(matrix.astype(np.float32), weights.astype(np.float32))
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, matrix @ weights, rtol=0, atol=1e-6 * (taps + 10))


def test_all_axes_but_the_last_stay(rng):
    x, weights = rng.normal(size=(2, 5, 4, 3)), rng.normal(size=(3, 7))
    np.testing.assert_allclose(product(x, weights), np.einsum("nhwk,km->nhwm", x, weights))
    np.testing.assert_allclose(product(x[0, 0, 0], weights), x[0, 0, 0] @ weights)


@pytest.mark.parametrize("columns", [1, 3])
def test_a_long_sum_keeps_its_digits(columns):
    ones = np.ones((1, 1 << 22), np.float32)
    weights = np.full((1 << 22, columns), 0.1, np.float32)
    np.testing.assert_allclose(product(ones, weights), (1 << 22) * 0.1, rtol=1e-4)
