"""A server of made-up figures and a browser, both once for all tests of this folder."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from tests.dashboard.fake import FakeSource

VENDOR = Path(__file__).parent / "vendor"
AXE = VENDOR / "axe-4.14.1.min.js"
WIDE, NARROW = 1440, 390
WAIT = 20_000  # ms


@pytest.fixture(scope="session")
def source():
    return FakeSource()


@pytest.fixture(scope="session")
def app(source):
    from dashboard import create_app

    return create_app(source)


@pytest.fixture
def state(source):
    """Show another state for one test: `state("many problems")`."""
    yield source.use
    source.use("usual")


@pytest.fixture(scope="session")
def address(app):
    """Where the app is served, by the server that serves it in earnest."""
    from waitress.server import create_server

    server = create_server(app.server, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests, with a cache, as a returning visitor has; tabs forget what they stored when they are closed."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("No chromium here: browser tests must run. Install Debian's chromium.")
        pytest.skip("No chromium here: browser tests need one.")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_context()
        browser.close()


class Visit:
    """A tab at one width; remembers what went wrong in it and where its requests went."""

    def __init__(self, browser, address, width):
        self.address = address
        self.page = browser.new_page()
        self.page.set_viewport_size({"width": width, "height": 900 if width > 600 else 844})
        self.page.set_default_timeout(WAIT)
        self.errors, self.requests = [], []
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, path="/"):
        self.page.goto(self.address + path)
        self.page.locator("main h1").wait_for()
        if self.page.locator(".chart").count():
            self.page.locator(".chart .main-svg").first.wait_for()
        return self

    def close(self):
        if self.page.url.startswith(self.address):
            self.page.evaluate("localStorage.clear()")
        self.page.close()

    @property
    def elsewhere(self):
        return [url for url in self.requests if not url.startswith((self.address, "data:", "blob:"))]

    def violations(self):
        """What axe-core finds, best practice included."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [f"{each['id']}: {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]]

    def query(self):
        return self.page.evaluate("Object.fromEntries(new URLSearchParams(location.search))")


@pytest.fixture
def visit(browser, address):
    """`visit(path, width)` opens a page; all are closed afterwards."""
    opened = []

    def open_at(path="/", width=WIDE):
        tab = Visit(browser, address, width)
        opened.append(tab)
        return tab.open(path)

    yield open_at
    for tab in opened:
        tab.close()
