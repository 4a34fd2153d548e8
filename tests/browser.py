"""A real server and a real browser, for tests that need both."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
READY = (
    '[data-testid="stApp"][data-test-script-state="notRunning"]'
    '[data-test-connection-state="CONNECTED"]'
)
STARTUP_SECONDS = 60
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a camera that shows a moving pattern
]


@dataclass(frozen=True)
class Server:
    """A running app."""

    url: str
    port: int
    pid: int
    log: Path


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(app: Path, *, log: Path, port: int | None = None) -> Iterator[Server]:
    """Run a Streamlit app until the block ends; give `port` to follow a server at its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    options = {
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command += [f"--{name}={value}" for name, value in options.items()]
    with log.open("ab") as out:
        process = _start(command, out)
        try:
            _await_health(process, port, log)
            yield Server(f"http://127.0.0.1:{port}", port, process.pid, log)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(command: list[str], out: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)


def _await_health(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended at once:\n{log.read_text('utf-8', 'replace')}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    said = log.read_text("utf-8", "replace")
    raise TimeoutError(f"No answer within {STARTUP_SECONDS} s:\n{said}")


def chromium_path() -> str | None:
    """CHROMIUM, or one on the PATH; None leaves the choice to Playwright."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Launch a headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def open_app(page: Page, url: str) -> None:
    """Go to a page of the app and wait until its first run is over."""
    page.goto(url)
    settle(page)


def settle(page: Page, *, timeout: float = 30_000) -> None:
    """Wait until the app is connected and its script is at rest, in milliseconds at most."""
    page.wait_for_selector(READY, timeout=timeout)


if __name__ == "__main__":  # whether there is a browser that starts, for the Makefile
    with chromium():
        pass
