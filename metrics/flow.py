"""How children move from contact to referral, assessment, plan and care, and out: what became of those who came in a period.

A flow begins at one of four stages: contacts, referrals, assessments, plans. Its paths are all of that stage's rows that came in
the period (of a team: the team's own), and each is followed, whoever does the later work, to the day `seen_to`. A child who comes
twice has two paths. Of every stage each path goes to one place and one only: on to the next stage, out, or it is still open. So
what goes in is what comes out.

What leads to what is not recorded in these extracts; it is told by child and day:
- A referral follows the child's latest contact on or before its day, no more than 30 days earlier, that has none yet: one whose
  outcome is a referral before one whose outcome is not known. A contact that went another way is not followed: whoever comes
  back comes by another contact. An assessment follows a referral likewise.
- A section 47 enquiry goes with the child's latest assessment that began no more than 60 days before it or 14 days after it; such
  an assessment is drawn as one with an enquiry. An enquiry with no assessment stands for itself.
- The first plan or period of care to begin while an assessment is open, or no more than 60 days after it was authorised, is where
  it led, whatever its outcome says; of two on one day care comes before a child protection plan, that before a child in need plan.
  Each belongs to the child's latest assessment. Short breaks (V3, V4) are no care.
- After a plan or care comes the next of the child to begin on a later day, while the first lasts or within 30 days of its end.

A path that should have gone on by its outcome and of which nothing further is found is `known` where the child's case was open
already (another referral or assessment within 30 days, an assessment, plan or care open on the day), `on` where the table
that would tell is missing, `open` while it may still come, and else `unknown`, as is one closed without a known outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from metrics import working_days
from metrics.care import SHORT_BREAKS
from metrics.compute import NO_TEAM
from metrics.durations import Duration, duration
from metrics.tables import PROVENANCE, Table

STAGES = ("contact", "referral", "assessment", "plan")
#: The nodes of each stage, the most serious first.
NODES = {"contact": ("contact",), "referral": ("referral",), "assessment": ("section47", "assessment"), "plan": ("care", "child_protection", "cin_plan")}
#: Where a path can leave a stage other than to the next: out, or nowhere yet. Of plans, `care` and the like are what came after.
FATES = {
    **dict.fromkeys(STAGES[:3], ("early_help", "advice", "no_further_action", "known", "on", "unknown", "open")),
    "plan": ("care", "child_protection", "cin_plan", "open", "ended"),
}

#: Calendar days within which one record is taken to lead to another.
LINKED, PLANNED, ENQUIRED, ENQUIRED_BEFORE = 30, 60, 60, 14

PLANS = {"care": "care_periods", "child_protection": "cp_plans", "cin_plan": "cin_plans"}
TABLES = {"contact": ("contacts",), "referral": ("referrals",), "assessment": ("assessments", "section47"), "plan": tuple(PLANS.values())}
#: The columns of a table that say when a row came, when it was settled, and what came of it.
_COLUMNS = {
    "contacts": ("received_at", "decided_at", "outcome_code"),
    "referrals": ("received_at", "decided_at", "outcome_code"),
    "assessments": ("started_on", "authorised_on", "outcome_code"),
    "section47": ("strategy_on", "icpc_on", None),
    **dict.fromkeys(PLANS.values(), ("started_on", "ended_on", None)),
}
#: What an outcome says, as a number: not known, a way out, or what is to follow.
_SAID = ("unknown", "early_help", "advice", "no_further_action", "referral", "assessment", *PLANS)
_OUTCOMES = {name: number for number, name in enumerate(_SAID) if number} | {"strategy_discussion": _SAID.index("assessment")}
#: Places where a path leaves any stage but the last, as numbers.
_FATE = {name: number for number, name in enumerate(FATES["contact"])}
_UNKNOWN, _LAST_OUT = 0, _SAID.index("no_further_action")
_NONE = -1
_FAR = 2**18  # days from 1970 that no record has
_NEVER = _FAR - 1


def node_of(stage: str, fate: str) -> str:
    """The name of a place where paths leave a stage: `contact:advice`."""
    return f"{stage}:{fate}"


#: Every node there can be, in the order in which they are drawn, and the number of each.
EVERY_NODE = (*(node for stage in STAGES for node in NODES[stage]), *(node_of(stage, fate) for stage in STAGES for fate in FATES[stage]))
_NUMBER = {node: number for number, node in enumerate(EVERY_NODE)}


@dataclass(frozen=True)
class Flow:
    """The paths that began in a period, in numbers: no ids.

    `links` has how many went from a node to another; the names of nodes are those of NODES, and `node_of(stage, fate)`.
    `without` says of a table that is needed and cannot tell why: ("not loaded", None), or ("begins" or "ends", day).
    """

    start: str
    first: pd.Timestamp
    last: pd.Timestamp
    seen_to: pd.Timestamp
    is_over: bool  # whether its extract reaches to the end of the period
    n: int
    links: Mapping[tuple[str, str], int]
    steps: Mapping[str, Duration] = field(default_factory=dict)
    without: Mapping[str, tuple] = field(default_factory=dict)

    def into(self, *nodes: str) -> int:
        """How many paths came to any of the nodes; all, for those it begins with."""
        if set(nodes) & set(NODES[self.start]):
            return sum(n for (source, _), n in self.links.items() if source in nodes)
        return sum(n for (_, target), n in self.links.items() if target in nodes)

    def out_of(self, *nodes: str) -> dict[str, int]:
        """Where the paths went from the nodes, and how many."""
        found = {}
        for (source, target), n in self.links.items():
            if source in nodes:
                found[target] = found.get(target, 0) + n
        return found


class _Index:
    """Rows by child and day, to be looked up. A child that is not known is nobody's."""

    def __init__(self, child: np.ndarray, day: np.ndarray):
        keys = _key(child, day)
        self.order = np.argsort(keys, kind="stable")
        self.keys, self.child = keys[self.order], child

    def latest(self, child, day) -> np.ndarray:
        """Each child's latest row on or before the day; -1 where there is none."""
        return self._at(np.searchsorted(self.keys, _key(child, day), side="right") - 1, child)

    def next(self, child, day) -> np.ndarray:
        """Each child's first row after the day; -1 where there is none."""
        return self._at(np.searchsorted(self.keys, _key(child, day), side="right"), child)

    def any(self, child, first, last) -> np.ndarray:
        """Whether a child has a row from the first day to the last."""
        before, upto = np.searchsorted(self.keys, _key(child, first), side="left"), np.searchsorted(self.keys, _key(child, last), side="right")
        return (upto > before) & (child >= 0)

    def _at(self, place, child):
        inside = (place >= 0) & (place < len(self.order))
        row = np.full(len(place), _NONE)
        row[inside] = self.order[place[inside]]
        row[inside] = np.where(self.child[row[inside]] == child[inside], row[inside], _NONE)
        return np.where(child >= 0, row, _NONE)


