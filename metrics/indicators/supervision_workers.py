import pandas as pd

from metrics.cohorts import events, open_on
from metrics.indicator import proportion
from metrics.workforce import in_post, main_posts, posts_on, social_work


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
    workforce, supervisions = tables["workforce"], tables["supervisions"].dropna(subset=["worker_id", "held_on"])
    months = pd.date_range(workforce["as_at_on"].min(), tables.as_at + pd.offsets.MonthEnd(0), freq="ME").normalize() if len(workforce) else []
    parts = [_case_holders(tables, min(month_end, tables.as_at)) for month_end in months]
    holders = pd.concat(parts) if parts else workforce.head(0).assign(month_end=pd.Series(dtype="datetime64[us]"), has_child=True)

    supervisions = supervisions[supervisions["held_on"] <= tables.as_at]
    is_of_case = _is_of_case(supervisions)
    at = pd.MultiIndex.from_arrays([holders["worker_id"].astype(object), _month(holders["month_end"])])
    supervised = pd.Series(at.isin(_who_and_when(supervisions[~is_of_case])), holders.index)
    cases_only = pd.Series(at.isin(_who_and_when(supervisions[is_of_case])), holders.index) & ~supervised
    notes = {"{n} with only a case supervised": cases_only, "{n} without a child allocated": ~holders["has_child"]}
    return events(holders, on="month_end", counted=supervised, notes=notes)


def _case_holders(tables, day):
    posts = social_work(posts_on(tables, day))
    holders, has_child = main_posts(posts[in_post(posts, day)]), True
    if "allocations" in tables:
        has_child = holders["worker_id"].isin(open_on(tables["allocations"], day)["worker_id"].astype(object))
    return holders.assign(month_end=day, has_child=has_child)


def _is_of_case(supervisions):
    names_child = supervisions["child_id"].notna() if "child_id" in supervisions else pd.Series(False, supervisions.index)
    if "type_code" not in supervisions:
        return names_child
    return (supervisions["type_code"] == "case") | names_child & (supervisions["type_code"] != "worker")


def _who_and_when(supervisions):
    return pd.MultiIndex.from_arrays([supervisions["worker_id"].astype(object), _month(supervisions["held_on"])])


def _month(days):
    return days.dt.year * 12 + days.dt.month
