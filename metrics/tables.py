"""Loaded tables: how far they reach, which of their rows count, and what an indicator is handed of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import pandas as pd

from metrics.working_days import Calendar

#: Where each row came from; always handed over.
PROVENANCE = ("file", "sheet", "row")

#: Case tables, and the days that place their rows in a period. A table not named here is a snapshot where it has
#: `as_at_on`, spells where it has `ended_on`, and otherwise events placed by any of its moments, or else its days.
PLACED_BY = {
    "contacts": ("received_at",),
    "referrals": ("received_at",),
    "assessments": ("authorised_on",),
    "section47": ("strategy_on", "icpc_on"),
    "strategy_discussions": ("held_at",),
    "visits": ("visited_on",),
    "reviews": ("held_on",),
    "early_help_assessments": ("completed_on",),
    "adoptions": ("adoption_order_on",),
    "complaints": ("received_on",),
    "ehc_plans": ("issued_on",),
    "health_checks": ("checked_on",),
    # The interview is due once the child is back; an extract of what ended in a period knows when that began.
    "missing_episodes": ("ended_at",),
}

#: Tables whose days place nothing in a period: a child was born, an adopter enquired, before anything else that was loaded,
#: and a first visit is of an assessment that another extract holds. They reach back as far as any.
TIMELESS = ("adopters", "assessment_first_seen", "children")

NOT_COUNTED_STEPS = ("cancelled", "proposed")


@dataclass(frozen=True, eq=False)
class Table:
    """One loaded table.

    `as_at` is the day whose end its data reach to; `columns` are those that at least one loaded file carried;
    `reaches_back_to` is the day back to which it is complete, where that is known otherwise than from its rows.
    """

    frame: pd.DataFrame
    as_at: pd.Timestamp
    columns: frozenset[str]
    reaches_back_to: pd.Timestamp | None = None

    @cached_property
    def counting(self) -> pd.DataFrame:
        """Its rows that count: see `counting_rows`."""
        return counting_rows(self.frame)

    @cached_property
    def of_child(self) -> pd.DataFrame:
        """The last row of each child, indexed by the child's id."""
        frame = self.frame.drop_duplicates("child_id", keep="last")
        return frame.set_axis(frame["child_id"].astype(object))

    def reach(self, name: str) -> pd.Timestamp:
        """The day back to which it can be counted on: the one that is known, or what the rows of a table of this name tell, see `reach`."""
        if self.reaches_back_to:
            return self.reaches_back_to
        return self.once(("reach", name), lambda: reach(name, self.counting))

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make()` gave the first time for this key: what is worked out of these rows, and kept as long as they are."""
        if key not in self._told:
            self._told[key] = make()
        return self._told[key]

    @cached_property
    def _told(self) -> dict[Hashable, Any]:
        return {}


def counting_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that count, indexed by their place in the table: not cancelled or proposed steps, nor temporary plans."""
    frame = frame.reset_index(drop=True)
    dropped = pd.Series(False, index=frame.index)
    if "step_status_code" in frame:
        dropped |= frame["step_status_code"].isin(NOT_COUNTED_STEPS)
    if "is_temporary" in frame:
        dropped |= frame["is_temporary"].fillna(False).astype(bool)
    return frame[~dropped] if dropped.any() else frame


def holds_events(name: str, frame: pd.DataFrame) -> bool:
    """Whether a table's rows are events, rather than spells or a snapshot."""
    return name in PLACED_BY or not {"as_at_on", "ended_on"} & set(frame)


def reach(name: str, frame: pd.DataFrame) -> pd.Timestamp:
    """The day back to which a table can be counted on; NaT where it holds no day, or none that places anything.

    Events: the first of the month of the earliest placing day. Spells: the earliest end, for an extract of what is
    open today knows nothing of what has ended; the earliest start where nothing has. Snapshots: the earliest one.
    """
    if name in TIMELESS:
        return pd.NaT
    if holds_events(name, frame):
        columns = PLACED_BY.get(name) or _ending(frame, "_at") or _ending(frame, "_on")
        earliest = min((day for day in (frame[column].min() for column in columns) if pd.notna(day)), default=pd.NaT)
        return earliest if pd.isna(earliest) else earliest.normalize().replace(day=1)
    if "as_at_on" in frame:
        return frame["as_at_on"].min()
    ended = frame["ended_on"].min()
    return frame["started_on"].min() if pd.isna(ended) else ended


def _ending(frame: pd.DataFrame, suffix: str) -> list[str]:
    return [column for column in frame if column.endswith(suffix)]


class Tables(Mapping):
    """What an indicator's function is handed: by table name, a frame of the columns it asked for.

    `as_at` is the earliest of its tables' as-at days, `calendar` the working-day calendar, and `settings` the local practice
    standards by name; `pseudo_workers` are the names, folded, that are no worker's.
    """

    def __init__(
        self,
        frames: Mapping[str, pd.DataFrame],
        as_at: pd.Timestamp,
        calendar: Calendar,
        settings: Mapping[str, float] = MappingProxyType({}),
        pseudo_workers: Set[str] = frozenset(),
    ):
        self._frames, self._kept = dict(frames), {}
        self.as_at, self.calendar, self.settings, self.pseudo_workers = as_at, calendar, settings, pseudo_workers

    @property
    def as_at_end(self) -> pd.Timestamp:
        """The end of the as-at day: until then cases have aged."""
        return self.as_at.normalize() + pd.Timedelta(days=1)

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make()` gave the first time for this key: what several days of a census share is worked out once."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)
