"""The quiet line under a chart or a table by which it is taken along: copied, as CSV or XLSX, and as an image.

The same words in the same order everywhere. Files are ordinary links; copying, and the PNG, which a browser makes of the SVG, are
buttons of assets/33-take-away.js, which says there what came of it.
"""

from functools import partial

from dashboard import sharing
from dashboard.cells import sr
from dashboard.plain import A, Button, Div, Span


def take_away(what, href, image=False, n_tables=1, copied=None, n_parts=1):
    """`what` names it, as in "contacts by team"; `href(ending)` is the address of the file of an ending. What is too tall for a page comes
    in `n_parts` images, each at `href("svg", part=n)`.

    What is copied is the table that stands before this line, or the last `n_tables` of them, none where it is 0; `copied` says what that is
    where it is less than the files hold.
    """
    copy = Button(["Copy", sr(f" {copied or what}")], type="button", className="take", **{"data-take": "copy", "data-tables": str(n_tables)}) if n_tables else None
    parts = [Span([Span("Table", className="taken-as"), copy, *(link(href, ending, what) for ending in ("csv", "xlsx"))], className="takes")]
    for part in range(1, n_parts + 1) if image else ():
        name, of = ("Image", what) if n_parts == 1 else (f"Image {part} of {n_parts}", f"{what}, {part} of {n_parts}")
        address = href if n_parts == 1 else partial(href, part=part)
        png = Button(["PNG", sr(f" of {of}")], type="button", className="take", **{"data-take": "png", "data-svg": address("svg")})
        parts.append(Span([Span(name, className="taken-as"), png, link(address, "svg", of)], className="takes"))
    return Div([*parts, Span(role="status", className="taken")], className="downloads", role="group", **{"aria-label": f"Take away {what}"})


def link(href, ending, what):
    return A([ending.upper(), sr(f" of {what}")], href=href(ending), download=True, className="take")


def of_view(view, path, **query):
    """`href` of a file of this view: its period and team in the address, whether or not that of the page said them, and nobody's under another's name."""
    query = {"period": view.period and view.period.label, "grain": view.period and view.period.grain, "team": view.team, sharing.NAME: sharing.ON if view.share else None, **query}
    return lambda ending, **part: view.href(f"/download/{path}.{ending}", **query, **part)
