"""The page that comes with the first answer: safe, readable without scripts, and gone without a trace once the live one stands."""

import re
from pathlib import Path

from dash import html
from dash.dcc import Store
from playwright.sync_api import expect

from dashboard.at_once import drawn
from dashboard.plain import A, Div, Img, P, Svg
from tests.dashboard.conftest import LIVE

ROOT = Path(__file__).resolve().parents[2]


def test_what_a_page_says_is_text_and_nothing_else():
    assert drawn(P(["<b>", html.B("&"), None, 3, ["{%scripts%}", Img(src='"', alt="")]])) == '<p>&lt;b&gt;<b>&amp;</b>3&#123;%scripts%}<img src="&quot;" alt=""></p>'


def test_properties_are_attributes_under_their_own_names():
    made = Div(A("to", href="/?a=1&b=2", className="on", hidden=False, download=True, **{"aria-hidden": False}), style={"--wide": "3rem", "left": "2%"}, tabIndex=0, id={"of": "x", "choice": "team"})
    assert drawn(made) == '<div style="--wide:3rem;left:2%" tabindex="0" id="{&quot;choice&quot;:&quot;team&quot;,&quot;of&quot;:&quot;x&quot;}"><a href="/?a=1&amp;b=2" class="on" download="" aria-hidden="false">to</a></div>'
    assert drawn(Svg("<path d='M0 0'/>", viewBox="0 0 9 9", role="img", **{"aria-label": "< 9"})) == "<svg viewbox=\"0 0 9 9\" role=\"img\" aria-label=\"&lt; 9\"><path d='M0 0'/></svg>"
    assert drawn([Store(id="x", data={"a": 1}), html.Button("Go", id="go", n_clicks=0)]) == '<button id="go" disabled="">Go</button>'


def test_without_scripts_a_page_can_be_read_and_its_links_followed(browser, address):
    context = browser.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/?period=2026-09")
    assert page.title().startswith("Scorecard")
    page.locator("#to-icpc_15wd").click()
    expect(page.locator("main h1")).to_be_visible()
    assert page.url.endswith("/indicator/icpc_15wd?period=2026-09")
    assert page.title().startswith("Initial conferences within 15 working days")
    expect(page.locator(".chart svg")).to_be_visible()  # drawn by the server
    expect(page.locator("select").first).to_be_disabled()
    context.close()


def test_the_live_page_takes_its_place_with_all_that_was_done_meanwhile(visit):
    page = visit("/accessibility").page
    page.context.clear_cookies()
    waiting = []
    page.route("**/_dash-layout", lambda route: waiting.append(route))
    page.goto(page.url.replace("/accessibility", "/"), wait_until="commit")
    page.locator("#at-once .what-signs-say summary").click()
    link = page.locator("#at-once #to-icpc_15wd")
    link.focus()
    page.evaluate("window.scrollTo(0, 300)")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")  # what came into sight has its own height now
    place = link.bounding_box()
    assert page.locator("main").locator("visible=true").count() == 1
    waiting[0].continue_()
    live = page.locator(f"{LIVE} #to-icpc_15wd")
    expect(live).to_be_focused()
    assert page.locator("#at-once").count() == 0
    assert page.locator(f"{LIVE} .what-signs-say").evaluate("it => it.open")
    assert live.bounding_box() == place


def test_a_first_visit_fetches_styles_and_scripts_once_each(app):
    """And nothing that no page has a use for."""
    client = app.server.test_client()
    answer = client.get("/").text
    own = re.findall(r'(?:href|src)="(/assets/[^"]+\.(?:css|js)\?m=\w+)"', answer)
    assert [path.split("?")[0] for path in own] == ["/assets/all.css", "/assets/all.js"]
    for path, folder in zip(own, ("[0-9]*.css", "[0-9]*.js"), strict=True):
        body, files = client.get(path).text, sorted((ROOT / "assets").glob(folder))
        places = [body.index(file.read_text(encoding="utf-8")) for file in files]
        assert len(files) > 3 and places == sorted(places)
    scripts = re.findall(r'<script src="([^"]+)"', answer)
    assert any("dash_core_components" in path for path in scripts) and not [path for path in scripts if "polyfill" in path or "dash_table" in path]


def test_a_browser_that_has_the_scripts_gets_the_live_page_alone(visit, app):
    tab = visit("/accessibility")
    [cookie] = tab.page.context.cookies()
    client = app.server.test_client()
    assert 'id="at-once"' in client.get("/accessibility").text
    client.set_cookie(cookie["name"], cookie["value"])
    answer = client.get("/accessibility").text
    assert 'id="at-once"' not in answer and "<title>Accessibility" in answer
    client.set_cookie(cookie["name"], "of other scripts")
    assert 'id="at-once"' in client.get("/accessibility").text


def test_what_is_out_of_sight_is_laid_out_in_spare_time_and_moves_nothing(browser, address):
    """The scorecard is as tall before as it is after, within what a scrollbar tells."""
    context = browser.browser.new_context()
    page = context.new_page()
    page.add_init_script("window.spare = []; window.requestIdleCallback = done => window.spare.push(done)")
    page.goto(address)
    parts = page.locator(f"{LIVE} .scorecard .later")
    expect(parts.last).to_be_attached()
    assert page.locator("[data-laid-out]").count() == 0
    last, height = parts.last, "document.documentElement.scrollHeight"
    before = page.evaluate(height)
    while page.evaluate("window.spare.splice(0).map(done => done()).length"):
        pass
    assert page.locator("[data-laid-out]").count() == parts.count() > 3
    assert abs(page.evaluate(height) / before - 1) < 0.1
    assert last.evaluate("part => getComputedStyle(part).contentVisibility") == "visible"
    context.close()
