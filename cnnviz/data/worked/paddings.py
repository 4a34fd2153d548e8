"""Worked examples of padding; a 1×1 kernel of one leaves the padded picture to be seen."""

from .example import two_dimensions

_SQUARE = "1 2 3 / 4 5 6 / 7 8 9"
PADDINGS = (
    two_dimensions(
        "pad-constant",
        "Padding with zeros, each side its own",
        "One row above, two below, one column left, three right: 3×3 becomes 6×7.",
        x=(_SQUARE,),
        w=("1",),
        padding=((1, 2), (1, 3)),
        expected="0 0 0 0 0 0 0 / 0 1 2 3 0 0 0 / 0 4 5 6 0 0 0 / 0 7 8 9 0 0 0"
        " / 0 0 0 0 0 0 0 / 0 0 0 0 0 0 0",
    ),
    two_dimensions(
        "pad-symmetric",
        "Padding by a mirror on the border",
        "The border cell is repeated: the first row reads 5 4 4 5 6 6 5.",
        x=(_SQUARE,),
        w=("1",),
        padding=((2, 2), (2, 2)),
        mode="symmetric",
        expected="5 4 4 5 6 6 5 / 2 1 1 2 3 3 2 / 2 1 1 2 3 3 2 / 5 4 4 5 6 6 5"
        " / 8 7 7 8 9 9 8 / 8 7 7 8 9 9 8 / 5 4 4 5 6 6 5",
    ),
    two_dimensions(
        "pad-reflect",
        "Padding by a mirror through the border cells",
        "The border cell is not repeated: the first row reads 9 8 7 8 9 10 9 8.",
        x=("1 2 3 4 / 4 5 6 7 / 7 8 9 10",),
        w=("1",),
        padding=((2, 2), (2, 2)),
        mode="reflect",
        expected="9 8 7 8 9 10 9 8 / 6 5 4 5 6 7 6 5 / 3 2 1 2 3 4 3 2 / 6 5 4 5 6 7 6 5"
        " / 9 8 7 8 9 10 9 8 / 6 5 4 5 6 7 6 5 / 3 2 1 2 3 4 3 2",
    ),
    two_dimensions(
        "same-5-7-stride-2",
        "5×7, window 3×3, stride 2, same",
        "ceil(5 / 2) × ceil(7 / 2) = 3×4 outputs; on ones each is the number of cells it sees.",
        x=(" / ".join(["1 1 1 1 1 1 1"] * 5),),
        w=("1 1 1 / 1 1 1 / 1 1 1",),
        strides=(2, 2),
        padding="same",
        expected="4 6 6 4 / 6 9 9 6 / 4 6 6 4",
    ),
)
