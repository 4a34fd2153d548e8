"""Rows of words as a table for the terminal."""

from collections.abc import Sequence


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, right: set[int] | None = None
) -> str:
    r"""Set rows in columns.

    Args:
        head: the columns' titles.
        rows: one text per column each.
        right: columns set flush right: those of numbers.

    Returns:
        Lines, each ended by a newline, without trailing spaces.

    >>> table(("layer", "size"), [("conv2d", "9")], right={1})
    'layer   size\n------------\nconv2d     9\n'
    """
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    flush = right or set()
    texts = [
        "  ".join(
            word.rjust(width) if column in flush else word.ljust(width)
            for column, (word, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    rule = "-" * max(len(text) for text in texts)
    return "\n".join([texts[0], rule, *texts[1:], ""])
