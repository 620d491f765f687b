"""The words a check is written in, and what it is handed: loaded tables, with every child known by a number.

    @check(
        title="In care before birth",
        why="...", do="...",
        needs={"care_periods": ("started_on",), "children": ("born_on",)},
    )
    def in_care_before_birth(tables):
        periods = tables["care_periods"]
        born_on = tables.born_on(periods)
        yield found(periods, periods.day("started_on") < born_on, of=~np.isnat(born_on), columns=("started_on",))

What a check yields are arrays of true and false beside the rows of a table. Days are numpy's `datetime64[D]`: one that is
missing is neither before nor after any other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from loaders.extracts import extracts
from loaders.schema import UNMAPPED, Extract

#: Tables whose rows are open until a day other than `ended_on`.
OPEN_UNTIL = {"assessments": "authorised_on", "early_help_assessments": "completed_on"}
#: Tables of children with whom somebody works for as long as a row is open.
CASES = ("children_in_need", "cin_plans", "cp_plans", "care_periods", "assessments")
#: Children in care whose care is a series of short breaks: theirs is not the placement, the plan, the need of the others.
SHORT_BREAKS = ("V3", "V4")
NOT_COUNTED_STEPS = ("cancelled", "proposed")  # and not looked at either


def counting(frame: pd.DataFrame) -> np.ndarray:
    """Which rows count: not cancelled or proposed steps, nor plans of another authority's children who are staying here."""
    counts = np.ones(len(frame), dtype=bool)
    if "step_status_code" in frame:
        counts &= ~frame["step_status_code"].isin(NOT_COUNTED_STEPS).to_numpy()
    if "is_temporary" in frame:
        counts &= ~frame["is_temporary"].fillna(False).to_numpy(dtype=bool)
    return counts


def placing_columns(extract: Extract) -> list[str]:
    """The days that tell when a row came about, the first that is filled: a snapshot's, or the required ones and then the others."""
    if "as_at_on" in extract.columns:
        return ["as_at_on"]
    days = [name for name, column in extract.columns.items() if column.type in ("day", "moment")]
    return [] if extract.rides_along else sorted(days, key=lambda name: not extract.columns[name].required)


@dataclass(frozen=True, eq=False)
class Loaded:
    """One table: its rows that count, indexed by their place in the loaded table."""

    extract: Extract
    frame: pd.DataFrame
    as_at: np.datetime64  # the day whose end its data reach to
    columns: frozenset[str]  # those that at least one file carried
    child: np.ndarray  # each row's child as a number, -1 where it has none
    reaches_back_to: np.datetime64 | None = None  # the day back to which it is complete, where its source says so
    _days: dict = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.extract.table

    def __len__(self) -> int:
        return len(self.frame)

    def has(self, *columns: str) -> bool:
        return self.columns.issuperset(columns)

    def day(self, column: str) -> np.ndarray:
        """A column of days or moments, to the day."""
        if column not in self._days:
            self._days[column] = self.frame[column].to_numpy().astype("datetime64[D]")
        return self._days[column]

    def is_any(self, column: str, *codes: str) -> np.ndarray:
        """Which rows have one of these codes."""
        return self.frame[column].isin(codes).to_numpy()

    def filled(self, column: str) -> np.ndarray:
        return self.frame[column].notna().to_numpy()

    @cached_property
    def placed_on(self) -> np.ndarray:
        """The day on which each row came about: see `placing_columns`."""
        placed = np.full(len(self), np.datetime64("NaT"), dtype="datetime64[D]")
        for column in placing_columns(self.extract):
            placed = np.where(np.isnat(placed), self.day(column), placed)
        return placed

    @property
    def closes(self) -> str | None:
        """The column of the day until which a row is open; None where rows are not open."""
        if "as_at_on" in self.extract.columns or "started_on" not in self.extract.columns:
            return None
        return OPEN_UNTIL.get(self.name, "ended_on" if "ended_on" in self.extract.columns else None)

    def open_on(self, day: np.datetime64) -> np.ndarray:
        """Which rows are open at the end of a day: begun on or before it, and not ended, or ended after it."""
        ended = self.day(self.closes)
        return (self.day("started_on") <= day) & ~(ended <= day)

    @property
    def open_now(self) -> np.ndarray:
        return self.open_on(self.as_at)


