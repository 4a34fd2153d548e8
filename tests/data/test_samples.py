import subprocess
import sys

import numpy as np
import pytest

from cnnviz.data.samples import SIDES, digit_sample, sample_picture, samples
from cnnviz.errors import DatasetError

GENERATED = [key for key, sample in samples().items() if sample.side]


@pytest.mark.parametrize("key", samples())
def test_every_sample_can_be_picked_and_explains_itself(key):
    sample = samples()[key]
    picture = sample.picture()
    assert sample.key == key
    assert sample.sentence.endswith((".", "?"))
    assert picture.name == sample.title
    assert picture.kind == ("matrix" if sample.group == "matrices" else "sample")
    assert not picture.pixels.flags.writeable


def test_titles_and_pictures_are_told_apart():
    titles = [sample.title for sample in samples().values()]
    assert len(set(titles)) == len(titles)
    ids = [sample.picture().id for sample in samples().values()]
    assert len(set(ids)) == len(ids)


def test_keys_can_stand_in_a_link():
    assert all(key.replace("-", "").isalnum() and key == key.lower() for key in samples())


@pytest.mark.parametrize("key", GENERATED)
@pytest.mark.parametrize("side", [8, 33, 512])
def test_a_generated_picture_has_the_wanted_size(key, side):
    picture = sample_picture(key, side)
    assert picture.pixels.shape == (side, side, 1)
    assert np.ptp(picture.pixels) > 0


@pytest.mark.parametrize("side", [0, 7, 513, -8])
def test_a_size_out_of_range_names_the_range(side):
    with pytest.raises(DatasetError, match=f"from {SIDES[0]} to {SIDES[1]}"):
        sample_picture("disc", side)


def test_the_others_keep_their_size():
    assert sample_picture("x1", 99).pixels.shape == (6, 6, 1)


def test_an_unknown_sample_says_what_there_is():
    with pytest.raises(DatasetError, match="china"):
        sample_picture("mona-lisa")


@pytest.mark.parametrize("label", range(10))
def test_there_is_a_digit_of_every_class(label):
    assert sample_picture(f"digit-{label}") == digit_sample(label)
    assert digit_sample(label).name.startswith(f"Handwritten {label},")


@pytest.mark.parametrize("index", [-1, 1797])
def test_a_digit_that_is_not_there_names_the_range(index):
    with pytest.raises(DatasetError, match="from 0 to 1796"):
        digit_sample(index)


def test_the_roofs_are_the_part_of_china_that_the_courses_show():
    roofs = sample_picture("roofs").pixels
    assert roofs.shape == (70, 120, 3)
    np.testing.assert_array_equal(roofs, sample_picture("china").pixels[150:220, 130:250])
    assert roofs[::2, ::2].shape[:2] == (35, 60)


def child(program: str) -> str:
    command = [sys.executable, "-W", "error", "-c", program]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()


def test_all_samples_load_without_scikit_learn_scipy_or_streamlit():
    loaded = child(
        """
import sys
import cnnviz.data
for sample in cnnviz.data.samples().values():
    sample.picture()
print({"sklearn", "scipy", "streamlit", "keras", "tensorflow", "pandas"} & set(sys.modules))
"""
    )
    assert loaded == "set()"


def test_importing_decodes_nothing():
    opened = child(
        """
import sys
events = []
sys.addaudithook(lambda event, args: events.append(str(args[0])) if event == "open" else None)
import cnnviz.data
cnnviz.data.samples()
print([path for path in events if path.endswith((".jpg", ".gz", ".ttf"))])
"""
    )
    assert opened == "[]"
