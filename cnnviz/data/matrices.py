"""The matrices that courses print, number by number, as pictures."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]  # (H, W, C), uint8 where the numbers allow it


class Matrix(NamedTuple):
    """A printed matrix: what it is called, why one looks at it, its numbers."""

    title: str
    sentence: str
    values: Values


def as_pixels(values: Values) -> Values:
    """Keep numbers as bytes where they are whole and within 0..255, else as float64.

    Args:
        values: (H, W) or (H, W, C).

    Returns:
        (H, W, C).

    >>> as_pixels(np.array([[0, 255]])).dtype.name, as_pixels(np.array([[-6, 1]])).dtype.name
    ('uint8', 'float64')
    """
    cube = values[..., None] if values.ndim == 2 else values  # noqa: PLR2004
    bytes_ = np.clip(np.rint(cube), 0, 255).astype(np.uint8)
    return bytes_ if (bytes_ == cube).all() else cube.astype(np.float64)


def _read(text: str) -> Values:
    """Numbers separated by blanks, rows by slashes, channels by bars."""
    planes = [
        [[float(number) for number in row.split()] for row in plane.split("/")]
        for plane in text.split("|")
    ]
    return as_pixels(np.moveaxis(np.array(planes), 0, -1))


_FACE = """
    157 153 174 168 150 152 129 151 172 161 155 156 /
    155 182 163  74  75  62  33  17 110 210 180 154 /
    180 180  50  14  54   6  10  33  48 106 159 181 /
    206 109   5 124 131 111 120 204 166  15  56 180 /
    194  68 137 251 237 239 239 228 227  87  71 201 /
    172 105 207 233 233 214 220 239 228  98  74 206 /
    188  88 179 209 185 215 211 158 139  75  20 169 /
    189  97 165  84  10 168 134  11  31  62  22 148 /
    199 168 191 193 158 227 178 143 182 106  36 190 /
    205 174 155 252 236 231 149 178 228  43  95 234 /
    190 216 116 149 236 187  85 150  79  38 218 241 /
    190 224 147 108 227 210 127 102  36 101 255 224 /
    190 214 173  66 103 143  96  50   2 109 249 215 /
    187 196 235  75   1  81  47   0   6 217 255 211 /
    183 202 237 145   0   0  12 108 200 138 243 236 /
    195 206 123 207 177 121 123 200 175  13  96 218"""
_PATCH = """
    156 155 156 158 158 / 153 154 157 159 159 / 149 151 155 158 159 /
    146 146 149 153 158 / 145 143 143 148 158 |
    167 166 167 169 169 / 164 165 168 170 170 / 160 162 166 169 170 /
    156 156 159 163 168 / 155 153 153 158 168 |
    163 162 163 165 165 / 160 161 164 166 166 / 156 158 162 165 166 /
    155 155 158 162 167 / 154 152 152 157 167"""
_X1 = """10 255 125 0 170 100 / 70 255 105 25 25 70 / 255 0 150 0 10 10 /
    0 255 10 10 150 20 / 70 15 200 100 95 0 / 35 25 100 20 0 60"""
_X2 = """100 100 100 50 100 50 / 95 255 100 125 125 170 / 80 40 10 10 125 150 /
    255 30 150 20 120 125 / 30 30 150 100 70 70 / 70 30 100 200 70 95"""

MATRICES: dict[str, Matrix] = {
    "face": Matrix("A face in numbers", "16×12 brightnesses: step back and see it.", _read(_FACE)),
    "rgb-patch": Matrix(
        "A corner in colour", "Red, green and blue of 5×5 pixels of a photo.", _read(_PATCH)
    ),
    "x1": Matrix("X1", "One of two unlike pictures with the same maxima.", _read(_X1)),
    "x2": Matrix("X2", "The other of two unlike pictures with the same maxima.", _read(_X2)),
    "true-3x3": Matrix("3×3", "Nine numbers for the true convolution.", _read("2 1 2/5 0 1/1 7 3")),
    "true-4x4": Matrix(
        "4×4", "Sixteen numbers for “same”.", _read("1 3 2 4/5 6 1 3/1 2 0 2/3 4 3 2")
    ),
    "cross-5x5": Matrix(
        "5×5",
        "Twenty-five numbers for the cross-correlation.",
        _read("2 4 9 1 4/2 1 4 4 6/1 1 2 9 2/7 3 5 1 3/2 3 4 8 5"),
    ),
    "binary": Matrix(
        "Zeros and ones",
        "A 5×5 picture of two values only.",
        _read("1 1 1 0 0/0 1 1 1 0/0 0 1 1 1/0 0 1 1 0/0 1 1 0 0"),
    ),
    "max-4x4": Matrix(
        "4×4 for the maximum",
        "Negative numbers too.",
        _read("3 5 1 0/7 9 -6 -3/2 8 -2 1/4 -3 -4 8"),
    ),
    "mean-4x4": Matrix(
        "4×4 for the mean", "Negative numbers too.", _read("3 5 1 0/7 9 -6 -3/2 8 -2 6/4 -3 -4 8")
    ),
    "pad-3x3": Matrix("1 to 9", "For looking at borders.", _read("1 2 3/4 5 6/7 8 9")),
    "pad-3x4": Matrix("1 to 10", "For looking at mirrors.", _read("1 2 3 4/4 5 6 7/7 8 9 10")),
    "signal-rotated": Matrix(
        "Eight numbers in a row", "For the window that is rotated.", _read("3 2 1 7 1 2 5 4")
    ),
    "signal-same": Matrix(
        "Another eight in a row", "For “same” in one dimension.", _read("1 3 2 4 5 6 1 3")
    ),
}
