"""A text that the visitor owns, mirrored by the vault.

`?foreign=…` plays a link, `?deaf` a session that never takes the browser's answer.
"""

from typing import Any

import streamlit as st

from cnnviz.ui.components.vault import previous, restored, vault

KEY = "vault"


def memory() -> dict[str, Any]:
    """This visitor's session."""
    state: Any = st.session_state  # noqa: TID251
    if "memory" not in state:
        state["memory"] = {
            "asking": True,
            "version": 0,
            "own": "default",
            "replaced_at": 0,
            "wanted": 0,
            "restored": "nothing",
            "padding": 0,
        }
    own: dict[str, Any] = state["memory"]
    return own


def change(own: dict[str, Any], text: str) -> None:
    """Take a new text into possession."""
    own["own"] = text
    own["version"] += 1


def receive(own: dict[str, Any]) -> None:
    """Take what the browser answered."""
    kept = restored(KEY)
    if kept is not None and own["asking"] and "deaf" not in st.query_params:
        own["asking"] = False
        foreign = st.query_params.get("foreign")
        if foreign:
            change(own, foreign)
            own["replaced_at"] = own["version"]
        elif kept.possessions is not None:
            own["restored"] = f"{len(kept.possessions)} bytes"
            change(own, kept.possessions.decode().rstrip("."))
    mine = previous(KEY, request=own["wanted"])
    if mine is not None:
        own["wanted_answer"] = mine.possessions
        if mine.possessions is not None:
            change(own, mine.possessions.decode().rstrip("."))


own = memory()
receive(own)
text = st.text_input("Text", key="text")
if st.button("Take") and text:
    change(own, text)
if st.button("Bring my own back"):
    own["wanted"] += 1
own["padding"] = st.number_input("Padding", 0, 4_000_000, 0)
st.button("Run again")
vault(
    key=KEY,
    asking=own["asking"],
    version=own["version"],
    possessions=str(own["own"]).ljust(own["padding"], ".").encode(),
    replaced_at=own["replaced_at"],
    wants_previous=own["wanted"],
)
st.text(f"own {own['own']}")
st.text(f"restored {own['restored']}")
st.text("asking" if own["asking"] else f"version {own['version']}")
