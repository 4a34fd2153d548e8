"""Nothing leaves the machine, neither from the browser nor from the server."""

import ipaddress
from urllib.parse import urlsplit

import psutil
import pytest

from tests.browser import settle
from tests.e2e.visitor import output
from tests.malformed import encoded

pytestmark = pytest.mark.browser
INSIDE = ("data:", "blob:", "about:")


def partners(pid):
    """Every address that a process and its children are connected to."""
    server = psutil.Process(pid)
    connections = [
        connection
        for process in (server, *server.children(recursive=True))
        for connection in process.net_connections(kind="inet")
    ]
    return {connection.raddr.ip for connection in connections if connection.raddr}


def is_here(address):
    return ipaddress.ip_address(address.partition("%")[0].removeprefix("::ffff:")).is_loopback


def test_a_tour_of_everything_leaves_no_trace_outside(visitor, server):
    page, asked, met = visitor.page, [], set()
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    visitor.open(server.url)
    for title in ("Kernels", "Convolution", "Pooling", "Start", "Kernels"):
        visitor.go_to(title)
        for fold in page.get_by_test_id("stExpander").all():
            fold.locator("summary").click()
        settle(page)
        for kind in ("Figure as PNG", "Figure as SVG", "Numbers as CSV"):
            visitor.stage.get_by_role("button", name="Download").click()
            with page.expect_download() as download:
                visitor.stage.get_by_role("button", name=kind).click()
            asked.append(download.value.url)
        met |= partners(server.pid)
    for source in ("Sample", "Camera", "Upload"):
        visitor.choose(source)
        met |= partners(server.pid)
    visitor.upload("mine.png", encoded("PNG"))
    visitor.until(lambda numbers: output(numbers).shape == (6, 8))
    met |= partners(server.pid)
    elsewhere = [url for url in asked if not url.startswith(INSIDE)]
    assert {urlsplit(url).hostname for url in elsewhere} == {"127.0.0.1"}
    assert met, "the browser at least is connected"
    assert [address for address in met if not is_here(address)] == []
