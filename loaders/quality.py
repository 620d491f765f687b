"""How good the loaded data are: how full and usable each column is, what the checks find, what was recorded late, which months are covered.

    assessment = assess(snapshot, teams=..., pseudo_workers=...)     nothing is worked out yet
    assessment.quality                                               plain counts, no child's row: what pages may read
    assessment.findings(check="open_twice")                          the rows that fail: child-level, to be guarded
    assessment.problems_workbook()                                   the same for those who put records right: a sheet for each team

Rows that do not count in a figure (cancelled and proposed steps, temporary plans) are not looked at. A row belongs to the month
in which it came about: its snapshot, its start, its receipt (`loaders.checks.shared.placing_columns`).
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

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
FEW_ROWS = 20  # of so few that most fail a check, it may be the records after all
#: Columns of things that need not be, or need not have happened: a blank there is no gap in itself. Some are so in one table only.
MAY_BE_BLANK = {
    "end_reason_code", "is_plan_made", "is_conference_unnecessary", "reversal_reason_code", "leaving_reason_code", "change_reason_code",
    "resolved_stage_code", ("workforce", "worker_id"), ("workforce", "worker"), ("strategy_discussions", "referral_id"), ("audits", "moderated_grade_code"),
}  # fmt: skip
#: Days that need not be there for a row to stand, and are missed where they are not. All other days may be blank.
DAYS_EXPECTED = {"decided_at", "first_seen_on", "born_on", "last_seen_on", "last_contact_on", "pathway_reviewed_on"}

_COLUMNS = ["table", "column", "heading", "type", "may_be_blank", "team", "month", "n_rows", "n_filled", "n_unusable"]
_CHECKS = ["check", "title", "table", "team", "month", "n", "of"]
_LATE = ["table", "team", "month", "n", "median_days", "n_over_31"]
_CALENDAR = ["table", "month", "state", "n_rows", "why"]
FINDINGS = ["check", "table", "team", "worker", "child_id", "file", "sheet", "row", "heading", "month", "months_since"]


@dataclass(frozen=True, eq=False)
class Quality:
    """What pages may read of the quality of the data. Team "" is all teams, month "" all months; rows without a team are `(no team)`.

    `columns`: for each column that some file carried, rows, those with something in the cell, and of these the ones that could not
    be used: blanked as they were read, or of a code that means nothing known. Usable = n_filled - n_unusable. `may_be_blank` says that a
    blank is no gap: an end of what is open, a conference that need not be held.
    `checks`: for each check that could be run, and each table it looked at, the rows that fail and the rows looked at.
    `late`: how many days lay between an event and the as-at day of the first extract that had its row. Rows of a table's first extract
    cannot be judged and are left out, and so are events that no extract followed within 31 days (theirs is the extracts' lateness) and
    rows that an extract had before the event, such as a review that was due: when its day was recorded is not known.
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
        columns, checks = self._of(team, tuple(months) or (ALL,))
        columns = [one for one in columns if one.table in needs and one.column in needs[one.table]]
        failing = [one for one in checks if one.table in needs and self._bears_on(one.check, one.table, needs)]
        failing.sort(key=lambda one: -one.n)
        return IndicatorQuality(columns, failing, _sentence(columns, failing))

    @cached_property
    def _of(self):
        """(team, months) -> the sums for each column and for each check of a table: pages ask for a hundred indicators of one team and period."""
        columns, checks = _Sums(self.columns, ColumnSum), _Sums(self.checks, CheckSum)
        return lru_cache(maxsize=64)(lambda team, months: (columns.of(team, months), [one for one in checks.of(team, months) if one.n]))

    def _bears_on(self, check: str, table: str, needs) -> bool:
        about = self._about_columns.get((check, table))
        return not about or not about.isdisjoint(needs[table])


ColumnSum = namedtuple("ColumnSum", "table column heading may_be_blank n_rows n_filled n_unusable")
CheckSum = namedtuple("CheckSum", "check title table n of")


class _Sums:
    """The rows of a frame by team and month, to be added up by what they are about in few steps: `kind` has the numbers last, named `n...` or `of`."""

    def __init__(self, frame: pd.DataFrame, kind):
        self.kind, numbers = kind, [name for name in kind._fields if name == "of" or name.split("_")[0] == "n"]
        grouped = frame.groupby([name for name in kind._fields if name not in numbers], observed=True, sort=False)
        self.about = grouped.size().index.tolist()
        self.group = grouped.ngroup().to_numpy()
        self.numbers = [frame[name].to_numpy(dtype="float64") for name in numbers]
        self.rows = frame.groupby(["team", "month"], observed=True).indices

    def of(self, team: str, months: Iterable[str]) -> list:
        """What there is of a team in some months, added up, in the order of the frame."""
        rows = np.sort(np.concatenate([np.empty(0, dtype=int), *(self.rows[team, month] for month in months if (team, month) in self.rows)]))
        group = self.group[rows]
        sums = [np.bincount(group, column[rows], len(self.about)).astype(int).tolist() for column in self.numbers]
        return [self.kind(*self.about[n], *(column[n] for column in sums)) for n in pd.unique(group).tolist()]


@dataclass(frozen=True, eq=False)
class IndicatorQuality:
    """The columns that an indicator rests on, the checks of them that rows fail, worst first, and both as a sentence: "" where all is well."""

    columns: list[ColumnSum]
    checks: list[CheckSum]
    sentence: str


_MOST_SAID = 2  # columns, and checks, that a sentence names


def _sentence(columns: list[ColumnSum], failing: list[CheckSum]) -> str:
    parts = []
    counted = [one for one in columns if one.n_rows and not (one.may_be_blank and not one.n_unusable)]
    usable = [(1 - (one.n_unusable + (0 if one.may_be_blank else one.n_rows - one.n_filled)) / one.n_rows, one) for one in counted]
    for share, one in sorted((pair for pair in usable if pair[0] < 0.995), key=lambda pair: pair[0])[:_MOST_SAID]:
        parts.append(f"{100 * share:.0f}% of '{one.heading}' {'usable' if one.n_unusable else 'filled'}")
    of_one_table = len({one.table for one in failing}) < 2
    for one in failing[:_MOST_SAID]:
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
        about_columns = {key: frozenset(found.columns) for key, found in self._failing.items()}
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
    def _yielded(self) -> dict[tuple[str, str], list[Found]]:
        """What each check found in each table, as it yielded it: of some tables it looks at one column after another."""
        yielded: dict[tuple[str, str], list[Found]] = {}
        for one in checks().values():
            for found in one.run(self._tables):
                yielded.setdefault((one.id, found.table), []).append(found)
        return yielded

    # -- counts ----------------------------------------------------------------------------------

    @cached_property
    def _columns(self) -> pd.DataFrame:
        blanked = {}
        for (table, column), rows in self._problems[self._problems["action"] == "blanked"].groupby(["of_table", "column"]):
            blanked[table, column] = rows["of_place"].unique()
        lines = _Lines()
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
                words = {"table": name, "column": column, "heading": declared.heading, "type": declared.type, "may_be_blank": may_be_blank(table, column)}
                lines.add(cells, n_rows > 0, words, n_rows=n_rows, n_filled=cells.tally(filled), n_unusable=cells.tally(unusable))
        return lines.frame(_COLUMNS)

    @cached_property
    def _failing(self) -> dict[tuple[str, str], Found]:
        """What each check found in each table, all together."""
        together = {}
        for (check, name), found in self._yielded.items():
            columns = tuple(dict.fromkeys(column for one in found for column in one.columns))
            together[check, name] = Found(name, np.logical_or.reduce([one.fails for one in found]), np.logical_or.reduce([one.of for one in found]), columns)
        return together

    @cached_property
    def _checks(self) -> pd.DataFrame:
        lines = _Lines()
        for (check, name), one in self._failing.items():
            cells = self._cells[name]
            of = cells.tally(one.of)
            said = of > 0
            said[0, 0] = True  # that it was looked for, and nothing found, is worth a line
            lines.add(cells, said, {"check": check, "title": checks()[check].title, "table": name}, n=cells.tally(one.fails), of=of)
        return lines.frame(_CHECKS)

    @cached_property
    def _late(self) -> tuple[pd.DataFrame, dict[str, int]]:
        lines, unjudged = _Lines(), {}
        for name, table in self._tables.items():
            columns, seen = placing_columns(table.extract), self._sightings.of(name)
            if not columns or columns == ["as_at_on"] or not len(seen.days):
                continue
            first, days = seen.first[table.frame.index], np.unique(seen.days)
            place = np.searchsorted(days, table.placed_on)  # of the first extract that could have had the row
            could = days[np.minimum(place, len(days) - 1)]
            judged = (first > days[0]) & (first >= table.placed_on) & (place < len(days)) & ((could - table.placed_on).astype(float) <= LATE_DAYS)
            unjudged[name] = int((~judged).sum())
            n, median = self._cells[name].medians(judged, (first - table.placed_on).astype(float))
            n_over = self._cells[name].tally(judged & (first - table.placed_on > np.timedelta64(LATE_DAYS)))
            lines.add(self._cells[name], n > 0, {"table": name}, n=n, median_days=median, n_over_31=n_over)
        return lines.frame(_LATE), unjudged

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
        joined = {column: np.concatenate([part[column] for part in parts]) if parts else [] for column in FINDINGS}
        return pd.DataFrame(joined).astype(dict.fromkeys(FINDINGS, "str") | {"row": "int64", "months_since": "float64"})

    def _rows(self, check: str, name: str, team: str | None) -> dict[str, np.ndarray]:
        table = self._tables[name]
        picked = np.flatnonzero(self._failing[check, name].fails)
        teams = self._cells[name].team_of(picked)
        if team is not None:
            picked, teams = picked[teams == team], teams[teams == team]
        columns = {"check": np.full(len(picked), check, dtype=object), "table": np.full(len(picked), name, dtype=object), "team": teams}
        for column in ("worker", "child_id", "file", "sheet"):
            columns[column] = _texts(table.frame[column], picked) if column in table.frame else np.full(len(picked), "", dtype=object)
        headings = np.full(len(picked), "", dtype=object)
        for one in self._yielded[check, name] if len(picked) else ():
            words = ", ".join(table.extract.columns[column].heading for column in one.columns)
            here = one.fails[picked]
            headings[here] = [f"{told}; {words}" if told and words else told or words for told in headings[here]]
        placed_on = table.placed_on[picked]
        return columns | {
            "row": table.frame["row"].to_numpy()[picked], "heading": headings, "month": _labels(placed_on.astype("datetime64[M]")),
            "months_since": _whole_months(placed_on, table.as_at),
        }  # fmt: skip

    def problems_workbook(self) -> bytes:
        """An Excel workbook for those who put records right: see loaders/problems_workbook.py."""
        as_at = max((table.as_at for table in self._tables.values()), default=None)
        return workbook(self.findings(), self._cell_problems(), self.quality.about, as_at, self.of_most_rows())

    def of_most_rows(self) -> dict[tuple[str, str], tuple[int, int]]:
        """The checks that more than half of the rows of a table fail: (check, table) -> rows that fail, rows looked at. They tell of the
        extract, or of how things are done here, rather than of the records."""
        counts = {key: (int(found.fails.sum()), int(found.of.sum())) for key, found in self._failing.items()}
        return {key: (n, of) for key, (n, of) in counts.items() if of >= FEW_ROWS and n > of / 2}

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
                    values[places >= 0] = _texts(stored[column], places[places >= 0])
                facts[column] = values
            facts["team"] = np.where(facts["team"] == "", NO_TEAM, facts["team"])
            parts.append(rows.assign(**facts))
        return pd.concat(parts, ignore_index=True) if parts else told.assign(team="", worker="", child_id="")


def _texts(values: pd.Series, places: np.ndarray) -> np.ndarray:
    """The words at some places of a column of categories, "" for none."""
    return np.array([*values.cat.categories, ""], dtype=object)[values.cat.codes.to_numpy()[places]]


def _labels(months: np.ndarray) -> np.ndarray:
    return np.where(np.isnat(months), "", months.astype(str)).astype(object)


def _whole_months(days: np.ndarray, until: np.datetime64) -> np.ndarray:
    """Whole months from each day until another; missing where the day is, and none where it is later."""
    months = (until.astype("datetime64[M]") - days.astype("datetime64[M]")).astype("float64")
    day = (days - days.astype("datetime64[M]")).astype("float64")
    months -= day > (until - until.astype("datetime64[M]")).astype("float64")
    return np.where(np.isnat(days), np.nan, np.maximum(months, 0))


def may_be_blank(table: Loaded, column: str) -> bool:
    """Whether a blank in a column is no gap in itself: what need not be, or has not happened yet."""
    declared, extract = table.extract.columns[column], table.extract
    if declared.required and not declared.may_be_blank:
        return False
    is_day = declared.type in ("day", "moment")
    return (
        declared.may_be_blank or declared.optional_extra or column in MAY_BE_BLANK or (table.name, column) in MAY_BE_BLANK
        or (is_day and column not in DAYS_EXPECTED) or (table.closes is not None and column == "outcome_code") or column == extract.key[0]
        or table.name in ("adopters", "adoptions")  # they go from one stage to the next
    )  # fmt: skip


class _Cells:
    """A table's rows told apart by team and month, and counted: arrays of teams by months, the first of each of which is all."""

    def __init__(self, table: Loaded):
        frame = table.frame
        self.has_teams = "team" in frame
        self.teams, self.team = [NO_TEAM], np.zeros(len(frame), dtype=np.int64)
        if self.has_teams:
            team = frame["team"].cat
            self.teams = [*team.categories, NO_TEAM]
            self.team = np.where(team.codes < 0, len(self.teams) - 1, team.codes).astype(np.int64)
        months = table.placed_on.astype("datetime64[M]")
        known = months[~np.isnat(months)]
        first = known.min() if len(known) else np.datetime64("1970-01")
        n_months = int((known.max() - first).astype(int)) + 1 if len(known) else 0
        self.months = np.arange(first, first + n_months).astype(str).tolist()
        month = np.where(np.isnat(months), -1, (months - first).astype(np.int64))
        self._shape = (len(self.teams), n_months + 1)
        self._cell = self.team * (n_months + 1) + month + 1

    def team_of(self, places: np.ndarray) -> np.ndarray:
        return np.array(self.teams, dtype=object)[self.team[places]]

    def tally(self, rows: np.ndarray) -> np.ndarray:
        """How many of the rows there are of each team in each month. Those without a month are in no month's."""
        counts = np.bincount(self._cell[rows], minlength=self._shape[0] * self._shape[1]).reshape(self._shape)
        counts[:, 0] = counts.sum(axis=1)
        return np.vstack([counts.sum(axis=0), counts])

    def medians(self, rows: np.ndarray, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How many of the rows there are of each team in each month, and the median of their days; missing where there are none."""
        n = self.tally(rows)
        team, month, days = self._cell[rows] // self._shape[1] + 1, self._cell[rows] % self._shape[1], days[rows]
        median = np.full(n.shape, np.nan)
        none = np.zeros(len(days), dtype=np.int64)
        for one, other in ((none, none), (none, month), (team, none), (team, month)):
            group = one * self._shape[1] + other
            order = np.lexsort((days, group))
            groups, begin, size = np.unique(group[order], return_index=True, return_counts=True)
            in_order = days[order]
            median.flat[groups] = (in_order[begin + (size - 1) // 2] + in_order[begin + size // 2]) / 2
        return n, median


class _Lines:
    """Lines of a frame, gathered as numbers: the words and names of one part after another."""

    def __init__(self):
        self._parts: list[dict[str, np.ndarray]] = []
        self._words: dict[str, dict] = {"team": {ALL: 0}, "month": {ALL: 0}}

    def _numbers(self, kind: str, words: Iterable) -> np.ndarray:
        known = self._words.setdefault(kind, {})
        return np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int32)

    def add(self, cells: _Cells, said: np.ndarray, words: Mapping[str, str], **counts: np.ndarray) -> None:
        """A line for each team and month that is `said`, with its counts; of a table without teams, for all of them together."""
        if not cells.has_teams:
            said = said.copy()
            said[1:] = False
        team, month = np.nonzero(said)
        part = {name: count[said] for name, count in counts.items()}
        part["team"] = self._numbers("team", [ALL, *cells.teams])[team]
        part["month"] = self._numbers("month", [ALL, *cells.months])[month]
        for kind, word in words.items():
            part[kind] = np.full(len(team), self._numbers(kind, [word])[0], dtype=np.int32)
        self._parts.append(part)

    def frame(self, columns: list[str]) -> pd.DataFrame:
        """All lines, their words as categories."""
        if not self._parts:
            return pd.DataFrame(columns=columns)
        joined = {column: np.concatenate([part[column] for part in self._parts]) for column in columns}
        for kind, known in self._words.items():
            words = list(known)
            joined[kind] = np.array(words)[joined[kind]] if kind == "may_be_blank" else pd.Categorical.from_codes(joined[kind], words)
        return pd.DataFrame(joined)
