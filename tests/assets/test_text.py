"""The texts for the learner keep to their measure and to the facts that tests can count."""

import re
from pathlib import Path

import pytest

from cnnviz.ops import output_size
from cnnviz.ops.visits import visits

TEXTS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "assets" / "text").glob("*.md"))
}


@pytest.mark.parametrize("topic", ["start", "kernels", "convolution", "pooling", "pictures"])
def test_every_topic_has_its_text(topic):
    assert topic in TEXTS


@pytest.mark.parametrize("topic", TEXTS)
def test_a_text_is_short(topic):
    assert 120 <= len(TEXTS[topic].split()) <= 250


@pytest.mark.parametrize("topic", TEXTS)
def test_a_text_is_calm(topic):
    assert "!" not in TEXTS[topic]
    assert not re.search("[\U0001f000-\U0001faff\u2600-\u27bf]", TEXTS[topic])


@pytest.mark.parametrize("topic", TEXTS)
def test_every_mark_is_closed(topic):
    assert TEXTS[topic].count("$") % 2 == 0
    for paragraph in TEXTS[topic].splitlines():
        assert paragraph.replace("- ", "", 1).count("*") % 2 == 0, paragraph


def test_the_numbers_in_the_texts_are_right():
    assert "= 28$ parameters" in TEXTS["kernels"]
    assert 3 * 3 * 3 + 1 == 28
    assert "168 parameters" in TEXTS["kernels"]
    assert 6 * (3 * 3 * 3 + 1) == 168
    assert "= 220" in TEXTS["kernels"]
    assert 4 * (3 * 3 * 6 + 1) == 220
    assert "gives 2 outputs, and two cells enter none" in TEXTS["convolution"]
    assert output_size(13, 6, s=5) == 2
    assert list(visits(13, 6, s=5)).count(0) == 2
    assert "1 2 3 2 1" in TEXTS["convolution"]
    assert list(visits(5, 3)) == [1, 2, 3, 2, 1]
