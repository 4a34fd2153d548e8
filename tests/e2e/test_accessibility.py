"""axe finds no serious violation on any page, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import settle

pytestmark = pytest.mark.browser
PAGES = ("", "kernels?second=2&pool=max&look=layer2", "convolution?input=picture", "pooling")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.partition("?")[0] or "start")
def test_axe_finds_nothing_serious(arrive, server, page, scheme):
    visitor = arrive(color_scheme=scheme).open(f"{server.url}/{page}")
    for fold in visitor.page.get_by_test_id("stExpander").all():
        fold.locator("summary").click()
    settle(visitor.page)
    found = Axe().run(visitor.page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    told = [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in serious
        for node in one["nodes"]
    ]
    assert told == []
