"""Worklists: which children (and workers) something is late or soon due for, on the day that the data reach to.

A worklist stands beside an indicator. The indicator says who is late, so that the list and the figure cannot differ; the
list adds since when, by when, and why. Each file in metrics/worklists holds one:

    @worklist(title="Child protection visits", what="Child protection visit", indicator=cp_visits_in_time, group="Visits", order=1)
    def visits_cp(tables, day): ...

It is handed what its indicator is handed, and the day, and returns `rows(...)`: those of the indicator's cohort, and whichever
others will be in it soon. Rows that are neither late nor due within `ahead` working days are dropped.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from metrics.cohorts import open_on
from metrics.compute import NO_TEAM, Figures
from metrics.indicator import Indicator
from metrics.periods import Period, period_of
from metrics.tables import PROVENANCE, Tables
from metrics.workforce import by_real_workers

#: The order of the lists, the most urgent first.
GROUPS = ("Visits", "Allocation", "Reviews and plans", "Assessments", "Health", "Front door", "Supervision", "Looking again")

#: What a row is: late now; in time, and due soon; counted as late by the figure although nothing is overdue now.
OVERDUE, DUE, COUNTED = STATES = ("overdue", "due", "counted")

#: The columns of a list's rows. `since_on` is the day from which the clock runs, `due_on` the last day that is in time;
#: `working_days` are those past it, negative those that are left. The last four say which row makes it so.
COLUMNS = (
    "worklist", "child_id", "team", "worker_id", "worker", "what", "state", "why", "since_on", "due_on", "working_days", "table", *PROVENANCE,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Worklist:
    """A worklist's declaration, and the function that gives its rows.

    `late` says in words what its rows are late with, and `besides` what those are that the figure counts although nothing is overdue
    now; `ahead` how many working days a row is shown before it is due (0: only once it is late);
    `on_the_day` whether a row is late already on the day that it is due. Of an indicator of events, `months` is how many of its
    months the list takes together, that of the day the last; without it the list has what is still to be done, whenever it was due.
    """

    function: Callable
    title: str
    what: str
    indicator: Indicator | None
    group: str
    order: int
    late: str
    besides: str
    ahead: int
    on_the_day: bool
    newest_first: bool
    months: int | None
    own_needs: Mapping[str, tuple[str, ...]]
    own_may_use: Mapping[str, tuple[str, ...]]
    settings: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.function.__name__

    @property
    def needs(self) -> dict[str, tuple[str, ...]]:
        return _both(self.indicator.needs if self.indicator else {}, self.own_needs)

    @property
    def may_use(self) -> dict[str, tuple[str, ...]]:
        return _both(self.indicator.may_use if self.indicator else {}, self.own_may_use)

    @property
    def counts_lateness(self) -> bool:
        """Whether the numerator of its indicator is what is late, rather than what is in time."""
        return self.indicator is not None and not (self.indicator.unit == "percent" and self.indicator.good == "high")

    @property
    def is_whole(self) -> bool:
        """Whether the list has all that the figure counts as late: not where the figure is about what can no longer be mended."""
        return self.indicator is not None and (self.indicator.shape != "events" or self.months is not None)

    def __call__(self, tables: Tables, day: pd.Timestamp) -> pd.DataFrame:
        return self.function(tables, day)

    def __repr__(self):
        return f"<Worklist {self.id}>"

    def __post_init__(self):
        for word in ("title", "what", "late", "besides"):
            self._check(bool(getattr(self, word).strip()), f"{word} says nothing. Put it in plain words.")
        self._check(bool(self.function.__doc__), "no docstring. Say who is on it, then the decisions at the edges.")
        self._check(self.group in GROUPS, f"group={self.group!r} is none of {', '.join(GROUPS)}.")
        self._check(self.indicator is None or isinstance(self.indicator, Indicator), "indicator is none. Give the one of metrics/indicators.")
        self._check(bool(self.needs), "needs is empty. Name its indicator, or the tables and columns it reads.")

    def _check(self, holds: bool, fault: str):
        if not holds:
            raise ValueError(f"{self.id}: {fault}")


def _both(one, other) -> dict[str, tuple[str, ...]]:
    return {table: tuple(dict.fromkeys((*one.get(table, ()), *other.get(table, ())))) for table in (*one, *(t for t in other if t not in one))}


def worklist(*, title, what, indicator=None, group, order=100, late="overdue", besides="whose first is not due yet", ahead=10,
             on_the_day=False, newest_first=False, months=None, needs=None, may_use=None, settings=()):  # fmt: skip
    """Declares a worklist: see Worklist."""

    def decorate(function: Callable) -> Worklist:
        return Worklist(
            function=function, title=title, what=what, indicator=indicator, group=group, order=order, late=late, besides=besides, ahead=ahead,
            on_the_day=on_the_day, newest_first=newest_first, months=months, own_needs=needs or {}, own_may_use=may_use or {}, settings=tuple(settings),
        )  # fmt: skip

    return decorate


@cache
def worklists() -> dict[str, Worklist]:
    """Every worklist by id, the most urgent first; ImportError where a file of metrics/worklists is not one of its name."""
    found = []
    for module in pkgutil.iter_modules(importlib.import_module("metrics.worklists").__path__):
        one = getattr(importlib.import_module(f"metrics.worklists.{module.name}"), module.name, None)
        if not isinstance(one, Worklist):
            raise ImportError(f"metrics/worklists/{module.name}.py has no worklist called {module.name}. Every file there is one: a function of its name.")
        found.append(one)
    return {one.id: one for one in sorted(found, key=lambda one: (GROUPS.index(one.group), one.order, one.title))}


def rows(cases: pd.DataFrame, *, due_on=pd.NaT, since_on=pd.NaT, why, last: pd.DataFrame | None = None, table: str | None = None, worker=None) -> pd.DataFrame:
    """What a worklist's function returns: for each of the cases (rows of its indicator's table) by when, since when and why.

    `last` are the rows of `table` from which the clock runs, indexed as the cases; where there is none, the case itself is what
    makes it so. `worker` names who is to do it, where that is not the child's social worker.
    """
    found = cases.reindex(columns=["child_id", "team"] + (["worker_id"] if "worker_id" in cases else [])).astype(object)
    found = found.assign(**{"due_on": due_on, "since_on": since_on, "why": why, "worker": None if worker is None else worker.astype(object), "table": None})
    for name in PROVENANCE:
        found[name] = cases[name].astype(object)
    if last is not None:
        known = last["row"].notna()
        found["table"] = found["table"].where(~known, table)
        for name in PROVENANCE:
            found[name] = found[name].where(~known, last[name].astype(object))
    return found


def on(text: str, days: pd.Series) -> pd.Series:
    """A sentence for each of the days, in which it stands for {}: 3 October 2026. Missing where the day is."""
    words = days.dt.strftime("%d %B %Y").str.lstrip("0").astype(object)
    return words.map(text.format, na_action="ignore").astype(object)


# --- from tables to lists -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """A worklist as it stands: its rows (COLUMNS) and on which day, or why there is none; which teams it concerns; and of how many
    cases each team's figure is, where it is a percentage of them."""

    worklist: Worklist
    status: str
    as_at: pd.Timestamp | None = None
    rows: pd.DataFrame | None = None
    teams: frozenset[str] = frozenset()
    of: Mapping[str, int] | None = None


