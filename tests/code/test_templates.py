"""The pieces in assets/code: all used, none half filled in."""

import re
from pathlib import Path

import pytest

from cnnviz.code import templates
from cnnviz.code.templates import ASSETS, piece, pieces

FILES = sorted((ASSETS / "code").glob("*.txt"))


def test_a_missing_value_is_noticed():
    with pytest.raises(KeyError, match="steps"):
        piece("numpy", "slide", s=2)


def test_a_value_without_a_place_is_noticed():
    with pytest.raises(KeyError, match="no place"):
        piece("numpy", "slide", steps="::2", s=2, d=1)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_piece_is_used(file):
    folder = Path(templates.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    computed = r"(max|average) pad|(max|average)_pool( padded)?|print .*|scipy (gelu|sigmoid)"
    for title in pieces(file.stem):
        named = f'"{title}"' in code or file.stem == "activations"
        assert named or re.fullmatch(computed, title), f"nobody uses [{title}] of {file.name}"
