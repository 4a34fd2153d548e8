"""A network as a Jupyter notebook: what it is, how it is made, how it is trained."""

import json
from typing import Any

from cnnviz.ops import bill
from cnnviz.ops.shapes import times
from cnnviz.spec import NetworkSpec

from .layout import text
from .network import IMPORTS, model_text
from .templates import piece
from .training import first_training
from .words import markdown

_FORMAT = (4, 5)
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def notebook(spec: NetworkSpec) -> str:
    """Write a network down as a notebook without results, for Jupyter and its relatives.

    Args:
        spec: the network; its title and note may be anybody's.

    Returns:
        JSON in nbformat 4.5. The cells: title and note, the network, its summary, a heading, and a
        first training on noise that runs as it is.

    Raises:
        LayerError: if a layer cannot be where it is.

    Source:
        The notebook file format, nbformat 4.5.
    """
    total = bill(spec)
    about = piece(
        "network",
        "about",
        input=times(spec.input_shape),
        values={"0-1": "0 to 1", "0-255": "0 to 255"}.get(spec.scale, spec.scale),
        output=times(total.layers[-1].output_shape),
        parameters=f"{total.parameters:,}",
    )
    words = [f"# {markdown(spec.title) or spec.name}", markdown(spec.note), about]
    network = text(IMPORTS, [piece("network", "afresh"), model_text(spec)])
    train = "\n\n".join([piece("network", "how to train"), piece("network", "stand-in")])
    cells = [
        _cell("markdown", "about", "\n\n".join(filter(None, words))),
        _cell("code", "network", network.rstrip("\n")),
        _cell("code", "summary", piece("network", "summary")),
        _cell("markdown", "how-to-train", train),
        _cell("code", "training", first_training(spec)),
    ]
    major, minor = _FORMAT
    book = {
        "cells": cells,
        "metadata": {"kernelspec": _KERNEL, "language_info": {"name": "python"}},
        "nbformat": major,
        "nbformat_minor": minor,
    }
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def _cell(kind: str, name: str, source: str) -> dict[str, Any]:
    results: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {
        "cell_type": kind,
        "id": name,
        "metadata": {},
        "source": source.splitlines(keepends=True),
        **results,
    }