class _Spells:
    """Whether a child had something open on a day."""

    def __init__(self, child, opens, closes):
        order = np.argsort(_key(child, opens), kind="stable")
        self.keys = _key(child, opens)[order]
        self.latest_end = np.maximum.accumulate(_key(child, closes)[order]) if len(order) else order

    def open_on(self, child, day) -> np.ndarray:
        place = np.searchsorted(self.keys, _key(child, day), side="right") - 1
        found = np.full(len(child), False)
        inside = (place >= 0) & (child >= 0)
        # The latest end so far is of an earlier child where this one has begun nothing, and then below the key of any day of this one.
        found[inside] = self.latest_end[place[inside]] > _key(child, day)[inside]
        return found


def _key(child, day) -> np.ndarray:
    return child.astype("int64") * (2 * _FAR) + np.clip(day, -_FAR, _NEVER) + _FAR


@dataclass(frozen=True, eq=False)
class _Book:
    """The rows of a stage as arrays: days are numbers from 1970, NEVER where there is none."""

    table: np.ndarray  # place in `tables`
    place: np.ndarray  # in the table
    child: np.ndarray
    team: np.ndarray
    on: np.ndarray
    ended: np.ndarray  # as it is recorded
    settled: np.ndarray  # as far as can be told: by then it is known which way it went, or that this is not known
    said: np.ndarray

    def __len__(self):
        return len(self.on)


