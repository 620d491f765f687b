"""Light and dark, contrast, forced colours, print; and that the accessibility statement claims no more than is so."""

import datetime as dt
import re
from pathlib import Path

import dash
import pytest
from playwright.sync_api import expect

from dashboard import theme
from tests.dashboard.conftest import AXE, NARROW, WAIT, WIDE
from tests.dashboard.test_pages import PAGES

ROOT = Path(__file__).parents[2]
SHEETS = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "assets").glob("[12]*.css"))}
TOKENS = SHEETS["10-tokens.css"]
COLOUR = r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)"
LIGHT, DARK = (
    {name: pair[n] for name, *pair in re.findall(rf"--([a-z-]+): light-dark\(({COLOUR}), ({COLOUR})\)", TOKENS)} for n in (0, 1)
)

# -- the tokens ----------------------------------------------------------------------------------------------

GROUNDS = ("page", "card", "tint", "band")
TEXT = [
    *((ink, ground) for ink in ("ink", "muted", "own") for ground in GROUNDS),
    *((ink, "card") for ink in ("target", "neighbours", "england", "all-teams", "near-ink", "bad-ink")),
    *((f"{name}-ink", name) for name in ("best", "good", "near", "bad", "plain", "high", "very-high")),
    ("on-own", "own"),
    ("on-own", "own-pressed"),
    ("card", "ink"),
    ("muted", "plain"),
    ("near-ink", "tint"),
    ("bad-ink", "tint"),
    ("ink", "bad"),
]
DRAWN = [
    (name, "card")
    for name in ("own", "target", "neighbours", "england", "all-teams", "attention", "improvement", "unusual", "usual", "soft", "line-strong")
]


def channels(colour):
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_what_the_standard_works_out():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def written_together():
    """Colours that one rule of the style sheets gives to words and to what they stand on."""
    for name, sheet in SHEETS.items():
        for rule in re.findall(r"\{([^{}]*)\}", sheet):
            ink = re.search(r"(?:^|[;\s])color: var\(--([a-z-]+)\)", rule)
            ground = re.search(r"background(?:-color)?: var\(--([a-z-]+)\)", rule)
            if ink and ground:
                yield name, ink[1], ground[1]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_drawings_stand_out_from_what_they_stand_on(tokens):
    asked = [*((pair, 4.5) for pair in TEXT), *((pair, 3) for pair in DRAWN)]
    asked += [((ink, ground), 4.5) for _, ink, ground in written_together()]
    short = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair, least in asked if contrast(tokens[pair[0]], tokens[pair[1]]) < least}
    assert short == {}


def test_every_colour_of_the_style_sheets_is_a_token():
    """But for `black` in a mask, where it is no colour. And every token that is asked for is there."""
    written = "".join([*SHEETS.values(), *(text_of(path) for path in (ROOT / "dashboard").rglob("*.py"))])
    for name, sheet in SHEETS.items():
        if name != "10-tokens.css":
            bare = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet, flags=re.DOTALL)
            assert re.findall(rf"{COLOUR}|(?<![\w-])(?:white|black)(?![\w-])", bare) == [], name
            missing = set(re.findall(r"var\(--([a-z0-9-]+)", sheet)) - set(re.findall(r"--([a-z0-9-]+)\"?:", written))
            assert missing == set(), name


