"""The flow as files: its links, rates, steps and work in hand as CSV and XLSX, its drawing as an image, its rows.

All of it is for inside: numbers are small, and rows are of children. So even the numbers ask at the door.
"""

import pandas as pd
from flask import abort

from dashboard import access, wording
from dashboard.flow import words
from dashboard.flow.asked import Asked
from dashboard.flow.rows import flow_rows, rows_in_hand
from dashboard.flow.sankey import KEYS as SIGNS
from dashboard.flow.sankey import standalone
from dashboard.images.frame import framed, source_line
from dashboard.view import View
from metrics.durations import MOST

KINDS = ("links", "rates", "steps", "in-hand", "rows", "hand-rows")


def register(server, attached):
    """`attached(frame, name, ending, title)` makes a file of a frame."""

    @server.get("/download/flow/<kind>.<ending>")
    def flow_file(kind, ending):
        source = server.config["SOURCE"]
        view = View.of_file(source.snapshot(), view="rows")
        is_drawing = (kind, ending) == ("links", "svg")
        if view.period is None or not (is_drawing or (kind in KINDS and ending in ("csv", "xlsx"))):
            abort(404)
        asked = Asked(view, source)
        if asked.flow is None and kind not in ("in-hand", "hand-rows"):
            abort(404)
        try:
            if is_drawing:
                access.check(view.team, "The drawing of the flow from %s, %s", asked.start, view.period.label)
                content = drawing(asked, source.snapshot())
            else:
                content = of_kind(asked, kind)
        except access.NotAllowed:
            abort(403)
        return attached(content, name(asked, kind), ending, "Flow")


def of_kind(asked, kind):
    if kind in ("rows", "hand-rows"):
        if (asked.opened[0] == "hand") != (kind == "hand-rows"):
            abort(404)
        _, _, frame = (flow_rows if kind == "rows" else rows_in_hand)(asked, *asked.opened[1:])
        return frame
    access.check(asked.team, "The %s of the flow from %s", kind, asked.start)
    return {"links": links, "rates": rates, "steps": steps, "in-hand": in_hand}[kind](asked)


def name(asked, kind):
    return "-".join(filter(None, ["flow", kind, asked.start, asked.view.period.label, asked.team]))


def drawing(asked, snapshot):
    title = f"Where {words.paths(asked.start, asked.flow.n)} went"
    lead = f"{asked.team or snapshot.authority.short_name}: {words.STARTS[asked.start].lower()} of {words.days(asked.flow)}, followed to {wording.day(asked.flow.seen_to)}"
    return framed(standalone(asked.flow), title=title, lead=lead, keys=SIGNS, said=words.sentence(asked.flow), source=source_line(snapshot))


def links(asked):
    then = dict(asked.ago.links) if asked.ago is not None else {}
    pairs = [*asked.flow.links, *(pair for pair in then if pair not in asked.flow.links)]
    return pd.DataFrame(
        {
            "from": [words.place(source) for source, _ in pairs],
            "to": [words.place(target) for _, target in pairs],
            "n": [asked.flow.links.get(pair, 0) for pair in pairs],
            "n_from": [asked.flow.into(source) for source, _ in pairs],
            "n_year_ago": [then.get(pair, 0 if asked.ago is not None else None) for pair in pairs],
            "n_from_year_ago": [asked.ago.into(source) if asked.ago is not None else None for source, _ in pairs],
            "followed_to": asked.flow.seen_to,
        }
    )


def rates(asked):
    return pd.DataFrame(
        [
            (words.RATES[r.id][0], r.x, r.n, 100 * r.value, 100 * r.lower, 100 * r.upper, r.still_open, *(r.ago or (None, None)), r.verdict or "")
            for r in asked.rates
        ],
        columns=["rate", "numerator", "denominator", "percent", "lower", "upper", "still_open", "numerator_year_ago", "denominator_year_ago", "against_year_ago"],
    )


def steps(asked):
    ago = asked.ago.steps if asked.ago is not None else {}
    shares = (0.25, 0.5, 0.75, MOST)
    return pd.DataFrame(
        [
            (words.STEPS[step][0], taken.unit, taken.n_done, taken.n_waiting, *(taken.quantile(s) for s in shares), taken.longest_waiting, ago[step].quantile(0.5) if step in ago else None)
            for step, taken in asked.flow.steps.items()
        ],
        columns=["step", "unit", "done", "still_waiting", "quarter_by", "half_by", "three_quarters_by", "nine_in_ten_by", "longest_waiting", "half_by_year_ago"],
    )


def in_hand(asked):
    rows = [
        (words.WORK[each.work.id][0], words.band(each.work, place), n, each.day)
        for each in asked.in_hand
        for place, n in enumerate(each.bands)
    ]
    return pd.DataFrame(rows, columns=["work", "open_for", "n", "on"])
