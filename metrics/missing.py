"""Return interviews after children were missing, as the indicators that ask how soon they were held share them."""

from __future__ import annotations

import pandas as pd

from metrics.cohorts import Cohort, at_midnight, events
from metrics.tables import Tables


def interviewed_within(tables: Tables, *, hours: int) -> Cohort:
    """Missing episodes that ended, placed by the return; one counts if the interview was held no more than so many hours later."""
    episodes = tables["missing_episodes"].dropna(subset=["ended_at"])
    if "type_code" in episodes:
        episodes = episodes[episodes["type_code"] != "absent"]
    started_at, ended_at, interviewed_at = episodes["started_at"], episodes["ended_at"], episodes["interviewed_at"]
    latest = ended_at + pd.Timedelta(hours=hours)
    not_held = interviewed_at.isna()
    not_offered, declined = not_held & _is_no(episodes, "is_interview_offered"), not_held & _is_no(episodes, "is_interview_accepted")
    return events(
        episodes,
        on="ended_at",
        counted=(interviewed_at >= ended_at) & (interviewed_at <= latest) & ~(ended_at < started_at),
        pending=not_held & ~not_offered & ~declined & (tables.as_at_end <= latest),
        notes={
            "to the day": at_midnight(ended_at, interviewed_at),
            "{n} declined": declined & ~not_offered,
            "{n} not offered": not_offered,
            "{n} interviewed before the return": interviewed_at < ended_at,
            "{n} returned before going missing": ended_at < started_at,
        },
    )


def _is_no(rows: pd.DataFrame, column: str) -> pd.Series:
    """Where the column says no; nowhere where no file carried it."""
    return pd.Series(False, rows.index) if column not in rows else (~rows[column].astype("boolean")).fillna(False).astype(bool)
