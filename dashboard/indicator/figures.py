"""Every figure of an indicator as a table, and as files to take away."""

from dashboard import cells, icons, real, restated, sentences, wording
from dashboard import plain as html
from dashboard.indicator.judged import judged
from dashboard.indicator.marks import marks_of, told_in
from dashboard.plain import A, Caption, Span, Table, Tbody, Td, Th, Thead, Tr
from dashboard.take_away import of_view, take_away

LIMITS = ["Mean", "Lower limit", "Upper limit", "What it says"]
DRAWN = {"month": 36, "quarter": 20, "year": 12}  # periods that a chart shows


def table_view(indicator, view, snapshot, figure, comparison):
    return html.Div(
        [
            figures_table(indicator, view, snapshot, snapshot.signal(indicator, view.team, view.period.grain), long=True),
            downloads(indicator, view, "figures", f"{indicator.title} by {view.period.grain}"),
        ]
    )


def figures_table(indicator, view, snapshot, signal, long=False):
    """Every period of the signal's grain, newest first: the same numbers as the chart, with limits, and why some are missing."""
    figures = snapshot.series(indicator.id, view.team, signal.grain)[::-1]
    if not long:
        figures = figures[: DRAWN[signal.grain]]
    bounded = any(figure.lower is not None for figure in figures)
    noted = any(figure.note for figure in figures)
    counted = indicator.has_denominator
    firsts = {figure.period: snapshot.restated(figure) for figure in figures}
    changed = any(firsts.values())
    of_line = marks_of(indicator, view, snapshot, signal, figures[::-1]) if figures else ()
    marks = {figure.period: told_in(of_line, figure) for figure in figures}
    is_marked = any(marks.values())
    head = [
        "Period",
        "Value",
        *(["Of"] if counted else []),
        *(["95% interval"] if bounded else []),
        "Target",
        *(["Own events, a year"] if signal.is_own_events else []),
        *(LIMITS if real.has_limits(signal) else []),
        *(["First reported"] if changed else []),
        *(["Note"] if noted else []),
        *(["Marked on the time line"] if is_marked else []),
    ]
    right = {"Value", "Of", "95% interval", "First reported", "Own events, a year", *LIMITS[:-1]}
    body = []
    for figure in figures:
        when = Th(
            A(sentences.when(figure), href=view.href(period=figure.period, view=view.show if long else None)),
            scope="row",
            **({"aria-current": "true"} if view.period.start <= figure.period_start and figure.period_end <= view.period.end else {}),
        )
        if not cells.has_value(figure):
            why = snapshot.why_missing(indicator, figure, view.team)
            said_of = [Td(why, colSpan=len(head) - 1 - is_marked, className="muted")]
            body.append(Tr([when, *said_of, *([Td(marks[figure.period], className="muted c-marked")] if is_marked else [])]))
            continue
        interval = (
            ""
            if figure.lower is None
            else f"{wording.value(indicator, figure.lower)} to {wording.value(indicator, figure.upper)}"
        )
        cellsof = [
            when,
            Td(
                [wording.value(indicator, figure.value), " so far" if figure.status == "incomplete" else None],
                className="num strong",
            ),
        ]
        if counted:
            cellsof.append(Td(wording.counts(indicator, figure), className="num"))
        if bounded:
            cellsof.append(Td(interval, className="num"))
        cellsof.append(
            Td(
                [
                    judged(indicator, figure, snapshot),
                    " ",
                    Span(wording.target(indicator, figure.target), className="muted"),
                ]
                if figure.target
                else Span("No target", className="muted")
            )
        )
        if signal.is_own_events:
            point = signal.at(figure.period)
            cellsof.append(Td(wording.value(indicator, point.value) if point else "", className="num"))
        if real.has_limits(signal):
            cellsof += said(indicator, signal, figure)
        if changed:
            first = firsts[figure.period]
            cellsof.append(Td(first_reported(indicator, view, first) if first else "", className="num muted"))
        if noted:
            cellsof.append(Td(figure.note, className="muted"))
        if is_marked:
            cellsof.append(Td(marks[figure.period], className="muted c-marked"))
        body.append(Tr(cellsof))
    return cells.scroller(
        Table(
            [
                Caption(
                    f"{indicator.title}, {view.team or 'all teams'}, by {signal.grain}", className="sr-only"
                ),
                Thead(
                    Tr([Th(name, scope="col", className="num" if name in right else "") for name in head])
                ),
                Tbody(body),
            ],
            className="table-plain dense",
        ),
        f"{indicator.title}, figures",
    )


def said(indicator, signal, figure):
    """Mean, lower and upper limit of a point, and what it says; empty where it is none, or its group has too few."""
    point = signal.at(figure.period)
    if point is None or not real.is_judged(signal, signal.periods.index(figure.period)):
        return [Td() for _ in LIMITS]
    numbers = (point.mean, *real.limits(indicator, signal, point))
    return [
        *(Td(wording.value(indicator, number), className="num") for number in numbers),
        Td(icons.says(point)),
    ]


def first_reported(indicator, view, first):
    """What a figure was at first, and what changed it; the link opens the rows between."""
    href = view.href(period=first.period, view="changes")
    said = cells.sr(f" first reported for {first.period}: what changed it")
    return [A([wording.value(indicator, first.first_value), said], href=href), " ", restated.counts(indicator, first)]


def downloads(indicator, view, kind, what, copied=None):
    return take_away(what, of_view(view, f"{kind}/{indicator.id}"), copied=copied)