def work(tables, reference, wanted: Iterable[Worklist] | None = None) -> dict[str, Standing]:
    """Every worklist as it stands, by id."""
    figures = Figures(tables, reference)
    held = _Holders(figures)
    return {one.id: _standing(one, figures, held) for one in (worklists().values() if wanted is None else wanted)}


def all_rows(standings: Mapping[str, Standing]) -> pd.DataFrame:
    """The rows of every list together, those of the most urgent list first."""
    parts = [one.rows for one in standings.values() if one.status == "ok" and len(one.rows)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))


def counts(standings: Mapping[str, Standing]) -> pd.DataFrame:
    """How many rows each team has on each list that concerns it, and no more than that: no child's id is in it.

    Columns: worklist, team ("" for all), overdue, due (within as many working days as the list looks ahead, whether or not the
    figure counts it already), counted, of (the cases that its figure is of; missing where that is no percentage of cases), as_at,
    status. A list that is not to be had has one line, whose status says why.
    """
    found = []
    for one in standings.values():
        if one.status != "ok":
            found.append((one.worklist.id, "", 0, 0, 0, np.nan, one.as_at, one.status))
            continue
        state, left = one.rows["state"], -one.rows["working_days"]
        by = pd.DataFrame({OVERDUE: state == OVERDUE, DUE: (state != OVERDUE) & (left <= one.worklist.ahead), COUNTED: state == COUNTED})
        by = by.groupby(one.rows["team"]).sum().reindex(sorted(one.teams, key=str.casefold), fill_value=0)
        for team, n in [("", by.sum()), *by.iterrows()]:
            of = np.nan if one.of is None else one.of.get(team, 0) if team else sum(one.of.values())
            found.append((one.worklist.id, team, *(int(n[state]) for state in STATES), of, one.as_at, one.status))
    return pd.DataFrame(found, columns=["worklist", "team", *STATES, "of", "as_at", "status"])


def _standing(one: Worklist, figures: Figures, held: _Holders) -> Standing:
    if figures.lacks(one) or any(name not in figures.settings for name in one.settings):
        return Standing(one, "not loaded")
    day, table = figures.as_at(one.indicator if one.is_whole else one), next(iter(one.needs))
    month = period_of(day, "month")
    if one.indicator is not None and figures.too_late(one.indicator, [month]).any():
        return Standing(one, "starts too late", day)
    found = one(figures.handed_to(one), day)
    found["team"], of = found["team"].where(found["team"].notna(), NO_TEAM), None
    teams = set(found["team"])
    if one.indicator is None:
        late = found["due_on"] < day
    else:
        cohort = _counted(one, figures, month)
        late = cohort["late"].reindex(found.index, fill_value=False)
        if one.indicator.unit == "count":  # none of them is a figure too
            teams.update(figures.counting[table]["team"].dropna())
        elif one.is_whole:
            of = cohort["team"].where(cohort["team"].notna(), NO_TEAM).value_counts().to_dict()
            teams.update(of)
    return Standing(one, "ok", day, _finished(one, figures, held, found, late.to_numpy(dtype=bool), table, day), frozenset(teams), of)


