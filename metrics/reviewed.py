"""Reviews, as the indicators that ask whether they were held in time share them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.latest import Latest
from metrics.tables import Tables


def _held(tables: Tables, kind: str) -> pd.DataFrame:
    reviews = tables["reviews"]
    return reviews[(reviews["type_code"] == kind) & reviews["held_on"].notna() & reviews["child_id"].notna()]


def last_review(tables: Tables, kind: str, child_ids: pd.Series, day) -> pd.DataFrame:
    """Each child's latest review of this kind on or before the day, indexed as `child_ids`, blank where there was none."""
    return tables.once(("last review", kind), lambda: Latest(_held(tables, kind), "held_on")).of(child_ids, day)


def last_held(tables: Tables, kind: str, child_ids: pd.Series, day) -> pd.Series:
    """The day of each child's latest review of this kind on or before the day, missing where there was none."""
    return last_review(tables, kind, child_ids, day)["held_on"]


def last_held_that(tables: Tables, kind: str, says: str, child_ids: pd.Series, day) -> pd.DataFrame:
    """Each child's latest review of this kind on or before the day that has anything in the column `says`, blank where there was none."""

    def latest():
        held = _held(tables, kind)
        return Latest(held[held[says].notna()], "held_on")

    return tables.once(("last review that", kind, says), latest).of(child_ids, day)


def nth_held(tables: Tables, kind: str, child_ids: pd.Series, since: pd.Series, n: int) -> pd.Series:
    """The day of each child's n-th review of this kind on or after their day `since`, missing where there were fewer."""
    return tables.once(("last review", kind), lambda: Latest(_held(tables, kind), "held_on")).following(child_ids, since, n)["held_on"]


def months_between_reviews_kept(tables: Tables, kind: str, spells: pd.DataFrame, day, *, first: int, later: int) -> pd.Series:
    """Whether each spell's reviews up to the day were all in time: the first within `first` months of its start, each later
    one within `later` months of the one before, and none that is due by the day missing. On the day it is due a review is in time."""
    found = months_between_reviews(tables, kind, spells, day, first=first, later=later)
    return found["late_held_on"].isna() & ~(found["next_due_on"] < day)


def months_between_reviews(tables: Tables, kind: str, spells: pd.DataFrame, day, *, first: int, later: int) -> pd.DataFrame:
    """Of each spell, indexed as they are: by when its next review is due, and the last of those up to the day that was held late:
    next_due_on, late_due_on, late_held_on (both missing where none was)."""
    held = tables.once(("held", kind), lambda: _held(tables, kind)[["child_id", "held_on"]].astype({"child_id": object}))
    own = pd.DataFrame({"child_id": spells["child_id"].astype(object), "started_on": spells["started_on"], "spell": np.arange(len(spells))})
    found = own.merge(held, on="child_id")
    found = found[(found["held_on"] >= found["started_on"]) & (found["held_on"] <= day)]
    starts, reviews = own.assign(at=own["started_on"], is_review=False), found.assign(at=found["held_on"], is_review=True)
    steps = pd.concat([starts, reviews]).sort_values(["spell", "at", "is_review"], kind="stable")
    due = (steps["at"] + pd.DateOffset(months=first)).where(~steps["is_review"], steps["at"] + pd.DateOffset(months=later))
    steps = steps.assign(due=due, following=steps.groupby("spell")["at"].shift(-1))
    upcoming = steps[steps["following"].isna()].set_index("spell")["due"]
    late = steps[steps["following"] > steps["due"]]
    late = late[~late["spell"].duplicated(keep="last")].set_index("spell")
    found = pd.DataFrame({"next_due_on": upcoming, "late_due_on": late["due"], "late_held_on": late["following"]})
    return found.reindex(range(len(spells))).set_axis(spells.index)
