"""The vault in a real browser: reloads, restarts, tabs, links, and no store at all."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import open_app, serve, settle

pytestmark = pytest.mark.browser
APP = Path(__file__).parent / "apps" / "vault_app.py"

KEPT = """async ({vault, slot}) => {
    const opening = indexedDB.open("cnnviz", 1);
    await new Promise((done) => { opening.onsuccess = done; });
    const store = opening.result.transaction("possessions").objectStore("possessions");
    const keys = store.getAllKeys(), all = store.getAll();
    await new Promise((done) => { all.onsuccess = done; });
    opening.result.close();
    return keys.result.map((key, at) => [key, new TextDecoder().decode(all.result[at].bytes)])
        .filter(([key]) => key[1] === vault && key[2] === slot).map(([, text]) => text);
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serve(APP, log=tmp_path_factory.mktemp("vault") / "server.log") as running:
        yield running


@pytest.fixture
def context(browser):
    context = browser.new_context()
    yield context
    context.close()


def visit(context, url):
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: page.complaints.append(said.text) if said.type == "error" else None,
    )
    open_app(page, url)
    return page


def take(page, text):
    page.get_by_label("Text").fill(text)
    page.get_by_label("Text").press("Enter")
    settle(page)
    page.get_by_role("button", name="Take").click()
    expect(page.get_by_text(f"own {text}", exact=True)).to_be_visible()


def kept(page, slot="current"):
    return page.evaluate(KEPT, {"vault": "vault", "slot": slot})


def wait_until_kept(page, text, slot="current"):
    page.wait_for_function(
        f"async (wanted) => (await ({KEPT})(wanted)).includes(wanted.text)",
        arg={"vault": "vault", "slot": slot, "text": text},
    )


def test_a_first_visit_finds_nothing_and_keeps_nothing(context, server):
    page = visit(context, server.url)
    expect(page.get_by_text("version 0")).to_be_visible()
    expect(page.get_by_text("own default")).to_be_visible()
    assert kept(page) == []
    assert page.complaints == []


def test_a_reload_brings_everything_back(context, server):
    page = visit(context, server.url)
    expect(page.get_by_text("version 0")).to_be_visible()
    take(page, "seven")
    wait_until_kept(page, "seven")
    take(page, "eight")
    wait_until_kept(page, "eight")
    page.reload()
    expect(page.get_by_text("own eight", exact=True)).to_be_visible()
    expect(page.get_by_text("restored 5 bytes")).to_be_visible()


def test_a_restarted_server_gets_it_from_the_open_page_and_from_a_new_one(context, tmp_path):
    with serve(APP, log=tmp_path / "first.log") as first:
        page = visit(context, first.url)
        expect(page.get_by_text("version 0")).to_be_visible()
        take(page, "nine")
        wait_until_kept(page, "nine")
    with serve(APP, log=tmp_path / "second.log", port=first.port):
        expect(page.get_by_text("restored 4 bytes")).to_be_visible(timeout=30_000)
        expect(page.get_by_text("own nine", exact=True)).to_be_visible()
        fresh = visit(context, first.url)
        expect(fresh.get_by_text("own nine", exact=True)).to_be_visible()


def test_nothing_is_written_while_the_session_still_asks(context, server):
    page = visit(context, server.url)
    expect(page.get_by_text("version 0")).to_be_visible()
    take(page, "precious")
    wait_until_kept(page, "precious")
    page.add_init_script(
        """window.puts = 0;
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...all) {
            window.puts += 1;
            return put.apply(this, all);
        };"""
    )
    page.goto(f"{server.url}/?deaf=1")
    expect(page.get_by_text("asking")).to_be_visible()
    take(page, "another")
    page.get_by_role("button", name="Run again").click()
    settle(page)
    expect(page.get_by_text("own another", exact=True)).to_be_visible()
    assert page.evaluate("window.puts") == 0
    assert kept(page) == ["precious"]


