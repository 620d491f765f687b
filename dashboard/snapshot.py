"""All that a page may read: measure values, what is loaded, what was wrong with it.

Immutable, and indexed once. A page looks figures up; it never touches pandas or a child's row.
"""

import logging
import threading
from collections import namedtuple
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from dashboard import faults, wording
from metrics.comparison import comparators
from metrics.disclosure import protect
from metrics.signals import signal

log = logging.getLogger(__name__)

GRAINS = ("month", "quarter", "year")
WHOLE = ""  # the team of a figure for the whole authority

Period = namedtuple("Period", "grain label start end complete")

Figure = namedtuple(
    "Figure",
    "indicator area team grain period period_start period_end numerator denominator value lower upper"
    " status target judgement note target_value events",
)
NUMBERS = ("numerator", "denominator", "value", "lower", "upper", "target_value", "events")


def _frame(*columns):
    """A field that is an empty frame of these columns unless app.py hands one over."""
    return field(default_factory=lambda: pd.DataFrame(columns=list(columns)))


@dataclass(frozen=True)
class Snapshot:
    """`values`, `coverage`, `files` and `problems` are the frames that app.py hands over.

    `history` has the figures that are no longer as they were first reported, and only those. `unmapped`, `mapped`,
    `unknown_teams` and `pseudo_workers` are for the codes that an analyst looks after. `quality` is what
    `loaders.quality.assess` gives, or a function that gives it when somebody first asks; `work`, likewise, how many rows are on each
    worklist, as `metrics.worklist.counts` has it. No child's id is in any of them.
    """

    number: int
    as_at: pd.Timestamp | None
    is_synthetic: bool
    values: pd.DataFrame
    coverage: pd.DataFrame
    files: pd.DataFrame
    problems: pd.DataFrame
    reference: object
    indicators: dict
    history: pd.DataFrame = _frame(
        "indicator", "team", "grain", "period", "first_value", "first_numerator", "first_denominator",
        "first_reported_at", "first_load", "changed_at", "because",
    )  # fmt: skip
    unmapped: pd.DataFrame = _frame("table", "column", "text", "n")
    code_choices: dict = field(default_factory=dict)
    dictionary: dict = field(default_factory=dict)  # of each table that can be loaded: what a row is, its columns and their headings
    mapped: pd.DataFrame = _frame("table", "column", "text", "code", "n")
    unknown_teams: pd.DataFrame = _frame("team", "n")
    pseudo_workers: pd.DataFrame = _frame("name", "n")
    quality: object = None
    work: object = None
    plan_fault: str = ""
    is_shared: bool = False  # small numbers are hidden: see `shared`
    _made: dict = field(default_factory=dict, repr=False, compare=False)
    _lock: object = field(default_factory=threading.RLock, repr=False, compare=False)

    # -- figures ---------------------------------------------------------------------------------

    @cached_property
    def _series(self):
        """(indicator, team, grain) -> {label: figure}, in order of time."""
        frame = self.values.sort_values("period_end", kind="stable")
        columns = {}
        for name in Figure._fields:
            if name not in frame:
                columns[name] = [None] * len(frame)
            elif name in NUMBERS:
                column = frame[name].astype(object)
                columns[name] = column.where(frame[name].notna(), None).tolist()
            elif name in ("period_start", "period_end"):
                columns[name] = frame[name].dt.to_pydatetime().tolist() if len(frame) else []
            else:
                columns[name] = frame[name].astype(object).where(frame[name].notna(), "").tolist()
        series = {}
        reach = {name: self.reach(indicator) for name, indicator in self.indicators.items()}
        for row in zip(*columns.values(), strict=True):
            figure = Figure(*row)
            table, last = reach.get(figure.indicator) or ("", None)
            if last is not None and figure.status == "incomplete" and figure.period_start > last:
                # Nothing so far is no figure: its extract ends before the period begins.
                words = f"The {wording.table_name(table)} end on {wording.day(last)}"
                figure = figure._replace(
                    status="not reached",
                    numerator=None,
                    denominator=None,
                    value=None,
                    lower=None,
                    upper=None,
                    events=None,
                    note=words,
                )
            series.setdefault((figure.indicator, figure.team, figure.grain), {})[figure.period] = figure
        return series

    def series(self, indicator, team=WHOLE, grain="month"):
        """The figures of one line, oldest first."""
        return self._lines.get((indicator, team, grain), [])

    @cached_property
    def _lines(self):
        """The same as lists, which nobody changes."""
        return {of: list(figures.values()) for of, figures in self._series.items()}

    def figure(self, indicator, period, team=WHOLE):
        """One figure, or None where the engine printed none (a team has no rate, say)."""
        return self._series.get((indicator, team, period.grain), {}).get(period.label)

    def before(self, indicator, period, team=WHOLE, years=0):
        """The figure one period, or a number of years, before this one; None where there is none."""
        other = self.earlier(period, years)
        return other and self.figure(indicator, other, team)

    # -- periods and teams -----------------------------------------------------------------------

    @cached_property
    def periods(self):
        """grain -> the periods there are, oldest first."""
        frame = self.values[["grain", "period", "period_start", "period_end"]].drop_duplicates()
        frame = frame.sort_values("period_end", kind="stable")
        found = {grain: [] for grain in GRAINS}
        for row in frame.itertuples(index=False):
            complete = self.as_at is not None and row.period_end.normalize() <= self.as_at
            found[row.grain].append(
                Period(
                    row.grain, row.period, row.period_start.to_pydatetime(), row.period_end.to_pydatetime(), complete
                )
            )
        return found

    @cached_property
    def period_options(self):
        """grain -> (label, words) of each period there is to choose, newest first."""
        return {
            grain: [(period.label, wording.period_option(period)) for period in reversed(periods)]
            for grain, periods in self.periods.items()
        }

    @cached_property
    def _period_at(self):
        return {
            grain: {period.label: (place, period) for place, period in enumerate(periods)}
            for grain, periods in self.periods.items()
        }

    def period(self, label, grain=None):
        """The period of this label, in the grain given or else in the first that knows it."""
        for name in [grain] if grain in GRAINS else GRAINS:
            if label in self._period_at[name]:
                return self._period_at[name][label][1]
        return None

    def earlier(self, period, years=0):
        place, _ = self._period_at[period.grain][period.label]
        back = years * {"month": 12, "quarter": 4, "year": 1}[period.grain] or 1
        return self.periods[period.grain][place - back] if place >= back else None

    def default_period(self, grain="quarter"):
        """The latest complete one, else the latest there is; of months where no quarter is complete."""
        complete = [period for period in self.periods[grain] if period.complete]
        if complete:
            return complete[-1]
        if grain == "quarter":
            return self.default_period("month")
        return self.periods[grain][-1] if self.periods[grain] else None

    def same_time(self, period, grain):
        """The period of another grain that ends with this one, else holds its end."""
        held = [other for other in self.periods[grain] if other.start <= period.end and other.end >= period.start]
        if not held:
            return self.default_period(grain)
        complete = [other for other in held if other.complete]
        return (complete or held)[-1]

    @cached_property
    def unfinished(self):
        """The months that have begun and are not over."""
        return [period for period in self.periods["month"] if not period.complete]

    @cached_property
    def teams(self):
        """Teams that have figures, in alphabetical order, rows without a team last."""
        names = {team for _, team, _ in self._series if team}
        return sorted(names, key=lambda name: (name == "(no team)", name.casefold()))

    # -- indicators and tables -------------------------------------------------------------------

    @cached_property
    def themes(self):
        """theme -> its indicators, in the order of the registry."""
        themes = {}
        for indicator in self.indicators.values():
            themes.setdefault(indicator.theme, []).append(indicator)
        return themes

    @cached_property
    def tables(self):
        """table -> its line of the coverage, for the tables that are loaded."""
        return {row["table"]: row for row in self.coverage.to_dict("records")}

    @cached_property
    def table_names(self):
        """Every table there is something to say of: those loaded, and those an indicator needs."""
        needed = [table for indicator in self.indicators.values() for table in indicator.needs]
        return list(dict.fromkeys([*needed, *self.tables]))

    def lacking(self, indicator):
        """The tables this indicator needs and that are not loaded."""
        return [table for table in indicator.needs if table not in self.tables]

    def headings_lacking(self, indicator):
        """table -> the headings that this indicator needs and no file of the loaded table has."""
        loaded = [table for table in indicator.needs if table in self.tables]
        lacks = {table: self.tables[table].get("lacks") or {} for table in loaded}
        found = {table: [lacks[table][c] for c in indicator.needs[table] if c in lacks[table]] for table in loaded}
        return {table: headings for table, headings in found.items() if headings}

    def why_missing(self, indicator, figure, team=WHOLE):
        """Why there is no value, in words and, where something can be done, what."""
        return wording.missing(indicator, figure, self.lacking(indicator), self.headings_lacking(indicator), team)

    def reach(self, indicator):
        """The table of an indicator whose data end first, and the day they end; None where one is not loaded."""
        if self.lacking(indicator):
            return None
        return min(((table, self.tables[table]["as_at_on"]) for table in indicator.needs), key=lambda pair: pair[1])

    @cached_property
    def is_empty(self):
        return self.coverage.empty

    # -- comparison ------------------------------------------------------------------------------

    def once(self, name, make):
        """What `make` gives, made once for this snapshot."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    @property
    def shared(self):
        """What people outside may see of it, made when first asked for: small numbers hidden, and nothing of single cases and files."""
        with self._lock:
            found = self.once("shared", self._shared)
        return found if found.reference is self.reference else found.with_plan(self.reference, self.plan_fault)

    def _shared(self):
        none = {n: getattr(self, n).iloc[:0] for n in ("files", "problems", "history", "unmapped", "mapped", "unknown_teams", "pseudo_workers")}
        values = protect(self.values, self.indicators)
        return replace(self, values=values, **none, quality=None, is_shared=True, _made={}, _lock=threading.RLock())

    @property
    def authority(self):
        return self.reference.authority

    @property
    def plan(self):
        """The improvement plan, as metrics.plan has it."""
        return self.reference.plan

    def with_plan(self, reference, fault=""):
        """The same figures beside reference data in which only the plan differs; `fault`: why a file of it could not be read."""
        other = copy(self)  # with what was worked out already
        object.__setattr__(other, "reference", reference)
        object.__setattr__(other, "plan_fault", fault)
        return other

    def compared(self, indicator, on, model="2025"):
        """What others published, the latest at or before a day; None where nobody publishes this."""
        if not indicator.compares_with:
            return None
        key = indicator.compares_with
        return self.once((key, on, model), lambda: comparators(self.reference, key, self.authority.code, on, model))

    def target(self, indicator, on, team=WHOLE):
        """The `Target` in force on a day; None where there is none. A team is held to the authority's for a ratio, not for a number of rows."""
        found = self.once((indicator.id, team, on), lambda: self.reference.targets(indicator.id, team, on))
        return None if found is not None and team and not (found.team or indicator.has_denominator) else found

    def target_value(self, indicator, on, team=WHOLE):
        """The same as a number to draw; of a range its lower end."""
        found = self.target(indicator, on, team)
        return None if found is None else found.value

    def signal(self, indicator, team=WHOLE, grain="month", rules="current", chart=None):
        """What the control chart of a line says: metrics.signals."""
        asked = ("signal", indicator.id, team, grain, rules, chart)
        rebasings = self.reference.rebasings(indicator.id, team)
        return self.once(asked, lambda: signal(indicator, self.series(indicator.id, team, grain), rebasings=rebasings, rules=rules, chart=chart))

    @cached_property
    def _restated(self):
        return {(row.indicator, row.team, row.grain, row.period): row for row in self.history.itertuples(index=False)}

    def restated(self, figure):
        """How a figure was first reported, as a line of `history`; None where it still is as it was."""
        return figure and self._restated.get((figure.indicator, figure.team, figure.grain, figure.period))

    @property
    def assessed(self):
        """The quality of the data, worked out when first asked for; None where there is none to be had."""
        with self._lock:
            return self.once("quality", lambda: self.quality() if callable(self.quality) else self.quality)

    def assessed_soon(self, wait=0.0):
        """The quality of the data if it is known within `wait` seconds, for pages that do without; it is worked out meanwhile."""
        if "quality" not in self._made:
            worker = self.once("assessing", lambda: threading.Thread(target=self._assess, daemon=True))
            if worker.ident is None:
                worker.start()
            worker.join(wait)
        return self._made.get("quality")

    @property
    def on_lists(self):
        """(worklist, team) -> its line of `metrics.worklist.counts`; empty where there is none to be had."""
        with self._lock:
            return self.once("work", self._on_lists)

    def _on_lists(self):
        lines = self.work() if callable(self.work) else self.work
        return {} if lines is None else {(line.worklist, line.team): line for line in lines.itertuples(index=False)}

    def _assess(self):
        try:
            self.assessed  # noqa: B018
        except Exception as error:
            log.error("The quality of the data could not be worked out: %s", faults.place(error))

    # -- words -----------------------------------------------------------------------------------

    @property
    def as_at_words(self):
        return wording.day(self.as_at) if self.as_at is not None else "nothing loaded"
