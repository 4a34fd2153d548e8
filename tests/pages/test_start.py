"""Start: it invites to draw, and every stroke is answered."""

import numpy as np

from tests.pages.shown import draw, fresh, on_stage, segments, sentences, stage, tell, visit

CROSS = np.maximum(np.eye(28), np.eye(28)[::-1]) * 200
BENCHES = ["Kernels", "Convolution", "Pooling"]


def test_it_opens_with_a_drawing_and_four_maps(app):
    app.run()
    header, arrays = stage(app)
    assert sentences(app) == []
    assert header["x_shape"] == [28, 28, 1]
    assert arrays["x"].max() > 0
    assert len(header["filter_names"]) == len(arrays["thumbnails"]) == 4


def test_a_stroke_is_on_the_stage_and_convolved_in_the_same_run(app):
    draw(app.run(), CROSS)
    _, arrays = stage(app)
    np.testing.assert_array_equal(arrays["x"][..., 0], CROSS)
    padded = np.pad(CROSS, 1)
    window = padded[9:12, 13:16]  # of the output in row 9, column 13
    assert arrays["y"][9, 13] == (window * arrays["kernel"][..., 0]).sum()


def test_a_kernel_edited_here_is_the_first_kernel_of_the_kernels_page(app):
    tell(app.run(), edit=[[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    visit(app, "kernels")
    assert stage(app)[1]["kernel"][..., 0].tolist() == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


def test_every_bench_has_a_door(app):
    doors = [door.proto.label for door in app.run().get("page_link")]
    assert doors == [f"**{name}**" for name in BENCHES]


def test_the_drawing_is_on_every_page(app):
    draw(app.run(), CROSS)
    for page in ("kernels", "pooling"):
        visit(app, page)
        np.testing.assert_array_equal(stage(app)[1]["x"][..., 0], CROSS)
    visit(app, "convolution")
    app.selectbox(key="input").set_value("picture").run()
    np.testing.assert_array_equal(stage(app)[1]["x"][..., 0], CROSS)


def test_the_chosen_map_and_the_pin_survive_a_visit_to_another_page(app):
    tell(app.run(), filter=2, pin={"row": 5, "column": 6})
    before = on_stage(app)
    assert (before[0]["filter"], before[0]["pin"]) == (2, [5, 6])
    visit(app, "pooling")
    visit(app, "start")
    assert on_stage(app) == before


def test_two_visitors_see_their_own_drawings():
    one, two = fresh().run(), fresh().run()
    draw(one, CROSS)
    two.run()
    assert stage(one)[1]["x"].sum() == CROSS.sum()
    assert stage(two)[1]["x"].sum() != CROSS.sum()


def test_another_sketchpad_size_on_kernels_keeps_the_drawing(app):
    draw(visit(app, "kernels"), CROSS)
    app.selectbox(key="pad").set_value("64").run()
    header, arrays = stage(app)
    assert sentences(app) == []
    assert header["x_shape"] == [64, 64, 1]
    assert arrays["x"][32, 32, 0] > 0
    segments(app, "pic").set_value("sample").run()
    segments(app, "pic").set_value("draw").run()
    np.testing.assert_array_equal(stage(app)[1]["x"], arrays["x"])
