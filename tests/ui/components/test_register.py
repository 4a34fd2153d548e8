"""Mounting refuses what Streamlit would turn into text without a word."""

import numpy as np
import pytest

from cnnviz.ui.components.register import mount


@pytest.mark.parametrize("value", [np.float32(1), np.int64(1), b"raw", {1, 2}, np.zeros(2)])
def test_data_that_json_cannot_carry_is_refused(value):
    with pytest.raises(TypeError):
        mount("share", key="share", data={"value": value})


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_a_browser_cannot_parse_are_refused(value):
    with pytest.raises(ValueError, match="JSON"):
        mount("share", key="share", data={"value": value})
