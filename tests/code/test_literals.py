"""Numbers as text: exact when read back, whatever they are."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnnviz.code.literals import WIDTH, common_divisor, grid, number, row, rows

CALM = settings(derandomize=True, deadline=None)
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@CALM
@given(FINITE)
def test_a_number_reads_back_exactly(value):
    assert float(number(value)) == value


@CALM
@given(st.lists(FINITE, min_size=1, max_size=40))
def test_a_long_row_is_broken_and_reads_back(values):
    text = row(values, "    ")
    assert eval(text) == values
    assert max(map(len, text.splitlines())) <= WIDTH


@CALM
@given(arrays(float, (3, 12), elements=FINITE))
def test_grids_read_back_exactly(plane):
    np.testing.assert_array_equal(np.array(eval(grid(plane))), plane)
    np.testing.assert_array_equal(np.array(eval(f"[\n{rows(plane)}\n]")), plane)


def test_fractions_find_their_divisor():
    blur = np.full((11, 11), 1 / 121)
    binomial = np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256
    assert common_divisor(blur) == 121
    assert common_divisor(binomial) == 256


@CALM
@given(arrays(float, 9, elements=st.floats(-1, 1)))
def test_a_divisor_gives_the_very_same_numbers(values):
    divisor = common_divisor(values)
    if divisor is not None:
        np.testing.assert_array_equal(np.round(values * divisor) / divisor, values)
