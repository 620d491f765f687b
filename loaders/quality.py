"""How good the loaded data are: how full and usable each column is, what the checks find, what was recorded late, which months are covered.

    assessment = assess(snapshot, teams=..., pseudo_workers=...)     nothing is worked out yet
    assessment.quality                                               plain counts, no child's row: what pages may read
    assessment.findings(check="open_twice")                          the rows that fail: child-level, to be guarded
    assessment.problems_workbook()                                   the same for those who put records right: a sheet for each team

Rows that do not count in a figure (cancelled and proposed steps, temporary plans) are not looked at. A row belongs to the month
in which it came about: its snapshot, its start, its receipt (`loaders.checks.shared.placing_columns`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from loaders.checks import checks
from loaders.checks.shared import UNMAPPED, Found, Loaded, Tables, placing_columns
from loaders.coverage import calendar
from loaders.problems_workbook import workbook
from loaders.sightings import Sightings

NO_TEAM = "(no team)"
ALL = ""  # in place of a team or a month: all of them
LATE_DAYS = 31
BLANK_WHILE_OPEN = ("ended_on", "ended_at", "end_reason_code", "closed_on", "outcome_code")  # a blank there is no gap in itself

_COLUMNS = ["table", "column", "heading", "type", "team", "month", "n_rows", "n_filled", "n_unusable"]
_CHECKS = ["check", "title", "table", "team", "month", "n", "of"]
_LATE = ["table", "team", "month", "n", "median_days", "n_over_31"]
_CALENDAR = ["table", "month", "state", "n_rows", "why"]
FINDINGS = ["check", "table", "team", "worker", "child_id", "file", "sheet", "row", "heading", "month", "months_since"]


@dataclass(frozen=True, eq=False)
class Quality:
    """What pages may read of the quality of the data. Team "" is all teams, month "" all months; rows without a team are `(no team)`.

    `columns`: for each column that some file carried, rows, those with something in the cell, and of these the ones that could not
    be used: blanked as they were read, or of a code that means nothing known. Usable = n_filled - n_unusable.
    `checks`: for each check that could be run, and each table it looked at, the rows that fail and the rows looked at.
    `late`: of the rows that came after a table's first extract, how many days lay between the event and the as-at day of the first
    extract that had the row. The rows of the first extract cannot be judged and are left out.
    `calendar`: `loaded`, `partly`, `missing` or `before` for each table and month, and why, where it is not `loaded`.
    `about`: check id -> title, why it matters, what to do. `unjudged`: table -> rows that `late` leaves out.
    """

    columns: pd.DataFrame
    checks: pd.DataFrame
    late: pd.DataFrame
    calendar: pd.DataFrame
    about: Mapping[str, tuple[str, str, str]]
    unjudged: Mapping[str, int]
    _about_columns: Mapping[tuple[str, str], frozenset[str]]

    def for_indicator(self, needs: Mapping[str, Iterable[str]], team: str = ALL, months: Iterable[str] = ()) -> IndicatorQuality:
        """The quality of what an indicator rests on: of the tables and columns that it needs, for one team or all, in some months or all.

        Checks of other columns of its tables are left out, and so are those that nothing fails.
        """
        months = list(months) or [ALL]
        wanted = {(table, column) for table, columns in needs.items() for column in columns}
        columns = _picked(self.columns, team, months, needs)
        columns = columns[[pair in wanted for pair in zip(columns["table"], columns["column"], strict=True)]]
        columns = columns.groupby(["table", "column", "heading"], observed=True, sort=False)[["n_rows", "n_filled", "n_unusable"]].sum().reset_index()
        failing = _picked(self.checks, team, months, needs)
        bears = [
            not (about := self._about_columns.get((check, table))) or bool(about & set(needs[table]))
            for check, table in zip(failing["check"], failing["table"], strict=True)
        ]
        failing = failing[np.array(bears, dtype=bool)].groupby(["check", "title", "table"], observed=True, sort=False)[["n", "of"]].sum().reset_index()
        failing = failing[failing["n"] > 0].sort_values("n", ascending=False, kind="stable", ignore_index=True)
        return IndicatorQuality(columns, failing, _sentence(columns, failing))


@dataclass(frozen=True, eq=False)
class IndicatorQuality:
    """`columns`: table, column, heading, n_rows, n_filled, n_unusable. `checks`: check, title, table, n, of. `sentence`: "" where all is well."""

    columns: pd.DataFrame
    checks: pd.DataFrame
    sentence: str


def _picked(frame, team, months, tables) -> pd.DataFrame:
    return frame[(frame["team"] == team) & frame["month"].isin(months) & frame["table"].isin(list(tables))]


_MOST_SAID = 2  # columns, and checks, that a sentence names


def _sentence(columns: pd.DataFrame, failing: pd.DataFrame) -> str:
    parts = []
    counted = columns[(columns["n_rows"] > 0) & ~columns["column"].isin(BLANK_WHILE_OPEN)]
    usable = (counted["n_filled"] - counted["n_unusable"]) / counted["n_rows"]
    for place in usable[usable < 0.995].sort_values(kind="stable").index[:_MOST_SAID]:
        parts.append(f"{100 * usable[place]:.0f} % of '{counted.loc[place, 'heading']}' usable")
    of_one_table = failing["table"].nunique() < 2
    for one in failing[:_MOST_SAID].itertuples():
        parts.append(f"{one.title[0].lower()}{one.title[1:]}: {one.n:,}{'' if of_one_table else f' in {one.table}'}")
    if not parts:
        return ""
    more = len(failing) - _MOST_SAID
    sentence = "; ".join(parts) + (f"; {more} more checks fail" if more > 1 else "; 1 more check fails" if more == 1 else "")
    return f"{sentence[0].upper()}{sentence[1:]}."


def assess(snapshot, *, teams: Iterable[str] = (), pseudo_workers: Iterable[str] = ()) -> Assessment:
    """The quality of what a store's snapshot holds. `teams` are the names of teams that are known, `pseudo_workers` those of no worker."""
    return Assessment(snapshot, tuple(teams), tuple(pseudo_workers))


