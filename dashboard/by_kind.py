"""The list of what changed: its sentences at once, and by a second answer the kinds of case that account for them.

Those take reading rows of cases several times over. Where they are known already the list comes in one go, and a page that
is reloaded is the same as one that was filled in. What is shared outside says nothing of kinds of case, so nothing is filled in.
"""

import logging
from dataclasses import replace

from dash import MATCH, Input, Output, dcc, no_update

from dashboard import cells, faults, shell, what_changed
from dashboard.blocks import block
from dashboard.callbacks import callbacks
from dashboard.plain import Div, P, Ul
from dashboard.view import View

log = logging.getLogger(__name__)

WORKING = "The kinds of case that account for these changes are being worked out."
DONE = "The kinds of case that account for these changes are told now, where any stands out."
FAILED = (
    "Which kinds of case account for these changes could not be worked out; all else stands. Reload the page to try again; if it happens again, "
    "tell whoever looks after this dashboard the address of this page and the time: the details are in its log."
)


def told(view, snapshot):
    """What is said of a view without waiting for rows of cases."""
    may_see = what_changed.door(shell.source(), view, snapshot) is not None
    return what_changed.told(view, snapshot, breakdown=what_changed.not_yet if may_see else None)


def listing(said, view):
    """The sentences as a list, and what the browser needs to have it filled in where something is awaited."""
    items = [what_changed.item(each) for each in said.sentences]
    if not any(each.is_awaited for each in said.sentences):
        return [Ul(items, className="change-list card")]
    return [
        Div(cells.sr(WORKING), id={"changes-said": whose(view)}, role="status"),
        Ul(block(items, id={"changes": whose(view)}), className="change-list card"),
        dcc.Store(id={"changes-asked": whose(view)}, data=asked(view)),
    ]


def whose(view):
    """By this no answer that comes late is taken for that of another view; Dash takes dots for its own."""
    return f"{view.team}, {view.period.label}".replace(".", " ")


def asked(view):
    return {"query": dict(view.query), "period": view.period.label}


@callbacks(Output({"changes": MATCH}, "content"), Output({"changes-said": MATCH}, "children"), Input({"changes-asked": MATCH}, "data"))
def fill(given):
    """The items of the list with their kinds of case, and a word that they are there; or why they are not. Focus stays where it was."""
    source = shell.source()
    snapshot = source.snapshot()
    view = View.read(snapshot, "/changes", given["query"])
    breakdown = None if view.share or view.period.label != given["period"] else what_changed.door(source, view, snapshot)
    if breakdown is None:  # not for these eyes, or something was loaded meanwhile
        return no_update, P(FAILED, className="notice spaced-below")
    try:
        sentences, words = what_changed.told(view, snapshot, breakdown=breakdown).sentences, cells.sr(DONE)
    except Exception as error:
        log.error("The kinds of case of what changed could not be worked out: %s", faults.place(error))
        sentences = [replace(each, is_awaited=False) for each in told(view, snapshot).sentences]
        words = P(FAILED, className="notice spaced-below")
    return [what_changed.item(each) for each in sentences], words
