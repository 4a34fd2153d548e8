"""Addresses that were typed, shortened or damaged: one sentence, and the page works."""

import numpy as np
import pytest

from tests.pages.shown import fresh, link, sentences, stage, tell, visit

BAD_VALUES = [
    ("start", "map", "elephant", "3"),
    ("start", "pin", "x", "1."),
    ("kernels", "size", "99", "1 to 11"),
    ("kernels", "maps", "many", "1 to 8"),
    ("kernels", "act", "swish", "relu"),
    ("kernels", "flip", "yes", "0 or 1"),
    ("kernels", "border", "full", "valid"),
    ("kernels", "rows", "10", "0.0"),
    ("kernels", "scale", "256", "255"),
    ("convolution", "op", "fourier", "conv1d"),
    ("convolution", "input", "elephant", "picture"),
    ("convolution", "m", "9.9", "1.1 to 3.3"),
    ("convolution", "d", "a.b", "1.1"),
    ("convolution", "p", "most", "same"),
    ("convolution", "mode", "mirror", "reflect"),
    ("convolution", "calc_s", "0", "1 to"),
    ("pooling", "kind", "median", "mean"),
    ("pooling", "window", "0.2", "1.1 to 8.8"),
    ("pooling", "stride", "two", "1.1"),
    ("pooling", "matrix", "x3", "x1-max"),
    ("pooling", "turn", "90", "-45 to 45"),
    ("pooling", "shift", "far", "-1.2"),
]


@pytest.mark.parametrize(("page", "name", "text", "works"), BAD_VALUES)
def test_a_bad_value_says_what_would_work(page, name, text, works):
    app = visit(fresh(), page, **{name: text})
    (sentence,) = sentences(app)
    assert f"“{text}”" in sentence
    assert works in sentence
    assert stage(app)[1]["y"].size


@pytest.mark.parametrize("page", ["kernels", "convolution", "pooling"])
@pytest.mark.parametrize(
    "damage", [lambda s: s[:-9], lambda s: "2" + s[1:], lambda s: "x", str.lower]
)
def test_a_damaged_link_gives_one_sentence_and_the_page(page, damage):
    own = visit(fresh(), page)
    if page == "pooling":
        own.selectbox(key="kind").set_value("strided").run()
    weights = np.random.default_rng(1).normal(size=stage(own)[1]["kernel"].shape)
    tell(own, edit=weights)
    told = link(own)
    theirs = visit(fresh(), page, **{**told, "s": damage(told["s"])})
    (sentence,) = sentences(theirs)
    assert "damaged" in sentence
    assert "Copy it again" in sentence
    assert stage(theirs)[1]["kernel"].tolist() != weights.tolist()
