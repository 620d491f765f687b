"""Health checks of children in care, as the indicators that ask whether they are up to date share them."""

from __future__ import annotations

import pandas as pd

from metrics.care import SHORT_BREAKS
from metrics.latest import Latest
from metrics.tables import Tables


def checks(tables: Tables, *types: str, says: str | None = None) -> Latest:
    """The checks of these types that were made, or of them those that have anything in the column `says`."""

    def made():
        found = tables["health_checks"]
        found = found[found["type_code"].isin(types)]
        return Latest(found if says is None else found[found[says].notna()], "checked_on")

    return tables.once(("health checks", types, says), made)


def last_check(tables: Tables, day: pd.Timestamp, child_ids: pd.Series, *types: str) -> pd.DataFrame:
    """Each child's latest check of these types on or before the day, indexed as `child_ids`, blank where there was none."""
    return checks(tables, *types).of(child_ids, day)


def last_checked(tables: Tables, day: pd.Timestamp, child_ids: pd.Series, *types: str) -> pd.Series:
    """The day of each child's latest check of these types on or before the day, missing where there was none."""
    return last_check(tables, day, child_ids, *types)["checked_on"]


def initially_assessed(tables: Tables) -> pd.DataFrame:
    """Periods of care with `assessed_on`, the day of their initial health assessment: the first on or after the day of entering
    care, while the child was in care; missing where there is none by the as-at day. Series of short breaks are left out."""
    periods = tables["care_periods"]
    periods = periods[~periods["legal_status_code"].isin(SHORT_BREAKS)]
    assessed_on = checks(tables, "initial_health").following(periods["child_id"], periods["started_on"])["checked_on"]
    return periods.assign(assessed_on=assessed_on.where(~(assessed_on > periods["ended_on"]) & (assessed_on <= tables.as_at)))