_EMPTY = _Book(*(np.zeros(0, "int64") for _ in range(8)))


def _joined(books: list[_Book]) -> _Book:
    return _Book(*(np.concatenate(columns) for columns in zip(*(vars(book).values() for book in books), strict=True))) if books else _EMPTY


def _of_those(days: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The day of each of the rows, NEVER of -1."""
    found = np.full(len(rows), _NEVER)
    found[rows >= 0] = days[rows[rows >= 0]]
    return found


def _follow(earlier: _Book, until: np.ndarray, may: np.ndarray, later: _Book, free: np.ndarray, rounds: int | None = None) -> np.ndarray:
    """To which later row each earlier one leads; -1 for none. No two lead to the same.

    Of the earlier rows that `may` lead anywhere and of the later ones that are `free`: each later one belongs to the child's latest
    earlier one on or before its day, not after its `until`, that has none yet; and each earlier one has the first of its own.
    """
    leads = np.full(len(earlier), _NONE)
    waiting, left = np.flatnonzero(may), np.flatnonzero(free)
    while len(waiting) and len(left) and rounds != 0:
        found = _Index(earlier.child[waiting], earlier.on[waiting]).latest(later.child[left], later.on[left])
        fits = (found >= 0) & (later.on[left] <= until[waiting[found]])
        owner, owned = waiting[found[fits]], left[fits]
        if not len(owner):
            break
        order = np.lexsort((owned, later.on[owned], owner))
        owner, owned = owner[order], owned[order]
        is_first = np.append(True, owner[1:] != owner[:-1])
        leads[owner[is_first]] = owned[is_first]
        waiting, left = waiting[leads[waiting] < 0], np.setdiff1d(left, owned[is_first], assume_unique=True)
        rounds = None if rounds is None else rounds - 1
    return leads


def _words(rows: Mapping[str, pd.DataFrame], column: str) -> dict[str, int]:
    """A number for each word that stands in the column of any table."""
    found = dict.fromkeys(word for frame in rows.values() for word in frame[column].astype("category").cat.categories)
    return {word: number for number, word in enumerate(found)}


def _coded(column: pd.Series, numbers: Mapping[str, int], otherwise: int = 0) -> np.ndarray:
    """The number of each cell's word; `otherwise` where it is blank or has none."""
    column = column.astype("category").cat
    of_category = np.array([*(numbers.get(word, otherwise) for word in column.categories), otherwise], dtype="int64")
    return of_category[column.codes.to_numpy()]


def _days(moments: pd.Series) -> np.ndarray:
    days = moments.to_numpy().astype("datetime64[D]").astype("int64")
    return np.where(moments.isna().to_numpy(), _NEVER, days)


def _day(day: pd.Timestamp) -> int:
    return int(day.to_datetime64().astype("datetime64[D]").astype("int64"))


class Flows:
    """Every path of one set of tables. What leads to what is worked out once; each flow is then a count."""

    def __init__(self, tables: Mapping[str, Table], bank_holidays=()):
        wanted = [name for names in TABLES.values() for name in names]
        self.tables = {name: tables[name] for name in wanted if name in tables}
        self.names = list(self.tables)
        every_day = pd.Series(pd.date_range(working_days.FIRST, working_days.LAST))
        self._worked_from = _day(every_day[0])  # working days since the first day of the calendar, by day
        self._worked = working_days.Calendar(bank_holidays).elapsed(pd.Series(every_day[0], every_day.index), every_day).to_numpy("int64")
        rows = {name: table.counting for name, table in self.tables.items()}
        self.reach = {name: table.reach(name) for name, table in self.tables.items()}
        self._children, self._teams = (_words(rows, column) for column in ("child_id", "team"))
        read = {name: self._read(name, frame) for name, frame in rows.items()}
        self.books = {
            "contact": read.get("contacts", _EMPTY), "referral": read.get("referrals", _EMPTY),
            "plan": _joined([read[name] for name in PLANS.values() if name in read]),
        }  # fmt: skip
        self._enquiries(read)
        self._kind = np.array([list(PLANS.values()).index(self.names[number]) for number in self.books["plan"].table], dtype="int64")
        self._link()
        self.flow = lru_cache(maxsize=512)(self._flow)

    # What leads to what

    def _read(self, name: str, rows: pd.DataFrame) -> _Book:
        opens, closes, outcome = _COLUMNS[name]
        rows = rows[rows[opens].notna()]
        if name == "care_periods":
            rows = rows[~rows["legal_status_code"].isin(SHORT_BREAKS)]
        on, ended, said = _days(rows[opens]), _days(rows[closes]), np.zeros(len(rows), "int8")
        settled = ended
        if outcome:
            said = _coded(rows[outcome], _OUTCOMES)
            # An outcome without a day was known, as far as can be told, when the row came; where a table has no such day, a row without
            # an outcome was settled when nothing more could follow.
            undated = settled == _NEVER
            told = rows[outcome].notna().to_numpy()
            settled = np.where(undated & told, on, settled)
            if closes not in self.tables[name].columns:
                settled = np.where(undated & ~told, on + LINKED, settled)
        if name == "section47":
            said, settled = self._of_enquiries(rows, on, settled)
        n = np.full(len(rows), self.names.index(name))
        return _Book(n, rows.index.to_numpy(), self._child(rows), _coded(rows["team"], self._teams, _NONE), on, ended, settled, said)

    def _child(self, rows):
        return _coded(rows["child_id"], self._children, _NONE)

    @staticmethod
    def _of_enquiries(rows, on, held) -> tuple[np.ndarray, np.ndarray]:
        """An enquiry is settled by its conference, or as it needs none; it has no end, and after 60 days is taken for settled."""
        needs_none = rows["is_conference_unnecessary"].fillna(False).to_numpy(dtype=bool)
        no_plan = needs_none | (~rows["is_plan_made"].fillna(True)).to_numpy(dtype=bool)
        said = np.select(
            [rows["is_plan_made"].fillna(False).to_numpy(dtype=bool), no_plan], [_SAID.index("child_protection"), _SAID.index("no_further_action")], _UNKNOWN
        )
        settled = np.where(held != _NEVER, held, np.where(needs_none, on, on + ENQUIRED))
        return said.astype("int8"), settled

    def _enquiries(self, read):
        """The book of assessments, and of enquiries that go with none; of each assessment its first enquiry."""
        assessments, enquiries = read.get("assessments", _EMPTY), read.get("section47", _EMPTY)
        begun = _Index(assessments.child, assessments.on - ENQUIRED_BEFORE)
        found = begun.latest(enquiries.child, enquiries.on)
        goes = (found >= 0) & (enquiries.on <= assessments.on[found] + ENQUIRED) if len(assessments) else np.full(len(enquiries), False)
        alone = np.flatnonzero(~goes)
        self.books["assessment"] = _joined([assessments, _Book(*(column[alone] for column in vars(enquiries).values()))])
        order = np.flatnonzero(goes)[np.argsort(enquiries.on[goes], kind="stable")[::-1]]
        first = np.full(len(self.books["assessment"]), _NONE)
        first[found[order]] = order  # the first of an assessment is written last
        first[len(assessments) :] = alone
        self._enquired_on, self._conference_on = _of_those(enquiries.on, first), _of_those(enquiries.ended, first)
        self._is_assessment = np.arange(len(first)) < len(assessments)

    def _link(self):
        books, self.after = self.books, {}
        for stage, on, follows in (("contact", "referral", "referral"), ("referral", "assessment", "assessment")):
            earlier, later = books[stage], books[follows]
            until = earlier.on + LINKED
            says_so = earlier.said == _SAID.index(on)
            found = _follow(earlier, until, says_so, later, np.full(len(later), True))
            free = np.full(len(later), True)
            free[found[found >= 0]] = False
            self.after[stage] = np.where(says_so, found, _follow(earlier, until, earlier.said == _UNKNOWN, later, free))
        units, plans = books["assessment"], books["plan"]
        begun = np.minimum(units.on, self._enquired_on)
        units = replace(units, on=begun)
        until = np.where(units.settled == _NEVER, _NEVER, units.settled + PLANNED)
        everyone = np.full(len(units), True), plans, np.full(len(plans), True)
        self.after["assessment"] = _follow(units, until, *everyone, rounds=1)
        # Plans stand in the order of PLANS, so that of those that begin on a day the most serious comes first.
        self._by_start = {stage: _Index(book.child, book.on) for stage, book in books.items() if stage != "contact"}
        following = self._by_start["plan"].next(plans.child, plans.on)
        self.after["plan"] = np.where(_of_those(plans.on, following) <= plans.settled + LINKED, following, _NONE)
        self._open = {stage: _Spells(books[stage].child, books[stage].on, books[stage].settled) for stage in ("assessment", "plan")}

    def _case_open(self, stage: str, at: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Whether a child's case was open already on the day."""
        child = self.books[stage].child[at]
        found = self._open["plan"].open_on(child, day)
        if stage == "assessment":
            return found
        found |= self._open["assessment"].open_on(child, day)
        others = "referral" if stage == "contact" else "assessment"
        return found | self._by_start[others].any(child, day - LINKED, day + LINKED)

    # Flows

    def starts(self, team: str = "") -> list[str]:
        """The stages that a flow can begin with; of a team, those it has rows at, its own stage (that of most of its rows) first."""
        n = {stage: int(self._of_team(book, team).sum()) for stage, book in self.books.items()}
        found = [stage for stage in STAGES if any(name in self.tables for name in TABLES[stage])]
        if not team:
            return found
        return sorted((stage for stage in found if n[stage]), key=lambda stage: -n[stage])

    def _of_team(self, book: _Book, team: str) -> np.ndarray:
        if not team:
            return np.full(len(book), True)
        return book.team == (_NONE if team == NO_TEAM else self._teams.get(team, len(self._teams)))

    def begun(self, stage: str, first: pd.Timestamp, last: pd.Timestamp, team: str = "") -> int:
        """How many rows of a stage came in the period."""
        return len(self._cohort(stage, first, last, team))

    def _cohort(self, stage, first, last, team) -> np.ndarray:
        book = self.books[stage]
        return np.flatnonzero((book.on >= _day(first)) & (book.on <= _day(last)) & self._of_team(book, team))

    def _flow(self, start: str, first: pd.Timestamp, last: pd.Timestamp, team: str = "", years_ago: int = 0) -> Flow | None:
        """The flow that began at a stage from the first day to the last; None where no table of the stage tells of these days.

        With `years_ago`, that of the same days so many years before, followed no longer than this one is: what has become of it since is
        left out, so that the two compare.
        """
        without, seen_to, is_over = self._reach(start, first, last)
        if seen_to is None:
            return None
        if years_ago:
            back = pd.DateOffset(years=years_ago)
            # To the last day of a month, also of February.
            first, last, seen_to = first - back, (last + pd.Timedelta(days=1)) - back - pd.Timedelta(days=1), seen_to - back
            without, reached, _ = self._reach(start, first, last)
            if reached is None:
                return None
        seen, links, steps = _day(seen_to), {}, {}
        at = self._cohort(start, first, last, team)
        at = at[self.books[start].on[at] <= seen]
        n = len(at)
        for stage in STAGES[STAGES.index(start) :]:
            sources, targets, following = self._went(stage, at, seen, without)
            pairs, counts = np.unique(sources * len(EVERY_NODE) + targets, return_counts=True)
            for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
                links[EVERY_NODE[pair // len(EVERY_NODE)], EVERY_NODE[pair % len(EVERY_NODE)]] = count
            steps |= self._steps(stage, at, following, targets, seen)
            at = following[following >= 0]
        return Flow(start, first, last, seen_to, is_over, n, links, steps, without)

    def _reach(self, start: str, first: pd.Timestamp, last: pd.Timestamp) -> tuple[dict, pd.Timestamp | None, bool]:
        """Of which tables a flow must do without and why, to which day it can be followed (None: not at all), and whether all have come."""
        own = [name for name in TABLES[start] if name in self.tables and not self.reach[name] > first]
        if not own:
            return {}, None, False
        as_at = min(self.tables[name].as_at for name in own).normalize()
        without, ends = {}, [as_at]
        for stage in STAGES[STAGES.index(start) :]:
            for name in TABLES[stage]:
                if name not in self.tables:
                    without[name] = ("not loaded", None)
                elif pd.isna(self.reach[name]) or self.reach[name] > first:
                    without[name] = ("begins", self.reach[name])
                elif self.tables[name].as_at.normalize() < min(last, as_at):
                    without[name] = ("ends", self.tables[name].as_at)
                else:
                    ends.append(self.tables[name].as_at.normalize())
        seen_to = min(ends)
        return without, (seen_to if seen_to >= first else None), seen_to >= last

    def _went(self, stage: str, at: np.ndarray, seen: int, without) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of rows of a stage: the node each is at, the node it went to, as numbers, and its row of the next stage (-1 where it went to none)."""
        book = self.books[stage]
        following = self.after[stage][at]
        if stage == "plan":
            return self._after_plans(at, following, seen)
        later = self.books[STAGES[STAGES.index(stage) + 1]]
        moved = _of_those(later.on, following) <= seen
        following = np.where(moved, following, _NONE)
        settled, said = book.settled[at] <= seen, book.said[at]
        tells = np.array([name in without for name in _TELLS])[said]
        goes_on = said > _LAST_OUT
        fate = np.select(
            [
                ~settled,
                (said > _UNKNOWN) & ~goes_on,
                goes_on & tells,
                goes_on & self._case_open(stage, at, np.minimum(book.settled[at], seen)),
                goes_on & (book.settled[at] + (PLANNED if stage == "assessment" else LINKED) > seen),
            ],
            [_FATE["open"], np.array([_FATE.get(word, 0) for word in _SAID])[said], _FATE["on"], _FATE["known"], _FATE["open"]],
            _FATE["unknown"],
        )
        targets = np.array([_NUMBER[node_of(stage, one)] for one in _FATE])[fate]
        targets[moved] = self._nodes(STAGES[STAGES.index(stage) + 1], following[moved], seen)
        return self._nodes(stage, at, seen), targets, following

    def _nodes(self, stage, at, seen) -> np.ndarray:
        if stage == "assessment":
            return np.where((self._enquired_on[at] <= seen) | ~self._is_assessment[at], _NUMBER["section47"], _NUMBER["assessment"])
        if stage == "plan":
            return np.array([_NUMBER[kind] for kind in PLANS])[self._kind[at]]
        return np.full(len(at), _NUMBER[stage])

    def _after_plans(self, at, following, seen):
        plans = self.books["plan"]
        moved = _of_those(plans.on, following) <= seen
        targets = np.where(plans.settled[at] <= seen, _NUMBER["plan:ended"], _NUMBER["plan:open"])
        targets[moved] = np.array([_NUMBER[node_of("plan", kind)] for kind in PLANS])[self._kind[following[moved]]]
        return self._nodes("plan", at, seen), targets, np.full(len(at), _NONE)

    # How long

    def _steps(self, stage, at, following, targets, seen) -> dict[str, Duration]:
        """How long each step of a stage took: of those it is over for, and of those who wait how long they have waited."""
        book = self.books[stage]
        on, settled = book.on[at], book.settled[at]
        waits = settled > seen
        if stage in ("contact", "referral"):
            found = {f"{stage}_decided": self._hours(stage, at, waits, seen)}
            if stage == "referral":
                begun = _of_those(self.books["assessment"].on, following)
                promised = (targets == _NUMBER["referral:open"]) & ~waits
                found["assessment_started"] = self._taken(on, begun, promised, seen)
            return found
        if stage == "assessment":
            own = self._is_assessment[at]
            enquired = self._enquired_on[at] <= seen
            planned = _of_those(self.books["plan"].on, following)
            nobody = np.full(len(at), False)
            return {
                "assessment_authorised": self._taken(on[own], book.ended[at][own], waits[own], seen),
                "conference_held": self._taken(self._enquired_on[at][enquired], self._conference_on[at][enquired], nobody[enquired], seen),
                "plan_begun": self._taken(np.minimum(on, self._enquired_on[at]), planned, nobody, seen),
            }
        return {"plan_lasted": self._taken(on, settled, waits, seen, "days")}

    def _hours(self, stage, at, waits, seen) -> Duration:
        """Hours from receipt to decision, those begun counted as whole; a time that is not recorded is midnight."""
        name, place = TABLES[stage][0], self.books[stage].place[at]
        if name not in self.tables:
            return duration([], [], "hours")
        came, decided = (self.tables[name].frame[column].to_numpy()[place].astype("datetime64[m]").astype("int64") for column in _COLUMNS[name][:2])
        done = (self.books[stage].ended[at] <= seen) & (decided >= came)
        end = (seen + 1) * 24 * 60
        return duration(-((came - decided)[done] // 60), (end - came)[waits] // 60, "hours")

    def _taken(self, start, end, waits, seen, unit="working days") -> Duration:
        done, until = end <= seen, np.full(int(waits.sum()), seen)
        return duration(self._elapsed(start[done], end[done], unit), self._elapsed(start[waits], until, unit), unit)

    def _elapsed(self, start, end, unit) -> np.ndarray:
        """Days from one to the other, without those that ended before they began or are past the working-day calendar."""
        start, end = start[end >= start], end[end >= start]
        if unit == "days":
            return end - start
        first, last = self._worked_from, self._worked_from + len(self._worked) - 1
        known = (start >= first) & (end <= last)
        return self._worked[end[known] - first] - self._worked[start[known] - first]

    # Rows

    def rows(self, start: str, first: pd.Timestamp, last: pd.Timestamp, team: str = "", source: str = "", target: str = "") -> pd.DataFrame:
        """The rows behind a link of a flow, or behind a node where only that is said: as many as it counts.

        Columns: child_id, team, worker, came_on, outcome_code, went_to (a node), went_on, table, file, sheet, row: those of the source.
        """
        without, seen_to, _ = self._reach(start, first, last)
        parts = []
        if seen_to is not None:
            seen, at = _day(seen_to), self._cohort(start, first, last, team)
            at = at[self.books[start].on[at] <= seen]
            for stage in STAGES[STAGES.index(start) :]:
                sources, targets, following = self._went(stage, at, seen, without)
                chosen = np.full(len(at), True)
                for nodes, wanted in ((sources, source), (targets, target)):
                    chosen &= (nodes == _NUMBER[wanted]) if wanted else True
                parts.append(self._rows(stage, at[chosen], targets[chosen], following[chosen], seen))
                at = following[following >= 0]
        found = pd.concat([part for part in parts if len(part)] or [pd.DataFrame(columns=ROWS)], ignore_index=True)
        return found[ROWS].sort_values("came_on", kind="stable", ignore_index=True)

    def _rows(self, stage, at, targets, following, seen) -> pd.DataFrame:
        book, parts = self.books[stage], []
        for number in np.unique(book.table[at]):
            chosen = book.table[at] == number
            name = self.names[number]
            frame = self.tables[name].frame.iloc[book.place[at[chosen]]]
            frame = frame.reindex(columns=[c for c in ("child_id", "team", "worker", _COLUMNS[name][0], "outcome_code", *PROVENANCE)])
            settled = book.settled[at[chosen]]
            went_on = np.where(settled <= seen, settled, _NEVER)
            if stage != "plan":
                next_on = _of_those(self.books[STAGES[STAGES.index(stage) + 1]].on, following[chosen])
                went_on = np.where(next_on < _NEVER, next_on, went_on)
            went_on = pd.Series(went_on.astype("datetime64[D]").astype("datetime64[us]")).where(went_on < _NEVER)
            parts.append(
                frame.rename(columns={_COLUMNS[name][0]: "came_on"}).assign(went_to=np.array(EVERY_NODE, object)[targets[chosen]], went_on=went_on.to_numpy(), table=name).astype(
                    {c: object for c in ("child_id", "team", "worker", "outcome_code", "file", "sheet")}
                )
            )
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=ROWS)


ROWS = ["child_id", "team", "worker", "came_on", "outcome_code", "went_to", "went_on", "table", "file", "sheet", "row"]
#: Of each thing that an outcome says the table that would tell.
_TELLS = ["", "", "", "", "referrals", "assessments", *PLANS.values()]
