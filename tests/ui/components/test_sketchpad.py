"""The pad without a browser: what is sent, and what is made of what comes back."""

import base64
import json
import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.errors import ImageError
from cnnviz.ui.components.sketchpad import sketchpad


def show_pad():
    import numpy as np
    import streamlit as st

    from cnnviz.ui.components.sketchpad import sketchpad, stroke_of

    stroke = stroke_of("pad")
    drawn = np.zeros((28, 28), np.uint8) if stroke is None else stroke.pixels
    st.text("nothing" if stroke is None else f"{stroke.seq} {stroke.revision} {drawn.sum()}")
    sketchpad(
        key="pad",
        pixels=drawn,
        revision=3,
        ack=0 if stroke is None else stroke.seq,
        seen=drawn[:14],
    )


def sent_by_browser(drawn, **changes):
    side = len(drawn)
    text = base64.b64encode(drawn.tobytes()).decode()
    return {"stroke": {"seq": 5, "revision": 3, "side": side, "pixels": text} | changes}


def data_of(app):
    (component,) = app.get("bidi_component")
    return json.loads(component.proto.bytes)


def test_an_untouched_pad_sends_its_picture_and_no_stroke():
    app = AppTest.from_function(show_pad).run()
    assert app.text[0].value == "nothing"
    data = data_of(app)
    assert (data["pad"], data["revision"], data["ack"]) == ("pad", 3, 0)
    assert base64.b64decode(data["picture"]["pixels"]) == bytes(28 * 28)
    assert (data["seen"]["rows"], data["seen"]["columns"]) == (14, 28)


def test_a_stroke_is_read_and_acknowledged_in_the_same_run():
    drawn = np.random.default_rng(0).integers(0, 256, (48, 48), np.uint8)
    app = AppTest.from_function(show_pad)
    app.session_state["pad"] = sent_by_browser(drawn)
    app.run()
    assert app.text[0].value == f"5 3 {drawn.sum()}"
    assert data_of(app)["ack"] == 5
    assert base64.b64decode(data_of(app)["picture"]["pixels"]) == drawn.tobytes()


@pytest.mark.parametrize(
    "changes",
    [
        {"side": 27},
        {"side": 0},
        {"side": 100_000},
        {"side": "28"},
        {"seq": -1},
        {"pixels": "not base64"},
        {"pixels": "AAAA"},
        {"pixels": None},
        {"revision": 1.5},
    ],
)
def test_a_message_that_our_pad_cannot_have_sent_is_ignored(changes):
    app = AppTest.from_function(show_pad)
    app.session_state["pad"] = sent_by_browser(np.ones((28, 28), np.uint8), **changes)
    assert app.run().text[0].value == "nothing"
    assert not app.exception


@pytest.mark.parametrize("stroke", [None, "text", [], 7])
def test_a_message_of_another_form_is_ignored(stroke):
    app = AppTest.from_function(show_pad)
    app.session_state["pad"] = {"stroke": stroke}
    assert app.run().text[0].value == "nothing"


@pytest.mark.parametrize(
    ("pixels", "remedy"),
    [
        (np.zeros((28, 27), np.uint8), "Crop it"),
        (np.zeros((129, 129), np.uint8), "Resize it"),
        (np.zeros((28, 28), np.float64), "Resize it"),
        (np.zeros(28, np.uint8), "Crop it"),
    ],
)
def test_a_picture_that_does_not_fit_says_what_would(pixels, remedy):
    with pytest.raises(ImageError, match=re.escape(remedy)):
        sketchpad(key="pad", pixels=pixels, revision=0, ack=0)