def _counted(one: Worklist, figures: Figures, month: Period) -> pd.DataFrame:
    """The rows that the figure is of, by their place in the table: their team, and whether it counts each as late."""
    indicator, parts = one.indicator, []
    for cohort in figures.cohorts_of(indicator, month):
        if one.is_whole:
            placed = [figures.placed(indicator, cohort, each) for each in _last(one.months or 1, month)]
            inside, counted = np.logical_or.reduce([inside for inside, _ in placed]), placed[0][1]
        else:
            inside, counted = ~np.isnat(cohort.on), cohort.counted
        inside = inside & cohort.of if cohort.out is None else inside & cohort.of & ~cohort.out
        found = pd.DataFrame({"team": cohort.rows["team"].astype(object), "late": counted if one.counts_lateness else ~counted}, index=cohort.rows.index)
        parts.append(found[inside])
    return pd.concat(parts)


def _last(n: int, month: Period) -> list[Period]:
    """A month and those before it, n together."""
    return [Period(month.first_month - back, "month") for back in range(n)]


def _finished(one, figures, held, found, late, table, day) -> pd.DataFrame:
    """The rows to show, in the order of their urgency, with who is to do it and what state each is in."""
    due_on = pd.to_datetime(found["due_on"]).astype("datetime64[us]").dt.normalize()
    known = due_on.where(figures.calendar.covers(due_on))
    left = figures.calendar.elapsed(known, pd.Series(day, found.index))
    is_past = due_on.isna() | (due_on < day) | (one.on_the_day & (due_on == day))
    is_soon = (due_on >= day) & (-left <= one.ahead) & (one.ahead > 0)
    state = np.where(late, np.where(is_past, OVERDUE, COUNTED), np.where(is_soon, DUE, ""))
    found = found.assign(due_on=due_on, since_on=pd.to_datetime(found["since_on"]).astype("datetime64[us]").dt.normalize(), state=state, working_days=left)
    found = found[found["state"] != ""]
    found["table"] = found["table"].where(found["table"].notna(), table)
    held.name_workers(found, table, day)
    when = found["due_on"].fillna(found["since_on"])
    order = pd.DataFrame({
        "state": found["state"] != OVERDUE, "when": -when.astype("int64") if one.newest_first else when, "since": found["since_on"],
        "child": found["child_id"].astype(str), "file": found["file"].astype(str), "row": found["row"],
    })  # fmt: skip
    order = order.sort_values(list(order), kind="stable", na_position="first").index
    found = found.loc[order].assign(worklist=one.id, what=one.what, row=found["row"].astype("Int64"))
    return found.reindex(columns=list(COLUMNS)).reset_index(drop=True)


class _Holders:
    """Who holds each child on a day: the worker of the latest allocation that is open, or else whom the case names."""

    def __init__(self, figures: Figures):
        self.figures, self._made = figures, {}

    def name_workers(self, found: pd.DataFrame, table: str, day: pd.Timestamp) -> None:
        """Fills `worker_id` and `worker` where the list did not give them."""
        if "worker_id" not in found:
            holder, gave = self.on(day), found["worker"].notna()
            found["worker_id"] = found["child_id"].map(holder["worker_id"]).astype(object).where(~gave, None)
            found["worker"] = found["worker"].where(gave, found["child_id"].map(holder["worker"]).astype(object))
        frame = self.figures.tables[table].frame
        if "worker" in frame:
            own = frame["worker"].iloc[found.index].astype(object).to_numpy()
            found["worker"] = found["worker"].where(found["worker"].notna() | found["worker_id"].notna(), own)

    def on(self, day: pd.Timestamp) -> pd.DataFrame:
        """By child: worker_id and worker."""
        if day not in self._made:
            self._made[day] = self._on(day)
        return self._made[day]

    def _on(self, day) -> pd.DataFrame:
        allocations = self.figures.counting.get("allocations")
        if allocations is None or not {"child_id", "worker_id", "started_on", "ended_on"} <= set(allocations):
            return pd.DataFrame(columns=["worker_id", "worker"], dtype=object)
        pseudo_workers = getattr(self.figures.reference, "pseudo_workers", frozenset())
        held = by_real_workers(Tables({}, day, self.figures.calendar, pseudo_workers=pseudo_workers), open_on(allocations, day))
        held = held.dropna(subset=["child_id"]).sort_values(["started_on", "file", "row"], kind="stable")
        held = held[~held["child_id"].duplicated(keep="last")].astype(object)
        return held.set_index("child_id").reindex(columns=["worker_id", "worker"])
