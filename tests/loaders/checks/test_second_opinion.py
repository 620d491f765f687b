"""What the checks that set tables side by side find, found again row by row in plain Python."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from loaders.checks import checks
from loaders.checks.shared import CASES, Tables
from loaders.extracts import extracts
from tests.loaders.random_rows import random_rows

DAY = pd.Timedelta(days=1)
SPELLS = [table for table, extract in extracts().items() if extract.one_at_a_time]


class Rows:
    """The rows of random tables that count, as plain values: days without a time, None for nothing."""

    def __init__(self, seed, n, children):
        self.stored = random_rows(seed, n, children)
        self.as_at = {name: table.as_at for name, table in self.stored.items()}
        self.tables = {name: [r for r in map(plain, table.frame.to_dict("records")) if counts(r)] for name, table in self.stored.items()}
        self.born = {r["child_id"]: r["born_on"] for r in self.tables["children"]}

    def __getitem__(self, name):
        return self.tables[name]

    def day(self, *names):
        return min(self.as_at[name] for name in names)

    def open(self, name, day, child=None):
        closes = {"assessments": "authorised_on"}.get(name, "ended_on")
        return [r for r in self[name] if child in (None, r["child_id"]) and is_on(r, day, closes)]


def plain(row):
    row = {k: None if pd.isna(v) else v for k, v in row.items()}
    return {k: v.normalize() if isinstance(v, pd.Timestamp) else v for k, v in row.items()}


def counts(row):
    return row.get("step_status_code") not in ("cancelled", "proposed") and row.get("is_temporary") is not True


def is_on(row, day, closes="ended_on"):
    return row["started_on"] is not None and row["started_on"] <= day and (row[closes] is None or row[closes] > day)


def within(row, day):
    return row["started_on"] <= day and (row["ended_on"] is None or max(row["ended_on"], row["started_on"]) >= day)


def birthday(born_on, years):
    return None if born_on is None else born_on + pd.DateOffset(years=years)


def opinion(check):
    def keep(function):
        OPINIONS[check] = function
        return function

    return keep


OPINIONS = {}


@opinion("open_twice")
def _(rows):
    for name in SPELLS:
        for r in rows.open(name, rows.as_at[name]):
            if r["child_id"] and len(rows.open(name, rows.as_at[name], r["child_id"])) > 1:
                yield name, r


@opinion("overlapping")
def _(rows):
    for name in SPELLS:
        twice = [r["row"] for n, r in OPINIONS["open_twice"](rows) if n == name]
        takes_time = [r for r in rows[name] if r["ended_on"] is None or r["ended_on"] > r["started_on"]]
        for place, r in enumerate(takes_time):
            for other_place, other in enumerate(takes_time):
                is_before = (other["started_on"], other_place) < (r["started_on"], place)
                if r["child_id"] and other["child_id"] == r["child_id"] and is_before and r["row"] not in twice:
                    if other["ended_on"] is None or other["ended_on"] > r["started_on"]:
                        yield name, r


@opinion("plan_not_in_need")
def _(rows):
    day = rows.day("cp_plans", "children_in_need")
    return (("cp_plans", r) for r in rows.open("cp_plans", day) if r["child_id"] and not rows.open("children_in_need", day, r["child_id"]))


@opinion("care_not_in_need")
def _(rows):
    day = rows.day("care_periods", "children_in_need")
    return (("care_periods", r) for r in rows.open("care_periods", day) if r["child_id"] and not rows.open("children_in_need", day, r["child_id"]))


@opinion("two_kinds_of_plan")
def _(rows):
    day = rows.day("cin_plans", "cp_plans")
    return (("cin_plans", r) for r in rows.open("cin_plans", day) if r["child_id"] and rows.open("cp_plans", day, r["child_id"]))


@opinion("case_status_wrong")
def _(rows):
    day = rows.day("children_in_need", "cp_plans", "care_periods")
    for r in rows.open("children_in_need", day):
        status, child = r["status_code"], r["child_id"] or "nobody"
        in_care = any(p["legal_status_code"] not in ("V3", "V4") for p in rows.open("care_periods", day, child))
        on_plan = bool(rows.open("cp_plans", day, child))
        if status not in (None, "unmapped") and (status == "closed" or (in_care and status != "care") or (on_plan and status not in ("care", "child_protection"))):
            yield "children_in_need", r


@opinion("case_without_allocation")
def _(rows):
    for name in set(CASES) - {"assessments"}:
        day = rows.day(name, "allocations")
        for r in rows.open(name, day):
            if r["child_id"] and r["started_on"] <= day - 7 * DAY and not rows.open("allocations", day, r["child_id"]):
                yield name, r


@opinion("allocated_without_case")
def _(rows):
    day = rows.day("allocations", *CASES)
    came = {"referrals": "received_at", "section47": "strategy_on"}
    latest = max(r["as_at_on"] for r in rows["care_leavers"])
    for r in rows.open("allocations", day):
        child = r["child_id"]
        cases = [c for name in CASES for c in rows.open(name, day, child or "nobody")]
        cases += [c for name, at in came.items() for c in rows[name] if c["child_id"] == child and day - 31 * DAY < c[at] <= day]
        for c in rows["early_help_assessments"]:
            on = next((c[at] for at in ("started_on", "requested_on", "first_seen_on", "completed_on") if c[at] is not None), None)
            cases += [c] if c["child_id"] == child and on is not None and day - 31 * DAY < on <= day else []
        cases += [c for c in rows["care_leavers"] if c["child_id"] == child and c["as_at_on"] == latest]
        if child and not cases:
            yield "allocations", r


@opinion("placement_outside_care")
def _(rows):
    day = rows.day("placements", "care_periods")
    for r in rows["placements"]:
        last = day if r["ended_on"] is None else min(r["ended_on"], day)
        periods = [p for p in rows["care_periods"] if p["child_id"] == r["child_id"]]
        if r["child_id"] and r["started_on"] <= last and not (any(within(p, r["started_on"]) for p in periods) and any(within(p, last) for p in periods)):
            yield "placements", r


@opinion("care_without_placement")
def _(rows):
    day = rows.day("care_periods", "placements")
    for r in rows.open("care_periods", day):
        if r["child_id"] and r["legal_status_code"] not in ("V3", "V4") and not rows.open("placements", day, r["child_id"]):
            yield "care_periods", r


@opinion("missing_outside_care")
def _(rows):
    for r in rows["missing_episodes"]:
        periods = [p for p in rows["care_periods"] if r["child_id"] and p["child_id"] == r["child_id"]]
        if periods and r["started_at"] <= rows.day("missing_episodes", "care_periods") and not any(within(p, r["started_at"]) for p in periods):
            yield "missing_episodes", r


@opinion("referral_without_contact")
def _(rows):
    first = min(c["received_at"] for c in rows["contacts"])
    for r in rows["referrals"]:
        on = r["received_at"]
        if r["child_id"] and first + 31 * DAY <= on <= rows.as_at["contacts"]:
            if not any(c["child_id"] == r["child_id"] and on - 31 * DAY <= c["received_at"] <= on for c in rows["contacts"]):
                yield "referrals", r


@opinion("section47_without_assessment")
def _(rows):
    first = min(a["started_on"] for a in rows["assessments"])
    for r in rows["section47"]:
        on, child = r["strategy_on"], r["child_id"]
        if not child or not first + 31 * DAY <= on <= rows.as_at["assessments"] - 31 * DAY:
            continue
        if any(c["child_id"] == child and within(c, on) for name in ("cin_plans", "cp_plans", "care_periods") for c in rows[name]):
            continue
        mine = [(a["started_on"], a["authorised_on"]) for a in rows["assessments"] if a["child_id"] == child]
        if not any(began <= on + 31 * DAY and (ended is None or max(ended, began) >= on - 31 * DAY) for began, ended in mine):
            yield "section47", r


@opinion("plan_without_conference")
def _(rows):
    held = [(r["child_id"], r["icpc_on"]) for r in rows["section47"] if r["icpc_on"] is not None]
    for r in rows["cp_plans"]:
        if r["child_id"] and min(on for _, on in held) + 7 * DAY <= r["started_on"] <= rows.as_at["section47"]:
            if not any(child == r["child_id"] and r["started_on"] - 7 * DAY <= on <= r["started_on"] for child, on in held):
                yield "cp_plans", r


@opinion("plan_end_without_review")
def _(rows):
    held = [(r["child_id"], r["held_on"]) for r in rows["reviews"] if r["type_code"] == "cp" and r["held_on"] is not None]
    for r in rows["cp_plans"]:
        end, of_age_on = r["ended_on"], birthday(rows.born.get(r["child_id"]), 18)
        mine = [on for child, on in held if child and child == r["child_id"]]
        if end is None or not mine or not min(on for _, on in held) + 7 * DAY <= end <= rows.as_at["reviews"] or (of_age_on is not None and end >= of_age_on):
            continue
        if not any(end - 7 * DAY <= on <= end for on in mine):
            yield "cp_plans", r


@opinion("adult_case")
def _(rows):
    for name in CASES:
        for r in rows.open(name, rows.as_at[name]):
            of_age_on = birthday(rows.born.get(r["child_id"]), 18)
            if of_age_on is not None and r["started_on"] < of_age_on <= rows.as_at[name]:
                yield name, r


@opinion("worker_not_in_workforce")
def _(rows):
    day = rows.day("allocations", "workforce")
    latest = max(r["as_at_on"] for r in rows["workforce"] if r["as_at_on"] <= day)
    there = {r["worker_id"] for r in rows["workforce"] if r["as_at_on"] == latest}
    return (("allocations", r) for r in rows.open("allocations", day) if r["worker_id"] and r["worker_id"] not in there)


@cache
def several():
    sizes = [(1, 80, 40), (2, 100, 8), (5, 30, 50)]
    return [Rows(*size) for size in sizes]


@pytest.mark.parametrize("check", OPINIONS)
def test_two_ways_to_the_same_rows(check):
    n = 0
    for rows in several():
        tables = Tables(rows.stored)
        came = set()
        for found in checks()[check].run(tables):
            came |= {(found.table, int(row)) for row in tables[found.table].frame["row"].to_numpy()[np.flatnonzero(found.fails)]}
        expected = {(name, row["row"]) for name, row in OPINIONS[check](rows)}
        assert came == expected
        n += len(came)
    assert n
