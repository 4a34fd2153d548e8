import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.data.generated import (
    bar,
    checkerboard,
    disc,
    gradient,
    horizontal_lines,
    letters,
    noise,
    red_square,
    vertical_lines,
)


def maxima(picture: np.ndarray) -> np.ndarray:
    height, width = picture.shape
    return picture.reshape(height // 2, 2, width // 2, 2).max(axis=(1, 3))


def test_bars_a_and_b_share_their_maxima_and_three_quarters_of_c_are_unchanged():
    a, b, c = (maxima(bar(column)[..., 0]) for column in (2, 3, 4))
    np.testing.assert_array_equal(a, b)
    assert (a == c).mean() == 0.75


def test_the_red_squares_are_one_picture_but_flattened_share_no_red_cell():
    first, second = red_square(0, 1), red_square(3, 2)
    assert first.sum() == second.sum() == 4 * 255
    assert not (first.ravel() & second.ravel()).any()


def test_lines_have_edges_in_one_direction_only():
    assert not np.diff(vertical_lines(32).astype(int), axis=0).any()
    assert not np.diff(horizontal_lines(32).astype(int), axis=1).any()
    np.testing.assert_array_equal(vertical_lines(32), horizontal_lines(32).swapaxes(0, 1))


def test_the_gradient_climbs_by_the_same_step_everywhere():
    steps = np.diff(gradient(256).astype(int), axis=1)
    assert (steps == 1).all()


def test_the_disc_is_round_and_covers_its_area():
    plane = disc(128)[..., 0]
    for turned in (plane.T, plane[::-1], plane[:, ::-1]):
        np.testing.assert_array_equal(plane, turned)
    assert plane.sum() / 255 == pytest.approx(np.pi * 48**2, rel=0.01)


def test_noise_is_the_same_each_time_and_even():
    np.testing.assert_array_equal(noise(512), noise(512))
    assert (noise(512) != noise(512, seed=1)).mean() == pytest.approx(255 / 256, abs=0.01)
    counts = np.bincount(noise(512).ravel(), minlength=256)
    assert (np.abs(counts - 1024) < 6 * np.sqrt(1024)).all()


@pytest.mark.parametrize("side", [8, 28, 64, 512])
def test_letters_stay_inside_and_in_the_middle(side):
    columns = np.flatnonzero(letters(side)[..., 0].any(axis=0))
    assert columns.min() + columns.max() == pytest.approx(side - 1, abs=max(2, side / 16))
    assert np.ptp(columns) >= 0.6 * side


@given(st.text(max_size=12), st.integers(8, 64))
@settings(deadline=None)
def test_any_words_give_a_picture_of_the_wanted_size(words, side):
    assert letters(side, words).shape == (side, side, 1)


@pytest.mark.parametrize("cell", [1, 3, 8])
def test_neighbouring_squares_of_the_board_differ(cell):
    board = checkerboard(24, cell)[..., 0]
    np.testing.assert_array_equal(board[cell:], 255 - board[:-cell])
    np.testing.assert_array_equal(board[:, cell:], 255 - board[:, :-cell])
    assert board[0, 0] == 255
