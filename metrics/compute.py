"""From tables to measure values, and from a figure back to the rows it counts.

Each indicator's function runs once over everything (a census once a day). Its cohort is tallied into one number for
each team and month; quarters and years of events add their months, spells and a census are those of their last day.
Sums travel, ratios don't: values are divided once, last.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from metrics.cohorts import IN_NO_TABLE, Cohort, note, placing, row_note
from metrics.comparison import judge
from metrics.indicator import Indicator
from metrics.intervals import rate_interval, wilson
from metrics.periods import GRAINS, Period, first_day, period, period_of, periods
from metrics.rounding import round_half_up
from metrics.tables import (
    PROVENANCE,
    TIMELESS,
    Table,
    Tables,
    holds_events,
)
from metrics.working_days import Calendar

#: The columns of measure values, in this order.
COLUMNS = (
    "indicator", "area", "team", "grain", "period", "period_start", "period_end", "numerator", "denominator", "value",
    "lower", "upper", "status", "target", "judgement", "note", "target_value", "events",
)  # fmt: skip

NO_TEAM = "(no team)"
PER = 10_000
AVERAGED = ("weeks", "days")  # units of an average of the cases' own amounts, which has a median
_EPOCH = 1970 * 12  # numpy counts months from here


def compute(
    indicators: Iterable[Indicator] | Mapping[str, Indicator],
    tables: Mapping[str, Table],
    reference,
    *,
    by_team: bool = False,
    grains: Iterable[str] = tuple(GRAINS),
    first=None,
    last=None,
) -> pd.DataFrame:
    """Measure values: a row for each indicator, team (with `by_team`) and period that overlaps `first` to `last`.

    Columns as COLUMNS: numbers are float and missing where there are none, unrounded; the period's days are
    datetime64; the rest is text, "" for none. Team "" is the whole authority. `status` is the first that applies of
    `not loaded`, `starts too late`, `incomplete`, `no cases` and `ok`. `events` are, of an event rate, those of the period
    itself: its numerator has those of twelve months.
    """
    figures = Figures(tables, reference)
    wanted = list(indicators.values() if isinstance(indicators, Mapping) else indicators)
    printed = [p for grain in grains for p in figures.periods(grain, first, last)]
    parts = [figures.values(indicator, printed, by_team) for indicator in wanted] if printed else []
    values = {name: np.concatenate([part[name] for part in parts]) if parts else [] for name in COLUMNS}
    return pd.DataFrame(values).astype({name: _TYPES.get(name, "str") for name in COLUMNS})


def compute_again(indicators: Mapping[str, Indicator], tables: Mapping[str, Table], reference, before: Mapping[str, Table], values: pd.DataFrame) -> pd.DataFrame:
    """What `compute` gives by team, where `values` are what it gave of the tables `before` with the same indicators and reference.

    Only those indicators are computed that read a table which is no longer the same; all, where other periods are printed.
    """
    changed = {name for name in {*tables, *before} if not _is_same(tables.get(name), before.get(name))}
    if Figures(tables, reference).printed != Figures(before, reference).printed:
        return compute(indicators, tables, reference, by_team=True)
    anew = {name: each for name, each in indicators.items() if changed & {*each.needs, *each.may_use}}
    parts = {name: part for name, part in values.groupby("indicator") if name not in anew}
    parts |= dict(iter(compute(anew, tables, reference, by_team=True).groupby("indicator")))
    return pd.concat([parts[name] for name in indicators if name in parts] or [values], ignore_index=True)


def _is_same(one: Table | None, other: Table | None) -> bool:
    about = [each and (each.as_at, each.columns, each.reaches_back_to) for each in (one, other)]
    return None not in (one, other) and about[0] == about[1] and one.frame.equals(other.frame)


def cases(indicator: Indicator, tables: Mapping[str, Table], reference, period_label: str, team: str | None = None) -> pd.DataFrame:
    """The rows behind one figure; their numerators and denominators add up to it.

    Columns: numerator, denominator (missing for counts, and for rates, which have a population), status (`counted`,
    `not counted`, `pending`, `left out`), note, table, the table's own, file, sheet, row. No rows where the figure is
    `not loaded` or `starts too late`. ValueError where the label is no period's.
    """
    return Figures(tables, reference).cases(indicator, period(period_label), team or "")


_TYPES = dict.fromkeys(["numerator", "denominator", "value", "lower", "upper", "target_value", "events"], "float64")
_TYPES |= dict.fromkeys(["period_start", "period_end"], "datetime64[us]")


@dataclass(frozen=True)
class _Tally:
    """Numbers by team and month: events of the month, or what is open on its last day. Teams are rows."""

    numerator: np.ndarray
    denominator: np.ndarray
    pending: np.ndarray
    notes: dict[str, np.ndarray]


@dataclass(frozen=True)
class _Span:
    """The months of which numbers are kept: whole financial years, and one before those that are printed."""

    first: int
    n: int

    def days(self, as_at: pd.Timestamp) -> np.ndarray:
        """Each month's last day, or the as-at day where that is earlier."""
        months = np.arange(self.first + 1, self.first + self.n + 1) - _EPOCH
        return np.minimum(months.astype("datetime64[M]").astype("datetime64[D]") - 1, as_at.to_datetime64().astype("datetime64[D]"))


