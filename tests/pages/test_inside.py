"""Inside: what is shown is what the network computes, and each number adds up."""

import numpy as np
import pytest

from cnnviz import ops
from cnnviz.data.starters import starters
from tests.pages.shown import draw, fresh, link, mounted, on_stage, sentences, stage, visit
from tests.ui.components.stage_messages import unpack


@pytest.fixture
def page(app):
    return visit(app, "inside")


def atlas(page):
    """(header, arrays) of what the atlas was given."""
    return unpack(mounted(page, "atlas").proto.bytes)


def best(page):
    header, arrays = atlas(page)
    return header["scores"][int(np.argmax(arrays["scores"]))]


def choose(page, column, index):
    seq = atlas(page)[0]["heard"] + 1
    page.session_state["atlas"] = {"chosen": {"seq": seq, "column": column, "map": index}}
    return page.run()


def test_the_first_drawing_is_read_as_the_five_that_it_is(page):
    assert sentences(page) == []
    assert best(page) == "5"


@pytest.mark.parametrize("name", sorted(starters()))
def test_every_starter_opens_on_a_photo(name):
    page = visit(fresh(), "inside", starter=name, pic="sample")
    assert sentences(page) == []
    assert best(page) in starters()[name].classes


@pytest.mark.parametrize("column", range(1, 8))
def test_every_layer_can_be_taken_apart(page, column):
    choose(page, column, 3)
    assert sentences(page) == []


@pytest.mark.parametrize("column", [1, 3])
def test_the_stage_adds_up_to_the_map_that_is_drawn(page, column):
    choose(page, column, 5)
    header, arrays = stage(page)
    kernel = arrays["kernel"][..., np.newaxis]
    y = ops.relu(ops.conv(arrays["x"], kernel, bias=np.array([header["bias"]]), padding="same"))
    np.testing.assert_allclose(arrays["y"], y[..., 0], rtol=1e-5, atol=1e-5)
    assert not header["editable"]


def test_a_drawing_in_the_corner_is_centred_unless_one_asks_otherwise(page, rng):
    corner = np.zeros((28, 28))
    corner[2:12, 2:4] = 255
    draw(page, corner)
    centred = stage(page)[1]["x"]
    assert centred[10:18, 12:16].max() == 1
    page.toggle(key="centred").set_value(False).run()
    assert stage(page)[1]["x"][14:].max() == 0


def test_the_contributions_to_a_score_add_up(page):
    choose(page, 7, 5)
    table = next(one.value for one in page.markdown if "contribution" in one.value)
    rows = [row.replace("**", "").strip("| ").split("|") for row in table.splitlines()[2:]]
    *parts, z = (float(row[-1].replace("−", "-")) for row in rows)
    assert sum(parts) == pytest.approx(z, abs=1e-3)


def test_the_link_shows_the_same_unit_to_somebody_else(page):
    choose(page, 3, 7)
    theirs = visit(fresh(), "inside", **link(page))
    assert sentences(theirs) == []
    assert on_stage(theirs) == on_stage(page)


@pytest.mark.parametrize(
    ("name", "text", "works"), [("starter", "resnet", "cifar-small"), ("unit", "x", "1.0")]
)
def test_a_bad_value_in_the_address_says_what_would_work(name, text, works):
    (sentence,) = sentences(visit(fresh(), "inside", **{name: text}))
    assert f"“{text}”" in sentence
    assert works in sentence
