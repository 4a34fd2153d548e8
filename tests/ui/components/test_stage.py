"""The stage without a browser: what is sent, and what is made of what comes back."""

import json
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.spec import Sliding
from cnnviz.ui.components.stage.message import message
from tests.ui.components.apps.stage_scenes import SCENES
from tests.ui.components.stage_messages import scene_of, unpack


def show_stage():
    import numpy as np
    import streamlit as st

    from cnnviz.spec import Sliding
    from cnnviz.ui.components.stage import Scene, stage, stage_answer

    answer = stage_answer("stage")
    edit = answer.edit
    kernel = np.ones((2, 2, 1, 1)) if edit is None else edit.values[..., np.newaxis]
    st.text("nothing" if edit is None else f"{edit.seq} {edit.filter} {edit.values.sum():g}")
    st.text(f"{answer.filter} {answer.pin} {answer.heard}")
    scene = Scene(
        sliding=Sliding(kernel_size=kernel.shape[:2]),
        x=np.arange(9, dtype=np.uint8).reshape(3, 3, 1),
        x_id="nine",
        y=np.zeros((2, 2, 1)),
        channel_names=("Grey",),
        filter_names=("Map 1",),
        kernel=kernel,
        ack=edit.seq if edit else 0,
    )
    stage(scene, key="stage")


def sent(app):
    (component,) = app.get("bidi_component")
    return unpack(component.proto.bytes)


def with_told(told):
    app = AppTest.from_function(show_stage)
    app.session_state["stage"] = {"told": told}
    return app.run()


EDIT = {"seq": 4, "filter": 0, "shape": [1, 2, 1], "values": [1, 2.5]}


def test_a_first_visit_sends_everything():
    app = AppTest.from_function(show_stage).run()
    header, arrays = sent(app)
    assert app.text[0].value == "nothing"
    assert (header["ack"], header["heard"], header["pin"]) == (0, 0, None)
    np.testing.assert_array_equal(arrays["x"][..., 0], np.arange(9).reshape(3, 3))
    assert arrays["x"].dtype == np.uint8
    assert {name: array.shape for name, array in arrays.items()} == {
        "x": (3, 3, 1),
        "y": (2, 2),
        "kernel": (2, 2, 1),
    }


def test_an_edit_is_read_and_acknowledged_in_the_same_run():
    app = with_told({"seq": 4, "x_id": "nine", "edit": EDIT, "filter": 0, "pin": None})
    header, arrays = sent(app)
    assert app.text[0].value == "4 0 3.5"
    assert (header["ack"], header["heard"]) == (4, 4)
    np.testing.assert_array_equal(arrays["kernel"][..., 0], [[1, 2.5]])


def test_the_input_does_not_travel_twice():
    assert "x" not in sent(with_told({"seq": 1, "x_id": "nine"}))[1]
    assert "x" in sent(with_told({"seq": 1, "x_id": "another"}))[1]


def test_filter_and_pin_are_read():
    app = with_told({"seq": 2, "filter": 3, "pin": {"row": 1, "column": 0}})
    assert app.text[1].value == "3 (1, 0) 2"


@pytest.mark.parametrize(
    "told",
    [
        "text",
        {"edit": []},
        {"edit": EDIT | {"shape": [2, 2, 1]}},
        {"edit": EDIT | {"shape": [12, 1, 1], "values": [1] * 12}},
        {"edit": EDIT | {"shape": [1, 2, 0]}},
        {"edit": EDIT | {"values": [1, None]}},
        {"edit": EDIT | {"values": [1, float("inf")]}},
        {"edit": EDIT | {"seq": -1}},
        {"pin": {"row": 1.5, "column": 0}, "filter": True, "seq": "4", "x_id": 7},
    ],
)
def test_what_cannot_be_understood_counts_as_not_sent(told):
    app = with_told(told)
    assert not app.exception
    assert [text.value for text in app.text] == ["nothing", "None None 0"]


@pytest.mark.parametrize("name", SCENES)
def test_every_kind_of_scene_says_where_its_window_lies(name):
    scene = scene_of(name)
    header, arrays = unpack(message(scene, key="stage", known=None, heard=0))
    for axis, size in zip(header["axes"], scene.x.shape, strict=False):
        assert axis["length"] == size
        assert all(-1 <= source < size for source in axis["before"] + axis["after"])
    if scene.kernel is not None:
        start, stop = header["channels"]
        assert arrays["kernel"].shape == (*scene.sliding.kernel_size, stop - start)
    np.testing.assert_allclose(arrays["y"], scene.y[..., 0], rtol=1e-7)


def test_large_maps_travel_as_float32_and_small_ones_exactly():
    small, large = scene_of("matrix"), scene_of("photo")
    assert unpack(message(small, key="stage", known=None, heard=0))[1]["y"].dtype == np.float64
    arrays = unpack(message(large, key="stage", known="photo", heard=0))[1]
    assert arrays["y"].dtype == np.float32
    assert arrays["thumbnails"].shape[0] == 8
    assert max(arrays["thumbnails"].shape[1:]) <= 96


def test_an_edit_on_a_large_photo_sends_little_more_than_one_map():
    assert (
        len(message(scene_of("photo"), key="stage", known="photo", heard=0))
        < 512 * 512 * 4 + 400_000
    )


def test_the_range_of_all_maps_is_sent_only_when_asked_for():
    scene = scene_of("photo")
    assert unpack(message(scene, key="stage", known=None, heard=0))[0]["layer_range"] is None
    whole = unpack(message(replace(scene, scope="layer"), key="stage", known=None, heard=0))[0]
    assert whole["layer_range"] == [float(scene.y.min()), float(scene.y.max())]


def test_the_range_of_the_shown_map_leaves_out_what_is_not_finite():
    scene = scene_of("matrix")
    y = scene.y.copy()
    assert unpack(message(scene, key="stage", known=None, heard=0))[0]["y_range"] == [
        y.min(),
        y.max(),
    ]
    y[0, :, 0] = [np.nan, np.inf, -np.inf]
    header = unpack(message(replace(scene, y=y), key="stage", known=None, heard=0))[0]
    assert header["y_range"] == [y[1:].min(), y[1:].max()]
    header = unpack(message(replace(scene, y=y * np.nan), key="stage", known=None, heard=0))[0]
    assert header["y_range"] == [0, 0]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"x": np.zeros((5, 5, 1), np.int64)}, TypeError),
        ({"y": np.zeros((3, 3))}, TypeError),
        ({"kernel": None}, ValueError),
        ({"kernel": np.zeros((2, 2, 1, 1))}, ValueError),
        ({"channel_names": ("Red", "Green")}, ValueError),
        ({"filter_names": ()}, ValueError),
        ({"filter": 1}, ValueError),
        ({"sliding": Sliding(kind="max_pool", kernel_size=(3, 3))}, ValueError),
    ],
)
def test_a_scene_that_the_browser_could_not_show_is_refused(changes, error):
    with pytest.raises(error):
        message(replace(scene_of("matrix"), **changes), key="stage", known=None, heard=0)


def test_the_header_is_strict_json():
    scene = replace(scene_of("matrix"), y=np.full((3, 3, 1), np.nan), scope="layer")
    raw = message(scene, key="stage", known=None, heard=0)
    length = int.from_bytes(raw[:4], "little")
    json.loads(raw[4 : 4 + length], parse_constant=pytest.fail)
    assert (4 + length) % 8 == 0
