"""A link to what is on the screen, to copy."""

from cnnviz.ui.components.register import mount
from cnnviz.ui.session import component_state


def share(*, key: str, query: str) -> None:
    """Mount the link and its button, in a fragment of their own.

    The browser runs that fragment again when somebody reaches for the link, so that it is new
    when it is copied, and no edit or stroke has to wait for it.

    Args:
        key: the component's identity.
        query: the query string of this moment, percent-encoded, without "?"; "" for the bare
            page. The browser puts its own address before it.
    """
    wanted = (component_state(key) or {}).get("wanted")
    answered = wanted if isinstance(wanted, int) else 0
    mount("share", key=key, data={"query": query, "answered": answered}, states=("wanted",))