class Tables(Mapping):
    """What a check is handed: the loaded tables by name.

    `problems` are the faulty cells of the rows and `sightings` when each was seen: see loaders/sightings.py. Without them, the checks
    that rest on these look at nothing.
    """

    def __init__(
        self,
        stored: Mapping,
        teams: Iterable[str] = (),
        pseudo_workers: Iterable[str] = (),
        problems: pd.DataFrame | None = None,
        sightings: Callable[[str], object] | None = None,
    ):
        frames = {name: table.frame.reset_index(drop=True) for name, table in stored.items()}
        frames = {name: frame[counts] if not (counts := counting(frame)).all() else frame for name, frame in frames.items()}
        ids = [frame["child_id"].cat.categories for frame in frames.values() if "child_id" in frame]
        self.children = pd.Index(pd.unique(np.concatenate([np.asarray(i, dtype=object) for i in ids])) if ids else [], dtype=object)
        self._tables = {
            name: Loaded(extracts()[name], frame, _day(stored[name].as_at), frozenset(stored[name].columns), self._codes(frame), _day(stored[name].reaches_back_to))
            for name, frame in frames.items()
        }
        self.teams, self.pseudo_workers = frozenset(map(fold_name, teams)), frozenset(map(fold_name, pseudo_workers))
        self.problems = problems
        self._sightings = sightings

    def _codes(self, frame: pd.DataFrame) -> np.ndarray:
        if "child_id" not in frame or not len(frame):
            return np.full(len(frame), -1)
        ids = frame["child_id"].cat
        codes = ids.codes.to_numpy()
        return np.where(codes < 0, -1, self.children.get_indexer(ids.categories.astype(object))[codes])

    def __getitem__(self, name: str) -> Loaded:
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def having(self, *columns: str, among: Collection[str] | None = None) -> Iterator[Loaded]:
        """The loaded tables some file of which carried these columns."""
        return (t for t in self.values() if t.has(*columns) and (among is None or t.name in among))

    def that_open(self, among: Collection[str] | None = None) -> Iterator[Loaded]:
        """The loaded tables whose rows are open for a while, of those of which files say when they begin and end."""
        return (t for t in self.values() if t.closes and t.has("started_on", t.closes) and (among is None or t.name in among))

    def whose(self, table: Loaded, rows: np.ndarray) -> np.ndarray:
        """Which children, by number, have one of these rows of a table."""
        having = np.zeros(len(self.children) + 1, dtype=bool)
        having[table.child[rows]] = True
        having[-1] = False  # rows without a child
        return having

    @cached_property
    def _born_on(self) -> np.ndarray:
        born = np.full(len(self.children) + 1, np.datetime64("NaT"), dtype="datetime64[D]")
        if "children" in self and self["children"].has("born_on"):
            born[self["children"].child] = self["children"].day("born_on")
            born[-1] = np.datetime64("NaT")
        return born

    def born_on(self, table: Loaded) -> np.ndarray:
        """When the child of each row was born, missing where that is not known."""
        return self._born_on[table.child]

    def last_seen(self, table: Loaded) -> np.ndarray:
        """The as-at day of the last extract that had each row, missing where that is not known."""
        if self._sightings is None:
            return np.full(len(table), np.datetime64("NaT"), dtype="datetime64[D]")
        return self._sightings(table.name).last[table.frame.index]

    def extracts_of(self, table: Loaded) -> np.ndarray:
        """The as-at days of the extracts that a table came from."""
        return np.empty(0, dtype="datetime64[D]") if self._sightings is None else self._sightings(table.name).days


def _day(day) -> np.datetime64 | None:
    return None if day is None else np.datetime64(pd.Timestamp(day), "D")


def fold_name(name: str) -> str:
    """A team's or a worker's name as names are compared: without regard to case and spacing."""
    return " ".join(name.split()).casefold()


def named(table: Loaded, column: str, names: Collection[str]) -> np.ndarray:
    """Which rows have one of these names, which are in small letters."""
    values = table.frame[column]
    return values.isin([name for name in values.cat.categories if fold_name(name) in names]).to_numpy()


def plus_years(days: np.ndarray, years: int) -> np.ndarray:
    """The same day so many years later; of 29 February, where there is none, the 1st of March, as birthdays are counted."""
    months = days.astype("datetime64[M]")
    return (months + 12 * years).astype("datetime64[D]") + (days - months.astype("datetime64[D]"))


_SPAN = 1 << 21  # days: more than lie between any two
_OFFSET = 1 << 20