class Figures:
    """All that the figures of one set of tables share."""

    def __init__(self, tables: Mapping[str, Table], reference):
        self.reference = reference
        self.tables = dict(tables)
        self.counting = {name: table.counting for name, table in self.tables.items()}
        self.reach = {name: table.reach(name) for name, table in self.tables.items()}
        self.handed = {}
        self._last: tuple[Indicator | None, pd.Timestamp | None, list[Cohort]] = (None, None, [])

    # Periods

    @cached_property
    def printed(self) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """From the month that any event table reaches back to, to that of the latest as-at day."""
        days = {name: day for name, day in self.reach.items() if pd.notna(day)}
        if not days:
            return None
        of_events = [day for name, day in days.items() if holds_events(name, self.counting[name])]
        return min(of_events or days.values()), max(table.as_at for table in self.tables.values())

    def periods(self, grain: str, first=None, last=None) -> list[Period]:
        if self.printed is None:
            return []
        first = pd.Timestamp.min if first is None else pd.Timestamp(first)
        last = pd.Timestamp.max if last is None else pd.Timestamp(last)
        return [p for p in periods(*self.printed, grain) if p.start <= last and p.end >= first]

    @cached_property
    def span(self) -> _Span:
        first, last = (period_of(day, "year") for day in self.printed)
        return _Span(first.first_month - 12, last.first_month + 12 - (first.first_month - 12))

    # What an indicator reads

    def lacks(self, indicator: Indicator) -> bool:
        """Whether a table it needs, or a needed column of one, is in no loaded file."""
        return any(
            table not in self.tables or not self.tables[table].columns.issuperset(columns) for table, columns in indicator.needs.items()
        )

    def as_at(self, indicator: Indicator) -> pd.Timestamp:
        return min(self.tables[table].as_at for table in indicator.needs if table not in TIMELESS)

    def handed_to(self, indicator: Indicator) -> Tables:
        """The columns it asked for, with the team and where each row came from; the same object to all who ask for the same."""
        asked = {table: set(columns) for table, columns in indicator.needs.items()}
        for table, columns in indicator.may_use.items():
            if table in self.tables:
                asked.setdefault(table, set()).update(columns)
        key = frozenset((table, frozenset(columns)) for table, columns in asked.items())
        as_at = self.as_at(indicator)
        if (key, as_at) not in self.handed:
            frames = {
                table: self.counting[table][[c for c in self.counting[table] if c in columns | {"team", *PROVENANCE}]]
                for table, columns in asked.items()
            }
            pseudo_workers = getattr(self.reference, "pseudo_workers", frozenset())
            self.handed[key, as_at] = Tables(frames, as_at, self.calendar, self.settings, pseudo_workers)
        return self.handed[key, as_at]

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(getattr(self.reference, "bank_holidays", ()))

    @cached_property
    def settings(self) -> Mapping[str, float]:
        return getattr(self.reference, "settings", {})

    def teams(self, indicator: Indicator) -> list[str]:
        """Every team of the indicator's tables, without regard to case in their order."""
        found = {team for table in indicator.needs if "team" in self.counting[table] for team in self.counting[table]["team"].dropna().unique()}
        return sorted(found, key=lambda team: (team.casefold(), team))

    # Measure values

    def values(self, indicator: Indicator, printed: list[Period], by_team: bool) -> dict[str, np.ndarray]:
        """The columns of its measure values: team by team, and for each the periods as they stand in `printed`."""
        teams, tally, lacking = [""], None, self.lacks(indicator)
        if not lacking:
            too_late = self.too_late(indicator, printed)
            if not too_late.all():
                tally = self.tally(indicator, printed, by_team and not indicator.is_rate)
            if by_team and not indicator.is_rate:
                teams += self.teams(indicator)
                if tally is not None and len(tally.numerator) > len(teams):
                    teams.append(NO_TEAM)
        shape = (len(teams), len(printed))

        numerator, pending, notes = np.full(shape, np.nan), np.zeros(shape), np.full(shape, "", object)
        denominator, events = numerator.copy(), numerator.copy()
        if tally is not None:
            numerator, denominator, events, pending, notes = self.figures(indicator, printed, tally)
            if indicator.unit in AVERAGED:
                self.note_medians(indicator, teams, printed, notes)
            numerator[:, too_late] = denominator[:, too_late] = events[:, too_late] = np.nan
            pending[:, too_late], notes[:, too_late] = 0, ""

        status = np.full(shape, "not loaded", object)
        if not lacking:
            over = np.array([p.end > self.as_at(indicator) for p in printed])
            status = np.where(too_late, "starts too late", np.where(over | (pending > 0), "incomplete", "ok")).astype(object)
            status = np.where((status == "ok") & (denominator == 0), "no cases", status)
            if indicator.is_rate:
                unknown = np.isnan(denominator) & ~np.isnan(numerator)
                numerator[unknown] = events[unknown] = np.nan
                status[unknown], notes[unknown] = "not loaded", f"no population for {self.area}"

        value = self.divided(indicator, numerator, denominator)
        lower, upper = self.interval(indicator, numerator, denominator, value)
        target_value, target, judgement = self.judged(indicator, teams, printed, value, denominator, status)
        period_columns = {
            "grain": np.array([p.grain for p in printed], object),
            "period": np.array([p.label for p in printed], object),
            "period_start": np.array([p.start for p in printed], "datetime64[us]"),
            "period_end": np.array([p.end for p in printed], "datetime64[us]"),
        }
        by_figure = {
            "numerator": numerator, "denominator": denominator, "value": value, "lower": lower, "upper": upper,
            "status": status, "target": target, "judgement": judgement, "note": notes, "target_value": target_value,
            "events": events,
        }  # fmt: skip
        return {
            "indicator": np.full(numerator.size, indicator.id, object),
            "area": np.full(numerator.size, self.area, object),
            "team": np.repeat(np.array(teams, object), len(printed)),
            **{name: np.tile(column, len(teams)) for name, column in period_columns.items()},
            **{name: column.reshape(-1) for name, column in by_figure.items()},
        }

    @cached_property
    def area(self) -> str:
        return self.reference.authority.code

    def too_late(self, indicator: Indicator, printed: list[Period]) -> np.ndarray:
        """Of which periods a figure would need an earlier day than its tables reach back to."""
        reaches = [self.reach[table] for table in indicator.needs if table not in TIMELESS]
        if any(pd.isna(day) for day in reaches):
            return np.full(len(printed), True)
        if indicator.shape == "events":
            needed = [first_day(p.first_month - indicator.looks_back_months) for p in printed]
        elif indicator.shape == "events, 12 months":
            needed = [first_day(p.first_month + p.months - 12) for p in printed]
        else:
            before = pd.DateOffset(months=indicator.looks_back_months)
            needed = [min(p.end, self.as_at(indicator)) - before for p in printed]
        return np.array(needed) < max(reaches)

    def figures(self, indicator: Indicator, printed: list[Period], tally: _Tally):
        """Numerators, denominators, an event rate's own events, numbers pending and notes, by team and period."""
        ends, months = np.array([[p.first_month + p.months - self.span.first, p.months] for p in printed]).T
        if indicator.shape in ("spells", "census"):

            def of_period(numbers):
                return numbers[:, ends - 1]
        else:

            def of_period(numbers, months=12 if indicator.shape == "events, 12 months" else months):
                sums = np.concatenate([np.zeros((len(numbers), 1)), numbers.cumsum(axis=1)], axis=1)
                return sums[:, ends] - sums[:, ends - months]

        # Sums of FTE carry binary dust.
        numerator, denominator = (of_period(numbers).astype(float).round(9) for numbers in (tally.numerator, tally.denominator))
        events = of_period(tally.numerator, months) if indicator.is_rolling and indicator.is_rate else np.full(numerator.shape, np.nan)
        notes = np.full(numerator.shape, "", object)
        for text, numbers in tally.notes.items():
            numbers = of_period(numbers)
            for place in zip(*np.nonzero(numbers), strict=True):
                _append(notes, place, note(text, int(numbers[place])))
        if not indicator.has_denominator:
            denominator = np.full(numerator.shape, np.nan)
        elif indicator.is_rate:
            denominator = denominator.copy()
            for i, p in enumerate(printed):
                population, mid_year = self.reference.population(self.area, p.financial_year_end)
                denominator[:, i] = np.nan if population is None else population
                if population is not None and mid_year != p.financial_year_end - 1:
                    for team in range(len(notes)):
                        _append(notes, (team, i), f"population of mid-{mid_year}")
        return numerator, denominator, events, of_period(tally.pending), notes

    def note_medians(self, indicator: Indicator, teams: list[str], printed: list[Period], notes) -> None:
        """Put beside each average the median of the same cases: one long case moves the one and not the other."""
        cohort = self.cohort(indicator)
        used = cohort.counted if cohort.out is None else cohort.counted & ~cohort.out
        team = cohort.rows["team"].astype(object).where(cohort.rows["team"].notna(), NO_TEAM).to_numpy()
        for i, p in enumerate(printed):
            inside = used & (cohort.on >= p.start.to_datetime64()) & (cohort.on < (p.end + pd.Timedelta(days=1)).to_datetime64())
            for t, name in enumerate(teams):
                amounts = cohort.amount[inside & (team == name) if name else inside]
                if len(amounts):
                    _append(notes, (t, i), f"median {round_half_up(np.median(amounts), indicator.decimals):.{indicator.decimals}f}")

    def divided(self, indicator: Indicator, numerator, denominator) -> np.ndarray:
        if not indicator.has_denominator:
            return numerator.copy()
        scale = {"percent": 100, "per 10,000": PER}.get(indicator.unit, 1)
        return scale * numerator / np.where(denominator > 0, denominator, np.nan)

    def interval(self, indicator: Indicator, numerator, denominator, value):
        lower, upper = np.full(value.shape, np.nan), np.full(value.shape, np.nan)
        known = ~np.isnan(value)
        if indicator.unit == "percent" and not indicator.is_ratio and known.any():
            lower[known], upper[known] = (100 * limit for limit in wilson(numerator[known], denominator[known]))
        elif indicator.is_rate and known.any():
            lower[known], upper[known] = rate_interval(numerator[known], denominator[known], PER)
        return lower, upper

    def judged(self, indicator: Indicator, teams: list[str], printed: list[Period], value, denominator, status):
        """Targets as numbers and in words, and judgements of the figures whose status is ok."""
        aim = np.full(value.shape, np.nan)
        words, judgement = np.full(value.shape, "", object), np.full(value.shape, "no target", object)
        ends = [p.end for p in printed]
        for (t, i), figure in np.ndenumerate(value):
            target = self.target(indicator, teams[t], ends[i])
            if target is not None:
                said, words[t, i] = judge(figure, denominator[t, i] if indicator.has_denominator else None, target)
                judgement[t, i] = said if status[t, i] == "ok" else ""
                aim[t, i] = target.value
        return aim, words, judgement

    def target(self, indicator: Indicator, team: str, on: pd.Timestamp):
        """A team is held to the authority's target for a ratio, but not for a number of rows."""
        target = self.reference.targets(indicator.id, team, on)
        return None if target is not None and team and not (target.team or indicator.has_denominator) else target

    # Tallies

    def tally(self, indicator: Indicator, printed: list[Period], by_team: bool) -> _Tally:
        """Numbers by month: the authority, then (with `by_team`) each team, then rows without one if there are any."""
        slots = _Slots(self.teams(indicator) if by_team else None)
        if indicator.shape == "census":
            tally = self._census(indicator, printed, slots)
        else:
            cohort, days = self.cohort(indicator), self.span.days(self.as_at(indicator))
            tally = _events(cohort, slots, self.span) if cohort.shape == "events" else _spells(cohort, slots, days)
        return slots.with_authority(tally)

    def cohort(self, indicator: Indicator) -> Cohort:
        """What the function of an indicator of events or spells returned."""
        return self.cohorts(indicator)[0]

    def cohorts(self, indicator: Indicator, day: pd.Timestamp | None = None) -> list[Cohort]:
        """What the function of an indicator returned, of a census for a day; the last are kept, for one team is asked about after the other."""
        last = self._last  # another thread may ask for another day meanwhile
        if last[:2] != (indicator, day):
            parts = indicator(self.handed_to(indicator), *([] if day is None else [day]))
            is_list = day is not None and not isinstance(parts, Cohort)
            self._last = last = indicator, day, _checked(indicator, list(parts) if is_list else [parts])
        return last[2]

    def _census(self, indicator, printed, slots) -> _Tally:
        reaches = max(self.reach[table] for table in indicator.needs if table not in TIMELESS)
        days = self.span.days(self.as_at(indicator))
        shape = (slots.n, self.span.n)
        tally = _Tally(np.zeros(shape), np.zeros(shape), np.zeros(shape), {})
        months = np.unique([p.first_month + p.months - self.span.first - 1 for p in printed])
        for day in np.unique(days[months]):
            if pd.Timestamp(day) - pd.DateOffset(months=indicator.looks_back_months) < reaches:
                continue
            columns = np.flatnonzero(days == day)
            for cohort in self.cohorts(indicator, pd.Timestamp(day)):
                of_day = _events(cohort, slots, None)
                tally.numerator[:, columns] += of_day.numerator
                tally.denominator[:, columns] += of_day.denominator
                for text, numbers in of_day.notes.items():
                    tally.notes.setdefault(text, np.zeros(shape))[:, columns] += numbers
        return tally

    # Cases

    def cases(self, indicator: Indicator, wanted: Period, team: str, only: Container[str] | None = None) -> pd.DataFrame:
        """See `cases`; of the tables' own columns only some, where it is said which."""
        own = dict.fromkeys(c for table in indicator.needs if table in self.tables for c in self.tables[table].frame if only is None or c in only)
        columns = ["numerator", "denominator", "status", "note", "table", *(c for c in own if c not in PROVENANCE), *(c for c in PROVENANCE if only is None or c in only)]
        known = self.printed is not None and period_of(self.printed[0], wanted.grain) <= wanted <= period_of(self.printed[1], wanted.grain)
        if not known or self.lacks(indicator) or self.too_late(indicator, [wanted]).any() or (team and indicator.is_rate):
            return pd.DataFrame(columns=columns)
        parts = [self._rows(indicator, cohort, wanted, team, columns) for cohort in self.cohorts_of(indicator, wanted)]
        parts = [part for part in parts if len(part)] or parts[:1]
        found = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
        return found if list(found) == columns else found.reindex(columns=columns)

    def cohorts_of(self, indicator, wanted) -> list[Cohort]:
        if indicator.shape == "census":
            return self.cohorts(indicator, min(wanted.end, self.as_at(indicator)))
        return [self.cohort(indicator)]

    def placed(self, indicator: Indicator, cohort: Cohort, wanted: Period) -> tuple[np.ndarray, np.ndarray]:
        """Which of the cohort's rows the figure of a period is of, and which of them meet its condition."""
        inside, counted = np.full(len(cohort.rows), True), cohort.counted
        if cohort.shape == "events":
            start = wanted.start if indicator.shape == "events" else first_day(wanted.first_month + wanted.months - 12)
            end = (wanted.end + pd.Timedelta(days=1)).to_datetime64()
            inside = (cohort.on >= start.to_datetime64()) & (cohort.on < end)
        elif cohort.shape == "spells":
            day = min(wanted.end, self.as_at(indicator)).to_datetime64()
            inside = (cohort.opens <= day) & ~(cohort.closes <= day)
            if cohort.counted_from is not None:
                counted = cohort.counted_from <= day
        return inside, counted

    def _rows(self, indicator: Indicator, cohort: Cohort, wanted: Period, team: str, columns: list[str]) -> pd.DataFrame:
        """The cohort's rows that lie in the period and the team, with how each of them counts: those of the columns that there are."""
        inside, counted = self.placed(indicator, cohort, wanted)
        if team:
            inside &= cohort.rows["team"].isna().to_numpy() if team == NO_TEAM else (cohort.rows["team"] == team).to_numpy()

        at = np.flatnonzero(inside)
        positions = cohort.rows.index.to_numpy()[at]
        in_order = np.argsort(positions, kind="stable")
        at, positions = at[in_order], positions[in_order]
        out = np.full(len(at), False) if cohort.out is None else cohort.out[at]
        weight = np.where(out, 0.0, 1.0 if cohort.weight is None else cohort.weight[at])
        amount = weight if cohort.amount is None else np.where(out, 0.0, cohort.amount[at])
        numerator, denominator = amount * counted[at], weight * cohort.of[at]
        enters = numerator > 0 if indicator.unit == "percent" and not indicator.is_ratio else (numerator > 0) | (denominator > 0)
        status = np.where(enters, "counted", "not counted").astype(object)
        status[out] = "left out"
        if cohort.pending is not None:
            status[cohort.pending[at]] = "pending"
        notes = np.full(len(at), "", object)
        for text, mask in {**cohort.left_out, **cohort.notes}.items():
            for place in np.flatnonzero(mask[at]):
                _append(notes, place, row_note(text))

        table = cohort.table or next(iter(indicator.needs))
        frame = self.tables[table].frame
        if IN_NO_TABLE in positions:
            rows, at = cohort.rows.iloc[at].reindex(columns=list(frame)), np.arange(len(at))
        else:
            rows, at = frame, positions
        of_figure = {
            "numerator": numerator,
            "denominator": denominator if indicator.has_denominator and not indicator.is_rate else np.full(len(at), np.nan),
            "status": status,
            "note": notes,
            "table": table,
        }
        return pd.DataFrame({name: of_figure[name] if name in of_figure else rows[name].array.take(at) for name in columns if name in of_figure or name in rows})


