"""A server of made-up figures, one of files that were really loaded, and a browser, each once for all tests of this folder."""

import datetime as dt
import json
import os
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.dashboard.fake import FakeSource

VENDOR = Path(__file__).parent / "vendor"
AXE = VENDOR / "axe-4.14.1.min.js"
WIDE, NARROW = 1440, 390
WIDTHS = (1201, 1024, 861, 761, 600, 320, NARROW)  # beside the widths at which pages are laid out otherwise; 320 is a page at 400 %
FAILED = "This page could not be shown"
LIVE = "#react-entry-point"  # within which a page is what Dash draws, no longer what came with the first answer
WAIT = 20_000  # ms
#: The first draws no window around a page, at which a visit is cheapest.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
#: A page of a test does not live long enough to win back what it costs to compile its scripts well.
FLAGS = ["--no-sandbox", "--disable-gpu", "--js-flags=--no-maglev --no-turbofan"]


@pytest.fixture(scope="session")
def source():
    source = FakeSource()
    assert source.snapshot().assessed  # else pages have no notes on the data until somebody has waited for it
    return source


@pytest.fixture(scope="session")
def app(source):
    from dashboard import create_app

    return create_app(source)


@pytest.fixture
def state(source):
    """Show another state for one test: `state("many problems")`."""


    def use(name):
        source.use(name)
        if name != "broken":
            source.snapshot().assessed  # noqa: B018

    yield use
    source.use("usual")


