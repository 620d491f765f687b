"""Sharing outside: with `share=1` in the address, every page, file and sentence is made from figures with small numbers hidden.

That is the whole of the switch. Pages are handed `snapshot.shared` in place of the snapshot, the door to rows
(dashboard/access.py) stays shut, and what is about single cases, files or the quality of data is for inside only.
"""

from urllib.parse import parse_qs, urlsplit

from flask import has_request_context, request

from dashboard.plain import H1, A, Div, P, Section, Span

ON = "1"
NAME = "share"


def asked():
    """Whether what is being answered is for sharing: a file by its address, a page or a part of one by that of the page."""
    if not has_request_context():
        return False
    if request.args.get(NAME) == ON:
        return True
    body = (request.get_json(silent=True) or {}) if request.method == "POST" else {}
    searches = [each.get("value") for each in body.get("inputs", ()) if isinstance(each, dict) and each.get("property") == "search"]
    if not searches and request.method == "POST":
        searches = ["?" + urlsplit(request.referrer or "").query]
    return any(ON in parse_qs(str(search or "").lstrip("?")).get(NAME, ()) for search in searches)


def switch(view):
    """The way in, from every page of figures; None where it is on, as the band is there then."""
    if view.share:
        return None
    return A("Share outside", href=here(view, ON), className="share-switch", title="Hide small numbers, for people outside the authority")


def band(view):
    """What stands on every page while it is on, and in print."""
    if view is None or not view.share:
        return None
    return Section(
        Div(
            [
                P(
                    [
                        Span("For sharing outside.", className="strong"),
                        " Numbers of one to five children, and others that would give them away, are hidden.",
                    ]
                ),
                A("Show all figures again", href=here(view, None), className="share-off"),
            ],
            className="bar",
        ),
        className="sharing",
        **{"aria-label": "For sharing outside"},
    )


def here(view, share):
    """This very page, with sharing on or off."""
    return view.href(**{**dict(view.query), NAME: share})


def inside_only(view):
    """In place of a page that does not say it is for sharing."""
    return Div(
        [
            H1("This page is for inside only"),
            P("It may hold single rows and small numbers, and is no part of what is shared outside the authority."),
            P(A("Go to the scorecard", href=view.href("/"))),
        ],
        className="prose",
    )
