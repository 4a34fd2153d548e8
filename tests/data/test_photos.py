import subprocess
import sys

import pytest

from cnnviz.data.photos import DIGITS, digit, digit_label, photo
from cnnviz.errors import DatasetError


def child(program: str) -> str:
    command = [sys.executable, "-W", "error", "-c", program]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()


def test_photos_and_digits_are_scikit_learns_own():
    theirs = child(
        """
import hashlib, numpy
from sklearn.datasets import load_digits, load_sample_image
digits = load_digits()
for array in (
    load_sample_image("china.jpg"),
    load_sample_image("flower.jpg"),
    digits.images.astype("u1"),
    digits.target.astype("u1"),
):
    print(array.shape, hashlib.sha256(numpy.ascontiguousarray(array)).hexdigest())
"""
    )
    ours = child(
        """
import hashlib, numpy
from cnnviz.data.generated import noise
from cnnviz.data.photos import DIGITS, digit, digit_label, photo
counts = numpy.stack([numpy.rint(digit(i)[..., 0] / (255 / 16)) for i in range(DIGITS)])
labels = numpy.array([digit_label(i) for i in range(DIGITS)])
for array in (photo("china"), photo("flower"), counts.astype("u1"), labels.astype("u1")):
    print(array.shape, hashlib.sha256(numpy.ascontiguousarray(array)).hexdigest())
"""
    )
    assert ours == theirs


def test_a_digit_is_stretched_to_0_to_255_in_whole_numbers():
    values = {value for index in range(DIGITS) for value in digit(index).ravel().tolist()}
    assert values == {round(count * 255 / 16) for count in range(17)}


def test_the_classes_are_even():
    counts = [0] * 10
    for index in range(DIGITS):
        counts[digit_label(index)] += 1
    assert min(counts) >= 174
    assert max(counts) <= 183


def test_photos_cannot_be_changed():
    assert not photo("china").flags.writeable
    assert not digit(0).flags.writeable


def test_a_missing_file_says_what_to_do():
    with pytest.raises(DatasetError, match=r"tower\.jpg.*Install scikit-learn again"):
        photo("tower")


def test_a_missing_package_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)  # as Python marks what cannot be imported
    with pytest.raises(DatasetError, match="Install scikit-learn again"):
        photo("lighthouse")
