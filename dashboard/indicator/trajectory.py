"""The way to a target, as improvement plans write it: the baseline, what each quarter's end should see, and what it saw."""

import pandas as pd

from dashboard import cells, wording
from dashboard import plain as html
from dashboard.indicator.judged import judged
from dashboard.take_away import of_view, take_away
from metrics.periods import period_of


def trajectory(indicator, view, snapshot):
    """A table of the trajectory whose year holds the period shown; None where there is none."""
    found = of_year(indicator, view, snapshot)
    if found is None:
        return None
    rows = []
    if found.baseline is not None:
        when = f"Baseline, {wording.short_day(found.baseline_on)}" if found.baseline_on is not None else "Baseline"
        rows.append(html.Tr([html.Th(when, scope="row"), html.Td(), html.Td(wording.value(indicator, found.baseline), className="num")]))
    steps = [(period_of(to_on, "quarter").label, aim, to_on) for _, to_on, aim in found.steps]
    rows += [step(indicator, view, snapshot, *each) for each in steps]
    head = [("End of", ""), ("Aim", "num"), ("Actual", "num")]
    return html.Div(
        [
            cells.table(head, rows, f"{indicator.title}: aims and actual figures by quarter", "dense trajectory"),
            html.P(said(indicator, view, snapshot, [label for label, *_ in steps]), className="small"),
            take_away("the way to the target", of_view(view, f"trajectory/{indicator.id}")),
            html.P(f"{found.direction.capitalize()} is the aim. Source: {found.source}.", className="small source"),
        ]
    )


def of_year(indicator, view, snapshot):
    """The trajectory whose year holds the period shown; a team is not held to the authority's counts."""
    found = snapshot.reference.trajectory(indicator.id, view.team, view.period.end)
    return None if found is None or (view.team and not (found.team or indicator.has_denominator)) else found


def actual(indicator, view, snapshot, label):
    """(figure, whether it is settled) of a quarter."""
    quarter = snapshot.period(label, "quarter")
    figure = quarter and snapshot.figure(indicator.id, quarter, view.team)
    return figure, cells.has_value(figure) and figure.status != "incomplete"


def said(indicator, view, snapshot, labels):
    """How many of its quarters met their aim so far."""
    settled = [figure for figure, is_settled in (actual(indicator, view, snapshot, label) for label in labels) if is_settled]
    met = sum(figure.judgement == "met" for figure in settled)
    if not settled:
        return "No quarter of it has a settled figure yet."
    return f"Of {wording.plural(len(settled), 'settled quarter')}, {wording.number(met) if met else 'none'} met {'its' if len(settled) == 1 else 'their'} aim."


def frame_of(indicator, view, snapshot):
    """The table as a frame: a row for the baseline and one for each quarter; no value while it is not settled."""
    found = of_year(indicator, view, snapshot)
    if found is None:
        return None
    shared = {"indicator": indicator.id, "team": view.team, "direction": found.direction, "source": found.source}
    rows = [] if found.baseline is None else [{**shared, "period": "baseline", "end_on": found.baseline_on, "value": found.baseline}]
    for _, to_on, aim in found.steps:
        label = period_of(to_on, "quarter").label
        figure, is_settled = actual(indicator, view, snapshot, label)
        counted = {name: getattr(figure, name) for name in ("numerator", "denominator", "value", "judgement")} if is_settled else {}
        rows.append({**shared, "period": label, "end_on": to_on, "aim": aim, "status": figure.status if figure is not None else "", **counted})
    return pd.DataFrame(rows, columns=["indicator", "team", "period", "end_on", "aim", "status", "numerator", "denominator", "value", "judgement", "direction", "source"])


def step(indicator, view, snapshot, label, aim, to_on):
    """One quarter: its aim, and its figure with a judgement as soon as it is settled."""
    figure, _ = actual(indicator, view, snapshot, label)
    if snapshot.period(label, "quarter") is None or (figure is not None and figure.status == "incomplete"):
        shown, chip = html.Span("Not yet", className="muted"), None
    elif not cells.has_value(figure):
        shown, chip = html.Span(snapshot.why_missing(indicator, figure, view.team), className="muted"), None
    else:
        shown, chip = html.A(wording.value(indicator, figure.value), href=view.href(period=label)), judged(indicator, figure, snapshot)
    here = {"aria-current": "true"} if label == view.period.label else {}
    when = [label.split(" ")[1], html.Span(f" {wording.short_month(to_on)}", className="small")]
    return html.Tr([html.Th(when, scope="row", **here), html.Td(wording.value(indicator, aim), className="num"), html.Td([html.Div(shown), chip], className="num")])
