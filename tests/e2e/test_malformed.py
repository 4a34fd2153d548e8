"""Whatever is uploaded: one sentence, no traceback, and the picture before stays."""

import pytest
from playwright.sync_api import expect

from tests.browser import settle
from tests.e2e.visitor import output, same
from tests.malformed import encoded, malformed_files

pytestmark = pytest.mark.browser
FILES = malformed_files()


@pytest.fixture(scope="module")
def uploader(browser, server):
    """One visitor, who has brought a good picture before."""
    from tests.e2e.visitor import Visitor

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
    expect(page.get_by_test_id("stFileUploaderFile").get_by_text(name)).to_be_visible()
    # One that is too large is refused by the uploader itself, with a sentence of its own.
    refusal = page.get_by_test_id("stAlert").or_(page.get_by_test_id("stFileUploaderFileErrorMessage"))
    expect(refusal).to_have_count(1)
    settle(page)
    (sentence,) = refusal.all_inner_texts()
    assert sentence.strip().endswith((".", "smaller."))
    assert "Traceback" not in sentence
    assert page.get_by_test_id("stException").count() == 0
    assert same(uploader.numbers(), uploader.good)
