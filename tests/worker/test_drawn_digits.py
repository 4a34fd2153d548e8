"""The networks for MNIST read digits that people draw, as the sketchpad hands them over."""

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from cnnviz.data.drawings import Drawing, as_seen_by_network
from cnnviz.data.starters import starter, starter_weights
from cnnviz.models.build import build, set_weights

FINE = 8  # drawn this much larger, then made small, for soft edges


def arc(row, column, height, width, start, end):
    """Points of an ellipse, in cells; angles clockwise from the right, in degrees."""
    angles = np.radians(np.linspace(start, end, 16))
    return list(zip(column + width * np.cos(angles), row + height * np.sin(angles), strict=True))


ROUND_NINE = arc(10, 13.5, 5, 5, 0, 360)
# Strokes of (column, row) on 28×28; several ways to write what people write in several ways.
WRITTEN = [
    (0, [arc(14, 14, 9, 6, -90, 270)]),
    (1, [[(14, 5), (14, 23)]]),
    (1, [[(10, 9), (14, 5), (14, 23)]]),
    (1, [[(10, 9), (15, 5), (15, 23)], [(10, 23), (20, 23)]]),
    (2, [[*arc(9.5, 14, 4.5, 5, -180, 30), (9, 22), (20, 22)]]),
    (3, [arc(9.5, 13, 4.5, 5, -160, 90) + arc(18.5, 13, 4.7, 5.5, -90, 160)]),
    (4, [[(15, 5), (8, 16), (20, 16)], [(16, 11), (16, 23)]]),
    (4, [[(9, 5), (9, 14), (18, 14)], [(18, 5), (18, 23)]]),
    (5, [[(19, 5), (10, 5), (10, 13), *arc(17, 13, 5, 6, -70, 150)]]),
    (6, [[(17, 5), *arc(17, 13.5, 5.5, 5, -180, 180)]]),
    (7, [[(8, 6), (20, 6), (12, 23)]]),
    (7, [[(8, 6), (20, 6), (12, 23)], [(11, 14), (18, 14)]]),
    (8, [arc(9.5, 14, 4.2, 4.5, 90, 450) + arc(18.2, 14, 4.8, 5.3, -90, 270)]),
    (9, [[*ROUND_NINE, (18.5, 10), (17, 23)]]),
    (9, [ROUND_NINE + arc(12, 13, 11, 5.5, -10, 100)]),
]


def drawn(strokes, brush, turn, zoom):
    """The strokes on a sketchpad: turned (degrees) and zoomed about its middle."""
    image = Image.new("L", (28 * FINE, 28 * FINE))
    pen, radius = ImageDraw.Draw(image), brush * FINE / 2
    cosine, sine = zoom * math.cos(math.radians(turn)), zoom * math.sin(math.radians(turn))
    for stroke in strokes:
        middle = np.array(stroke) - 14.0
        points = (middle @ [[cosine, sine], [-sine, cosine]] + 14.0) * FINE
        pen.line([tuple(point) for point in points], fill=255, width=round(2 * radius))
        for column, row in points:
            pen.ellipse((column - radius, row - radius, column + radius, row + radius), fill=255)
    return Drawing(np.asarray(image.resize((28, 28), Image.Resampling.BOX)))


BRUSHES = (1.5, 2.2, 2.8, 3.8)  # cells; 2.2 is the sketchpad's usual one


def rightly_read(name, brushes):
    """Share of the drawn digits that a starter reads rightly, small and large, tilted and not."""
    described = starter(name)
    model = build(described.network)
    set_weights(model, dict(starter_weights(name)))
    ways = [
        (digit, as_seen_by_network(drawn(strokes, brush, turn, zoom)).pixels)
        for digit, strokes in WRITTEN
        for brush in brushes
        for turn in (-12, 0, 12)
        for zoom in (0.6, 1.0)
    ]
    meant = np.array([digit for digit, _ in ways])
    scores = model.predict(described.as_input(np.stack([seen for _, seen in ways])), verbose=0)
    return np.mean(scores.argmax(axis=1) == meant)


@pytest.mark.parametrize("name", ["mnist-digits-tricks", "mnist-lenet-5"])
def test_every_digit_of_the_usual_brush_is_read(name):
    assert rightly_read(name, [2.2]) == 1


# LeNet-5 takes some small digits of the broadest brush for others: their holes are inked shut.
@pytest.mark.parametrize(
    ("name", "least"), [("mnist-digits-tricks", 0.99), ("mnist-lenet-5", 0.95)]
)
def test_digits_of_every_brush_are_read(name, least):
    assert rightly_read(name, BRUSHES) >= least
