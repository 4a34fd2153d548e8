"""What pydantic found wrong, as one sentence for a learner."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_PAIRS = {"kernel_size", "pool_size", "strides", "dilation_rate", "output_padding", "padding"}
_LONGEST = 40  # characters of a foreign value that are shown


def sentence(error: ValidationError) -> str:
    """Say in one sentence where the first thing wrong is, what it is and what would work.

    >>> from cnnviz.spec.layers import Dense
    >>> try:
    ...     Dense(units=0)
    ... except ValidationError as error:
    ...     print(sentence(error))
    The setting units cannot be 0. Choose a number of at least 1.
    """
    first = error.errors(include_url=False)[0]
    kind = first["type"]
    if kind == "value_error":
        return first["msg"].removeprefix("Value error, ")
    if kind == "json_invalid":
        return "This is no JSON file, or it is cut off. Choose a network that was saved here."
    if kind in ("model_type", "model_attributes_type"):
        return "This describes no network. Choose a file that was saved here."
    place, path = _place(first["loc"])
    words = _words(first, path)
    return f"{place}: {words}" if place else words[0].upper() + words[1:]


def _place(loc: tuple[int | str, ...]) -> tuple[str, list[int | str]]:
    """Split a location into the layer it is in, in words, and the way to the value within."""
    places, rest = [], list(loc)
    if rest and str(rest[0])[:1].isupper():  # a layer on its own, its kind before all else
        rest = rest[1:]
    while len(rest) > 1 and rest[0] in ("layers", "branch", "skip") and isinstance(rest[1], int):
        within = "layer" if rest[0] == "layers" else f"{rest[0]} layer"
        number = rest[1] if rest[0] == "layers" else rest[1] + 1  # the Input is layer 0
        kind = rest[2] if len(rest) > 2 else ""  # noqa: PLR2004
        places.append(f"{within} {number}" + (f", {kind}" if kind else ""))
        rest = rest[3:]
    place = " in ".join(reversed(places))
    return place[:1].upper() + place[1:], rest


def _words(first: ErrorDetails, path: list[int | str]) -> str:
    setting = str(path[0]) if path else ""
    what = f"the setting {setting}" if path else "it"
    context: dict[str, Any] = first.get("ctx", {})
    given = _shown(first["input"])
    kind = first["type"]
    if setting in _PAIRS and kind in ("missing", "too_long", "tuple_type"):
        kind = "pair" if kind != "missing" or len(path) > 1 else kind
    match kind:
        case "missing":
            return f"{what} is missing. Give it."
        case "extra_forbidden":
            return f"there is no setting called {setting}. Leave it out."
        case "union_tag_invalid":
            return (
                f"there is no layer of kind {context['tag']}. "
                f"Choose one of {context['expected_tags']}."
            )
        case "union_tag_not_found":
            return "a layer says its kind. Write for example kind: Conv2D."
        case _:
            return f"{what} cannot be {given}. Choose {_remedy(kind, context)}."


def _remedy(kind: str, context: dict[str, Any]) -> str:
    bounds = {
        "greater_than_equal": "a number of at least {ge}",
        "greater_than": "a number above {gt}",
        "less_than_equal": "a number of at most {le}",
        "literal_error": "{expected}",
        "too_short": "at least {min_length}",
        "too_long": "at most {max_length}",
        "string_too_long": "at most {max_length} characters",
        "string_pattern_mismatch": "letters and digits without spaces",
        "int_type": "a whole number",
        "float_type": "a number",
        "finite_number": "a finite number",
        "bool_type": "true or false",
        "pair": "one whole number, or a pair of them for (rows, columns)",
        "tuple_type": "a list",
    }
    return bounds.get(kind, "a value of another type").format(**context)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
