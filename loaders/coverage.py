"""Which months each table covers: loaded, partly, missing, or before the table reaches back."""

from __future__ import annotations

import numpy as np
import pandas as pd

from loaders.checks.shared import Loaded, Tables, placing_columns

LOADED, PARTLY, MISSING, BEFORE = "loaded", "partly", "missing", "before"
NEARBY = 6  # months on either side that a month is set beside
EXPECTED_FOR_NONE, EXPECTED_FOR_FEW = 12, 30  # so many expected, that none, or a quarter of them, is no chance, siblings coming together


def calendar(tables: Tables) -> pd.DataFrame:
    """A line for each table and month, from the first month that a table of events reaches (of those with a dozen or more in a usual
    month, if there are such: a list of adoptions goes back for years) to that of the latest as-at day.

    Columns: table, month, state, n_rows, and why it is not `loaded`. Rows are placed in the month in which they came about; of
    snapshots, n_rows is those of the month's last. A month is `partly` there where the as-at day falls before its end, or where
    it has fewer than a quarter of the rows that the months around it have (their median), if that is too few for chance. It is
    `missing` where there are none at all, where no snapshot was taken, or where the as-at day is earlier. Spells reach back to their
    first end, and so does what is begun and finished: an extract of what is open today knows nothing of what has ended. Where the source
    says how far back it is complete, that holds. Tables without days of their own are left out.
    """
    kinds = {name: _Months(table) for name, table in tables.items() if placing_columns(table.extract)}
    kinds = {name: months for name, months in kinds.items() if months.reach is not None}
    if not kinds:
        return pd.DataFrame(columns=["table", "month", "state", "n_rows", "why"])
    of_events = [m for m in kinds.values() if m.is_events]
    of_many = [m for m in of_events if np.median(list(m.n_rows.values())) >= EXPECTED_FOR_NONE]
    first = min(m.reach for m in of_many or of_events or kinds.values())
    last = max(m.until for m in kinds.values())
    months = np.arange(first, last + 1)
    lines = [(name, str(month), *kind.state(month)) for name, kind in kinds.items() for month in months]
    frame = pd.DataFrame(lines, columns=["table", "month", "state", "why", "n_rows"])
    return frame[["table", "month", "state", "n_rows", "why"]].astype({"table": "category", "month": "category", "state": "category"})


class _Months:
    """One table by months."""

    def __init__(self, table: Loaded):
        self.is_snapshot = "as_at_on" in table.extract.columns
        self.is_events = not self.is_snapshot and table.closes != "ended_on"
        self.as_at, self.until = table.as_at, table.as_at.astype("datetime64[M]")
        placed_on = table.placed_on[~np.isnat(table.placed_on) & (table.placed_on <= table.as_at)]
        if self.is_snapshot and len(placed_on):
            month = placed_on.astype("datetime64[M]")
            placed_on = placed_on[placed_on == pd.Series(placed_on).groupby(month).transform("max").to_numpy()]
        self.n_rows = _by_month(placed_on)
        # What shows whether a month is there: of spells, how many ended in it, for those that are open are known from any extract.
        ended = table.day("ended_on") if not self.is_events and not self.is_snapshot else None
        ended = None if ended is None else ended[~np.isnat(ended) & (ended <= table.as_at)]
        self.shown_by = self.n_rows if ended is None or not len(ended) else _by_month(ended)
        self.reach = self._reach()
        if self.is_events and table.closes and self.reach is not None and not np.isnat(finished := table.day(table.closes)).all():
            self.reach = max(self.reach, finished[~np.isnat(finished)].min().astype("datetime64[M]"))
        self.begins_on = table.reaches_back_to
        if self.begins_on is not None:
            self.reach = self.begins_on.astype("datetime64[M]")

    def _reach(self) -> np.datetime64 | None:
        """The first month; of events, the first that does not have far fewer rows than those that follow."""
        if not self.shown_by:
            return None
        months = np.arange(min(self.shown_by), self.until + 1)
        if not self.is_events:
            return months[0] if len(months) else None
        for month in months:
            following = [self.shown_by[m] for m in np.arange(month + 1, self.until) if m in self.shown_by][: 2 * NEARBY]
            if not following or not _is_few(self.shown_by.get(month, 0), np.median(following)):
                return month
        return None

    def state(self, month: np.datetime64) -> tuple[str, str, int]:
        n, shown = self.n_rows.get(month, 0), self.shown_by.get(month, 0)
        if month < self.reach:
            return BEFORE, "the table does not reach back so far", n
        if month > self.until:
            return MISSING, f"the extract ends on {_day(self.as_at)}", n
        if self.is_snapshot:
            return (LOADED, "", n) if n else (MISSING, "no snapshot", n)
        if month == self.until and self.as_at + 1 != (month + 1).astype("datetime64[D]"):
            return PARTLY, f"the extract ends on {_day(self.as_at)}", n
        if month == self.reach and self.begins_on is not None and self.begins_on > month.astype("datetime64[D]"):
            return PARTLY, f"the extract begins on {_day(self.begins_on)}", n
        around = [self.shown_by.get(m, 0) for m in np.arange(month - NEARBY, month + NEARBY + 1) if self.reach <= m < self.until and m != month]
        usual = np.median(around) if around else 0
        what = "rows" if self.shown_by is self.n_rows else "ends"
        if not shown and usual >= EXPECTED_FOR_NONE:
            # Spells of a month without an end are known where they are open still.
            return (MISSING, f"no {what}, and about {usual:.0f} in the months around it", n) if not n else (PARTLY, f"no {what}, and about {usual:.0f} in the months around it", n)
        if _is_few(shown, usual):
            return PARTLY, f"{shown:,} {what}, and about {usual:.0f} in the months around it", n
        return LOADED, "", n


def _is_few(n: int, usual: float) -> bool:
    return usual >= EXPECTED_FOR_FEW and n < usual / 4


def _by_month(days: np.ndarray) -> dict[np.datetime64, int]:
    months, counts = np.unique(days.astype("datetime64[M]"), return_counts=True)
    return dict(zip(months, counts.tolist(), strict=True))


def _day(day: np.datetime64) -> str:
    return f"{pd.Timestamp(day).day} {pd.Timestamp(day):%B %Y}"
