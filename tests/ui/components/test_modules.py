"""How a component's JavaScript reaches the browser."""

import re
from pathlib import Path

import pytest

COMPONENTS = Path(__file__).parents[3] / "cnnviz" / "ui" / "components"
ENTRIES = sorted(
    folder / f"{folder.name}.js"
    for folder in COMPONENTS.iterdir()
    if (folder / f"{folder.name}.js").exists()
)


def imported(module):
    """The modules that a module names."""
    found = re.findall(r'^(?:import|\}).*"(\.{1,2}/[^"]+\.js)";', module.read_text("utf-8"), re.M)
    return {(module.parent / path).resolve() for path in found}


def graph(module):
    """Every module that is fetched for this one."""
    seen, waiting = set(), imported(module)
    while waiting:
        seen |= waiting
        waiting = set().union(*map(imported, waiting)) - seen
    return seen


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.stem)
def test_the_browser_fetches_all_modules_of_a_component_in_one_go(entry):
    assert imported(entry) == graph(entry)