def test_a_session_that_never_asked_cannot_write(context, server):
    """Whatever Python does: without an answer to this page there is no writing."""
    page = visit(context, server.url)
    expect(page.get_by_text("version 0")).to_be_visible()
    puts = page.evaluate(
        """async () => {
            const url = performance.getEntriesByType("resource")
                .map((one) => one.name).find((name) => name.endsWith("/vault/vault.js"));
            const { default: mount } = await import(url);
            let puts = 0;
            const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (...all) {
                puts += 1;
                return put.apply(this, all);
            };
            const header = new TextEncoder().encode(JSON.stringify({
                vault: "other", asking: false, version: 9, replacedAt: 0, wantsPrevious: 0 }));
            const data = new Uint8Array(4 + header.length + 1);
            new DataView(data.buffer).setUint32(0, header.length, true);
            data.set(header, 4);
            mount({ parentElement: document.createElement("div"), data, setTriggerValue() {} });
            await new Promise((done) => { indexedDB.open("cnnviz", 1).onsuccess = done; });
            IDBObjectStore.prototype.put = put;
            return puts;
        }"""
    )
    assert puts == 0


def test_two_tabs_keep_what_they_show_and_a_third_gets_the_newest(context, server):
    one, two = visit(context, server.url), visit(context, server.url)
    for page in (one, two):
        expect(page.get_by_text("version 0")).to_be_visible()
    take(one, "first")
    wait_until_kept(one, "first")
    take(two, "second")
    wait_until_kept(two, "second")
    one.get_by_role("button", name="Run again").click()
    settle(one)
    expect(one.get_by_text("own first", exact=True)).to_be_visible()
    one.reload()
    expect(one.get_by_text("own first", exact=True)).to_be_visible()
    wait_until_kept(one, "first")
    take(two, "third")
    wait_until_kept(two, "third")
    expect(visit(context, server.url).get_by_text("own third", exact=True)).to_be_visible()


def test_a_link_replaces_what_is_shown_and_ones_own_can_be_brought_back(context, server):
    page = visit(context, server.url)
    expect(page.get_by_text("version 0")).to_be_visible()
    take(page, "mine")
    wait_until_kept(page, "mine")
    linked = visit(context, f"{server.url}/?foreign=theirs")
    expect(linked.get_by_text("own theirs", exact=True)).to_be_visible()
    wait_until_kept(linked, "theirs")
    wait_until_kept(linked, "mine", slot="previous")
    take(linked, "theirs, changed")
    wait_until_kept(linked, "theirs, changed")
    assert kept(linked, "previous") == ["mine"]
    linked.get_by_role("button", name="Bring my own back").click()
    expect(linked.get_by_text("own mine", exact=True)).to_be_visible()


def test_four_megabytes_come_back_after_a_reload(context, server):
    page = visit(context, server.url)
    expect(page.get_by_text("version 0")).to_be_visible()
    page.get_by_label("Padding").fill("4000000")
    page.get_by_label("Padding").press("Enter")
    settle(page)
    take(page, "large")
    wait_until_kept(page, "large".ljust(4_000_000, "."))
    page.reload()
    expect(page.get_by_text("restored 4000000 bytes")).to_be_visible()
    expect(page.get_by_text("own large", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    "broken",
    [
        "Object.defineProperty(window, 'indexedDB', { value: undefined });",
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };",
        "IDBDatabase.prototype.transaction = () => { throw new DOMException('no'); };",
        "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceeded'); };",
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no'); } });",
    ],
    ids=["absent", "refused", "failing", "full", "no session storage"],
)
def test_without_a_store_the_app_works_on(context, server, broken):
    context.add_init_script(broken)
    page = visit(context, server.url)
    expect(page.get_by_text("version 0")).to_be_visible()
    take(page, "fleeting")
    page.get_by_role("button", name="Run again").click()
    settle(page)
    expect(page.get_by_text("own fleeting", exact=True)).to_be_visible()
    assert page.complaints == []


def test_a_page_without_a_store_still_saves_a_restarted_server(context, tmp_path):
    context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    with serve(APP, log=tmp_path / "first.log") as first:
        page = visit(context, first.url)
        expect(page.get_by_text("version 0")).to_be_visible()
        take(page, "ten")
    with serve(APP, log=tmp_path / "second.log", port=first.port):
        expect(page.get_by_text("restored 3 bytes")).to_be_visible(timeout=30_000)
        expect(page.get_by_text("own ten", exact=True)).to_be_visible()


def test_the_vault_takes_no_room(context, server):
    page = visit(context, server.url)
    expect(page.get_by_text("version 0")).to_be_visible()
    component = page.locator('[data-testid="stElementContainer"]').filter(
        has=page.locator(".stBidiComponent")
    )
    expect(component).to_have_count(1)
    expect(component).to_be_hidden()
