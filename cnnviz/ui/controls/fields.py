"""Widgets whose value lives in the URL, and which cannot reach or keep a bad one."""

from collections.abc import Callable, Mapping
from typing import Literal, cast

import streamlit as st

from cnnviz.ui import link
from cnnviz.ui.session import drop_widget_value, session, set_widget_value, widget_value


def slider(label: str, name: str, low: int, high: int, default: int, *, help: str = "") -> int:
    """A whole number between low and high; a fixed line of text if there is only one."""
    value = _start_number(label, name, low, high, default)
    if low == high:
        st.caption(f"{label}: {low} (nothing else fits here)")
    else:
        value = int(st.slider(label, low, high, key=name, help=help or None))
    link.keep(name, str(value), default=str(default))
    return value


def number(label: str, name: str, low: int, high: int, default: int, *, help: str = "") -> int:
    """A whole number between low and high, typed."""
    _start_number(label, name, low, high, default)
    value = int(st.number_input(label, low, high, key=name, help=help or None))
    link.keep(name, str(value), default=str(default))
    return value


def pair(
    label: str,
    name: str,
    low: int,
    high: tuple[int, int],
    default: tuple[int, int],
    *,
    help: str,
    names: tuple[str, str] = ("rows", "columns"),
) -> tuple[int, int]:
    """Two whole numbers, one entry in the URL; a side that has one value only is not asked for."""
    keys = (f"{name}_rows", f"{name}_columns")
    if widget_value(keys[0]) is None:
        start = _parse_pair(label, name, low, high, default)
        for key, value in zip(keys, start, strict=True):
            set_widget_value(key, value)
    for key, most in zip(keys, high, strict=True):
        set_widget_value(key, min(max(widget_value(key), low), most))
    values = [low, low]
    asked = [side for side in (0, 1) if high[side] > low]
    for column, side in zip(st.columns(max(1, len(asked))), asked, strict=False):
        with column:
            text = f"{label}, {names[side]}" if len(asked) > 1 else label
            values[side] = int(st.number_input(text, low, high[side], key=keys[side], help=help))
    link.keep(name, f"{values[0]}.{values[1]}", default=f"{default[0]}.{default[1]}")
    return values[0], values[1]


def choice(
    label: str,
    name: str,
    options: Mapping[str, str],
    default: str,
    *,
    style: Literal["select", "segments", "list"] = "select",
    help: str = "",
    on_change: Callable[[], None] | None = None,
) -> str:
    """One of several options, each a URL word with its label."""
    start = widget_value(name)
    if start is None or start not in options:
        start = link.read(name)
        if start is not None and start not in options:
            refuse(label, name, "one of " + ", ".join(options), options[default])
            start = None
    # Given in every run: coming from another page its value is there, but of that page's widget.
    set_widget_value(name, start or default)
    picked: object
    if style == "select":
        picked = st.selectbox(
            label,
            list(options),
            format_func=options.__getitem__,
            key=name,
            help=help or None,
            on_change=on_change,
        )
    elif style == "list":
        picked = st.radio(
            label,
            list(options),
            format_func=options.__getitem__,
            key=name,
            help=help or None,
            on_change=on_change,
        )
    else:
        picked = st.segmented_control(
            label,
            list(options),
            format_func=options.__getitem__,
            key=name,
            required=True,
            help=help or None,
            on_change=on_change,
        )
    value = str(picked)
    link.keep(name, value, default=default)
    return value


def toggle(label: str, name: str, default: bool, *, help: str = "") -> bool:
    """On or off."""
    start = widget_value(name)
    if start is None:
        text = link.read(name)
        if text not in (None, "0", "1"):
            refuse(label, name, "0 or 1", "1" if default else "0")
            text = None
        start = default if text is None else text == "1"
    set_widget_value(name, start)
    value = bool(st.toggle(label, key=name, help=help or None))
    link.keep(name, str(int(value)), default=str(int(default)))
    return value


def _start_number(label: str, name: str, low: int, high: int, default: int) -> int:
    """Give the widget its first value, and keep a later one inside its range."""
    value = widget_value(name)
    if value is None:
        value = default
        text = link.read(name)
        try:
            value = default if text is None else int(text)
        except ValueError:
            refuse(label, name, f"{low} to {high}", str(default))
        if text is not None and not low <= value <= high:
            refuse(label, name, f"{low} to {high}", str(min(max(value, low), high)))
    kept = min(max(int(value), low), high)
    set_widget_value(name, kept)
    return kept


def _parse_pair(
    label: str, name: str, low: int, high: tuple[int, int], default: tuple[int, int]
) -> tuple[int, int]:
    text = link.read(name)
    if text is None:
        return default
    numbers = number_pair_of(text)
    if numbers is None:
        refuse(label, name, f"two numbers such as {low}.{low}", f"{default[0]}.{default[1]}")
        return default
    rows, columns = numbers
    if not (low <= rows <= high[0] and low <= columns <= high[1]):
        refuse(label, name, f"{low}.{low} to {high[0]}.{high[1]}", "the nearest that fits")
    return rows, columns


def number_pair_of(text: str | None) -> tuple[int, int] | None:
    """The two whole numbers of a text such as "3.4"; None if it says nothing of the kind.

    >>> number_pair_of("3.4"), number_pair_of("a.b")
    ((3, 4), None)
    """
    parts = (text or "").split(".")
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):  # noqa: PLR2004
        return None
    return int(parts[0]), int(parts[1])


def signed_pair_of(text: str | None) -> tuple[int, int] | None:
    """As `number_pair_of`, negative numbers included.

    >>> signed_pair_of("-1.2")
    (-1, 2)
    """
    negative = [part.startswith("-") for part in (text or "").split(".")]
    sizes = number_pair_of((text or "").replace("-", ""))
    if sizes is None:
        return None
    rows, columns = (-size if minus else size for size, minus in zip(sizes, negative, strict=True))
    return rows, columns


def refuse(label: str, name: str, works: str, used: str) -> None:
    """Tell about a value of the link; one that this page itself remembers is mended in silence."""
    text = st.query_params.get(name)
    if text is None:
        return
    session().notices.append(
        f"The link says “{text[:40]}” for “{label}”, which does not work. "
        f"Choose {works}; you see {used}."
    )


def span(label: str, name: str) -> tuple[int, int]:
    """A range in percent, all of it unless asked otherwise."""
    start = widget_value(name) or _parse_pair(label, name, 0, (100, 100), (0, 100))
    set_widget_value(name, (min(start), max(start)))
    percent = cast("tuple[int, int]", st.slider(label, 0, 100, key=name))
    link.keep(name, f"{percent[0]}.{percent[1]}", default="0.100")
    return percent


def forget(*names: str) -> None:
    """Let these settings start from their defaults again."""
    for name in names:
        for key in (name, f"{name}_rows", f"{name}_columns"):
            drop_widget_value(key)
        link.forget(name)


def assign(name: str, text: str) -> None:
    """Give a setting another value than its widget has; a rerun of the page shows it."""
    forget(name)
    link.keep(name, text, default="")
    link.publish()
    session().page_is_stale = True