class KeptFigures(Figures):
    """The same for those who ask for the cases of one figure after the other.

    Kept is what places the rows of the last cohorts and how they count, which is little beside what they are made of; what that is, and
    what the days of a census share, only of the last few indicators.
    """

    COHORTS, MAKERS = 256, 8

    def __init__(self, tables: Mapping[str, Table], reference):
        super().__init__(tables, reference)
        maker = lru_cache(self.MAKERS)(lambda indicator: Figures(tables, reference))
        self._kept = lru_cache(self.COHORTS)(lambda indicator, day: [placing(cohort) for cohort in maker(indicator).cohorts(indicator, day)])

    def cohorts(self, indicator: Indicator, day: pd.Timestamp | None = None) -> list[Cohort]:
        return self._kept(indicator, day)


class _Slots:
    """Where each team's numbers stand; without teams, all rows stand in one place."""

    def __init__(self, teams: list[str] | None):
        self.teams = None if teams is None else pd.Index(teams, dtype="str")
        self.n = 1 if teams is None else len(teams) + 1  # the last one: without a team
        self._places = {}

    def of(self, rows: pd.DataFrame) -> np.ndarray | None:
        """The slot of each row; None where there is only one."""
        if self.teams is None:
            return None
        team = rows["team"]
        if not isinstance(team.dtype, pd.CategoricalDtype):
            team = team.astype("category")
        categories = team.cat.categories
        if id(categories) not in self._places:
            places = np.append(self.teams.get_indexer(categories), -1)
            self._places[id(categories)] = categories, np.where(places < 0, self.n - 1, places)
        return self._places[id(categories)][1][team.cat.codes.to_numpy()]

    def with_authority(self, tally: _Tally) -> _Tally:
        """The same numbers, the whole authority's first; the slot without a team only where it is in use."""
        arrays = {"numerator": tally.numerator, "denominator": tally.denominator, "pending": tally.pending, **tally.notes}
        if self.teams is not None:
            used = any(numbers[-1].any() for numbers in arrays.values())
            arrays = {
                name: np.concatenate([numbers.sum(axis=0, keepdims=True), numbers if used else numbers[:-1]])
                for name, numbers in arrays.items()
            }
        return _Tally(arrays.pop("numerator"), arrays.pop("denominator"), arrays.pop("pending"), arrays)


