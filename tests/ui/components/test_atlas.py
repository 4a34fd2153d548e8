"""The atlas without a browser: what is sent, and what is made of what comes back."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from cnnviz.errors import ShapeError
from cnnviz.ui.components.atlas import Column, Scores, atlas
from cnnviz.ui.components.atlas.message import as_bytes


def show_atlas():
    import numpy as np
    import streamlit as st

    from cnnviz.ui.components.atlas import Column, Scores, atlas, atlas_answer

    answer = atlas_answer("atlas")
    st.text(str(answer))
    maps = np.array([[[0.5, 0], [-1.25, 3]]], np.float32)
    columns = [
        Column("input", "Input", np.array([[[7], [255]]], np.uint8)),
        Column("conv2d", "Conv2D, relu", maps, sources="input"),
        Column("dense", "Dense", np.array([-2.0], np.float32), sources="conv2d and input"),
    ]
    scores = Scores(("no", "yes"), np.array([0.25, 0.75], np.float32))
    atlas(columns, scores, key="atlas", chosen=answer.chosen, title="A network", ack=5)


def read(message):
    """The message, read here without our JavaScript: header, {name: array}."""
    length = int.from_bytes(message[:4], "little")
    header = json.loads(message[4 : 4 + length])
    arrays = {}
    for name, entry in header["arrays"].items():
        start = 4 + length + entry["offset"]
        flat = np.frombuffer(message, entry["code"], int(np.prod(entry["shape"])), start)
        arrays[name] = flat.reshape(entry["shape"])
    return header, arrays


def sent_to_browser(app):
    (component,) = app.get("bidi_component")
    return read(component.proto.bytes)


def sent_for(maps):
    """Head and array of a single column."""
    from cnnviz.ui.components.atlas.message import message

    column = Column("conv2d", "Conv2D", maps)
    header, arrays = read(message([column], None, chosen=None, title="", ack=0, heard=0))
    return header["columns"][0], arrays["maps0"]


def test_all_layers_and_scores_travel_in_one_message():
    app = AppTest.from_function(show_atlas).run()
    assert app.text[0].value == "AtlasAnswer(chosen=None, seq=0)"
    header, arrays = sent_to_browser(app)
    assert (header["title"], header["chosen"], header["ack"], header["heard"]) == (
        "A network",
        None,
        5,
        0,
    )
    heads = header["columns"]
    assert [(head["name"], head["shape"], head["limit"]) for head in heads] == [
        ("input", [1, 2, 1], 0),
        ("conv2d", [1, 2, 2], 3),
        ("dense", [1], 2),
    ]
    assert [head["chained"] for head in heads] == [True, True, False]
    assert arrays["maps0"].tolist() == [[[7], [255]]]
    assert arrays["maps1"].dtype == np.float32
    assert arrays["maps1"].tolist() == [[[0.5, -1.25]], [[0, 3]]]  # map by map
    assert arrays["maps2"].tolist() == [[[-2]]]
    assert header["scores"] == ["no", "yes"]
    assert arrays["scores"].tolist() == [0.25, 0.75]
    assert "logits" not in arrays


def test_a_choice_is_read_and_answered_in_the_same_run():
    app = AppTest.from_function(show_atlas)
    app.session_state["atlas"] = {"chosen": {"seq": 3, "column": 1, "map": 0}}
    app.run()
    assert app.text[0].value == "AtlasAnswer(chosen=(1, 0), seq=3)"
    header, _ = sent_to_browser(app)
    assert (header["chosen"], header["heard"]) == ([1, 0], 3)


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": 0},
        {"seq": "1"},
        {"column": -1},
        {"column": 1.5},
        {"map": True},
        {"map": 1 << 20},
        {"map": None},
    ],
)
def test_a_message_that_our_atlas_cannot_have_sent_is_ignored(changes):
    app = AppTest.from_function(show_atlas)
    app.session_state["atlas"] = {"chosen": {"seq": 3, "column": 1, "map": 0} | changes}
    assert app.run().text[0].value == "AtlasAnswer(chosen=None, seq=0)"


def test_of_a_large_layer_64_maps_travel_as_thinned_bytes():
    maps = np.zeros((100, 200, 70), np.float32)
    maps[3, 6, 1], maps[0, 0, 69] = -2, 4  # row 3, column 6 is the cell (1, 2) of every third
    head, sent = sent_for(maps)
    assert (head["count"], head["step"], head["limit"]) == (70, 3, 4)
    assert sent.shape == (64, 34, 67)
    assert sent.dtype == np.uint8
    assert sent[1, 1, 2] == 128 - 64  # round(2 / 4 · 127)
    assert (sent != 128).sum() == 1


@given(st.lists(st.floats(-1048576, 1048576, width=32), min_size=1, max_size=30))
def test_a_byte_is_never_further_off_than_half_a_step(numbers):
    values = np.array(numbers, np.float32)
    limit = float(np.abs(values).max())
    decoded = (as_bytes(values, limit).astype(float) - 128) / 127 * limit
    assert np.abs(decoded - values).max() <= limit / 254 * 1.0001
    assert (decoded[values == 0] == 0).all()


def test_what_is_no_number_has_no_part_in_the_scale():
    head, _ = sent_for(np.array([np.nan, np.inf, -3, 2], np.float32))
    assert head["limit"] == 3
    assert sent_for(np.array([np.nan], np.float32))[0]["limit"] == 0


@pytest.mark.parametrize(
    ("maps", "error", "remedy"),
    [
        (np.zeros((2, 2), np.float32), ShapeError, "rows, columns, maps"),
        (np.zeros((0, 2, 1), np.float32), ShapeError, "at least one"),
        (np.zeros((2, 2, 4), np.uint8), ShapeError, "1 or 3 channels"),
        (np.zeros(2, np.uint8), ShapeError, "1 or 3 channels"),
        (np.zeros((2, 2, 1)), TypeError, "uint8 or float32"),
    ],
)
def test_maps_that_cannot_be_drawn_say_why(maps, error, remedy):
    with pytest.raises(error, match=remedy):
        atlas([Column("conv2d", "", maps)], None, key="atlas", chosen=None, title="")


@pytest.mark.parametrize(
    ("names", "logits"), [(("one",), None), (("one", "two"), np.zeros(3, np.float32))]
)
def test_scores_need_a_name_and_a_number_each(names, logits):
    scores = Scores(names, np.zeros(2, np.float32), logits)
    with pytest.raises(ShapeError, match="one score and one logit for each class"):
        atlas([], scores, key="atlas", chosen=None, title="")
