import numpy as np
import pytest
from scipy.ndimage import affine_transform

from cnnviz.worker.starters.augment import Augmentation, augmented

BLOB = np.zeros((40, 28, 28, 1), np.uint8)
BLOB[:, 9:19, 12:16] = 200
COLOUR = np.random.default_rng(1).integers(0, 256, (40, 9, 11, 3), dtype=np.uint8)


def changed(pictures, seed=0, **how):
    return augmented(pictures, Augmentation(**how), np.random.default_rng(seed))


def angle(plane):
    """Degrees by which the longer axis of a blob leans, by its second moments."""
    rows, columns = np.indices(plane.shape)
    rows, columns = (
        rows - np.average(rows, weights=plane),
        columns - np.average(columns, weights=plane),
    )
    mixed = np.sum(plane * rows * columns)
    spread = np.sum(plane * rows**2) - np.sum(plane * columns**2)
    return np.degrees(np.arctan2(2 * mixed, spread) / 2)


def test_nothing_asked_nothing_changed():
    np.testing.assert_array_equal(changed(COLOUR), COLOUR)


def test_the_pictures_given_stay_as_they_are():
    before = COLOUR.copy()
    changed(COLOUR, mirror=True, shift=2)
    digits = BLOB.copy()
    changed(BLOB, turn=10, pen=0.5)
    np.testing.assert_array_equal(before, COLOUR)
    np.testing.assert_array_equal(digits, BLOB)


@pytest.mark.parametrize(
    "how", [{"mirror": True}, {"shift": 3}, {"turn": 9, "zoom": 0.1}, {"pen": 0.3}]
)
def test_one_seed_gives_the_same_pictures_and_another_gives_others(how):
    np.testing.assert_array_equal(changed(BLOB, 3, **how), changed(BLOB, 3, **how))
    assert (changed(COLOUR, 3, **how) != changed(COLOUR, 4, **how)).any()


def test_half_of_the_pictures_are_mirrored():
    ours = changed(COLOUR, mirror=True)
    mirrored = [np.array_equal(new, old[:, ::-1]) for new, old in zip(ours, COLOUR, strict=True)]
    kept = [np.array_equal(new, old) for new, old in zip(ours, COLOUR, strict=True)]
    assert all(np.logical_xor(mirrored, kept))
    assert 10 < sum(mirrored) < 30


def test_a_shift_by_whole_pixels_copies_them():
    for new, old in zip(changed(COLOUR, shift=2), COLOUR, strict=True):
        wide = np.pad(old, ((2, 2), (2, 2), (0, 0)), mode="reflect")
        found = [
            (row, column)
            for row in range(5)
            for column in range(5)
            if np.array_equal(new, wide[row : row + 9, column : column + 11])
        ]
        assert len(found) == 1


def test_a_turn_turns_as_far_as_asked_both_ways():
    angles = np.array([angle(plane[..., 0].astype(float)) for plane in changed(BLOB, turn=12)])
    assert np.abs(angles).max() < 12.5
    assert angles.min() < -6
    assert angles.max() > 6


def test_a_zoom_changes_the_area_as_far_as_asked():
    areas = changed(BLOB, zoom=0.1).sum((1, 2, 3)) / BLOB[0].sum()
    assert 0.9**2 * 0.98 < areas.min() < 0.95
    assert 1.05 < areas.max() < 1.1**2 * 1.02


def test_a_shift_by_parts_of_a_pixel_is_scipys():
    # turn=1e-9 chooses the warp; SciPy's bilinear shift by the same amount is the oracle.
    how = Augmentation(turn=1e-9, shift=1.5)
    ours = augmented(BLOB, how, np.random.default_rng(5))
    drawn = np.random.default_rng(5).uniform(-1, 1, (len(BLOB), 6))[:, 4:] * 1.5
    for new, old, shift in zip(ours, BLOB, drawn, strict=True):
        theirs = affine_transform(old[..., 0].astype(float), np.eye(2), -shift, order=1)
        np.testing.assert_allclose(new[..., 0], theirs, atol=1.0)


def test_a_pen_makes_some_strokes_thicker_and_some_thinner():
    ink = changed(BLOB, pen=0.3).sum((1, 2, 3)) / 200
    assert set(ink.tolist()) == {9 * 3, 10 * 4, 11 * 5}
