"""What a visitor reads when something goes wrong."""

import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from cnnviz.errors import CnnVizError

_log = logging.getLogger(__name__)


_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|$:~-])")


def plain(text: str) -> str:
    r"""Text as it is: a file name or the words of a link never become markup or a picture.

    >>> plain("a_b")
    'a\\_b'
    """
    return _MARKUP.sub(r"\\\1", text)


@contextmanager
def guard() -> Iterator[None]:
    """Show a learner's error as its sentence, and a bug as one calm sentence with a reference."""
    try:
        yield
    except CnnVizError as error:
        st.warning(plain(str(error)))
    except Exception:
        reference = secrets.token_hex(3)
        _log.exception("Reference %s", reference)
        st.error(
            "This part of the page could not be shown; your pictures and kernels are kept. "
            f"Change a setting or reload the page. (Reference {reference})"
        )
