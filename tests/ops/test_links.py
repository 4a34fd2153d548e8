import numpy as np

from cnnviz.ops.links import sliding_links, stamping_links


def test_a_sliding_window_meets_what_lies_under_it():
    links = sliding_links(5, 2, sides=(1, 0), stride=2, dilation=2, mode="edge")
    assert links.outputs.tolist() == [0, 0, 1, 1]
    assert links.taps.tolist() == [0, 1, 0, 1]
    assert links.positions.tolist() == [-1, 1, 1, 3]
    assert links.sources.tolist() == [0, 1, 1, 3]


def test_a_stamp_is_a_sliding_window_read_backwards():
    slid = sliding_links(9, 3, stride=2)
    stamped = stamping_links(4, 3, size=9, stride=2)
    there = set(zip(slid.outputs.tolist(), slid.taps.tolist(), slid.sources.tolist(), strict=True))
    back = {
        (source, tap, output)
        for output, tap, source in zip(
            stamped.outputs.tolist(), stamped.taps.tolist(), stamped.sources.tolist(), strict=True
        )
    }
    assert there == back


def test_what_is_cut_off_meets_nothing():
    links = stamping_links(3, 3, size=3, cut=1)
    assert np.bincount(links.outputs).tolist() == [2, 3, 2]
    assert links.positions.tolist() == [0, 1, 0, 1, 2, 1, 2]


def test_meetings_can_be_asked_from_three_sides():
    links = sliding_links(4, 3)
    assert links.where(output=1).sources.tolist() == [1, 2, 3]
    assert links.where(source=2).taps.tolist() == [2, 1]
    assert links.where(tap=0, output=1).positions.tolist() == [1]
