"""A bank of filters refuses what could not slide."""

import pytest
from pydantic import ValidationError

from cnnviz.spec import LARGEST_KERNEL, Bank, Filter

ONES = ((1.0, 1.0), (1.0, 1.0))


def test_a_filter_knows_its_size():
    assert Filter(grids=(((1, 2, 3),),)).size == (1, 3)


@pytest.mark.parametrize("weight", [float("nan"), float("inf")])
def test_a_weight_is_a_finite_number(weight):
    with pytest.raises(ValidationError, match="finite number"):
        Filter(grids=(((weight,),),))


def test_the_kernels_of_a_filter_have_one_size():
    with pytest.raises(ValidationError, match="one size"):
        Filter(grids=(ONES, ((1.0,),)))


def test_the_filters_of_a_layer_have_one_size():
    with pytest.raises(ValidationError, match="one size"):
        Bank(filters=(Filter(grids=(ONES,)), Filter(grids=(((1.0,),),))))


def test_a_kernel_has_at_most_eleven_rows():
    with pytest.raises(ValidationError, match="at most 11"):
        Filter(grids=(((1.0,),) * (LARGEST_KERNEL + 1),))


def test_replacing_a_filter_leaves_the_others():
    first, second, other = (Filter(name=name, grids=(ONES,)) for name in "abc")
    assert Bank(filters=(first, second)).with_filter(1, other).filters == (first, other)
