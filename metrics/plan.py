"""The improvement plan: its measures, the recommendations it answers, actions and risks, as reference files have them.

Which indicator belongs to which measure is in `plan_measures.csv`; actions are in `plan_actions.csv` and risks in `plan_risks.csv`.
Here is what their words mean and what belongs where; figures, targets and judgements come from elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from metrics.periods import Period, period

MEASURES, ACTIONS, RISKS = "plan_measures.csv", "plan_actions.csv", "plan_risks.csv"
COLUMNS = {
    MEASURES: ("kind", "number", "title", "indicator", "baseline", "baseline_of", "source"),
    ACTIONS: ("id", "belongs_to", "action", "owner", "due_on", "status", "note", "updated_on"),
    RISKS: ("id", "risk", "likelihood", "impact", "mitigation", "owner"),
}

#: How far an action is, in the order in which it is told.
STATUSES = {
    "blue": "Complete and embedded",
    "green": "On track",
    "amber": "At risk",
    "red": "Off track",
    "grey": "Not started",
}
DONE = "blue"

FORMULA = tuple("=+-@")

#: Likelihood times impact, from so much on.
LEVELS = ((15, "very high"), (10, "high"), (5, "moderate"), (1, "low"))
SCALE = range(1, 6)


@dataclass(frozen=True)
class Measure:
    """One of the plan's measures, or a measure of success of a recommendation: `number` is None where nobody said of which.

    `title` is blank where the indicator's own will do. `baseline` is what the plan's document gives, of a period or a day, or None.
    """

    kind: str
    number: int | None
    title: str
    indicator: str
    baseline: float | None = None
    baseline_of: Period | dt.date | None = None
    source: str = ""


@dataclass(frozen=True)
class Recommendation:
    """A recommendation and its measures of success. `title` is blank until somebody writes it down."""

    number: int
    title: str
    measures: tuple[Measure, ...] = ()

    @property
    def name(self) -> str:
        return f"Recommendation {self.number}"


@dataclass(frozen=True)
class Action:
    """What somebody is to do by a day. `belongs_to` is "measure 3" or "recommendation 2"; `earlier`: how it stood, oldest first."""

    id: str
    belongs_to: str
    action: str
    owner: str
    due_on: pd.Timestamp
    status: str
    note: str = ""
    updated_on: pd.Timestamp | None = None
    earlier: tuple[Action, ...] = field(default=(), repr=False)

    @property
    def is_done(self) -> bool:
        return self.status == DONE

    def overdue_days(self, today: dt.date) -> int:
        """Days since it was due; 0 on the day itself, before it, and for what is complete."""
        return 0 if self.is_done else max(0, (today - self.due_on.date()).days)

    @property
    def version(self) -> int:
        """How often it was written down: another number after each change."""
        return len(self.earlier) + 1


@dataclass(frozen=True)
class Risk:
    """What could go wrong, how likely that is and how bad, each from 1 to 5."""

    id: str
    risk: str
    likelihood: int
    impact: int
    mitigation: str
    owner: str

    @property
    def score(self) -> int:
        return self.likelihood * self.impact

    @property
    def level(self) -> str:
        return level_of(self.likelihood, self.impact)


def level_of(likelihood: int, impact: int) -> str:
    """`low`, `moderate`, `high` or `very high`."""
    return next(level for least, level in LEVELS if likelihood * impact >= least)


@dataclass(frozen=True)
class Plan:
    """The whole plan. `unplaced`: measures of success of which nobody said to which recommendation they belong."""

    measures: tuple[Measure, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    unplaced: tuple[Measure, ...] = ()
    actions: tuple[Action, ...] = ()
    risks: tuple[Risk, ...] = ()

    @cached_property
    def parts(self) -> dict[str, str]:
        """What an action may belong to, as it is written, and its title: "measure 1", "recommendation 1"."""
        return {
            **{f"measure {m.number}": m.title for m in self.measures},
            **{f"recommendation {r.number}": r.title for r in self.recommendations},
        }

    def action(self, id_: str) -> Action | None:
        return next((a for a in self.actions if a.id == id_), None)

    def actions_of(self, part: str) -> list[Action]:
        return [a for a in self.actions if a.belongs_to == part]

    @property
    def next_id(self) -> str:
        """An id that no action has, after the highest of those like it: A12."""
        numbers = [int(a.id[1:]) for a in self.actions if a.id[:1] == "A" and a.id[1:].isdecimal()]
        return f"A{max(numbers, default=0) + 1}"


def checked(fields: dict[str, str], plan: Plan) -> dict[str, str]:
    """An action as somebody wrote it on a page, trimmed and with its day as 2025-03-31; ValueError with a sentence where it will not do."""
    fields = {name: " ".join((fields.get(name) or "").split()) for name in COLUMNS[ACTIONS] if name not in ("id", "updated_on")}
    if fields["belongs_to"] not in plan.parts:
        raise ValueError("Choose the measure or the recommendation that this action belongs to.")
    if not fields["action"]:
        raise ValueError("Say what is to be done: the action is blank.")
    if not fields["owner"]:
        raise ValueError("Say whose action it is, by role: the owner is blank.")
    for name in ("action", "owner", "note"):
        if fields[name][:1] in FORMULA:
            raise ValueError(f"Begin the {name} with a letter or a digit: a spreadsheet would take {fields[name][:1]} for a formula.")
    try:
        due = dt.date.fromisoformat(fields["due_on"])
    except ValueError:
        raise ValueError("Give the day by which it is to be done, such as 31/03/2027.") from None
    if not 2000 <= due.year <= 2070:
        raise ValueError("Give a day of this century by which it is to be done.")
    if fields["status"] not in STATUSES:
        raise ValueError(f"Choose how far it is: {', '.join(STATUSES)}.")
    if fields["status"] == DONE and not fields["note"]:
        raise ValueError("Blue means complete and embedded. Say in the note what shows it: it is blank.")
    return fields | {"due_on": f"{due:%Y-%m-%d}"}


# Reading. A row is one of metrics.reference: it checks what is asked of it and says where it is at fault.


def read_plan(each: Callable[[str], Iterable]) -> Plan:
    """The plan from `each(file)`, the rows of a file."""
    measures, recommendations, unplaced = _read_measures(each(MEASURES))
    parts = {f"measure {m.number}" for m in measures} | {f"recommendation {r.number}" for r in recommendations}
    return Plan(measures, recommendations, unplaced, _read_actions(each(ACTIONS), parts), _read_risks(each(RISKS)))


def _read_measures(rows) -> tuple[tuple[Measure, ...], tuple[Recommendation, ...], tuple[Measure, ...]]:
    measures: dict[int, Measure] = {}
    titles: dict[int, str] = {}
    successes: dict[int | None, list[Measure]] = {}
    for row in rows:
        kind = row.one_of("kind", ("measure", "recommendation"), "measure or recommendation")
        number = None if kind == "recommendation" and not row["number"] else row.whole("number")
        if number is not None and number < 1:
            row.fault("number", row["number"], "a number from 1")
        found = Measure(
            kind, number, row["title"] if kind == "measure" else "", row["indicator"], row.number("baseline", optional=True),
            _read_when(row), row["source"],
        )  # fmt: skip
        if kind == "measure":
            row.text("indicator")
            if number in measures:
                row.fault("number", row["number"], "a measure of each number once only")
            measures[number] = found
            continue
        if number is not None and row["title"] and titles.get(number) not in (None, "", row["title"]):
            row.fault("title", row["title"], f"one title for recommendation {number}; further up it is {titles[number]!r}")
        if number is not None:
            titles[number] = titles.get(number) or row["title"]
        elif not found.indicator:
            row.fault("indicator", "", "an indicator, or the number of a recommendation")
        if found.indicator:
            if any(found.indicator == other.indicator for other in successes.get(number, ())):
                row.fault("indicator", found.indicator, "an indicator once only for each recommendation")
            successes.setdefault(number, []).append(found)
    recommendations = tuple(Recommendation(n, titles[n], tuple(successes.get(n, ()))) for n in sorted(titles))
    return tuple(measures[n] for n in sorted(measures)), recommendations, tuple(successes.get(None, ()))


def _read_when(row) -> Period | dt.date | None:
    """What a baseline is of: a year, quarter or month by its label, or a day."""
    text = row["baseline_of"]
    if not text:
        return None
    try:
        return period(text)
    except ValueError:
        return row.day("baseline_of").date()


def _read_actions(rows, parts: set[str]) -> tuple[Action, ...]:
    """Every row of an id is a version of it: the one of the latest day stands, of one day the one further down."""
    versions: dict[str, list[Action]] = {}
    for row in rows:
        belongs_to = " ".join(row["belongs_to"].lower().split())
        if belongs_to not in parts:
            row.fault("belongs_to", row["belongs_to"], "a measure or recommendation of plan_measures.csv, such as 'measure 3'")
        status = row["status"].lower()
        if status not in STATUSES:
            row.fault("status", row["status"], f"one of {', '.join(STATUSES)}")
        found = Action(
            row.text("id"), belongs_to, row.text("action"), row.text("owner"), row.day("due_on"), status, row["note"],
            row.day("updated_on", optional=True),
        )  # fmt: skip
        versions.setdefault(found.id, []).append(found)
    actions = []
    for found in versions.values():
        found.sort(key=lambda a: a.updated_on or pd.Timestamp.min)
        last = found[-1]
        actions.append(Action(**{**last.__dict__, "earlier": tuple(found[:-1])}))
    return tuple(sorted(actions, key=lambda a: (a.due_on, a.id)))


def _read_risks(rows) -> tuple[Risk, ...]:
    risks: dict[str, Risk] = {}
    for row in rows:
        sizes = {}
        for column in ("likelihood", "impact"):
            sizes[column] = row.whole(column)
            if sizes[column] not in SCALE:
                row.fault(column, row[column], "a whole number from 1 (least) to 5 (most)")
        found = Risk(row.text("id"), row.text("risk"), **sizes, mitigation=row["mitigation"], owner=row.text("owner"))
        if found.id in risks:
            row.fault("id", found.id, "an id once only")
        risks[found.id] = found
    return tuple(sorted(risks.values(), key=lambda r: (-r.score, r.id)))
