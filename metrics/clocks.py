"""Clocks that several indicators run: hours from receipt to decision, working days from one day to another."""

from __future__ import annotations

import pandas as pd

from metrics.cohorts import Cohort, at_midnight, events
from metrics.tables import Tables


def decided_within(tables: Tables, table: str, hours: int) -> Cohort:
    """What was received, placed by `received_at`; a row counts if it was decided no more than `hours` elapsed hours later.

    Undecided and no older than that at the end of the as-at day, it is pending; older, it is late. Decided before it was
    received, it does not count. A time that is not recorded is midnight, and the figure is then marked "to the day".
    """
    rows = tables[table]
    received_at, decided_at = rows["received_at"], rows["decided_at"]
    latest = received_at + pd.Timedelta(hours=hours)
    return events(
        rows,
        on="received_at",
        counted=(decided_at >= received_at) & (decided_at <= latest),
        pending=decided_at.isna() & (tables.as_at_end <= latest),
        notes={
            "to the day": at_midnight(received_at, decided_at),
            "{n} decided before received": decided_at < received_at,
        },
    )


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
