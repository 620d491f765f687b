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
    """One browser for all tests, with a cache, as a returning visitor has."""
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


#: What a tab is emulated to have, taken back.
AS_IT_IS = dict.fromkeys(("media", "color_scheme", "reduced_motion", "forced_colors", "contrast"), "null")


class Visit:
    """A tab at one width; remembers what went wrong in it and where its requests went.

    Tabs are used again, because opening one costs more than a page in it; a closed one has forgotten all that it was told.
    """

    idle = []  # (context, page) of tabs that nobody looks at

    def __init__(self, browser, address, width):
        self.address, self.browser = address, browser
        self.page = next((page for context, page in self.idle if context is browser), None) or browser.new_page()
        self.idle[:] = [each for each in self.idle if each[1] is not self.page]
        self.page.set_viewport_size({"width": width, "height": 900 if width > 600 else 844})
        self.page.set_default_timeout(WAIT)
        self.errors, self.requests = [], []
        self.heard = {
            "console": lambda message: self.errors.append(message.text) if message.type == "error" else None,
            "pageerror": lambda error: self.errors.append(str(error)),
            "request": lambda request: self.requests.append(request.url),
        }
        for event, listener in self.heard.items():
            self.page.on(event, listener)

    def open(self, path="/"):
        self.page.goto(self.address + path)
        self.page.locator("main h1").wait_for()
        if self.page.locator(".chart").count():
            self.page.locator(".chart .main-svg").first.wait_for()
        return self

    def close(self):
        if self.page.is_closed():
            return
        for event, listener in self.heard.items():
            self.page.remove_listener(event, listener)
        self.page.unroute_all()
        if self.page.url.startswith(self.address):
            self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.goto("about:blank")
        self.page.emulate_media(**AS_IT_IS)
        self.idle.append((self.browser, self.page))

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
