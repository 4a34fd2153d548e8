"""The colours: the same everywhere, readable, and apart for every kind of colour vision."""

import itertools
import re
import tomllib
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from cnnviz.figures.theme import DARK, LIGHT, contrast, ink_on, mix, parts

ROOT = Path(__file__).parents[2]
SCHEMES = {"light": LIGHT, "dark": DARK}

# Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color
# Vision Deficiency", table 1, severity 1.0; on linear RGB.
VISIONS = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
}
# IEC 61966-2-1: linear sRGB to CIE XYZ, and the white point D65
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)

NOTICEABLE = 2.3  # Mahy, Van Eycken and Oosterlinck 1994: just noticeable, in CIE 1976 units


def lab(colour, vision="normal"):
    """CIELAB (CIE 15:2004) of a colour as somebody with that vision sees it."""
    share = np.array(parts(colour)) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    seen = np.clip(VISIONS[vision] @ linear, 0, 1)
    ratio = TO_XYZ @ seen / (TO_XYZ @ np.ones(3))
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one, other, vision):
    """CIE 1976 colour difference."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def test_the_conversion_is_the_published_one():
    np.testing.assert_allclose(lab("#ff0000"), [53.24, 80.09, 67.20], atol=0.02)
    np.testing.assert_allclose(lab("#0000ff"), [32.30, 79.19, -107.86], atol=0.02)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("kind", SCHEMES)
def test_positive_and_negative_are_far_apart(kind, vision):
    colours = SCHEMES[kind]
    assert difference(colours.positive, colours.negative, vision) > 50
    assert difference(colours.weight_positive, colours.weight_negative, vision) > 50


@pytest.mark.parametrize("vision", ["normal", "deuteranopia"])
@pytest.mark.parametrize("kind", SCHEMES)
def test_no_colour_is_taken_for_another(kind, vision):
    _, _, *signed = astuple(SCHEMES[kind])
    for one, other in itertools.combinations(signed, 2):
        assert difference(one, other, vision) > 3 * NOTICEABLE, f"{one} and {other}"


@pytest.mark.parametrize("kind", SCHEMES)
def test_every_mark_stands_out_from_the_page(kind):
    surface, text, *marks = astuple(SCHEMES[kind])
    assert contrast(text, surface) >= 7
    assert min(contrast(mark, surface) for mark in marks) >= 3


@pytest.mark.parametrize("kind", SCHEMES)
def test_numbers_are_readable_on_every_step_of_every_scale(kind):
    surface, _, *marks = astuple(SCHEMES[kind])
    for mark, share in itertools.product(marks, np.linspace(0, 1, 101)):
        cell = mix(surface, mark, share)
        assert contrast(ink_on(cell), cell) >= 4.5, cell


@pytest.mark.parametrize("kind", SCHEMES)
def test_the_components_paint_with_the_same_colours(kind):
    script = ROOT / "cnnviz/ui/components/shared/colour.js"
    block = re.search(kind + r": \{(.*?)\n  \}", script.read_text("utf-8"), re.DOTALL).group(1)
    colours = SCHEMES[kind]
    for name, pair in {
        "activation": [colours.negative, colours.positive],
        "weight": [colours.weight_negative, colours.weight_positive],
    }.items():
        assert re.findall(r"#\w+", re.search(name + r": \[(.*?)\]", block).group(1)) == pair
    assert f'accent: "{colours.accent}"' in block


@pytest.mark.parametrize("kind", SCHEMES)
def test_the_page_has_the_same_colours(kind):
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"][kind]
    colours = SCHEMES[kind]
    assert theme["backgroundColor"] == colours.surface
    assert theme["textColor"] == colours.text
    assert theme["primaryColor"] != colours.accent, "which says where one is, and nothing else"


@pytest.mark.parametrize("component", ["stage", "sketchpad"])
def test_the_accent_of_the_components_is_that_of_the_figures(component):
    style = ROOT / f"cnnviz/ui/components/{component}/{component}.css"
    both = f"--here: light-dark({LIGHT.accent}, {DARK.accent});"
    assert both in style.read_text("utf-8")


def test_a_colour_covers_as_a_browser_shows_it():
    assert mix("#ffffff", "#0000ff", 0) == "#ffffff"
    assert mix("#ffffff", "#0000ff", 0.5) == "#8080ff"
    assert mix("#ffffff", "#0000ff", 1) == "#0000ff"
