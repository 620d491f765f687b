"""Where the limits of a chart start anew: an analyst's decision, dated and with its reason. It is never made by itself.

Rebase where something is known to have changed the process, such as teams that were merged or another way of counting, and the
points since lie where it would have put them; not to make a concern go away.
"""

import datetime as dt

import dash_bootstrap_components as dbc

from dashboard import shell, wording
from dashboard.indicator import noting
from metrics.periods import period as period_labelled

NAME = "rebase"
HOW = ("points", "rules", "chart")  # how the chart is made


def kept(view):
    return {name: view.asked(name) for name in (*HOW, "beside")}


def rebasing(indicator, view, snapshot):
    """The rebasings of this line, each with a button that takes it back, and the form for another; None for people outside."""
    months = [figure for figure in snapshot.series(indicator.id, view.team) if figure.value is not None][1:]
    if view.share or not months:
        return None
    known = snapshot.reference.rebasings(indicator.id, view.team)
    options = [{"value": f.period, "label": wording.month(f.period_start)} for f in reversed(months)]
    return noting.form(
        NAME,
        view,
        summary="Rebase the limits",
        about="Limits start anew from a month on where something is known to have changed how the figure comes about, such as teams that were "
        "merged or another way of counting. That is for an analyst to say, with the reason; it is shown on every chart of this line "
        f"({view.team or snapshot.authority.short_name}).",
        known=[(f"{each.from_on:%Y-%m-%d}", entry(each), f"the rebasing from {wording.day(each.from_on)}") for each in known],
        fields=[
            ("from", "From", dbc.Select(id="rebase-from", options=options, value=months[-1].period, size="sm"), ""),
            ("reason", "Reason", dbc.Input(id="rebase-reason", type="text", maxLength=200, autoComplete="off"), "reason"),
        ],
        button="Start the limits anew",
        of={"indicator": indicator.id, "team": view.team},
        told=told(view, known),
        kept=kept(view),
    )


def told(view, known):
    """What the last change did; the first thing that is read after it."""
    try:
        month = period_labelled("".join(noting.asked(NAME, view)), "month")
    except ValueError:
        return None
    does = "start" if any(each.from_on == month.start for each in known) else "no longer start"
    return f"The limits {does} anew from {wording.month(month.start)}."


def entry(each):
    noted = f", noted on {wording.short_day(each.noted_on)}" if each.noted_on is not None else ""
    return f"From {wording.day(each.from_on)}: {each.reason.rstrip('.')}{noted}."


def start_anew(of, month, reason):
    if not reason:
        raise ValueError("Say why the limits start anew: without a reason nobody could defend them later.")
    return change(of, f"{month}-01", reason)


def change(of, day, reason=None):
    shell.source().rebase(of["indicator"], of["team"], dt.date.fromisoformat(day), reason)
    return day[:7]


noting.register(NAME, ("from", "reason"), start_anew, change)
