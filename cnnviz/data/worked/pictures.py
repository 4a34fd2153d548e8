"""Worked examples in two dimensions, of one channel and of three."""

from .example import two_dimensions

_RED = "156 155 156 158 158 / 153 154 157 159 159 / 149 151 155 158 159"
_RED += " / 146 146 149 153 158 / 145 143 143 148 158"
_GREEN = "167 166 167 169 169 / 164 165 168 170 170 / 160 162 166 169 170"
_GREEN += " / 156 156 159 163 168 / 155 153 153 158 168"
_BLUE = "163 162 163 165 165 / 160 161 164 166 166 / 156 158 162 165 166"
_BLUE += " / 155 155 158 162 167 / 154 152 152 157 167"
_RGB_KERNELS = ("-1 -1 1 / 0 1 -1 / 0 1 1", "1 0 0 / 1 -1 -1 / 1 0 -1", "0 1 1 / 0 1 0 / 1 -1 1")
PICTURES = (
    two_dimensions(
        "plane-stride-2",
        "3×3 by 3×3, padding 1, stride 2",
        "The true convolution slides the kernel turned by 180°.",
        x=("2 1 2 / 5 0 1 / 1 7 3",),
        w=("0.5 0.7 0.4 / 0.3 0.4 0.1 / 0.5 1 0.5",),
        strides=(2, 2),
        padding=((1, 1), (1, 1)),
        flip=True,
        expected="4.6 1.6 / 7.5 2.9",
    ),
    two_dimensions(
        "plane-same",
        "4×4 by 3×3, padding 1",
        'Equals scipy.signal.convolve2d(X, W, "same").',
        x=("1 3 2 4 / 5 6 1 3 / 1 2 0 2 / 3 4 3 2",),
        w=("1 0 3 / 1 2 1 / 0 1 1",),
        padding=((1, 1), (1, 1)),
        flip=True,
        expected="11 25 32 13 / 19 25 24 13 / 13 28 25 17 / 11 17 14 9",
    ),
    two_dimensions(
        "cross-correlation",
        "5×5 by 3×3, kernel not rotated",
        "The cross-correlation, which deep learning calls convolution.",
        x=("2 4 9 1 4 / 2 1 4 4 6 / 1 1 2 9 2 / 7 3 5 1 3 / 2 3 4 8 5",),
        w=("1 2 3 / -4 7 4 / 2 -5 1",),
        expected="51 66 20 / 31 49 101 / 15 53 -2",
    ),
    two_dimensions(
        "binary",
        "A picture of zeros and ones",
        "With zeros and ones each output counts the places where both hold a one.",
        x=("1 1 1 0 0 / 0 1 1 1 0 / 0 0 1 1 1 / 0 0 1 1 0 / 0 1 1 0 0",),
        w=("1 0 1 / 0 1 0 / 1 0 1",),
        expected="4 3 4 / 2 4 3 / 2 3 4",
    ),
    two_dimensions(
        "rgb-patch",
        "One window of a colour picture",
        "One kernel per channel: 308 − 498 + 164, plus the bias 1, gives −25.",
        x=(
            "0 0 0 / 0 156 155 / 0 153 154",
            "0 0 0 / 0 167 166 / 0 164 165",
            "0 0 0 / 0 163 162 / 0 160 161",
        ),
        w=_RGB_KERNELS,
        bias=1,
        expected="-25",
    ),
    two_dimensions(
        "rgb-corner",
        "The corner of a colour picture",
        "The picture goes on to the right and below, so zeros stand above and to the left only.",
        x=(_RED, _GREEN, _BLUE),
        w=_RGB_KERNELS,
        bias=1,
        padding=((1, 0), (1, 0)),
        expected="-25 466 466 475 / 295 787 798 812 / 291 776 784 800 / 293 771 773 782",
    ),
)
