"""Visits, as the indicators that ask when a child was last seen share them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from metrics.cohorts import Cohort, census, open_on
from metrics.latest import Latest
from metrics.tables import Tables
from metrics.worklist import on, rows


def children_open(tables: Tables, table: str, day: pd.Timestamp) -> pd.DataFrame:
    """The spells of a table that are open on the day, one for each child: of several, the one that started first."""
    return first_of_each_child(open_on(tables.once(("in order", table), lambda: in_order(tables[table])), day))


def in_order(spells: pd.DataFrame) -> pd.DataFrame:
    """The spells that are some child's, those that started first before the others."""
    return spells[spells["child_id"].notna()].sort_values(["started_on", "file", "row"], kind="stable")


def first_of_each_child(spells: pd.DataFrame) -> pd.DataFrame:
    return spells[~spells["child_id"].duplicated()]


def last_visit(tables: Tables, types: Iterable[str], child_ids: pd.Series, day) -> pd.DataFrame:
    """Each child's latest visit of these types on or before the day, indexed as `child_ids`.

    A visit on which the child is recorded as not seen is none; where nothing is recorded of that, it is one.
    """
    types = tuple(types)

    def latest():
        visits = tables["visits"]
        seen = visits["type_code"].isin(types)
        if "is_seen" in visits:
            seen &= visits["is_seen"].fillna(True).astype(bool)
        return Latest(visits[seen], "visited_on")

    return tables.once(("last visit", types), latest).of(child_ids, day)


def seen_within_working_days(tables: Tables, day: pd.Timestamp, table: str, kind: str, working_days: int) -> Cohort:
    """Children with an open spell in `table`; one counts if the last visit of this kind was no more than so many working days ago."""
    children = children_open(tables, table, day)
    visited_on = last_visit(tables, (kind,), children["child_id"], day)["visited_on"]
    return census(
        children,
        counted=working_days_since(tables, visited_on, day) <= working_days,
        notes={"{n} not yet visited on a new plan": visited_on.isna() & (working_days_since(tables, children["started_on"], day) <= working_days)},
    )


def next_visits(tables: Tables, day: pd.Timestamp, table: str, kind: str, working_days: int) -> pd.DataFrame:
    """The rows of a worklist: the same children, by when the next visit of this kind is due, so many working days after the last one
    that saw the child, or after the spell began."""
    children = children_open(tables, table, day)
    last, started_on = last_visit(tables, (kind,), children["child_id"], day), children["started_on"]
    due_on = working_days_after(tables, last["visited_on"].fillna(started_on), working_days)
    why = on("Last seen on {}", last["visited_on"]).fillna(on("Not yet seen on the plan that started on {}", started_on))
    return rows(children, due_on=due_on, since_on=last["visited_on"].fillna(started_on), why=why, last=last, table="visits")


def working_days_after(tables: Tables, days: pd.Series, working_days: int) -> pd.Series:
    """The day by which so many working days (1 or more) have elapsed since each of the days; missing where the day is, or lies outside the calendar."""
    known = days.notna() & tables.calendar.covers(days)
    return tables.calendar.days_due(days[known], working_days).reindex(days.index)


def working_days_since(tables: Tables, days: pd.Series, day: pd.Timestamp) -> pd.Series:
    """Working days from each of the days to `day`; missing where the day is, or lies outside the calendar."""
    known = days.where(tables.calendar.covers(days))
    return tables.calendar.elapsed(known, pd.Series(day, days.index).where(known.notna()))
