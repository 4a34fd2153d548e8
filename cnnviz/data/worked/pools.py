"""Worked examples of pooling."""

import numpy as np

from .example import pooled

_X1 = (
    "10 255 125 0 170 100 / 70 255 105 25 25 70 / 255 0 150 0 10 10"
    " / 0 255 10 10 150 20 / 70 15 200 100 95 0 / 35 25 100 20 0 60"
)
_X2 = (
    "100 100 100 50 100 50 / 95 255 100 125 125 170 / 80 40 10 10 125 150"
    " / 255 30 150 20 120 125 / 30 30 150 100 70 70 / 70 30 100 200 70 95"
)
_STRONGEST = "255 125 170 / 255 150 150 / 70 200 95"


def _bar(column: int) -> str:
    """Draw 8×8 zeros with a bar of ones in one column, rows 2–5."""
    plane = np.zeros((8, 8), dtype=int)
    plane[2:6, column] = 1
    return " / ".join(" ".join(map(str, row)) for row in plane)


_BAR_LEFT = "0 0 0 0 / 0 1 0 0 / 0 1 0 0 / 0 0 0 0"
_BAR_RIGHT = "0 0 0 0 / 0 0 1 0 / 0 0 1 0 / 0 0 0 0"
POOLS = (
    pooled(
        "max-4",
        "The largest of each 2×2",
        "4×4 numbers become 2×2: the largest of each window.",
        kind="max_pool",
        x="3 5 1 0 / 7 9 -6 -3 / 2 8 -2 1 / 4 -3 -4 8",
        expected="9 1 / 8 8",
    ),
    pooled(
        "mean-4",
        "The mean of each 2×2",
        "4×4 numbers become 2×2: the mean of each window.",
        kind="average_pool",
        x="3 5 1 0 / 7 9 -6 -3 / 2 8 -2 6 / 4 -3 -4 8",
        expected="6 -2 / 2.75 2",
    ),
    pooled(
        "x1-max",
        "X1, the largest of each 2×2",
        "X1 and X2 are unlike, but their maxima are the same.",
        kind="max_pool",
        x=_X1,
        expected=_STRONGEST,
    ),
    pooled(
        "x2-max",
        "X2, the largest of each 2×2",
        "X2 and X1 are unlike, but their maxima are the same.",
        kind="max_pool",
        x=_X2,
        expected=_STRONGEST,
    ),
    pooled(
        "x1-mean",
        "X1, the mean of each 2×2",
        "Under the mean X1 and X2 stay unlike.",
        kind="average_pool",
        x=_X1,
        expected="147.5 63.75 91.25 / 127.5 42.5 47.5 / 36.25 105 38.75",
    ),
    pooled(
        "x2-mean",
        "X2, the mean of each 2×2",
        "Under the mean X2 and X1 stay unlike.",
        kind="average_pool",
        x=_X2,
        expected="137.5 93.75 111.25 / 101.25 47.5 130 / 40 137.5 76.25",
    ),
    pooled(
        "bar-a",
        "A bar in column 2",
        "Picture A: the bar fills the left half of its windows.",
        kind="max_pool",
        x=_bar(2),
        expected=_BAR_LEFT,
    ),
    pooled(
        "bar-b",
        "The bar, shifted by one",
        "Picture B stays in the same windows: nothing changes.",
        kind="max_pool",
        x=_bar(3),
        expected=_BAR_LEFT,
    ),
    pooled(
        "bar-c",
        "The bar, shifted by two",
        "Picture C moves into the next windows: 75 % of the cells stay as they were.",
        kind="max_pool",
        x=_bar(4),
        expected=_BAR_RIGHT,
    ),
)
