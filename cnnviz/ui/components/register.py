"""The one place that registers and mounts our file-backed components."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st


def mount(
    name: str, *, key: str, data: Mapping[str, Any] | bytes, states: Sequence[str] = ()
) -> None:
    """Mount the component of folder `name`; read what it sent with `component_state`.

    Args:
        name: folder in `cnnviz/ui/components`; holds `<name>.js` and `<name>.css`, and is
            declared in `pyproject.toml` under `[[tool.streamlit.component.components]]`.
        key: the component's identity over reruns, unique on its page.
        data: what the browser gets: raw bytes, or JSON values (no NumPy scalars, no NaN), which
            arrive as the bytes of their text (`shared/payload.js`, `unpackJson`).
        states: the names that the JavaScript sends, by `setStateValue` or `setTriggerValue`.

    Raises:
        TypeError: if `data` holds what JSON cannot carry (Streamlit would send `str(data)`).
        ValueError: if `data` holds NaN or an infinity.
    """
    # As text in bytes: Streamlit looks for data frames in a dict, and imports pandas (65 MB, and
    # 15 ms more for every later garbage collection) to find none.
    packed = data if isinstance(data, bytes) else json.dumps(data, allow_nan=False).encode()
    # A state reaches Python only if a callback of its name exists.
    callbacks = {f"on_{state}_change": _nothing for state in states}
    _renderer(name)(key=key, data=packed, **callbacks)


@cache
def _renderer(name: str) -> Callable[..., Any]:
    # Made at the first mount: Streamlit knows our asset folder only while it runs. The style
    # goes as text, because a linked sheet arrives after the first paint.
    css = (Path(__file__).parent / name / f"{name}.css").read_text("utf-8")
    return st.components.v2.component(f"cnnviz.{name}", js=f"{name}/{name}.js", css=css)


def _nothing() -> None:
    pass
