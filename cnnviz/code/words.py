"""Words that people wrote, made harmless: in a comment, in Markdown, in quotes."""

import json
from textwrap import wrap

from .literals import WIDTH

_MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in "\\`*_[]<>&$#~|!{}"})


def plain(words: str) -> str:
    r"""One line of what can be seen: no line breaks, control or direction characters.

    >>> plain("LeNet\n  5\x00")
    'LeNet 5'
    """
    return "".join(sign for sign in " ".join(words.split()) if sign.isprintable())


def comment(words: str) -> str:
    r"""Comment lines that fit.

    >>> comment("one\nline")
    '# one line'
    """
    lines = wrap(plain(words), WIDTH - 2)
    return "\n".join(f"# {line}" for line in lines)


def markdown(words: str) -> str:
    """Words that Markdown, HTML and formulas leave alone.

    >>> markdown("2 * 3 <b>")
    '2 &#42; 3 &#60;b&#62;'
    """
    return plain(words).translate(_MARKS)


def quoted(words: str) -> str:
    r"""Python text in double quotes.

    >>> print(quoted('say "a"'))
    "say \"a\""
    """
    return json.dumps(plain(words), ensure_ascii=False)
