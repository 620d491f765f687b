"""The rows behind one number of a flow, or of the work in hand: one list at a time, through the guarded door."""

import pandas as pd

from dashboard import access, shell, wording
from dashboard import plain as html
from dashboard.flow import words
from dashboard.rowlist import row_list, worth_showing
from dashboard.take_away import of_view, take_away
from metrics.flow import EVERY_NODE, ROWS


def rows_view(asked):
    what, *choice = asked.opened
    try:
        title, n, frame = flow_rows(asked, *choice) if what == "flow" else rows_in_hand(asked, *choice)
    except access.NotAllowed:
        return [shell.heading("Flow"), html.P("You may see these numbers, but not the children behind them.", className="muted")]
    query = {name: asked.view.asked(name) for name in ("of", "to", "work", "band")}
    agree = "as many as the number that was opened" if len(frame) == n else "which is NOT the number that was opened: please report this"
    if frame.empty:
        body = html.P("There are none.", className="muted")
    else:
        body = html.Div(
            [
                html.P(f"{wording.plural(len(frame), 'row')}, {agree}.", className="story"),
                row_list(asked.view, worth_showing(frame), title, view="rows", **{"from": asked.view.asked("from"), **query}),
                downloads(asked, "hand-rows" if what == "hand" else "rows", f"all {wording.plural(len(frame), 'row')}", copied="the rows shown", **query),
            ],
            className="card",
        )
    back = html.Nav(
        [html.A("Flow", href=asked.href(), id="back"), " / ", html.Span("Rows")], className="crumbs", **{"aria-label": "You are here"}
    )
    return [shell.heading(title, whose(asked), above=back), body]


def whose(asked):
    if asked.opened[0] == "hand":
        return f"{asked.team or 'All teams'}, in hand on {wording.day(asked.in_hand_day)}."
    if asked.flow is None:
        return ""
    return f"{asked.team or 'All teams'}: {words.STARTS[asked.start].lower()} of {words.days(asked.flow)}, followed to {wording.day(asked.flow.seen_to)}."


def flow_rows(asked, of, to):
    """Title, number and rows of a place or a link; of nothing that there is not."""
    of, to = (node if node in EVERY_NODE else "" for node in (of, to))
    flow = asked.flow
    if flow is None or not (of or to):
        return "Rows of the flow", 0, pd.DataFrame(columns=ROWS)
    n = sum(count for (source, target), count in flow.links.items() if of in ("", source) and to in ("", target))
    title = f"{words.place(of)} to {first_small(words.place(to))}" if of and to else words.place(of or to)
    return title, n, in_words(access.flow_rows(shell.source(), asked.start, asked.first, asked.last, asked.team, of, to))


def rows_in_hand(asked, work, place):
    one = next(each for each in asked.in_hand if each.work is work)
    n = 0 if not one.bands else one.n if place is None else one.bands[place]
    frame = access.rows_in_hand(shell.source(), work, asked.last, asked.team, place)
    title = words.WORK[work.id][0] + ("" if place is None else f": {first_small(words.band(work, place))}")
    return title, n, (frame if one.bands else frame.iloc[:0]).rename(columns={"age": f"age_in_{work.unit.replace(' ', '_')}"})


def in_words(frame):
    """The places that rows went to, as the page names them."""
    return frame.assign(went_to=frame["went_to"].map(words.place))


def first_small(text):
    return text[:1].lower() + text[1:]


def downloads(asked, kind, what, image=False, copied=None, **query):
    return take_away(what, of_view(asked.view, f"flow/{kind}", **{"from": asked.start, **query}), image=image, copied=copied)
