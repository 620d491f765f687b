"""The indicators without a figure, by name and by why, under a table that would have a row of dashes for each.

Those that wait for extracts are folded away together, what gives most figures first; those without a figure for another reason only where
they are many, as for a team that has to do with few of them.
"""

from dashboard import wording
from dashboard.plain import A, Details, Div, Li, P, Span, Summary, Ul

FEW = 12  # names that a sentence gives
WAITING = "not-loaded"  # where they stand on a page


def is_waiting(indicator, figure, snapshot):
    """Whether an indicator has no figure because an extract, or a column of one, is not loaded."""
    return bool(snapshot.lacking(indicator)) or (figure is not None and figure.status == "not loaded")


def without_figure(indicators, view, snapshot, team="", is_open=False, noun=("indicator", "indicators"), anchor=WAITING):
    """`indicators` by why they have no figure of `team`; None where there are none."""
    waiting, others = {}, {}
    for indicator in indicators:
        figure = view.period and snapshot.figure(indicator.id, view.period, team)
        if is_waiting(indicator, figure, snapshot):
            waiting.setdefault(what(indicator, figure, snapshot), []).append(indicator)
        else:
            others.setdefault(snapshot.why_missing(indicator, figure, team), []).append(indicator)
    said = [for_another_reason(why, links(those, view, **({"team": None} if team else {})), wording.plural(len(those), *noun)) for why, those in others.items()]
    return Div([folded(waiting, view, is_open, noun, anchor) if waiting else None, *said], className="apart small") if waiting or said else None


def for_another_reason(why, named, n):
    if len(named) < 2 * FEW:
        return P([f"{why}: ", *named, "."])
    return Details([Summary(f"{why}: {n}"), P([*named, "."])], className="not-loaded")


def what(indicator, figure, snapshot):
    """What to load: the extracts by name; of a loaded one what its files lack."""
    lacking = snapshot.lacking(indicator)
    said = wording.listed(map(wording.table_name, lacking)) if lacking else snapshot.why_missing(indicator, figure).removeprefix("Not loaded: ")
    return said[:1].upper() + said[1:]


def folded(waiting, view, is_open, noun, anchor):
    n = sum(map(len, waiting.values()))
    lines = []
    for name, those in sorted(waiting.items(), key=lambda pair: -len(pair[1])):
        lines.append(Li([Span([name, " ", Span(wording.plural(len(those), *noun), className="n")], className="strong"), Span(links(those, view))]))
    return Details(
        [
            Summary(f"{wording.plural(n, *noun)} {'has' if n == 1 else 'have'} no figure: what {'it counts' if n == 1 else 'they count'} is not loaded"),
            P(["Load these on the ", A("Data", href=view.href("/data")), " page and their figures appear.", " What gives most of them stands first." * (len(lines) > 1)], id=anchor),
            Ul(lines, className="waiting"),
        ],
        open=is_open,
        className="not-loaded",
    )


def links(indicators, view, **choices):
    found = []
    for indicator in indicators:
        found += [", ", A(indicator.title, href=view.href(f"/indicator/{indicator.id}", **choices))]
    return found[1:]
