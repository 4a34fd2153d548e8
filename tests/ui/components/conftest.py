"""One browser for the component tests; a module starts the server of its own app."""

import pytest

from tests.browser import chromium

collect_ignore = ["apps"]  # run by Streamlit, not by pytest


@pytest.fixture(scope="session")
def browser():
    with chromium() as launched:
        yield launched
