"""Random tables with everything in them that makes figures go wrong: ties, gaps, reversed days, missing teams."""

from __future__ import annotations

import numpy as np
import pandas as pd

from loaders.extracts import extracts
from tests.written_tables import loaded, typed

FIRST, LAST = pd.Timestamp("2021-04-01"), pd.Timestamp("2024-06-20")
TEAMS = ["Ash", "Birch", "cedar", None]
ROLES = ["social_worker", "senior_practitioner", "newly_qualified", "newly_qualified", "team_manager", "service_manager", "head_of_service", "support", None]

#: Of columns that are drawn by their declaration: values that matter to an indicator, where those declared are too many.
WORTH_DRAWING = {
    ("placements", "type_code"): ["U1", "U4", "U6", "A3", "A4", "A5", "T0", "T3", "K2", "unmapped", None],
    ("placements", "provider_code"): ["PR1", "PR2", "PR4", "PR5", None],
    ("placements", "change_reason_code"): ["PLACE", "CARPL", "OTHER", None],
    ("visits", "type_code"): ["cp", "cin", "care", "care", "reviewing_officer", "unmapped", None],
    ("reviews", "type_code"): ["cp", "care", "care", "core_group", "midpoint", "education_plan", "unmapped", None],
    ("health_checks", "type_code"): ["initial_health", "health_assessment", "health_assessment", "dental", "immunisations", None],
    ("care_leavers", "in_touch_code"): ["yes", "yes", "no", "refused", "died", "returned_home", None],
    ("supervisions", "type_code"): ["worker", "case", "case", "unmapped", None],
    ("foster_households", "type_code"): ["mainstream", "connected", "short_breaks", None],
    ("missing_episodes", "type_code"): ["missing", "missing", "absent", None],
}
#: Tables of which more rows are drawn: so many times as many.
MORE = {"visits": 3, "reviews": 2, "health_checks": 2, "care_leavers": 3, "supervisions": 3}
#: And how many days the longest spells last.
LONGEST = {"placements": 900, "foster_households": 900, "missing_episodes": 6}


def random_tables(seed: int, n: int = 300, children: int = 60) -> dict:
    """Every table there is, loaded as at 20 June 2024 (the workforce as at 10 June)."""
    draw = np.random.default_rng(seed)

    def days(size, first=FIRST, last=LAST):
        return pd.Series(first + pd.to_timedelta(draw.integers(0, (last - first).days + 1, size), unit="D"))

    def later(start, longest, missing=0.2):
        """Days after a start: some on it, a few before it, some missing."""
        gone = start + pd.to_timedelta(draw.integers(-3, longest, len(start)), unit="D")
        return gone.where(draw.random(len(start)) >= missing)

    def moments(size):
        """Days with a time of day, one in ten at midnight, and some of them twice."""
        at = days(size) + pd.to_timedelta(draw.integers(0, 24 * 60, size) * (draw.random(size) > 0.1), unit="min")
        return at.where(draw.random(size) > 0.1, at.shift(1, fill_value=at.iloc[0]))

    def pick(options, size):
        return [options[i] for i in draw.integers(0, len(options), size)]

    def case(table, **columns):
        rows = {"child_id": [f"C{i}" for i in draw.integers(0, children, n)], "team": pick(TEAMS, n), **columns}
        return typed(table, pd.DataFrame(rows))

    def step():
        return pick([None, "completed", "started", "incoming", "completed", "cancelled", "proposed"], n)

    def front_door(table, outcomes, longest):
        received_at = moments(n)
        hours = pd.to_timedelta(draw.integers(-2, longest, n) * 60 + pick([0, 0, 1, 30], n), unit="min")
        return case(
            table,
            **{f"{table[:-1]}_id": [f"R{i}" for i in draw.permutation(n)]},
            received_at=received_at,
            decided_at=(received_at + hours).where(draw.random(n) > 0.2),
            outcome_code=pick(outcomes, n),
            step_status_code=step(),
            **({"screened_at": (received_at + hours / 2).where(draw.random(n) > 0.2)} if table == "contacts" else {}),
        )

    def spell(table, **columns):
        started_on = days(n)
        return case(table, started_on=started_on, ended_on=later(started_on, 700, 0.4), **columns)

    started_on, strategy_on = days(n), days(n)
    frames = {
        "contacts": front_door("contacts", ["referral", "advice", "early_help", "unmapped", None], 120),
        "referrals": front_door("referrals", ["assessment", "no_further_action", None], 50),
        "assessments": case(
            "assessments", started_on=started_on, authorised_on=later(started_on, 110), step_status_code=step(),
            outcome_code=pick(["cin_plan", "no_further_action", "early_help", "unmapped", None], n),
            first_seen_on=later(started_on, 20, 0.3), assessment_id=[f"R{i}" for i in draw.permutation(n)],
        ),
        "section47": case("section47", strategy_on=strategy_on, icpc_on=later(strategy_on, 40, 0.5), step_status_code=step()),
        "cp_plans": spell("cp_plans", previous_plans=pick([0, 0, 1, 2, None], n), category_code=pick(["neglect", "emotional", None], n), is_temporary=pick(["yes", "no", None, None], n)),
        "cin_plans": spell("cin_plans", step_status_code=step()),
        "care_periods": spell("care_periods", legal_status_code=pick(["V3", "V4", "C1", "E1", None], n), end_reason_code=pick(["E45", "E4A", "E43", None], n), placement_type_code=pick(["U1", "U4", "K2", None], n)),
        "allocations": spell(
            "allocations", worker_id=[f"W{i}" for i in draw.integers(0, 8, n)], worker=pick(["One", "Two", "Unallocated", "Duty", None], n)
        ),
    }  # fmt: skip
    snapshots = []
    for as_at_on in pd.date_range("2021-05-31", "2024-05-31", freq="2ME"):
        size = 20
        began_on = pd.Series(as_at_on - pd.to_timedelta(draw.integers(-40, 900, size), unit="D"))
        posts = {
            "as_at_on": as_at_on,
            "post_id": [f"P{i}" for i in draw.permutation(40)[:size]],
            "worker_id": pick([f"W{i}" for i in range(7)] + [None], size),
            "role_code": pick(ROLES, size),
            "team": pick([*TEAMS, "Oak"], size),
            "employment_code": pick(["permanent", "permanent", "agency", "vacant", "unmapped"], size),
            "fte": pick([1.0, 0.8, 0.6, 0.1, 0.5, None], size),
            "started_on": began_on.where(draw.random(size) > 0.2),
            "ended_on": pd.Series(as_at_on + pd.to_timedelta(draw.integers(-20, 60, size), unit="D")).where(draw.random(size) > 0.7),
            "leaving_reason_code": pick(["resigned", "moved_within", None], size),
            "appraised_on": pd.Series(as_at_on - pd.to_timedelta(draw.integers(-20, 700, size), unit="D")).where(draw.random(size) > 0.3),
            "sickness_days": pick([0.0, 0.0, 1.0, 2.5, 21.0, None], size),
            "available_days": pick([21.0, 20.0, 10.5, 0.0, None], size),
        }
        snapshots.append(pd.DataFrame(posts))
    frames["workforce"] = typed("workforce", pd.concat(snapshots, ignore_index=True))
    plain = {name: extract for name, extract in extracts().items() if name not in frames and not extract.fills and set(extract.adds_to) <= {name}}
    for name, extract in plain.items():
        frames[name] = _as_declared(name, extract, draw, n, children, days, later, moments, pick)
    return {name: loaded(name, frame, "2024-06-10" if name == "workforce" else LAST) for name, frame in frames.items()}


