"""The way to a target, as improvement plans write it: the baseline, what each quarter's end should see, and what it saw."""

from dashboard import cells, wording
from dashboard import plain as html
from dashboard.indicator.judged import judged
from metrics.periods import period_of


def trajectory(indicator, view, snapshot):
    """A table of the trajectory whose year holds the period shown; None where there is none. A team is not held to the authority's counts."""
    found = snapshot.reference.trajectory(indicator.id, view.team, view.period.end)
    if found is None or (view.team and not (found.team or indicator.has_denominator)):
        return None
    rows = []
    if found.baseline is not None:
        when = f"Baseline, {wording.short_day(found.baseline_on)}" if found.baseline_on is not None else "Baseline"
        rows.append(html.Tr([html.Th(when, scope="row"), html.Td(), html.Td(wording.value(indicator, found.baseline), className="num")]))
    for _, to_on, aim in found.steps:
        quarter = period_of(to_on, "quarter")
        rows.append(step(indicator, view, snapshot, quarter.label, aim, to_on))
    head = [("End of", ""), ("Aim", "num"), ("Actual", "num")]
    return html.Div(
        [
            cells.table(head, rows, f"{indicator.title}: aims and actual figures by quarter", "dense trajectory"),
            html.P(f"{found.direction.capitalize()} is the aim. Source: {found.source}.", className="small source"),
        ]
    )


def step(indicator, view, snapshot, label, aim, to_on):
    """One quarter: its aim, and its figure with a judgement as soon as it is settled."""
    quarter = snapshot.period(label, "quarter")
    figure = quarter and snapshot.figure(indicator.id, quarter, view.team)
    if quarter is None or (figure is not None and figure.status == "incomplete"):
        actual, chip = html.Span("Not yet", className="muted"), None
    elif not cells.has_value(figure):
        actual, chip = html.Span(snapshot.why_missing(indicator, figure, view.team), className="muted"), None
    else:
        actual, chip = html.A(wording.value(indicator, figure.value), href=view.href(period=label)), judged(indicator, figure, snapshot)
    here = {"aria-current": "true"} if label == view.period.label else {}
    when = [label.split(" ")[1], html.Span(f" {wording.short_month(to_on)}", className="small")]
    return html.Tr([html.Th(when, scope="row", **here), html.Td(wording.value(indicator, aim), className="num"), html.Td([html.Div(actual), chip], className="num")])
