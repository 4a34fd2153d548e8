"""What every test can use."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser
from streamlit.testing.v1 import AppTest

from tests.browser import chromium

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.fixture
def app() -> AppTest:
    """The whole app, on its first page."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of real datasets; a test that needs it is skipped where it is absent."""
    place = os.environ.get("CNNVIZ_DATA_DIR")
    if not place:
        pytest.skip("CNNVIZ_DATA_DIR names no folder with datasets")
    return Path(place)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; every test has a context of its own."""
    with chromium() as launched:
        yield launched
