"""The figure shows the counts, and its numbers can be read."""

import numpy as np
import pytest

from cnnviz.figures import DARK, LIGHT, visits_figure
from cnnviz.figures.theme import contrast, mix
from cnnviz.ops.visits import visits


def test_a_row_is_drawn_as_bars_with_their_numbers():
    (bars,) = visits_figure(visits(5, 3)).data
    assert bars.type == "bar"
    assert list(bars.y) == list(bars.text) == [1, 2, 3, 2, 1]
    assert list(bars.x) == [0, 1, 2, 3, 4]


def test_a_long_row_has_bars_without_numbers():
    (bars,) = visits_figure(visits(100, 3)).data
    assert bars.text is None
    assert len(bars.y) == 100


def test_cells_that_no_window_meets_are_bars_of_nothing():
    (bars,) = visits_figure(visits(3, 1, s=2)).data
    assert list(bars.y) == [1, 0, 1]


def test_a_picture_is_drawn_as_a_heat_map_from_the_top():
    counts = np.outer(visits(4, 3), visits(5, 3))
    figure = visits_figure(counts)
    heat, numbers = figure.data
    np.testing.assert_array_equal(heat.z, counts)
    assert (heat.zmin, heat.zmax) == (0, 6)
    assert figure.layout.yaxis.autorange == "reversed"
    placed = dict(zip(zip(numbers.y, numbers.x, strict=True), numbers.text, strict=True))
    assert placed[1, 2] == "6"
    assert placed[3, 0] == "1"


def test_a_large_picture_has_no_numbers():
    assert len(visits_figure(np.ones((28, 28), dtype=int)).data) == 1


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_number_can_be_read_on_its_cell(colours):
    counts = np.outer(visits(9, 5), visits(9, 5))
    heat, numbers = visits_figure(counts, colours).data
    for count, ink in zip(counts.ravel(), numbers.textfont.color, strict=True):
        cell = mix(colours.surface, colours.positive, count / heat.zmax)
        assert contrast(ink, cell) >= 4.5


@pytest.mark.parametrize("counts", [np.ones(3, dtype=int), np.ones((3, 3), dtype=int)])
def test_the_page_shines_through(counts):
    layout = visits_figure(counts).layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0, 0, 0, 0)"
    assert layout.font.size >= 14
