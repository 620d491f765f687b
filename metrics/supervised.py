"""Supervision: when a child's case was last thought about, and which workers had time with their manager."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from metrics.cohorts import open_on
from metrics.latest import Latest
from metrics.tables import Tables
from metrics.workforce import in_post, main_posts, posts_on, social_work


def last_case_supervision(tables: Tables, child_ids: pd.Series, day: pd.Timestamp) -> pd.DataFrame:
    """Each child's latest case supervision on or before the day, indexed as `child_ids`, blank where there was none.

    A supervision of the worker is none, whichever child it names; one without a type is of the case of the child it names.
    """

    def latest():
        supervisions = tables["supervisions"]
        if "type_code" in supervisions:
            supervisions = supervisions[supervisions["type_code"] != "worker"]
        return Latest(supervisions, "held_on")

    return tables.once("case supervisions", latest).of(child_ids, day)


def case_holders_supervised(tables: Tables, months: Iterable[pd.Timestamp]) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Case holders in post at the end of each of the months (or on the as-at day, in the last), with `month_end` and `has_child`;
    which of them were supervised in the month, and which had only a case supervised."""
    parts = [_case_holders(tables, min(month_end, tables.as_at)).assign(month_end=month_end) for month_end in months]
    holders = pd.concat(parts) if parts else tables["workforce"].head(0).assign(month_end=pd.Series(dtype="datetime64[us]"), has_child=True)
    of_worker, of_case = supervisions_of_workers(tables)
    at = pd.MultiIndex.from_arrays([holders["worker_id"].astype(object), _month(holders["month_end"])])
    supervised = pd.Series(at.isin(_who_and_when(of_worker)), holders.index)
    return holders, supervised, pd.Series(at.isin(_who_and_when(of_case)), holders.index) & ~supervised


def supervisions_of_workers(tables: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The supervisions of workers up to the as-at day, and those of a case. One without a type is of the case of the child it names, or else of the worker."""
    supervisions = tables["supervisions"].dropna(subset=["worker_id", "held_on"])
    supervisions = supervisions[supervisions["held_on"] <= tables.as_at]
    is_of_case = _is_of_case(supervisions)
    return supervisions[~is_of_case], supervisions[is_of_case]


def _case_holders(tables, day):
    posts = social_work(posts_on(tables, day))
    holders, has_child = main_posts(posts[in_post(posts, day)]), True
    if "allocations" in tables:
        has_child = holders["worker_id"].isin(open_on(tables["allocations"], day)["worker_id"].astype(object))
    return holders.assign(has_child=has_child)


def _is_of_case(supervisions):
    names_child = supervisions["child_id"].notna() if "child_id" in supervisions else pd.Series(False, supervisions.index)
    if "type_code" not in supervisions:
        return names_child
    return (supervisions["type_code"] == "case") | names_child & (supervisions["type_code"] != "worker")


def _who_and_when(supervisions):
    return pd.MultiIndex.from_arrays([supervisions["worker_id"].astype(object), _month(supervisions["held_on"])])


def _month(days):
    return days.dt.year * 12 + days.dt.month