def _events(cohort: Cohort, slots: _Slots, span: _Span | None) -> _Tally:
    """Numbers by slot and month; without a span, of one day."""
    n = 1 if span is None else span.n
    where = slots.of(cohort.rows)
    placed = None
    if span is not None:
        month = cohort.on.astype("datetime64[M]").astype("int64") + (_EPOCH - span.first)
        within = (month >= 0) & (month < n)
        placed = None if within.all() else within
        where = month if where is None else where * n + month
    elif where is None:
        where = np.zeros(len(cohort.rows), int)

    def sums(mask, weight=None):
        chosen = mask if placed is None else placed & mask
        weights = None if weight is None else weight[chosen]
        return np.bincount(where[chosen], weights, minlength=slots.n * n).reshape(slots.n, n)

    used = np.full(len(cohort.rows), True) if cohort.out is None else ~cohort.out
    return _Tally(
        sums(cohort.counted & used, cohort.weight if cohort.amount is None else cohort.amount),
        sums(cohort.of & used, cohort.weight),
        np.zeros((slots.n, n)) if cohort.pending is None else sums(cohort.pending),
        {text: sums(mask) for text, mask in {**cohort.left_out, **cohort.notes}.items()},
    )


def _spells(cohort: Cohort, slots: _Slots, days: np.ndarray) -> _Tally:
    """Numbers open on each day, by slot: one more from the first day on which a spell is open, one fewer once it is not."""
    n, where = len(days), slots.of(cohort.rows)
    days = days.astype("datetime64[us]")
    closed = np.searchsorted(days, cohort.closes)  # a missing day sorts after all others

    def open_from(day):
        opened = np.searchsorted(days, day)
        ever = opened < closed
        base = 0 if where is None else where[ever] * (n + 1)
        size = slots.n * (n + 1)
        changes = np.bincount(base + opened[ever], minlength=size) - np.bincount(base + closed[ever], minlength=size)
        return changes.reshape(slots.n, n + 1)[:, :n].cumsum(axis=1)

    stock = open_from(cohort.opens)
    counted = stock if cohort.counted_from is None else open_from(np.maximum(cohort.opens, cohort.counted_from))
    return _Tally(counted, stock, np.zeros((slots.n, n)), {})


def _checked(indicator: Indicator, parts: list) -> list[Cohort]:
    shape = indicator.shape.removesuffix(", 12 months")
    for cohort in parts:
        if not isinstance(cohort, Cohort) or cohort.shape != shape:
            found = cohort.shape if isinstance(cohort, Cohort) else type(cohort).__name__
            raise ValueError(
                f"{indicator.id}: returned {found}, but is declared as {shape}. Return {shape}(...), or declare another shape."
            )
        if indicator.unit == "percent" and not indicator.is_ratio and (cohort.counted & ~cohort.of).any():
            raise ValueError(f"{indicator.id}: a row is in the numerator but not in the denominator.")
    return parts


def _append(notes: np.ndarray, place, text: str):
    notes[place] = f"{notes[place]}; {text}" if notes[place] else text
