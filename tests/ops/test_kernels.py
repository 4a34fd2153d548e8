import numpy as np
import pytest

from cnnviz import ops
from cnnviz.errors import SpecError

EVERY = [(key, size) for key, kernel in ops.KERNELS.items() for size in kernel.sizes]


@pytest.mark.parametrize(("key", "size"), EVERY)
def test_exists_in_every_size_it_names(key, size):
    kernel = ops.named_kernel(key, size)
    assert kernel.shape == (size, size)
    assert kernel.dtype == np.float64


def test_the_usual_size_comes_first():
    for key, kernel in ops.KERNELS.items():
        assert ops.named_kernel(key).shape == (kernel.sizes[0], kernel.sizes[0])
        assert kernel.note.endswith(".")


@pytest.mark.parametrize(
    "key", ["edge_4", "edge_8", "laplacian", "sobel_x", "sobel_y", "prewitt_x"]
)
def test_what_finds_edges_is_silent_on_a_flat_picture(key):
    assert ops.named_kernel(key).sum() == 0


@pytest.mark.parametrize("key", ["identity", "sharpen", "box_blur", "gaussian_blur", "emboss"])
def test_what_keeps_the_brightness_sums_to_one(key):
    assert ops.named_kernel(key).sum() == pytest.approx(1, abs=1e-15)


def test_sobel_x_answers_to_a_vertical_edge_only():
    picture = np.zeros((6, 6, 1))
    picture[:, 3:] = 1
    across, down = (
        ops.conv(picture, ops.named_kernel(key)[..., None, None]) for key in ("sobel_x", "sobel_y")
    )
    assert across.max() == 4
    assert not down.any()


def test_the_fading_triangle_is_the_courses():
    assert ops.named_kernel("fading_triangle")[0].tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert np.tril(ops.named_kernel("fading_triangle")).sum() == 0


def test_lines_are_transposes_of_each_other():
    assert ops.named_kernel("vertical_line")[:, 3].tolist() == [1] * 7
    for size in range(1, 12):
        vertical = ops.named_kernel("vertical_line", size)
        np.testing.assert_array_equal(vertical.T, ops.named_kernel("horizontal_line", size))


def test_a_returned_kernel_can_be_edited_without_harm():
    ops.named_kernel("sharpen")[:] = 0
    assert ops.named_kernel("sharpen")[1, 1] == 5


def test_normalising_gives_sum_one_or_magnitude_one():
    assert ops.normalise(np.array([[2.0, 6.0]])).tolist() == [[0.25, 0.75]]
    assert np.abs(ops.normalise(ops.named_kernel("sobel_x"))).sum() == 1
    assert ops.normalise(np.array([[0.1, 0.2, -0.3]])) == pytest.approx(
        np.array([[1 / 6, 1 / 3, -1 / 2]])
    )
    assert not ops.normalise(np.zeros((3, 3))).any()


@pytest.mark.parametrize(
    ("key", "size", "remedy"), [("blur", None, "box_blur"), ("sharpen", 5, "sizes 3")]
)
def test_what_does_not_exist_says_what_does(key, size, remedy):
    with pytest.raises(SpecError, match=remedy):
        ops.named_kernel(key, size)
