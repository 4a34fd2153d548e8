"""How the texts are laid out: imports on top, lines that fit, slices as people write them."""

from collections.abc import Iterable, Sequence

from .literals import WIDTH

_STANDARD = {"from math import erf"}  # Python's own: they stand apart


def slices(steps: Sequence[int]) -> str:
    """Slices that keep one in every `steps` cells.

    >>> slices((1, 2))
    ':, ::2'
    """
    return ", ".join(":" if step == 1 else f"::{step}" for step in steps)


def stretch(start: int | str, length: int, step: int = 1) -> str:
    """One slice of a given length, spaced as the formatters have it.

    >>> stretch(1, 4), stretch(0, 4), stretch("top", 5, 2)
    ('1:5', ':4', 'top : top + 5 : 2')
    """
    if isinstance(start, str):
        return f"{start} : {start} + {length}" + (f" : {step}" if step > 1 else "")
    return f"{start or ''}:{start + length}" + (f":{step}" if step > 1 else "")


def fold(head: str, parts: Iterable[str], tail: str, *, between: str = ",", indent: int = 0) -> str:
    """Bracketed parts on one line where they fit, or in one below, or one below the other.

    Args:
        head: what stands before them, with the opening bracket.
        parts: the parts.
        tail: the closing bracket and what follows it.
        between: what separates them: a comma, or nothing.
        indent: how far to the right the result will stand.

    >>> print(fold("pool(", ["x", "size=2"], ")"))
    pool(x, size=2)
    """
    parts = list(parts)
    line = head + f"{between} ".join(parts) + tail
    if indent + len(line) <= WIDTH and "\n" not in line:
        return line
    line = "    " + f"{between} ".join(parts)
    if indent + len(line) <= WIDTH and "\n" not in line:
        return "\n".join([head, line, tail])
    inner = f"{between}\n".join(parts) + between
    return "\n".join([head, *("    " + part for part in inner.split("\n")), tail])


def text(imports: Iterable[str], blocks: Iterable[str]) -> str:
    """A whole text: sorted imports, then the blocks, an empty line between them."""
    lines = sorted(set(imports), key=lambda line: (line.startswith("from"), line.lower()))
    own = [line for line in lines if line in _STANDARD]
    others = [line for line in lines if line not in _STANDARD]
    parts = ["\n".join(own), "\n".join(others), *blocks]
    return "\n\n".join(part for part in parts if part) + "\n"