def _as_declared(name, extract, draw, n, children, days, later, moments, pick) -> pd.DataFrame:
    """A table of which only the declaration is known: every kind of value in every column, and ends mostly after their starts."""
    n = children if extract.rides_along else n * MORE.get(name, 1)
    first_of = {second: first for first, second in extract.in_order}
    rows = {}
    for column, about in extract.columns.items():
        if column == "child_id":
            rows[column] = [f"C{i}" for i in (draw.permutation(children) if extract.rides_along else draw.integers(0, children, n))]
            if not about.required:
                rows[column] = [one if draw.random() > 0.4 else None for one in rows[column]]
        elif column == "team":
            rows[column] = pick(TEAMS, n)
        elif column == "worker_id":
            rows[column] = pick([f"W{i}" for i in range(8)], n)
        elif column == "step_status_code":
            rows[column] = pick([None, "completed", "started", "completed", "cancelled", "proposed"], n)
        elif column == "as_at_on":
            rows[column] = pick(list(pd.date_range("2021-05-31", "2024-05-31", freq="2ME")), n)
        elif column == "born_on":
            rows[column] = days(n, pd.Timestamp("1998-01-01"), pd.Timestamp("2024-06-01"))
        elif about.type == "id":
            rows[column] = [f"R{i}" for i in (draw.permutation(n) if column == extract.key[0] else draw.integers(0, children // 2, n))]
        elif about.type in ("day", "moment"):
            start = rows.get(first_of.get(column))
            made = days(n) if about.type == "day" else moments(n)
            made = made if start is None else later(pd.Series(start), LONGEST.get(name, 200), 0.3)
            rows[column] = made if about.required and not about.may_be_blank else made.where(draw.random(n) > 0.15)
        elif (name, column) in WORTH_DRAWING:
            rows[column] = pick(WORTH_DRAWING[name, column], n)
        elif about.type == "code":
            rows[column] = pick([*filter(None, about.codes), "unmapped", None], n)
        elif about.type == "yes/no":
            rows[column] = pick(["yes", "yes", "no", None], n)
        elif about.type == "number":
            rows[column] = pick([0.0, 1.0, 2.0, 3.0, None], n)
        else:
            rows[column] = pick(["one", "two", "unallocated", "Duty", None], n)
    frame = typed(name, pd.DataFrame(rows))
    if "as_at_on" in extract.columns:  # a child has one line in a snapshot
        frame = frame.drop_duplicates([*extract.key], ignore_index=True)
    return frame
