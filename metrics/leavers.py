"""Care leavers, as the indicators that ask how they live share them."""

from __future__ import annotations

from functools import reduce
from operator import and_

import pandas as pd

from metrics.ages import births, has_turned
from metrics.latest import latest_snapshot
from metrics.tables import Tables

#: What `in_touch_code` says of those who are no care leavers any more.
NO_MORE = ("died", "returned_home")


def care_leavers(tables: Tables, day: pd.Timestamp, ages: tuple[int, int] | None = None) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """The care leavers of the latest snapshot on or before the day, of these ages (both included) on it; and who of them is left out, and why."""
    rows = latest_snapshot(tables, "care_leavers", day)
    left_out = {}
    if ages:
        youngest, oldest = ages
        born_on = births(tables, rows["child_id"])
        fits = born_on.isna() | has_turned(youngest, born_on, day) & ~has_turned(oldest + 1, born_on, day)
        rows, born_on = rows[fits], born_on[fits]
        left_out["{n} whose birth is not known left out"] = born_on.isna()
    return rows, left_out | {"{n} who died or returned home left out": rows["in_touch_code"].isin(NO_MORE)}


def not_known(left_out: dict[str, pd.Series], is_known: pd.Series) -> dict[str, pd.Series]:
    """The note about those of whom nothing is known, of the care leavers that are not left out."""
    return {"{n} without information": reduce(and_, (~mask for mask in left_out.values()), ~is_known)}
