"""Output sizes, o = floor((n + 2p − d(m − 1) − 1) / s) + 1, and their inverses.

In this module, and only here, the letters of the formula are the names: n input size, m window
size, p padding per side, s stride, d dilation, o output size; all in cells, along one axis.
"""

from cnnviz.errors import ShapeError, SpecError


def reach(m: int, d: int = 1) -> int:
    """Return how many cells a window of m taps spans, d(m − 1) + 1.

    >>> reach(3, d=2)
    5
    """
    return d * (m - 1) + 1


def output_size(n: int, m: int, *, p: int = 0, s: int = 1, d: int = 1) -> int:
    """Count the places where a window fits.

    Args:
        n: input size, at least 0.
        m: window size, at least 1.
        p: padding on each side, at least 0.
        s: stride, at least 1.
        d: dilation, at least 1.

    Returns:
        floor((n + 2p − d(m − 1) − 1) / s) + 1.

    Raises:
        SpecError: if a number is below its minimum.
        ShapeError: if the window does not fit into the padded input.

    Source:
        Dumoulin and Visin 2016, "A guide to convolution arithmetic", relation 15.

    >>> output_size(10, 3, p=2, s=2)
    6
    """
    _check(n=n, m=m, p=p, s=s, d=d)
    if reach(m, d) > n + 2 * p:
        raise ShapeError(
            f"A window of {m} with dilation {d} spans {reach(m, d)} cells and does not fit into "
            f"{n} + 2·{p} = {n + 2 * p}. Choose a window of at most {(n + 2 * p - 1) // d + 1}, "
            f"or a padding of at least {(reach(m, d) - n + 1) // 2}."
        )
    return (n + 2 * p - reach(m, d)) // s + 1


def same_padding(n: int, m: int, *, s: int = 1, d: int = 1) -> tuple[int, int]:
    """Pad so that the output has ceil(n / s) cells, an odd cell at the end.

    Args:
        n: input size, at least 0.
        m: window size, at least 1.
        s: stride, at least 1.
        d: dilation, at least 1.

    Returns:
        (before, after), in cells.

    Raises:
        SpecError: if a number is below its minimum.

    Source:
        tf.nn.convolution with padding="SAME".

    >>> same_padding(13, 6, s=5)
    (1, 2)
    """
    _check(n=n, m=m, s=s, d=d)
    total = max((-(-n // s) - 1) * s + reach(m, d) - n, 0)
    return total // 2, total - total // 2


def transposed_output_size(
    n: int,
    m: int,
    *,
    s: int = 1,
    padding: str = "valid",
    output_padding: int | None = None,
    d: int = 1,
) -> int:
    """Size of what a transposed convolution makes of n cells.

    Args:
        n: input size, at least 1.
        m: window size, at least 1.
        s: stride, at least 1.
        padding: "valid" or "same".
        output_padding: cells to add at the end, 0 to s − 1; None for Keras's own choice.
        d: dilation, at least 1.

    Returns:
        "valid": (n − 1)s + d(m − 1) + 1 + output_padding, by default at least n·s;
        "same": (n − 1)s + (1 if the window's reach is odd) + output_padding, by default n·s.

    Raises:
        SpecError: if a number is out of its range, or `padding` has another name.

    Source:
        keras.layers.Conv2DTranspose.

    >>> transposed_output_size(3, 3, s=2), transposed_output_size(3, 3, s=2, padding="same")
    (7, 6)
    """
    _check(n=n, m=m, s=s, d=d)
    if padding not in ("valid", "same"):
        raise SpecError(
            f'A transposed convolution cannot be padded {padding!r}. Choose "valid" or "same".'
        )
    if output_padding is not None and not 0 <= output_padding < s:
        raise SpecError(
            f"An output padding of {output_padding} does not go with stride {s}. "
            f"Choose one from 0 to {s - 1}, or None."
        )
    if padding == "same":
        return n * s if output_padding is None else (n - 1) * s + reach(m, d) % 2 + output_padding
    return (n - 1) * s + (
        max(reach(m, d), s) if output_padding is None else reach(m, d) + output_padding
    )


def paddings_for(n: int, m: int, o: int, *, s: int = 1, d: int = 1) -> list[int]:
    """Find every padding per side that gives an output of o cells.

    Args:
        n: input size, at least 0.
        m: window size, at least 1.
        o: wanted output size, at least 1.
        s: stride, at least 1.
        d: dilation, at least 1.

    Returns:
        All p ≥ 0 with output_size(n, m, p=p, s=s, d=d) == o, ascending; empty if there is none.
        From p = d(m − 1) + 1 on, the outermost windows see nothing but padding.

    Raises:
        SpecError: if a number is below its minimum.

    >>> paddings_for(7, 3, 7), paddings_for(7, 2, 7)
    ([1], [])
    """
    _check(n=n, m=m, s=s, d=d, o=o)
    least = (o - 1) * s + reach(m, d) - n  # (o − 1)s ≤ n + 2p − reach ≤ o·s − 1
    first, last = max(-(-least // 2), 0), (least + s - 1) // 2
    return list(range(first, last + 1))


def strides_for(n: int, m: int, o: int, *, p: int = 0, d: int = 1) -> list[int]:
    """Find every stride that gives an output of o cells.

    Args:
        n: input size, at least 0.
        m: window size, at least 1.
        o: wanted output size, at least 1.
        p: padding on each side, at least 0.
        d: dilation, at least 1.

    Returns:
        All s with output_size(n, m, p=p, s=s, d=d) == o, ascending; empty if there is none. For
        o = 1 the list ends with the smallest stride that leaves a single window: all larger ones
        do the same.

    Raises:
        SpecError: if a number is below its minimum.
        ShapeError: if the window does not fit at any stride.

    >>> strides_for(28, 2, 14)
    [2]
    """
    room = output_size(n, m, p=p, d=d) - 1
    _check(o=o)
    return [s for s in range(1, room + 2) if room // s + 1 == o]


_LEAST = {"n": 0, "p": 0}
_WORDS = {
    "n": "input size",
    "m": "window size",
    "p": "padding",
    "s": "stride",
    "d": "dilation",
    "o": "output size",
}


def _check(**numbers: int) -> None:
    for letter, number in numbers.items():
        least = _LEAST.get(letter, 1)
        if number < least:
            raise SpecError(
                f"The {_WORDS[letter]} {letter} cannot be {number}. Choose at least {least}."
            )