def has_one(child: np.ndarray, begin: np.ndarray, end: np.ndarray, other: Loaded, opens: np.ndarray, closes: np.ndarray, rows=True) -> np.ndarray:
    """Of stretches of days of children: whether the child has a row in another table whose own stretch meets it, first and last days included.

    A missing `closes` is still open; `opens` of a single day is the same as its `closes`. A stretch without a beginning meets none.
    """
    there = np.broadcast_to(rows, len(other)) & ~np.isnat(opens) & (other.child >= 0)
    ends = np.where(np.isnat(closes), _LAST, np.maximum(closes, opens))
    begun = _until(other.child[there], opens[there], child, end)
    over = _until(other.child[there], ends[there], child, begin - 1)
    return (begun > over) & (child >= 0) & ~np.isnat(begin) & ~np.isnat(end)


_LAST = np.datetime64("2200-01-01")


def _until(child: np.ndarray, days: np.ndarray, of_child: np.ndarray, until: np.ndarray) -> np.ndarray:
    """How many of the days of each child of `of_child` are on or before `until`."""
    keys = np.sort(child * _SPAN + days.astype("datetime64[D]").astype(np.int64) + _OFFSET)
    until = np.where(np.isnat(until), _LAST, until).astype("datetime64[D]").astype(np.int64) + _OFFSET
    return np.searchsorted(keys, of_child * _SPAN + until, side="right") - np.searchsorted(keys, of_child * _SPAN, side="left")


def latest_end_before(table: Loaded, opens: np.ndarray, closes: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Of the rows picked, for each the latest end of those of the same child that began before it (of two on one day, the earlier row
    is before); missing where there is none, and for all other rows. What has not ended ends after any other."""
    latest = np.full(len(table), np.datetime64("NaT"), dtype="datetime64[D]")
    picked = np.flatnonzero(rows & (table.child >= 0) & ~np.isnat(opens))
    picked = picked[np.lexsort((picked, opens[picked], table.child[picked]))]
    ends = pd.Series(np.where(np.isnat(closes[picked]), _LAST, closes[picked]).astype("datetime64[D]").astype(np.int64))
    children = table.child[picked]
    before = ends.groupby(children).cummax().groupby(children).shift()
    known = before.notna().to_numpy()
    latest[picked[known]] = before[known].astype(np.int64).to_numpy().astype("datetime64[D]")
    return latest


@dataclass(frozen=True, eq=False)
class Found:
    """Of one table: which rows fail, of those that were looked at, and in which columns."""

    table: str
    fails: np.ndarray
    of: np.ndarray
    columns: tuple[str, ...] = ()


def found(table: Loaded, fails, *, of=True, columns: tuple[str, ...] = ()) -> Found:
    """What a check found in a table. A row that was not looked at cannot fail."""
    of = np.broadcast_to(np.asarray(of, dtype=bool), len(table))
    return Found(table.name, np.asarray(fails, dtype=bool) & of, of, columns)


@dataclass(frozen=True, eq=False)
class Check:
    """A check: what is wrong with the rows it finds, why that matters, what to do, and what it needs to be loaded."""

    id: str
    title: str
    why: str
    do: str
    needs: Mapping[str, tuple[str, ...]]
    finds: Callable[[Tables], Iterable[Found]] = field(repr=False)

    def can_run(self, tables: Tables) -> bool:
        """Whether all that it needs is loaded."""
        return all(table in tables and tables[table].has(*columns) for table, columns in self.needs.items())

    def run(self, tables: Tables) -> list[Found]:
        return list(self.finds(tables)) if self.can_run(tables) else []


def check(*, title: str, why: str, do: str, needs: Mapping[str, tuple[str, ...]] | None = None):
    """Make a check of a function of `Tables` that yields what it `found`. Without `needs` it looks for itself what there is."""

    def declare(function) -> Check:
        name = function.__name__
        for table, columns in (needs or {}).items():
            if table not in extracts():
                raise ValueError(f"{name}: it needs {table!r}, which is no table.")
            if unknown := [c for c in columns if c not in extracts()[table].columns]:
                raise ValueError(f"{name}: it needs {unknown} of {table}, which has no such column.")
        for word, text in (("title", title), ("why", why), ("do", do)):
            if not text.strip():
                raise ValueError(f"{name}: {word} is empty. Whoever puts the records right has only these words.")
        return Check(name, title, why, do, dict(needs or {}), function)

    return declare


__all__ = [
    "CASES", "Check", "Found", "Loaded", "SHORT_BREAKS", "Tables", "UNMAPPED", "check", "found", "has_one", "latest_end_before", "named",
    "placing_columns", "plus_years",
]  # fmt: skip
