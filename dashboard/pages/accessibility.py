"""The accessibility statement that the law asks of a public body, for a product that each authority deploys.

It claims only what something checks. What the tests do is held to by the tests (tests/dashboard/test_appearance.py); what nobody has
tested is said to be untested; and a statement that is due for review says so by itself. Whom to tell of a fault is known to the authority
alone: it is a setting (`accessibility_contact`), and the statement says where nobody has been named yet.
"""

import datetime as dt
import re

import dash

from dashboard import plain as html
from dashboard import shell, wording

dash.register_page(__name__, path="/accessibility", name="Accessibility", title=f"Accessibility · {shell.NAME}", order=8, nav=False)

REVIEWED_ON = dt.date(2026, 11, 21)
CHECKER = "axe-core 4.14.1"
EASS = "https://www.equalityadvisoryservice.com/"
WCAG = "https://www.w3.org/TR/WCAG22/"
LAW = "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"

#: What the automatic tests do on every page, each time the software changes.
CHECKED = (
    f"it breaks none of the rules of {CHECKER}: in light on a wide screen and on a phone's, in dark on a wide screen; one of them is that every "
    "picture and every chart has words in its place",
    "it does not scroll sideways at 320 pixels, which is a page at 400%",
    "colours of text have a contrast of at least 4.5 to 1 with what they stand on, those of drawings at least 3 to 1, in light and in dark",
    "signs and edges are there when the system forces its own colours",
)
UNTESTED = (
    "People who use screen readers, magnifiers, speech recognition or a keyboard alone have not tested it. No expert has audited it.",
    "Automatic tests find only some of the barriers that people meet.",
)
LIMITS = (
    ("Charts and small drawings", "They are pictures with a text in place of each. A single point of a chart can be pointed at, and not reached by keyboard; the table under the chart has every point."),
    ("The drawing of a flow", "It is left out on narrow screens and at high zoom. The tables under it have every number of it."),
    ("Wide tables", "Some scroll sideways within themselves on a narrow screen, as tables of data may. Most turn into cards."),
    ("Downloads", "Workbooks and text files have one table with headings to a sheet. A chart saved as SVG says in its description what it shows; saved as PNG it has no text that can be read out: take the figures with it."),
    ("Files that people load", "What stands in them, names of files and of teams among it, is shown as it came."),
    ("Without JavaScript", "The pages do not work."),
)


@shell.page(for_sharing=True)
def layout(view, snapshot):
    authority = f"{snapshot.authority.short_name} children’s services"
    return html.Div(
        [
            shell.heading("Accessibility statement", f"{shell.NAME}, as {authority} runs it."),
            html.P(
                "We want as many people as possible to be able to use it. You should be able to zoom in to 400% without text spilling off the "
                "screen, to reach everything that can be pressed with a keyboard alone, to listen to it with a screen reader, and to choose light, "
                "dark or your system’s own high contrast colours; it keeps still for those who have asked their system for less movement. "
                "Nothing is said by colour alone."
            ),
            html.H2("How accessible it is"),
            html.P(
                [
                    "It is partially compliant with the ",
                    html.A("Web Content Accessibility Guidelines, version 2.2", href=WCAG),
                    ", level AA. The automatic tests find no failure, but they cannot show that there is none, and it has not been tested by people:",
                ]
            ),
            listed(UNTESTED),
            html.H2("What is tested"),
            html.P("Each time the software changes, tests in a browser look at every page:"),
            listed(CHECKED),
            html.H2("Known limits"),
            html.Dl([html.Div([html.Dt(what), html.Dd(how)]) for what, how in LIMITS], className="facts limits"),
            html.H2("Tell us what does not work for you"),
            html.P(whom_to_tell(snapshot.reference.contact, authority)),
            html.P(
                "Say what you were trying to do, the address of the page, and what you use to read it. Ask them, too, for anything here in another "
                "form: large print, an easy read summary, a recording, braille. They should answer as they do to any request for information in an "
                "accessible format."
            ),
            html.H2("If you are not content with the answer"),
            html.P(
                [
                    f"The Equality and Human Rights Commission (EHRC) enforces the {LAW}. If you are not happy with how your complaint is answered, contact the ",
                    html.A("Equality Advisory and Support Service (EASS)", href=EASS),
                    ".",
                ]
            ),
            html.H2("About this statement"),
            html.P(f"{authority} is committed to making this dashboard accessible, in accordance with the {LAW}. No burden is claimed to be disproportionate."),
            html.P(review(dt.date.today())),
        ],
        className="prose statement",
    )


def listed(items):
    return html.Ul([html.Li(item) for item in items])


def whom_to_tell(contact, authority):
    """The way to reach them, an address of electronic mail as a link; or that nobody has been named."""
    who = f"Tell the team that runs this dashboard at {authority}"
    if not contact:
        return [f"{who}. ", html.Strong("How to reach them is not set yet:"), " whoever looks after this dashboard writes it into settings.csv of the reference data, under accessibility_contact."]
    parts = re.split(r"([^\s,;<>]+@[^\s,;<>]+)", contact)
    return [f"{who}: ", *(html.A(part, href=f"mailto:{part}") if "@" in part else part for part in parts if part), "."]


def review(today):
    """When it was reviewed and when it must be again, at least once a year; that it should have been, once it is too late."""
    due = REVIEWED_ON.replace(year=REVIEWED_ON.year + 1)
    said = f"It was prepared and last reviewed on {wording.day(REVIEWED_ON)}, by those who made the software. "
    if today > due:
        return said + f"It was to be reviewed by {wording.day(due)} and has not been: what it says may no longer hold."
    return said + f"It is to be reviewed by {wording.day(due)}."
