"""Rules that a machine keeps: sizes, layers, names, documents."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cnnviz import errors, ops
from cnnviz.ui.link import URL_NAMES

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
MODULES = sorted((ROOT / "cnnviz").rglob("*.py"))
HEAVY = ("tensorflow", "keras", "sklearn", "scipy")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_a_table_of_contents(page):
    assert len(page.read_text("utf-8").splitlines()) <= 80


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_opening_a_page_imports_nothing_heavy(page):
    script = (
        "import sys\n"
        "from streamlit.testing.v1 import AppTest\n"
        f"app = AppTest.from_file({str(ROOT / 'app.py')!r}, default_timeout=60).run()\n"
        f"app.switch_page({str(page.relative_to(ROOT))!r}).run()\n"
        "assert not app.exception, app.exception\n"
        f"print(sorted(name for name in {HEAVY!r} if name in sys.modules))\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_module_is_too_long_to_read():
    long = {str(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {path: count for path, count in long.items() if count > 250} == {}


def test_only_the_session_module_touches_the_session_state():
    touching = [path for path in MODULES if "session_state" in path.read_text("utf-8")]
    assert [path.name for path in touching] == ["session.py"]


def test_every_cache_decorator_is_in_one_file():
    cached = [path for path in MODULES if "@st.cache_" in path.read_text("utf-8")]
    assert [path.name for path in cached] == ["cache.py"]


@pytest.mark.parametrize("package", [errors, ops], ids=lambda package: package.__name__)
def test_every_public_name_is_exported(package):
    exported = set(getattr(package, "__all__", vars(package)))
    assert exported <= set(dir(package))


def test_every_page_and_url_name_is_in_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [page.stem for page in PAGES if page.stem.capitalize() not in readme] == []
    assert [name for name in URL_NAMES if f"`{name}`" not in readme] == []


def test_every_url_name_that_is_used_is_listed_and_the_other_way_round():
    used = set()
    for path in (ROOT / "cnnviz" / "ui").rglob("*.py"):
        text = path.read_text("utf-8")
        calls = r"(?:slider|number|choice|toggle|span|pair)\(\s*f?\"[^\"]*\",\s*f?\"([a-z0-9_]+)\""
        used |= set(re.findall(calls, text))
        used |= set(re.findall(r"link\.keep\(\"([a-z_]+)\"", text))
    assert used - set(URL_NAMES) == {"calc_"} & used
