import io
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from cnnviz.data.datasets import DATASETS, count, dataset, examples, is_available
from cnnviz.data.npz import declared, read_array
from cnnviz.errors import DatasetError

FILED = [key for key, chosen in DATASETS.items() if chosen.file]


def arrays(shape=(28, 28), trained=6, tested=4, **changes):
    made = {
        "x_train": np.stack([np.full(shape, number, np.uint8) for number in range(trained)]),
        "y_train": np.arange(trained, dtype=np.uint8) % 10,
        "x_test": np.zeros((tested, *shape), np.uint8),
        "y_test": np.arange(tested, dtype=np.int64)[:, None] % 10,
    }
    return {name: array for name, array in (made | changes).items() if array is not None}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("key", FILED)
def test_the_real_files_are_read_as_numpy_reads_them(key, data_dir):
    chosen = dataset(key)
    if not (data_dir / chosen.file).is_file():
        pytest.skip(f"CNNVIZ_DATA_DIR holds no {chosen.file}")
    with np.load(data_dir / chosen.file) as theirs:
        ours = examples(key, "test")
        np.testing.assert_array_equal(ours.pictures.ravel(), theirs["x_test"].ravel())
        np.testing.assert_array_equal(ours.labels, theirs["y_test"].ravel())
        assert count(key, "train") == len(theirs["x_train"])
    assert len(ours) == count(key, "test")
    assert ours.pictures.shape == (len(ours), *chosen.shape)
    assert ours.pictures.dtype == ours.labels.dtype == np.uint8
    assert np.bincount(ours.labels, minlength=10).min() > 0


def test_the_first_digits_of_mnist_are_the_known_ones(data_dir):
    # Train mean 0.13066 and the labels 5, 0, 4, 1, 9 are printed in every description of MNIST.
    first = examples("mnist", "train")
    assert first.labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert first.pictures.mean() / 255 == pytest.approx(0.13066, abs=1e-5)
    assert np.bincount(first.labels)[:3].tolist() == [5923, 6742, 5958]


def test_sizes_are_those_of_the_file(folder):
    np.savez(folder / "mnist.npz", **arrays(trained=6, tested=4))
    assert (count("mnist", "train"), count("mnist", "test")) == (6, 4)
    train, test = examples("mnist", "train"), examples("mnist", "test")
    assert train.pictures.shape == (6, 28, 28, 1)
    assert train.pictures[:, 3, 5, 0].tolist() == train.labels.tolist() == [0, 1, 2, 3, 4, 5]
    assert test.labels.tolist() == [0, 1, 2, 3]


def test_pictures_and_labels_cannot_be_changed(folder):
    np.savez_compressed(folder / "cifar10.npz", **arrays((32, 32, 3)))
    for key in ("cifar-10", "digits"):
        chosen = examples(key, "test")
        assert not chosen.pictures.flags.writeable
        assert not chosen.labels.flags.writeable


def test_what_is_there_is_known_without_reading(folder):
    assert [key for key in DATASETS if is_available(key)] == ["digits"]
    (folder / "fashion_mnist.npz").write_bytes(b"")
    assert is_available("fashion-mnist")


def test_the_digits_of_scikit_learn_are_split_once():
    program = (
        "from sklearn.datasets import load_digits\nprint(*load_digits().target.tolist(), sep='')"
    )
    command = [sys.executable, "-c", program]
    theirs = subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
    ours = [*examples("digits", "train").labels, *examples("digits", "test").labels]
    assert "".join(map(str, ours)) == theirs
    assert count("digits", "train") == len(examples("digits", "train")) == 1437
    assert examples("digits", "train").pictures.max() == 255


def test_an_unknown_dataset_says_what_there_is():
    with pytest.raises(DatasetError, match=r"mnist, fashion-mnist, cifar-10, digits\.$"):
        examples("imagenet", "train")


def test_without_a_folder_it_says_how_to_name_one(monkeypatch):
    monkeypatch.delenv("CNNVIZ_DATA_DIR", raising=False)
    assert not is_available("mnist")
    with pytest.raises(DatasetError, match=r"Set CNNVIZ_DATA_DIR .* holds mnist\.npz, or choose"):
        examples("mnist", "test")


def test_a_missing_file_says_where_it_belongs(folder):
    with pytest.raises(DatasetError, match=r"Put cifar10\.npz into the folder that CNNVIZ_DATA"):
        count("cifar-10", "test")


@pytest.mark.parametrize(
    "changes",
    [
        {"x_test": None},
        {"y_test": None},
        {"x_test": np.zeros((4, 28, 27), np.uint8)},
        {"x_test": np.zeros((4, 28, 28, 3), np.uint8)},
        {"x_test": np.zeros((0, 28, 28), np.uint8), "y_test": np.zeros(0, np.uint8)},
        {"x_test": np.zeros((4, 28, 28), np.float32)},
        {"y_test": np.zeros(3, np.uint8)},
        {"y_test": np.zeros(4, np.float64)},
        {"y_test": np.array([0, 1, 2, 10])},
        {"y_test": np.array([0, 1, 2, -1])},
    ],
)
def test_a_foreign_file_says_what_it_must_hold(folder, changes):
    np.savez(folder / "mnist.npz", **arrays(**changes))
    with pytest.raises(DatasetError, match=r"28×28×1 bytes with labels from 0 to 9"):
        examples("mnist", "test")


def whole(compress=True):
    file = io.BytesIO()
    (np.savez_compressed if compress else np.savez)(file, **arrays())
    return file.getvalue()


def with_member(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("x_test.npy", content)
    return file.getvalue()


def with_pickle():
    file = io.BytesIO()
    np.savez(file, **arrays(x_test=np.array([{}, None], dtype=object)))
    return file.getvalue()


def flipped(content):
    half = len(content) // 2
    return (
        content[:half]
        + bytes(255 - byte for byte in content[half : half + 40])
        + content[half + 40 :]
    )


DAMAGED = {
    "empty": b"",
    "text": b"a web page that says: not found",
    "cut": whole()[:-30],
    "cut in the middle": whole()[:300],
    "pickle": with_pickle(),
    "no header": with_member(b"12345678"),
    "nothing": with_member(b""),
    "header that is code": with_member(b"\x93NUMPY\x01\x00\x14\x00__import__('os')    \n"),
    "version 9": with_member(b"\x93NUMPY\x09\x00\x04\x00    "),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_says_what_to_do(folder, damage):
    (folder / "mnist.npz").write_bytes(DAMAGED[damage])
    with pytest.raises(DatasetError, match=r"mnist\.npz is damaged .* Fetch it once more\."):
        examples("mnist", "test")


def test_damage_amid_the_pixels_is_noticed(folder):
    (folder / "mnist.npz").write_bytes(flipped(whole(compress=False)))
    with pytest.raises(DatasetError, match="Fetch it once more"):
        examples("mnist", "train")


def test_a_declared_giant_is_not_read(tmp_path):
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<f4", "fortran_order": False, "shape": (10**6, 10**6)}
    )
    (tmp_path / "giant.npz").write_bytes(with_member(header.getvalue()))
    assert declared(tmp_path / "giant.npz")["x_test"].shape == (10**6, 10**6)
    with pytest.raises(DatasetError, match=r"giant\.npz is damaged"):
        read_array(tmp_path / "giant.npz", "x_test")