def serve(app):
    """The address of an app, served by the server that serves it in earnest until the tests end."""
    from waitress.server import create_server

    server = create_server(app.server, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    return f"http://127.0.0.1:{server.effective_port}"


@pytest.fixture(scope="session")
def address(app):
    return serve(app)


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests, with a cache, as a returning visitor has."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("No chromium here: browser tests must run. Install Debian's chromium.")
        pytest.skip("No chromium here: browser tests need one.")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser.new_context()
        browser.close()


#: (as it came, as it is) for each line of a page, one an element or a text, where the two differ.
UNLIKE = """async () => {
  const came = new DOMParser().parseFromString(await (await fetch(location.href, {credentials: "omit"})).text(), "text/html").getElementById("at-once");
  const left = ["disabled", "selected", "value", "step", "open", "data-dash-is-loading", "data-laid-out"];
  const measured = /contain-intrinsic-block-size: [^;]*;/;  // taken over from what was drawn first
  const lines = node => {
    if (node.matches(".chart, option[hidden]")) return [];
    const said = [...node.attributes].filter(a => !left.includes(a.name)).map(a => a.name === "style" ? node.style.cssText.replace(measured, "").trim() : `${a.name}=${a.value.split(" ").sort().join(" ")}`);
    const found = [[node.localName, ...said.sort()].join(" ")];
    if (node.matches("select, input, textarea")) return [...found, node.value];
    let words = "";
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) words += child.data;
      else { found.push(words, ...lines(child)); words = ""; }
    }
    return [...found, words];
  };
  const [then, now] = [came, document].map(root => lines(root.querySelector("header.top").parentElement));
  return Array.from({length: Math.max(then.length, now.length)}, (_, n) => [then[n], now[n]]).filter(([one, other]) => one !== other).slice(0, 5);
}"""

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
        return self.stands()

    def reload(self):
        self.page.reload()
        return self.stands()

    def stands(self):
        """Waits until the page is live, its charts drawn, what is out of sight laid out."""
        self.page.locator(f"{LIVE} main h1").wait_for()
        self.page.locator(".later:not([data-laid-out])").first.wait_for(state="detached")
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
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [f"{each['id']}: {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]]

    def fits(self, width):
        """Whether nothing needs scrolling sideways at `width`; charts have a moment to find their new size, on a busy machine a longer one."""
        self.page.set_viewport_size({"width": width, "height": 900})
        for pause in (50, 100, 200, 400, 800, 0):
            if self.page.evaluate("document.documentElement.scrollWidth") <= width:
                return True
            self.page.wait_for_timeout(pause)
        return False

    def keeps_its_promises(self, fails=False):
        """Asserts what holds for every page in every state, on a desk in light and on a phone in dark."""
        assert (FAILED in self.page.locator("main").inner_text()) == fails
        assert self.page.locator("h1").count() == 1
        assert self.page.locator("main").count() == 1
        assert self.page.evaluate("document.documentElement.lang") == "en-GB"
        assert "Measures that Matter" in self.page.title()
        assert self.page.get_by_text("Traceback").count() == 0
        assert not self.page.locator("[data-title*='hare'], [data-title*='loud'], a[href*='plotly']").count()
        assert self.violations() == []
        self.page.evaluate("document.documentElement.style.visibility = 'hidden'")  # laid out all the same, and nothing to draw
        assert [width for width in (WIDE, *WIDTHS) if not self.fits(width)] == []
        self.page.evaluate("document.documentElement.style.visibility = ''")
        self.page.emulate_media(color_scheme="dark")
        assert self.violations() == []
        assert (self.errors, self.elsewhere) == ([], [])

    def unlike_the_first_answer(self):
        """Elements and words of the page that differ from those that came with the first answer, charts and what waits there left out."""
        if self.page.locator("[id*=changes-said]").count():  # what was filled in once comes in one go from then on
            self.page.locator(".awaited").first.wait_for(state="detached")
            self.reload()
        return self.page.evaluate(UNLIKE)

    def query(self):
        return self.page.evaluate("Object.fromEntries(new URLSearchParams(location.search))")


@contextmanager
def visiting(browser, address):
    """`visit(path, width, **emulated)` opens a page with what is asked of the browser; all are closed afterwards."""
    opened = []

    def visit(path="/", width=WIDE, **emulated):
        tab = Visit(browser, address, width)
        opened.append(tab)
        tab.page.emulate_media(**emulated)
        return tab.open(path)

    yield visit
    for tab in opened:
        tab.close()


@contextmanager
def showing(browser, address, source):
    """`shown(path)`: a page on a desk as it opens, for those who only look at it. It stays open for the next, until there is another snapshot."""
    tabs, of = {}, {}

    def shown(path="/"):
        if path not in tabs:
            tabs[path] = Visit(browser, address, WIDE)
        if of.get(path) is not source.snapshot():
            tabs[path].open(path)
            of[path] = source.snapshot()
        return tabs[path]

    yield shown
    for tab in tabs.values():
        tab.close()


@pytest.fixture(scope="module")
def shown(browser, address, source):
    with showing(browser, address, source) as shown:
        yield shown


@pytest.fixture
def visit(browser, address):
    with visiting(browser, address) as visit:
        yield visit


@pytest.fixture
def page(app):
    """`page(address)`: what the server makes of an address, as text."""
    from plotly.utils import PlotlyJSONEncoder

    return lambda address: json.dumps(made_of(app, address), cls=PlotlyJSONEncoder, ensure_ascii=False)


def made_of(app, address):
    """What the server makes of an address: a tree of elements."""
    import dash

    parts = urlsplit(address)
    name, variables = parts.path.strip("/").split("/")[0] or "scorecard", {}
    if name == "indicator":
        variables["indicator_id"] = parts.path.split("/")[-1]
    with asking(app, address):
        [layout] = [each["layout"] for each in dash.page_registry.values() if each["module"].split(".")[-1] == name]
        return layout(**variables, **dict(parse_qsl(parts.query)))


def asking(app, address):
    """A request such as the browser's for the page at an address."""
    parts = urlsplit(address)
    inputs = [{"property": "pathname", "value": parts.path}, {"property": "search", "value": f"?{parts.query}" if parts.query else ""}]
    return app.server.test_request_context("/_dash-update-component", method="POST", json={"inputs": inputs})


# -- the real store and engine -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    """Made-up extracts of 16 months, loaded. What a test loads besides, it takes back."""
    import app as command_line
    from loaders import synthetic

    folder = tmp_path_factory.mktemp("data")
    synthetic.write(folder / "extracts", last_day=dt.date(2026, 9, 30), months=16, size=2500)
    data = command_line.Data(folder)
    data.load([folder / "extracts"])
    return data


@pytest.fixture(scope="session")
def served(data):
    """The source of those data, and where they are served."""
    import app as command_line
    from dashboard import create_app

    source = command_line.Source(data)
    return source, serve(create_app(source))


@pytest.fixture
def tab(browser, served):
    tab = Visit(browser, served[1], WIDE)
    yield tab
    tab.close()
