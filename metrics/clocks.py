"""Clocks that several indicators run: hours from receipt to decision, working days from one day to another."""

from __future__ import annotations

import pandas as pd

from metrics.cohorts import Cohort, at_midnight, events
from metrics.tables import Tables


def decided_within(tables: Tables, table: str, hours: int) -> Cohort:
    """`done_within_hours`, of a decision."""
    return done_within_hours(tables, table, "decided_at", hours, backwards="decided before received")


def done_within_hours(tables: Tables, table: str, done: str, hours: int, *, backwards: str) -> Cohort:
    """What was received, placed by `received_at`; a row counts if `done` came no more than `hours` elapsed hours later.

    Not done and no older than that at the end of the as-at day, it is pending; older, it is late. Done before it was
    received, it does not count and is noted in the words `backwards`. A time that is not recorded is midnight, and the
    figure is then marked "to the day".
    """
    rows = tables[table]
    received_at, done_at = rows["received_at"], rows[done]
    latest = received_at + pd.Timedelta(hours=hours)
    return events(
        rows,
        on="received_at",
        counted=(done_at >= received_at) & (done_at <= latest),
        pending=done_at.isna() & (tables.as_at_end <= latest),
        notes={"to the day": at_midnight(received_at, done_at), f"{{n}} {backwards}": done_at < received_at},
    )


def without(tables: Tables, table: str, done: str, *, hours: int, months: int) -> tuple[pd.DataFrame, pd.Series]:
    """What was received in so many months to the as-at day and of which nothing is recorded as `done`, and the moment at which so many hours have passed since."""
    rows = tables[table]
    rows = rows[rows[done].isna() & (rows["received_at"] < tables.as_at_end)]
    rows = rows[rows["received_at"] + pd.DateOffset(months=months) > tables.as_at]
    return rows, rows["received_at"] + pd.Timedelta(hours=hours)


def done_within(tables: Tables, table: str, start: str, end: str, working_days: int, *, backwards: str, due: str | None = None) -> Cohort:
    """What has ended, placed by the day `end`; a row counts if that was no more than `working_days` working days after `start`.

    A row that says in the column `due` by when it was to end counts if it had by then. Ended before it started, it does not
    count and is noted in the words `backwards`. With a day past the end of the working-day calendar it is left out.
    """
    ended = tables[table].dropna(subset=[end])
    started_on, ended_on = ended[start], ended[end]
    known = tables.calendar.covers(started_on) & tables.calendar.covers(ended_on)
    taken = tables.calendar.elapsed(started_on.where(known), ended_on.where(known))
    in_time = taken <= working_days
    if due in ended:
        in_time = in_time.where(ended[due].isna(), ended_on <= ended[due])
    return events(
        ended,
        on=end,
        counted=(ended_on >= started_on) & in_time,
        left_out={"{n} past the working-day calendar left out": ~known},
        notes={f"{{n}} {backwards}": ended_on < started_on},
    )


def begun_and_done_within(tables: Tables, begun: pd.DataFrame, start: str, done: str, working_days: int, *, backwards: str) -> Cohort:
    """What has begun, placed by `start`; a row counts if `done` came no more than `working_days` working days later.

    Not done and no more than that old on the as-at day, it is pending; older, it is late. Done before it began, it does not
    count and is noted in the words `backwards`. With a day past the end of the working-day calendar it is left out.
    """
    begun = begun[begun[start] < tables.as_at_end]
    started_on, done_on = begun[start], begun[done]
    known = tables.calendar.covers(started_on) & tables.calendar.covers(done_on)
    started_on, until = started_on.where(known), done_on.where(known).fillna(tables.as_at)
    in_time = tables.calendar.elapsed(started_on, until) <= working_days
    before = done_on.dt.normalize() < begun[start].dt.normalize()
    return events(
        begun,
        on=start,
        counted=done_on.notna() & in_time & ~before,
        pending=done_on.isna() & in_time,
        left_out={"{n} past the working-day calendar left out": ~known},
        notes={f"{{n}} {backwards}": before},
    )


def taken_within(ended: pd.DataFrame, start: str, end: str, *, weeks: int) -> Cohort:
    """What has ended, placed by `end`; a row counts if that was no more than `weeks` weeks after `start`, to the day.

    A row without a start is left out; an end before its start does not count.
    """
    ended = ended.dropna(subset=[end])
    taken = (ended[end] - ended[start]).dt.days
    return events(
        ended,
        on=end,
        counted=taken.between(0, 7 * weeks),
        left_out={"{n} without a start left out": ended[start].isna()},
        notes={"{n} ended before the start": taken < 0},
    )


def time_taken(rows: pd.DataFrame, start: str, end: str, *, on: str, days_each: int) -> Cohort:
    """Rows placed by `on`, each with the time from `start` to `end` in units of so many days, for an average.

    A row without either day, or with its end before its start, is left out.
    """
    rows = rows.dropna(subset=[on])
    taken = (rows[end] - rows[start]).dt.days / days_each
    return events(
        rows,
        on=on,
        amount=taken.fillna(0),
        left_out={"{n} without both days left out": taken.isna(), "{n} ended before the start left out": taken < 0},
    )


def within_months(days: pd.Series, months: float, day: pd.Timestamp) -> pd.Series:
    """Which of the days lie no more than so many calendar months before `day`, exactly so many included, and not after it."""
    return (days + pd.DateOffset(months=int(months)) >= day) & (days <= day)
