"""A link to what is on the screen, to copy."""

from cnnviz.ui.components.register import mount


def share(*, key: str, query: str) -> None:
    """Mount the link and its button.

    Args:
        key: the component's identity.
        query: the query string, percent-encoded, without "?"; "" for the bare page. The browser
            puts its own address before it.
    """
    mount("share", key=key, data={"query": query})
