"""Page tests meet the app as a server that has answered once before."""

import pytest
from streamlit.runtime.pages_manager import PagesManager


@pytest.fixture(autouse=True)
def server_that_knows_its_pages(monkeypatch):
    """Let every run of a page begin in app.py, as on any server after its first answer.

    AppTest (1.67) forgets before each run that app.py calls st.navigation, and then runs a file
    of pages/ on its own. What a new server makes of that is tested in the browser.
    """
    begin = PagesManager.__init__

    def begin_knowing(self, *args, **kwargs):
        PagesManager.uses_pages_directory = False
        begin(self, *args, **kwargs)

    monkeypatch.setattr(PagesManager, "__init__", begin_knowing)
