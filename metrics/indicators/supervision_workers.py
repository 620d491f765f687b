import pandas as pd

from metrics.cohorts import events
from metrics.indicator import proportion
from metrics.supervised import case_holders_supervised


@proportion(
    title="Case holders supervised in the month",
    question="Does everyone who holds cases have time with their manager?",
    theme="Practice quality",
    good="high",
    counts="had at least one supervision in the month",
    of="case-holding staff in post",
    needs={
        "workforce": ("worker_id", "role_code", "employment_code"),
        "supervisions": ("worker_id", "held_on"),
    },
    may_use={
        "workforce": ("as_at_on", "post_id", "fte", "started_on", "ended_on"),
        "supervisions": ("type_code", "child_id"),
        "allocations": ("worker_id", "started_on", "ended_on"),
    },
    source="Improvement plan, 2022, measure 7",
    order=1,
)
def supervision_workers(tables):
    """Social workers in post at each month's end; one counts in a month if supervised in it at least once.

    Case holders are social workers, senior practitioners and newly qualified social workers, agency workers among them, of the
    latest snapshot on or before the month's end, each once whatever their posts. A supervision of the worker counts, and so
    does one without a type that names no child; one of a child's case does not, and the figure says how many had only such. A
    quarter and a year add their months: a worker counts in each. Posts do not say who holds cases: where allocations are
    loaded, the figure says how many held no child on the month's last day.
    """
    workforce = tables["workforce"]
    months = pd.date_range(workforce["as_at_on"].min(), tables.as_at + pd.offsets.MonthEnd(0), freq="ME").normalize() if len(workforce) else []
    holders, supervised, cases_only = case_holders_supervised(tables, months)
    notes = {"{n} with only a case supervised": cases_only, "{n} without a child allocated": ~holders["has_child"]}
    return events(holders, on="month_end", counted=supervised, notes=notes)
