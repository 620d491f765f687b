"""Work in hand on a day, by how long it has been open: contacts and referrals to be decided, assessments, enquiries, plans, care.

What came on or before the day and is not done by its end is in hand. Assessments, plans and children in care are those that the
indicators count, and bands begin where these call a case overdue or long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from metrics.care import SHORT_BREAKS
from metrics.compute import NO_TEAM
from metrics.tables import PROVENANCE, Table
from metrics.working_days import Calendar

#: An enquiry whose extract has neither a conference nor a word that none is needed has no end; after so many days it is taken for ended.
ENQUIRY_DAYS = 60


@dataclass(frozen=True)
class Work:
    """One kind of work: its table, the days on which it opens and closes, and from which age on each band but the first begins.

    `unit`: "days", "working days" or "months" (calendar months). `late_from`: the first band past what is allowed or called long: 72 hours
    for a contact, 24 for a referral, 45 working days for an assessment, 15 for a conference, 15 months on a child protection plan.
    """

    id: str
    table: str
    opens: str
    closes: str
    unit: str
    begins: tuple[int, ...]
    late_from: int | None = None


WORK = (
    Work("contacts", "contacts", "received_at", "decided_at", "days", (1, 3, 7), 2),
    Work("referrals", "referrals", "received_at", "decided_at", "days", (1, 3, 7), 1),
    Work("assessments", "assessments", "started_on", "authorised_on", "working days", (15, 30, 45), 3),
    Work("section47", "section47", "strategy_on", "icpc_on", "working days", (8, 15, 30), 2),
    Work("cin_plans", "cin_plans", "started_on", "ended_on", "months", (3, 6, 12)),
    Work("cp_plans", "cp_plans", "started_on", "ended_on", "months", (9, 15, 24), 2),
    Work("care", "care_periods", "started_on", "ended_on", "months", (6, 12, 24)),
)
BY_ID = {work.id: work for work in WORK}
ROWS = ["child_id", "team", "worker", "came_on", "age", "table", "file", "sheet", "row"]


@dataclass(frozen=True)
class InHand:
    """How much of one kind of work was in hand on the day, and how much of it in each band, the youngest first.

    `without` says why it cannot be told: "not loaded", "begins" where the extract knows nothing of that day, or "lacks" where it does not
    say when work is done; then there are no numbers.
    """

    work: Work
    day: pd.Timestamp | None
    bands: tuple[int, ...] = ()
    without: str = ""

    @property
    def n(self) -> int:
        return sum(self.bands)

    @property
    def n_late(self) -> int:
        return 0 if self.work.late_from is None else sum(self.bands[self.work.late_from :])


class AllWork:
    """The work in hand that one set of tables tells of."""

    def __init__(self, tables: Mapping[str, Table], bank_holidays=()):
        self.tables = {work.table: tables[work.table] for work in WORK if work.table in tables}
        self.calendar = Calendar(bank_holidays)
        self.counting = {name: table.counting for name, table in self.tables.items()}
        self.reach = {name: table.reach(name) for name, table in self.tables.items()}
        self.in_hand = lru_cache(maxsize=512)(self._in_hand)

    def _in_hand(self, day: pd.Timestamp, team: str = "") -> tuple[InHand, ...]:
        """Each kind of work on the day, or on the day its extract reaches to where that is earlier."""
        found = []
        for work in WORK:
            if work.table not in self.tables:
                found.append(InHand(work, None, without="not loaded"))
                continue
            on = min(day, self.tables[work.table].as_at.normalize())
            if pd.isna(self.reach[work.table]) or self.reach[work.table] > on:
                found.append(InHand(work, on, without="begins"))
                continue
            if work.closes not in self.tables[work.table].columns:
                found.append(InHand(work, on, without="lacks"))
                continue
            ages = self._ages(work, self._open(work, on, team), on)
            bands = np.bincount(np.searchsorted(work.begins, ages, side="right"), minlength=len(work.begins) + 1)
            found.append(InHand(work, on, tuple(bands.tolist())))
        return tuple(found)

    def rows(self, work: Work, day: pd.Timestamp, team: str = "", band: int | None = None) -> pd.DataFrame:
        """The rows that are counted, of all bands or of one, the oldest first; `age` is in the unit of the work."""
        if work.table not in self.tables:
            return pd.DataFrame(columns=ROWS)
        on = min(day, self.tables[work.table].as_at.normalize())
        rows = self._open(work, on, team)
        ages = self._ages(work, rows, on)
        found = rows.reindex(columns=["child_id", "team", "worker", work.opens, *PROVENANCE]).rename(columns={work.opens: "came_on"})
        found = found.assign(age=ages, table=work.table)
        if band is not None:
            found = found[np.searchsorted(work.begins, ages, side="right") == band]
        return found.sort_values("came_on", kind="stable")[ROWS].reset_index(drop=True)

    def _open(self, work: Work, day: pd.Timestamp, team: str) -> pd.DataFrame:
        rows = self.counting[work.table]
        over = day + pd.Timedelta(days=1)
        is_open = (rows[work.opens] < over) & ~(rows[work.closes] < over)
        if work.opens == "received_at":  # an outcome without its day was given
            is_open &= rows[work.closes].notna() | rows["outcome_code"].isna()
        if work.table == "section47":
            needs_none = rows["is_conference_unnecessary"].fillna(False).astype(bool)
            is_open &= ~needs_none & (rows[work.opens] > day - pd.Timedelta(days=ENQUIRY_DAYS))
        if work.table == "care_periods":
            is_open &= ~rows["legal_status_code"].isin(SHORT_BREAKS)
        if work.unit == "working days":
            is_open &= self.calendar.covers(rows[work.opens])
        if team:
            is_open &= rows["team"].isna() if team == NO_TEAM else rows["team"] == team
        return rows[is_open]

    def _ages(self, work: Work, rows: pd.DataFrame, day: pd.Timestamp) -> np.ndarray:
        """How old each row is at the end of the day, in whole units."""
        opened = rows[work.opens]
        if work.unit == "working days":
            return self.calendar.elapsed(opened, pd.Series(day, index=opened.index)).to_numpy(dtype="int64")
        if work.unit == "days":
            return ((day + pd.Timedelta(days=1) - opened) // pd.Timedelta(days=1)).to_numpy(dtype="int64")
        # Completed calendar months: one begun on the 31st completes one on the last day of a shorter month.
        months = (day.year - opened.dt.year) * 12 + day.month - opened.dt.month
        return (months - ((opened.dt.day > day.day) & (not day.is_month_end))).to_numpy(dtype="int64")