class Assessment:
    """All that is known of the quality of one snapshot, each part worked out when it is first asked for. It holds children's rows."""

    def __init__(self, snapshot, teams=(), pseudo_workers=()):
        self._snapshot, self._teams, self._pseudo_workers = snapshot, teams, pseudo_workers

    @cached_property
    def quality(self) -> Quality:
        """The counts, without any child's row."""
        about = {one.id: (one.title, one.why, one.do) for one in checks().values()}
        about_columns = {(check, found.table): frozenset() for check, found in self._found}
        for check, found in self._found:
            about_columns[check, found.table] |= frozenset(found.columns)
        late, unjudged = self._late
        return Quality(self._columns, self._checks, late, self._calendar, about, unjudged, about_columns)

    # -- what everything rests on ----------------------------------------------------------------

    @cached_property
    def _sightings(self) -> Sightings:
        return Sightings(self._snapshot)

    @cached_property
    def _problems(self) -> pd.DataFrame:
        return self._sightings.problems()

    @cached_property
    def _tables(self) -> Tables:
        return Tables(self._snapshot.tables, self._teams, self._pseudo_workers, self._problems, self._sightings.of)

    @cached_property
    def _cells(self) -> dict[str, _Cells]:
        return {name: _Cells(table) for name, table in self._tables.items()}

    @cached_property
    def _found(self) -> list[tuple[str, Found]]:
        return [(one.id, found) for one in checks().values() for found in one.run(self._tables)]

    # -- counts ----------------------------------------------------------------------------------

    @cached_property
    def _columns(self) -> pd.DataFrame:
        blanked = {}
        for (table, column), rows in self._problems[self._problems["action"] == "blanked"].groupby(["of_table", "column"]):
            blanked[table, column] = rows["of_place"].unique()
        parts = []
        for name, table in self._tables.items():
            cells = self._cells[name]
            n_rows = cells.tally(np.ones(len(table), dtype=bool))
            for column in (c for c in table.extract.columns if c in table.columns):
                declared = table.extract.columns[column]
                filled = table.filled(column)
                unusable = table.is_any(column, UNMAPPED) if declared.type == "code" else np.zeros(len(table), dtype=bool)
                if (name, column) in blanked:
                    emptied = np.isin(table.frame.index, blanked[name, column]) & ~filled
                    filled, unusable = filled | emptied, unusable | emptied
                counts = cells.counts(n_rows, n_filled=cells.tally(filled), n_unusable=cells.tally(unusable))
                parts.append(_about(counts, table=name, column=column, heading=declared.heading, type=declared.type))
        return _together(parts, _COLUMNS)

    @cached_property
    def _failing(self) -> dict[tuple[str, str], Found]:
        """What each check found in each table, all that it yielded of one table together."""
        together: dict[tuple[str, str], Found] = {}
        for check, one in self._found:
            before = together.get((check, one.table))
            if before is not None:
                one = Found(one.table, before.fails | one.fails, before.of | one.of, tuple(dict.fromkeys((*before.columns, *one.columns))))
            together[check, one.table] = one
        return together

    @cached_property
    def _checks(self) -> pd.DataFrame:
        parts = []
        for (check, name), one in self._failing.items():
            cells = self._cells[name]
            counts = cells.counts(cells.tally(one.of), n=cells.tally(one.fails), whole_too=True).rename(columns={"n_rows": "of"})
            parts.append(_about(counts, check=check, title=checks()[check].title, table=name))
        return _together(parts, _CHECKS)

    @cached_property
    def _late(self) -> tuple[pd.DataFrame, dict[str, int]]:
        parts, unjudged = [], {}
        for name, table in self._tables.items():
            columns = placing_columns(table.extract)
            if not columns or columns == ["as_at_on"]:
                continue
            seen = self._sightings.of(name)
            first = seen.first[table.frame.index]
            if not len(seen.days):
                continue
            judged = (first > seen.days.min()) & ~np.isnat(table.placed_on)
            unjudged[name] = int((~judged).sum())
            days = (first - table.placed_on).astype("float64")
            parts.append(_about(self._cells[name].late(judged, days), table=name))
        return _together(parts, _LATE), unjudged

    @cached_property
    def _calendar(self) -> pd.DataFrame:
        return calendar(self._tables)

    # -- rows ------------------------------------------------------------------------------------

    def findings(self, check: str | None = None, table: str | None = None, team: str | None = None) -> pd.DataFrame:
        """The rows that fail: one check's, one table's, one team's, or all. Columns as FINDINGS; a row once for each check.

        `heading` says in which columns, as their extract calls them; `month` when the row came about and `months_since` how many
        whole months before the table's as-at day. Team `(no team)` asks for rows without one.
        """
        parts = [self._rows(*key, team) for key in self._failing if check in (None, key[0]) and table in (None, key[1])]
        return pd.concat(parts, ignore_index=True)[FINDINGS] if parts else pd.DataFrame(columns=FINDINGS)

    def _rows(self, check: str, name: str, team: str | None) -> pd.DataFrame:
        table = self._tables[name]
        picked = np.flatnonzero(self._failing[check, name].fails)
        teams = self._cells[name].team_of(picked)
        if team is not None:
            keep = teams == team
            picked, teams = picked[keep], teams[keep]
        frame, placed_on = table.frame.iloc[picked], table.placed_on[picked]
        texts = {c: _texts(frame[c]) if c in frame else np.full(len(picked), "", dtype=object) for c in ("worker", "child_id", "file", "sheet")}
        headings = np.full(len(picked), "", dtype=object)
        for yielded in (found for one, found in self._found if (one, found.table) == (check, name)):
            words = ", ".join(table.extract.columns[c].heading for c in yielded.columns)
            here = yielded.fails[picked]
            headings[here] = [f"{told}; {words}" if told and words and words != told else told or words for told in headings[here]]
        since = _whole_months(placed_on, table.as_at)
        return pd.DataFrame(
            {"check": check, "table": name, "team": teams, **texts, "row": frame["row"].to_numpy(), "heading": headings,
             "month": _labels(placed_on.astype("datetime64[M]")), "months_since": since}
        )  # fmt: skip

    def problems_workbook(self) -> bytes:
        """An Excel workbook for those who put records right: see loaders/problems_workbook.py."""
        as_at = max((table.as_at for table in self._tables.values()), default=None)
        return workbook(self.findings(), self._cell_problems(), self.quality.about, as_at)

    def _cell_problems(self) -> pd.DataFrame:
        """The faulty cells, each with the team, worker and child of its row where the row stands."""
        told = self._problems
        parts = []
        for name, rows in told.groupby("table", sort=False):
            stored = self._snapshot.tables[name].frame if name in self._snapshot.tables else None
            places = rows["place"].to_numpy()
            facts = {}
            for column in ("team", "worker", "child_id"):
                values = np.full(len(rows), "", dtype=object)
                if stored is not None and column in stored:
                    values[places >= 0] = _texts(stored[column].iloc[places[places >= 0]])
                facts[column] = values
            facts["team"] = np.where(facts["team"] == "", NO_TEAM, facts["team"])
            parts.append(rows.assign(**facts))
        return pd.concat(parts, ignore_index=True) if parts else told.assign(team="", worker="", child_id="")


