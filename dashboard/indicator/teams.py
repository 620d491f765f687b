"""The figure by team, each with its interval on one scale."""

from dash import html

from dashboard import cells, charts, svg, wording
from dashboard.snapshot import WHOLE


def by_team(indicator, view, snapshot):
    if indicator.is_rate:
        words = "Rates are for the whole authority only: a team has no population."
        return html.Section([html.H2("By team"), html.P(words, className="muted")], className="part")
    found = [(team, snapshot.figure(indicator.id, view.period, team)) for team in snapshot.teams]
    found = [(team, figure) for team, figure in found if figure is not None and figure.status != "not loaded"]
    if not any(cells.has_value(figure) for _, figure in found):
        return None
    whole = snapshot.figure(indicator.id, view.period)
    if view.sort in ("value", "-value"):
        sign = -1 if view.sort == "-value" else 1
        found.sort(key=lambda pair: (not cells.has_value(pair[1]), sign * ((pair[1].value or 0) if pair[1] else 0)))
    is_count = indicator.unit == "count"
    target = None if is_count else snapshot.target_value(indicator, view.period.end)
    low, high, interval = scale(indicator, [figure for _, figure in found], None if is_count else whole, target)
    words = f"{scale_words(indicator, low)} to {scale_words(indicator, high)}"
    if interval or target is not None:
        words += ", with " + wording.listed(
            (["95% interval"] if interval else []) + (["target"] if target is not None else [])
        )
    judged = target is not None
    head = [
        html.Th("Team", scope="col"),
        sorted_heading(view),
        html.Th("Of", scope="col", className="num") if indicator.has_denominator else None,
        html.Th(words, scope="col"),
        html.Th("Judgement", scope="col") if judged else None,
    ]
    idle = [team for team, figure in found if figure.status == "no cases" and team != view.team]
    body = []
    for team, figure in [(WHOLE, whole), *found]:
        if team in idle:
            continue
        name = html.Th(
            html.A(
                team or "All teams", href=view.href(team=team or None, view=None if view.show == "chart" else view.show)
            ),
            scope="row",
            className="c-team" + ("" if team else " strong"),
        )
        if not cells.has_value(figure):
            why = wording.missing(indicator, figure, team=team)
            body.append(html.Tr([name, html.Td(why, colSpan=4, className="muted c-rest")]))
            continue
        if is_count:
            drawing = svg.bar(figure, high) if team else None
        else:
            drawing = svg.interval(figure, low, high, interval_words(indicator, figure), target)
        value = [wording.value(indicator, figure.value)]
        if figure.status == "incomplete":
            value.append(html.Span("so far", className="small"))
        body.append(
            html.Tr(
                [
                    name,
                    html.Td(value, className="num strong c-value"),
                    html.Td(wording.counts(indicator, figure), className="num muted c-of")
                    if indicator.has_denominator
                    else None,
                    html.Td(drawing, className="c-interval"),
                    html.Td(cells.chip(figure.judgement), className="c-judged") if judged else None,
                ],
                className="chosen" if team == view.team else "",
            )
        )
    caption = f"{indicator.title} by team, {wording.period(view.period)}"
    return html.Section(
        [
            html.H2("By team", id="by-team"),
            html.Table(
                [html.Caption(caption, className="sr-only"), html.Thead(html.Tr(head)), html.Tbody(body)],
                className="table-plain by-team",
            ),
            html.P(f"No cases: {wording.listed(idle)}.", className="small idle") if idle else None,
        ],
        className="part",
    )


def scale(indicator, figures, whole, target):
    """The ends of the scale that all rows share, and whether any of them has an interval."""
    shown = [figure for figure in (whole, *figures) if cells.has_value(figure)]
    interval = any(figure.lower is not None for figure in shown)
    if indicator.unit == "percent":
        return 0, 100, interval
    bounds = [
        bound for figure in shown for bound in (figure.value, figure.lower, figure.upper, target) if bound is not None
    ]
    low, high, _ = charts.nice_range([0, *bounds], floor_at=0)
    return low, high, interval


def scale_words(indicator, amount):
    return wording.number(amount, 0 if wording.whole(amount) else 1) + ("%" if indicator.unit == "percent" else "")


def sorted_heading(view):
    link = html.A(
        wording.short_period(view.period),
        href=view.href(
            sort="value" if view.sort == "-value" else "-value", view=None if view.show == "chart" else view.show
        ),
        id="sort-by-value",
    )
    order = {"value": "ascending", "-value": "descending"}.get(view.sort)
    return html.Th(link, scope="col", className="num", **({"aria-sort": order} if order else {}))


def interval_words(indicator, figure):
    if figure.lower is None:
        return f"{wording.value(indicator, figure.value)} on the scale"
    return f"95% interval {wording.value(indicator, figure.lower)} to {wording.value(indicator, figure.upper)}"