def test_every_size_of_type_is_a_token():
    """But for what stands in proportion to the words around it, and for paper, where the whole scale is smaller."""
    assert len(re.findall(r"^  --size[a-z-]*: [0-9.]+rem;", TOKENS, re.MULTILINE)) == 9
    for name, sheet in SHEETS.items():
        screen = re.sub(r"@media print \{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
        odd = [size for size in re.findall(r"font-size: ([^;}]+)", screen) if not re.fullmatch(r"var\(--size[a-z-]*\)|inherit|0|[0-9.]+em", size.strip())]
        assert odd == [], name


def test_every_space_is_a_token():
    """But for hairs of 1 to 3 px, what stands in proportion to the words around it, what is reckoned from a token, and paper."""
    assert len(re.findall(r"^  --s[1-9]: [0-9]+px;", TOKENS, re.MULTILINE)) == 7
    cut_off = {"-113px"}  # how wide the names beside the lines of a chart are, which a small screen leaves out
    for name, sheet in SHEETS.items():
        screen = re.sub(r"/\*.*?\*/|@media print \{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet, flags=re.DOTALL)
        written = re.findall(r"(?<![\w-])(?:padding|margin|gap|row-gap|column-gap)(?:-[a-z]+)*:\s*([^;}]+)", screen)
        sizes = [size for each in written for size in re.findall(r"(?<![\w.])-?[\d.]+(?:px|pt)", re.sub(r"calc\((?:[^()]|\([^()]*\))*var\(--s\d\)(?:[^()]|\([^()]*\))*\)", "", each))]
        assert [size for size in sizes if abs(float(size[:-2])) > 3 and size not in cut_off] == [], name


def test_every_colour_of_a_drawing_is_in_one_file():
    for path in (ROOT / "dashboard").rglob("*.py"):
        if path.name != "theme.py":
            assert re.findall(rf"['\" ](?:{COLOUR})", path.read_text(encoding="utf-8")) == [], path.name


def turned_over(colour):
    """What `invert(0.9) hue-rotate(180deg)` makes of a colour, by the formulas of the W3C's Filter Effects."""
    red, green, blue = (0.9 - 0.8 * c for c in channels(colour))
    grey = 2 * (0.213 * red + 0.715 * green + 0.072 * blue)
    return [min(1, max(0, grey - c)) for c in (red, green, blue)]


def test_a_drawing_turned_over_has_the_dark_colours():
    """So that a line in a picture and its name beside it are one colour on dark, too. A card has a breath of blue that a picture lacks."""
    assert "--turned-over: invert(0.9) hue-rotate(180deg);" in TOKENS
    for name in theme.TOKENS.keys() - {"ink", "muted", "card", "line"}:
        assert channels(DARK[name]) == pytest.approx(turned_over(LIGHT[name]), abs=0.012), name
    for name in ("card", "line", "muted", "ink"):
        assert channels(DARK[name]) == pytest.approx(turned_over(LIGHT[name]), abs=0.13), name


# -- in a browser --------------------------------------------------------------------------------------------


def ground(tab):
    return tab.page.evaluate("getComputedStyle(document.body).backgroundColor")


def rgb(colour):
    return "rgb({}, {}, {})".format(*(round(255 * c) for c in channels(colour)))


def test_it_is_as_the_device_has_it_until_chosen_otherwise_and_the_browser_keeps_the_choice(visit):
    tab = visit("/definitions", color_scheme="dark")
    assert ground(tab) == rgb(DARK["page"])
    tab.page.get_by_role("radio", name="Light").check()
    assert ground(tab) == rgb(LIGHT["page"])
    tab.open("/accessibility")
    assert ground(tab) == rgb(LIGHT["page"])
    expect(tab.page.get_by_role("radio", name="Light")).to_be_checked()
    tab.page.get_by_role("radio", name="As this device").check()
    assert ground(tab) == rgb(DARK["page"])
    assert tab.errors == []  # the policy of the page lets its own script run


def test_a_dark_choice_is_there_before_anything_is_drawn(visit):
    tab = visit("/definitions", color_scheme="light")
    tab.page.get_by_role("radio", name="Dark").check()
    tab.page.route("**/_dash-*", lambda route: route.abort())
    tab.page.goto(tab.address + "/definitions", wait_until="domcontentloaded", timeout=WAIT)
    assert ground(tab) == rgb(DARK["page"])


@pytest.mark.parametrize("path", ["/", "/indicator/icpc_15wd"])
def test_pictures_and_charts_turn_over_on_dark_and_not_on_paper(visit, path):
    tab = visit(path, color_scheme="dark")
    filters = lambda: set(  # noqa: E731
        tab.page.locator(".drawing, .sign, .js-plotly-plot").evaluate_all("all => all.map(each => getComputedStyle(each).filter)")
    )
    assert filters() == {"invert(0.9) hue-rotate(180deg)"}
    tab.page.emulate_media(media="print", color_scheme="dark")
    assert filters() == {"none"}
    assert ground(tab) == rgb(LIGHT["card"])
    printed = tab.page.locator(".chip").evaluate_all("all => all.flatMap(each => [each, '::before'].map(part => getComputedStyle(each, part === each ? null : part).printColorAdjust))")
    assert printed and set(printed) == {"exact"}  # or a browser leaves the signs out, which are grounds to it
    boxes = lambda: tab.page.locator(".main-svg").evaluate_all("all => all.map(each => each.getAttribute('viewBox') || '')")  # noqa: E731
    tab.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(re.fullmatch(r"0 0 \d+(\.\d+)? \d+(\.\d+)?", box) for box in boxes()) and bool(boxes()) is ("indicator" in path)  # shrink to the paper
    tab.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not any(boxes())


def test_signs_are_there_with_forced_colours_and_the_chosen_dark_gives_way(visit):
    """A sign is cut out of a ground, and forced colours take grounds away."""
    tab = visit("/", forced_colors="active", color_scheme="light")
    signs = tab.page.locator(".chip").evaluate_all("all => all.map(each => getComputedStyle(each, '::before').backgroundColor)")
    assert signs and set(signs) == {"rgb(0, 0, 0)"}
    tab.page.get_by_role("radio", name="Dark").check()
    assert tab.page.locator(".spark").first.evaluate("each => getComputedStyle(each).filter") == "none"


def test_who_asks_for_more_contrast_gets_it(visit):
    muted = lambda tab: tab.page.locator(".lead").first.evaluate("each => getComputedStyle(each).color")  # noqa: E731
    tab = visit("/definitions", color_scheme="light")
    assert muted(tab) == rgb(LIGHT["muted"])
    tab.page.emulate_media(contrast="more", color_scheme="light")
    assert muted(tab) == rgb(LIGHT["ink"])


@pytest.mark.parametrize(("width", "lines", "height"), [(WIDE, 1, 62), (1024, 1, 92), (NARROW, 3, 190), (320, 3, 200)])
def test_the_header_is_calm(visit, width, lines, height):
    """One line where there is room, else the name with what the data are and the pages under it; in columns on a phone."""
    tab = visit("/", width)
    links = tab.page.locator("header nav a").evaluate_all("all => all.map(each => each.getBoundingClientRect()).map(at => [at.left, at.top])")
    assert len({round(top) for _, top in links}) <= lines
    assert lines == 1 or len({round(left) for left, _ in links}) == 3
    assert tab.page.locator("header").bounding_box()["height"] <= height


# -- the statement -------------------------------------------------------------------------------------------


def test_the_statement_is_linked_from_every_page_and_is_not_in_the_navigation(visit):
    tab = visit("/definitions")
    tab.page.locator("footer").get_by_role("link", name="Accessibility statement").click()
    expect(tab.page.locator("h1")).to_have_text("Accessibility statement")
    assert "Accessibility" not in tab.page.locator("header nav").inner_text()
    words = tab.page.locator("main").inner_text()
    for part in ("partially compliant", "Equality Advisory and Support Service", "Equality and Human Rights Commission", "Herefordshire"):
        assert part in words


def test_the_statement_says_whom_to_tell_or_that_nobody_is_named_yet(app):
    from dashboard.pages.accessibility import whom_to_tell

    assert "not set yet" in str(whom_to_tell("", "Somewhere"))
    said = whom_to_tell("the web team, web@somewhere.gov.uk, 01234 5678", "Somewhere")
    links = [part["props"] for part in said if isinstance(part, dict)]
    assert [link["href"] for link in links] == ["mailto:web@somewhere.gov.uk"]
    assert "".join(part["props"]["children"] if isinstance(part, dict) else part for part in said).endswith(": the web team, web@somewhere.gov.uk, 01234 5678.")


def test_every_page_is_tested_as_the_statement_says(app):
    from dashboard.pages import accessibility

    assert AXE.name == accessibility.CHECKER.replace("-core ", "-") + ".min.js"
    first = lambda paths: {re.split(r"[/?]", path)[1] for path in paths}  # noqa: E731
    pages = first(page["path_template"] or page["path"] for page in dash.page_registry.values()) - {"not-found"} - first(PAGES)
    assert {page for page in pages if ".keeps_its_promises()" not in text_of(Path(__file__).with_name(f"test_{page}.py"))} == set()


def text_of(path):
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_a_statement_that_nobody_has_reviewed_for_a_year_says_so(app):
    from dashboard.pages import accessibility

    due = accessibility.REVIEWED_ON.replace(year=accessibility.REVIEWED_ON.year + 1)
    assert "has not been" not in accessibility.review(due)
    assert "has not been: what it says may no longer hold" in accessibility.review(due + dt.timedelta(days=1))