def _texts(values: pd.Series) -> np.ndarray:
    texts = values.astype(object)
    return texts.where(values.notna(), "").to_numpy(dtype=object)


def _labels(months: np.ndarray) -> np.ndarray:
    return np.where(np.isnat(months), "", months.astype(str)).astype(object)


def _whole_months(days: np.ndarray, until: np.datetime64) -> np.ndarray:
    """Whole months from each day until another; missing where the day is, and none where it is later."""
    months = (until.astype("datetime64[M]") - days.astype("datetime64[M]")).astype("float64")
    day = (days - days.astype("datetime64[M]")).astype("float64")
    months -= day > (until - until.astype("datetime64[M]")).astype("float64")
    return np.where(np.isnat(days), np.nan, np.maximum(months, 0))


class _Cells:
    """A table's rows told apart by team and month, and counted: an array of teams by months, the first of each of which is all."""

    def __init__(self, table: Loaded):
        frame = table.frame
        self.has_teams = "team" in frame
        if self.has_teams:
            team = frame["team"].cat
            self.teams = [*team.categories, NO_TEAM]
            self.team = np.where(team.codes < 0, len(self.teams) - 1, team.codes).astype(np.int64)
        else:
            self.teams, self.team = [NO_TEAM], np.zeros(len(frame), dtype=np.int64)
        months = table.placed_on.astype("datetime64[M]")
        known = months[~np.isnat(months)]
        self.first = known.min() if len(known) else np.datetime64("1970-01")
        self.n_months = int((known.max() - self.first).astype(int)) + 1 if len(known) else 0
        self.month = np.where(np.isnat(months), -1, (months - self.first).astype(np.int64))
        self._cell = self.team * (self.n_months + 1) + self.month + 1
        self._shape = (len(self.teams), self.n_months + 1)

    def team_of(self, places: np.ndarray) -> np.ndarray:
        return np.array(self.teams, dtype=object)[self.team[places]]

    def tally(self, rows: np.ndarray) -> np.ndarray:
        counts = np.bincount(self._cell[rows], minlength=self._shape[0] * self._shape[1]).reshape(self._shape)
        counts[:, 0] = counts.sum(axis=1)
        return np.vstack([counts.sum(axis=0), counts])

    def counts(self, n_rows: np.ndarray, whole_too: bool = False, **others: np.ndarray) -> pd.DataFrame:
        """A line for each team and month that has rows (with `whole_too` one for the whole in any case), with the numbers given."""
        some = n_rows > 0
        some[0, 0] |= whole_too
        if not self.has_teams:
            some[1:] = False
        team, month = np.nonzero(some)
        return pd.DataFrame({**self._names(team - 1, month - 1), "n_rows": n_rows[some], **{name: n[some] for name, n in others.items()}})

    def _names(self, team: np.ndarray, month: np.ndarray) -> dict[str, pd.Categorical]:
        months = np.char.mod("%s", np.arange(self.first, self.first + self.n_months)).astype(object) if self.n_months else []
        return {
            "team": pd.Categorical.from_codes(team + 1, [ALL, *self.teams]),
            "month": pd.Categorical.from_codes(month + 1, [ALL, *months]),
        }

    def late(self, rows: np.ndarray, days: np.ndarray) -> pd.DataFrame:
        team, month, days = self.team[rows], self.month[rows], days[rows]
        everywhere = np.full(len(days), -1)
        parts = []
        for one, other in ((everywhere, everywhere), (everywhere, month), (team, everywhere), (team, month)):
            if one is team and not self.has_teams:
                continue
            grouped = pd.DataFrame({"team": one, "month": other, "days": days, "over": days > LATE_DAYS}).groupby(["team", "month"])
            counted = grouped.agg(n=("days", "size"), median_days=("days", "median"), n_over_31=("over", "sum")).reset_index()
            names = self._names(counted["team"].to_numpy(), counted["month"].to_numpy())
            parts.append(counted.assign(**names))
        return pd.concat(parts, ignore_index=True)


def _about(counts: pd.DataFrame, **words: str) -> pd.DataFrame:
    return counts.assign(**{name: pd.Categorical.from_codes(np.zeros(len(counts), dtype=np.int8), [word]) for name, word in words.items()})


def _together(parts: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """The parts as one frame, its words as categories over all of them."""
    if not parts:
        return pd.DataFrame(columns=columns)
    numbers = [c for c in columns if c in parts[0] and parts[0][c].dtype != "category"]
    words = {c: pd.api.types.union_categoricals([part[c] for part in parts]) for c in columns if c not in numbers}
    return pd.DataFrame({c: words[c] if c in words else np.concatenate([part[c].to_numpy() for part in parts]) for c in columns})
