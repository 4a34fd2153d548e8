"""The vault without a browser: what is sent, and what is made of what comes back."""

import base64
import json

import pytest
from streamlit.testing.v1 import AppTest


def show_vault(asking, possessions):
    import streamlit as st

    from cnnviz.ui.components.vault import previous, restored, vault

    kept, mine = restored("vault"), previous("vault", request=2)
    st.text("no answer" if kept is None else repr(kept.possessions))
    st.text("no answer" if mine is None else repr(mine.possessions))
    vault(
        key="vault",
        asking=asking,
        version=4,
        possessions=possessions,
        replaced_at=3,
        wants_previous=2,
    )


def app_with(asking=False, possessions=b"mine", **state):
    app = AppTest.from_function(show_vault, args=(asking, possessions))
    if state:
        app.session_state["vault"] = state
    return app.run()


def message_of(app):
    (component,) = app.get("bidi_component")
    raw = component.proto.bytes
    end = 4 + int.from_bytes(raw[:4], "little")
    return json.loads(raw[4:end]), raw[end:]


def as_text(content):
    return base64.b64encode(content).decode()


def test_possessions_travel_as_raw_bytes_behind_their_header():
    header, payload = message_of(app_with(possessions=bytes(range(256))))
    assert header == {
        "vault": "vault",
        "asking": False,
        "version": 4,
        "replacedAt": 3,
        "wantsPrevious": 2,
        "wakes": True,
    }
    assert payload == bytes(range(256))


def test_while_asking_no_possessions_leave_the_server():
    header, payload = message_of(app_with(asking=True, possessions=b"default"))
    assert header["asking"] is True
    assert payload == b""


def test_the_answer_is_read_before_mounting():
    app = app_with(restored={"payload": as_text(b"kept")})
    assert app.text[0].value == "b'kept'"


def test_a_browser_that_kept_nothing_answers_too():
    assert app_with(restored={"payload": None}).text[0].value == "None"


def test_the_previous_is_read_for_its_own_request_only():
    answer = as_text(b"mine")
    assert app_with(previous={"request": 2, "payload": answer}).text[1].value == "b'mine'"
    assert app_with(previous={"request": 1, "payload": answer}).text[1].value == "no answer"


@pytest.mark.parametrize(
    "answer", [None, "text", {}, {"payload": 7}, {"payload": "A" * (2**24 + 1)}]
)
def test_an_answer_of_another_form_is_no_answer(answer):
    assert app_with(restored=answer).text[0].value == "no answer"


def test_a_damaged_answer_is_as_good_as_none():
    assert app_with(restored={"payload": "???"}).text[0].value == "None"
