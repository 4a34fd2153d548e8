import numpy as np
import pytest

from cnnviz import ops
from cnnviz.data.worked import WORKED


@pytest.mark.parametrize("example", WORKED.values(), ids=WORKED)
def test_example_lands_on_its_printed_numbers(example):
    result = ops.slide(example.sliding, example.x, example.kernel, bias=example.bias)
    # 4.6 and 1.6 have no exact binary form; the numbers of every other example have.
    rounding = 1e-14 if example.key == "plane-stride-2" else 0
    np.testing.assert_allclose(result, example.expected, rtol=0, atol=rounding)


@pytest.mark.parametrize("example", WORKED.values(), ids=WORKED)
def test_example_describes_itself(example):
    assert example.title
    assert example.note.endswith(".")
    assert example.x.dtype == example.expected.dtype == np.float64
    if example.operation == "pooling":
        assert example.kernel is None
    else:
        assert example.kernel.shape[:2] == example.sliding.kernel_size
        assert example.kernel.shape[2] == example.x.shape[2]


def test_keys_name_their_examples():
    assert [example.key for example in WORKED.values()] == list(WORKED)


def test_bars_keep_the_shares_the_course_prints():
    maps = {key: WORKED[f"bar-{key}"].expected for key in "abc"}
    assert (maps["a"] == maps["b"]).mean() == 1
    assert (maps["a"] == maps["c"]).mean() == 0.75


def test_the_three_channels_of_the_colour_patch_give_308_minus_498_and_164():
    example = WORKED["rgb-patch"]
    terms = ops.explain_conv(example.x, example.kernel, bias=example.bias, cell=(0, 0, 0))
    assert terms.channel_sums.tolist() == [308, -498, 164]
    assert (terms.bias, terms.total) == (1, -25)
