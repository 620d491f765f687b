"""Caseloads by worker: which children each social worker holds, and what says how much work they are.

The same children, posts and teams as in the figure `caseload_average`: what its workers hold adds up to its numerator, their FTE
to its denominator.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import numpy as np
import pandas as pd

from metrics.care import SHORT_BREAKS
from metrics.cohorts import open_on
from metrics.compute import NO_TEAM, Figures
from metrics.indicators.caseload_average import caseload_average
from metrics.workforce import held_by_social_workers

#: A row for each worker. `fte` is missing where no post says it; `is_assumed` where the worker is missing from the workforce and
#: counts as 1.0 FTE. Children by what there is for them add up to `n_children`; `n_families` is missing where nothing says it.
COLUMNS = (
    "worker_id", "worker", "team", "fte", "is_assumed", "is_newly_qualified", "n_children", "n_care", "n_cp", "n_cin", "n_other", "n_families",
)  # fmt: skip

#: What a child may have, the first that applies: in care, on a child protection plan, on a child in need plan.
PLANS = {"n_care": "care_periods", "n_cp": "cp_plans", "n_cin": "cin_plans"}

#: What concerns several children of one family at once is recorded for each of them under one id.
SHARED = {"referrals": "referral_id", "assessments": "assessment_id", "visits": "visit_id"}


def caseloads(tables: Mapping, reference) -> pd.DataFrame:
    """Every social worker who holds a child on the day that allocations and workforce reach to, by team, those with most children first.

    A child with two workers counts for each of them, and so does a family. Without allocations or workforce: no rows.
    """
    figures = Figures(tables, reference)
    if figures.lacks(caseload_average):
        return pd.DataFrame(columns=list(COLUMNS))
    names = {table: ("worker",) for table in ("allocations", "workforce")}
    may_use = {**names, "workforce": ("as_at_on", "worker")}
    handed = figures.handed_to(SimpleNamespace(needs=caseload_average.needs, may_use=may_use))
    day = figures.as_at(caseload_average)
    children, posts, missing = held_by_social_workers(handed, day)
    children, posts, missing = (rows.assign(worker_id=rows["worker_id"].astype(object)) for rows in (children, posts, missing))

    by_worker = children.groupby("worker_id")
    found = pd.DataFrame({"team": by_worker["team"].first(), "n_children": by_worker.size()})
    found["fte"] = pd.concat([posts, missing]).groupby("worker_id")["fte"].sum(min_count=1)
    found["is_assumed"] = found.index.isin(missing["worker_id"])
    found["is_newly_qualified"] = found.index.isin(posts.loc[posts["role_code"] == "newly_qualified", "worker_id"])
    for rows in (children, posts):  # as the workforce spells a name, or else the allocations
        if "worker" in rows:
            named = rows.dropna(subset=["worker"])
            found["worker"] = named.groupby("worker_id")["worker"].first().astype(object).reindex(found.index).fillna(found.get("worker", None))
    kind = _plan(children["child_id"].astype(object), figures, day)
    for column in (*PLANS, "n_other"):
        found[column] = (kind == column).groupby(children["worker_id"]).sum()
    family = _families(children["child_id"].astype(object), figures)
    found["n_families"] = np.nan if family is None else family.groupby(children["worker_id"]).nunique()
    found["team"] = found["team"].astype(object).where(found["team"].notna(), NO_TEAM)
    found = found.rename_axis("worker_id").reset_index().reindex(columns=list(COLUMNS))
    return found.sort_values(["team", "n_children", "worker_id"], ascending=[True, False, True], ignore_index=True)


def _plan(child: pd.Series, figures: Figures, day: pd.Timestamp) -> pd.Series:
    """What there is for each child on the day, as a column of PLANS; "n_other" for none of these."""
    kind = pd.Series("n_other", child.index, dtype=object)
    for column, table in reversed(PLANS.items()):
        rows = figures.counting.get(table)
        if rows is not None:
            rows = open_on(rows, day)
            if "legal_status_code" in rows:
                rows = rows[~rows["legal_status_code"].isin(SHORT_BREAKS)]
            kind = kind.where(~child.isin(rows["child_id"].astype(object)), column)
    return kind


def _families(child: pd.Series, figures: Figures) -> pd.Series | None:
    """A number for each child that siblings share: children are taken for siblings who share a referral, an assessment or a visit.

    None where no two children share any: then ids are each child's own, and nothing says who is whose sibling.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    held = pd.Index(child.unique())
    links = [pd.DataFrame({"child": [], "event": []}, dtype=object)]
    for table, column in SHARED.items():
        rows = figures.counting.get(table)
        if rows is not None and column in rows:
            rows = rows.loc[rows[column].notna() & rows["child_id"].isin(held), ["child_id", column]].astype(object)
            links.append(pd.DataFrame({"child": rows["child_id"], "event": table + " " + rows[column]}))
    links = pd.concat(links).drop_duplicates()
    links = links[links["event"].duplicated(keep=False)]
    if links.empty:
        return None
    event, _ = pd.factorize(links["event"])
    n = len(held) + event.max() + 1
    _, number = connected_components(coo_array((np.ones(len(links)), (held.get_indexer(links["child"]), len(held) + event)), shape=(n, n)), directed=False)
    return pd.Series(number[held.get_indexer(child)], child.index)
