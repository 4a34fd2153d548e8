"""The table of output sizes, held against sliding itself."""

import subprocess
import sys

import numpy as np
import pytest

from cnnviz.errors import SpecError
from cnnviz.figures import DARK, sizes_figure


def counted(n, m, p, s, d):
    """Count the places where a window fits, one by one."""
    return len(range(0, n + 2 * p - d * (m - 1), s))


@pytest.mark.parametrize(("n", "m", "d"), [(7, 3, 1), (10, 5, 1), (13, 6, 1), (9, 3, 2)])
def test_every_cell_is_the_number_of_places(n, m, d):
    heat, _ = sizes_figure(n, m, p=0, s=1, d=d).data
    for row, s in enumerate(heat.y):
        for column, p in enumerate(heat.x):
            assert heat.z[row][column] == counted(n, m, p, s, d)


def test_the_course_s_sizes_are_there():
    heat, _ = sizes_figure(10, 3, p=2, s=2).data
    assert heat.z[list(heat.y).index(2)][list(heat.x).index(2)] == 6


def test_the_current_setting_is_framed_in_the_accent_colour():
    (frame,) = sizes_figure(10, 5, p=2, s=3, colours=DARK).layout.shapes
    assert (frame.x0, frame.x1, frame.y0, frame.y1) == (1.5, 2.5, 2.5, 3.5)
    assert frame.line.color == DARK.accent


def test_sizes_equal_to_the_input_are_bold():
    heat, numbers = sizes_figure(7, 3, p=0, s=1).data
    bold = [text == "<b>7</b>" for text in numbers.text]
    assert bold == list(np.ravel(heat.z) == 7)
    assert sum(bold) == 1


def test_where_the_window_does_not_fit_there_is_a_dash():
    heat, numbers = sizes_figure(2, 5, p=2, s=1).data
    assert np.isnan(heat.z[0][:2]).all()
    assert heat.z[0][2] == 2
    assert list(numbers.text[:3]) == ["–", "–", "<b>2</b>"]


@pytest.mark.parametrize(("p", "s"), [(0, 1), (100, 1), (3, 50), (2000, 2000)])
def test_the_table_stays_small_and_holds_the_setting(p, s):
    heat, _ = sizes_figure(2048, 11, p=p, s=s).data
    assert p in heat.x
    assert s in heat.y
    assert len(heat.x) <= 9
    assert len(heat.y) <= 6


def test_a_number_that_makes_no_sense_says_what_would():
    with pytest.raises(SpecError, match="at least 1"):
        sizes_figure(7, 0, p=0, s=1)


def test_plotly_waits_for_the_first_figure():
    code = "import sys, cnnviz.figures; sys.exit('plotly' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
