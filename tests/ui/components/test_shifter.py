"""The shift bench without a browser: what is sent, and what is made of what comes back."""

import json
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.errors import ShapeError, SpecError
from cnnviz.ui.components.shifter import ShiftScene, shifter


def show_bench():
    import numpy as np
    import streamlit as st

    from cnnviz.ui.components.shifter import ShiftScene, shift_of, shifter

    message = shift_of("bench")
    st.text(str(message))
    x = np.arange(12, dtype=np.uint8).reshape(2, 6, 1)
    scene = ShiftScene(
        x_before=x,
        x_after=x + 1,
        map_before=np.array([[0.5, -1.25]]),
        map_after=np.array([[0.5, 2.0]]),
        pooled_before=np.array([[0.5]], np.float32),
        pooled_after=np.array([[2.0]], np.float32),
        pool_name="max 1×2",
        shift=(0, 0) if message is None else (message.rows, message.columns),
        limits=(1, 5),
        unchanged=(0.0, 0.5, 0.0),
        ack=0 if message is None else message.seq,
    )
    shifter(scene, key="bench")


def read(message):
    """The message, read here without our JavaScript: header, {name: array}."""
    length = int.from_bytes(message[:4], "little")
    header = json.loads(message[4 : 4 + length])
    arrays = {}
    for name, entry in header["arrays"].items():
        start = 4 + length + entry["offset"]
        assert start % 8 == 0
        count = int(np.prod(entry["shape"]))
        flat = np.frombuffer(message, entry["code"], count, start)
        arrays[name] = flat.reshape(entry["shape"])
    return header, arrays


def sent_to_browser(app):
    (component,) = app.get("bidi_component")
    return read(component.proto.bytes)


def a_scene(**changes):
    x, pooled = np.zeros((4, 6, 1), np.uint8), np.zeros((2, 3))
    scene = ShiftScene(
        x_before=x,
        x_after=x,
        pooled_before=pooled,
        pooled_after=pooled,
        shift=(0, 0),
        limits=(2, 2),
        unchanged=(1.0, None, 1.0),
    )
    return replace(scene, **changes)


def test_all_six_planes_and_pythons_sentences_travel_in_one_message():
    app = AppTest.from_function(show_bench).run()
    assert app.text[0].value == "None"
    header, arrays = sent_to_browser(app)
    assert (header["shift"], header["limits"], header["ack"]) == ([0, 0], [1, 5], 0)
    assert [(panel["title"], panel["sentence"]) for panel in header["panels"]] == [
        ("Input", "0 % of the input cells are unchanged"),
        ("Feature map", "50 % of the map cells are unchanged"),
        ("Pooled, max 1×2", "0 % of the pooled cells are unchanged"),
    ]
    assert arrays["x_after"].dtype == np.uint8
    assert arrays["x_after"][1, :, 0].tolist() == [7, 8, 9, 10, 11, 12]
    assert arrays["map_before"].tolist() == [[0.5, -1.25]]
    assert arrays["pooled_after"].tolist() == [[2.0]]


def test_a_shift_is_read_and_acknowledged_in_the_same_run():
    app = AppTest.from_function(show_bench)
    app.session_state["bench"] = {"shift": {"seq": 7, "rows": -1, "columns": 4}}
    app.run()
    assert app.text[0].value == "ShiftMessage(seq=7, rows=-1, columns=4)"
    header, _ = sent_to_browser(app)
    assert (header["shift"], header["ack"]) == ([-1, 4], 7)


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": 0},
        {"seq": "1"},
        {"rows": 1.5},
        {"rows": True},
        {"rows": 1025},
        {"columns": -1025},
        {"columns": None},
    ],
)
def test_a_message_that_our_bench_cannot_have_sent_is_ignored(changes):
    app = AppTest.from_function(show_bench)
    app.session_state["bench"] = {"shift": {"seq": 7, "rows": 1, "columns": 1} | changes}
    assert app.run().text[0].value == "None"


def test_without_a_kernel_there_are_two_columns():
    def show():
        from cnnviz.ui.components.shifter import shifter
        from tests.ui.components.test_shifter import a_scene

        shifter(a_scene(), key="bench")

    header, arrays = sent_to_browser(AppTest.from_function(show).run())
    assert [panel["name"] for panel in header["panels"]] == ["x", "pooled"]
    assert set(arrays) == {"x_before", "x_after", "pooled_before", "pooled_after"}


@pytest.mark.parametrize(
    ("changes", "error", "remedy"),
    [
        ({"x_after": np.zeros((4, 5, 1), np.uint8)}, ShapeError, "in the same way"),
        ({"x_after": np.zeros((4, 6, 1))}, ShapeError, "in the same way"),
        ({"pooled_after": np.zeros((3, 2))}, ShapeError, "in the same way"),
        ({"map_before": np.zeros((2, 2)), "map_after": np.zeros((3, 3))}, ShapeError, "same way"),
        ({"x_before": np.zeros((4, 6)), "x_after": np.zeros((4, 6))}, ShapeError, "channels"),
        (
            {"pooled_before": np.zeros((2, 2), int), "pooled_after": np.zeros((2, 2), int)},
            TypeError,
            "float64",
        ),
        ({"shift": (3, 0)}, SpecError, "Shift less far"),
    ],
)
def test_a_scene_that_cannot_be_shown_says_why(changes, error, remedy):
    with pytest.raises(error, match=remedy):
        shifter(a_scene(**changes), key="bench")
