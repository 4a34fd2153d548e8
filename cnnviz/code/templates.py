"""The pieces that the texts are made of, read from assets/code."""

from functools import cache
from pathlib import Path
from string import Template

ASSETS = Path(__file__).parents[2] / "assets"  # the project runs from its checkout


@cache
def pieces(name: str) -> dict[str, Template]:
    """Read one file of pieces: each begins with its name in brackets, alone on a line.

    Args:
        name: of the file in assets/code, without its ending: "numpy", "scipy", "keras", ...

    >>> pieces("shared")["print one map"].template
    'print(y[:, :, 0])'
    """
    found: dict[str, list[str]] = {}
    for line in (ASSETS / "code" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            found[line[1:-1]] = []
        elif line:
            found[list(found)[-1]].append(line)
    return {title: Template("\n".join(lines)) for title, lines in found.items()}


def piece(name: str, title: str, /, **values: object) -> str:
    """Fill in one piece; a value that is missing or left over is a bug and raises KeyError.

    >>> piece("numpy", "slide", steps="::2, ::2", s=2)
    'windows = windows[::2, ::2]  # stride 2'
    """
    template = pieces(name)[title]
    unused = set(values) - set(template.get_identifiers())
    if unused:
        raise KeyError(f"{title!r} in {name}.txt has no place for {sorted(unused)}")
    return template.substitute(values)
