"""Whatever is uploaded: one sentence, no traceback, and the picture before stays."""

import pytest
from playwright.sync_api import expect

from tests.browser import settle
from tests.e2e.visitor import Visitor, output, same
from tests.malformed import encoded, malformed_files

pytestmark = pytest.mark.browser
FILES = malformed_files()
LARGEST = 10 * 2**20  # bytes


@pytest.fixture(scope="module")
def uploader(browser, server):
    """One visitor, who has brought a good picture before."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    visitor = Visitor(context.new_page()).open(f"{server.url}/kernels?pic=upload&maps=1")
    visitor.upload("good.png", encoded("PNG"))
    visitor.good = visitor.until(lambda numbers: output(numbers).shape == (6, 8))
    yield visitor
    context.close()


def test_there_are_enough_of_them():
    assert len(FILES) >= 40


@pytest.mark.parametrize("name", FILES)
def test_a_malformed_file_gives_one_sentence_and_the_old_picture_stays(uploader, name):
    page = uploader.page
    uploader.upload(name, FILES[name])
    if len(FILES[name]) > LARGEST:  # refused by the uploader itself, before anything is sent
        refusal = page.get_by_test_id("stFileUploader").get_by_text("must be 10.0MB or smaller.")
    else:
        refusal = page.get_by_test_id("stAlert").filter(has_text=f"“{name}”")
    expect(refusal).to_have_count(1)
    settle(page)
    assert refusal.inner_text().strip().endswith(".")
    assert len(uploader.complaints()) <= 1
    assert same(uploader.numbers(), uploader.good)
