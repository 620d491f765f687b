"""Visits: to children on plans, in need and in care, by their social workers and reviewing officers.

They are half of all there is to tell: of the years before 2023-24 only case notes do.
"""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.caseloads import care_team, plan_team
from loaders.synthetic.quotas import half_up
from loaders.synthetic.report import Report, as_days, coded, day, ident, numbered, yes_no
from loaders.synthetic.rounds import Groups, make_rounds
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, WORKER, held_by

RECORDED_SINCE = days.day_of("2023-04-01")
#: The share that is late, by the year in which the plan began; it falls as the service recovers.
LATE = {2021: 0.22, 2022: 0.30, 2023: 0.24, 2024: 0.15, 2026: 0.12, 2027: 0.10}
#: Spells, days until the first visit, days between later ones, by how many they differ, how often late beside others' 1, share seen.
DUTIES = {
    "cp": ("cp", 10, 14, 3, 1.0, 0.96),
    "cin": ("cin", 14, 28, 6, 1.3, 0.93),
    "care": ("care", 7, 42, 8, 0.7, 0.97),
    "reviewing_officer": ("care", 60, 180, 35, 1.0, 0.9),
}


def starts(authority) -> int:
    return max(authority.first, RECORDED_SINCE) if authority.last > RECORDED_SINCE else authority.first


def rows(authority) -> pd.DataFrame:
    rng, calendar = authority.random("visits"), authority.calendar
    since = starts(authority)
    parts, n = [], 0
    for kind, (name, first, then, spread, factor, seen) in DUTIES.items():
        groups = Groups(getattr(authority.plans, name).all)
        team = care_team if name == "care" else plan_team
        teams = np.array([team(family) for family in groups.family.tolist()], object)
        late = levels.of_years(LATE, days.financial_year(groups.starts)) * factor * np.where(teams == levels.PROTECTION[1], 1.6, 0.9)
        rounds = make_rounds(authority, rng, groups.starts, groups.ends, first, then, late, spread, since=since)
        visit, child = groups.each_child(rounds)
        done, due = rounds.done, rounds.due
        # Most are planned for the day they are made.
        planned = np.minimum(done, authority.last + 1 + rng.integers(0, 28, size=len(due)))
        planned = calendar.on_or_before(planned - np.where(rng.random(len(due)) < 0.2, rng.integers(1, 6, size=len(due)), 0))
        known = np.where(rng.random(len(due)) < 0.04, rng.integers(21, 60, size=len(due)), 0)  # days until it was recorded
        parts.append(pd.DataFrame({
            "visit": n + visit, "child": child, "type_code": kind, "planned": planned[visit], "done": done[visit], "due": due[visit],
            "recorded": known[visit], "team": teams[rounds.group[visit]], "seen": rng.random(len(visit)) < seen,
        }))  # fmt: skip
        n += len(due)
    made = pd.concat(parts, ignore_index=True)
    found = pd.concat([made, _not_made(rng, made, n, calendar)], ignore_index=True)
    order = np.lexsort((found["child"], found["visit"], found["planned"]))
    return _as_rows(authority, rng, found.iloc[order].reset_index(drop=True))


def _not_made(rng, made, n, calendar):
    """One visit in fifty of the n was planned for a day on which nobody was in."""
    missed = made[(made["done"] < days.OPEN) & (rng.random(n) < 0.02)[made["visit"]]]
    planned = calendar.on_or_before(missed["planned"].to_numpy() - 3)
    return missed.assign(visit=n + missed["visit"], planned=planned, done=days.OPEN, recorded=0)


def _as_rows(authority, rng, found) -> pd.DataFrame:
    n = len(found)
    done, child = found["done"].to_numpy(), found["child"].to_numpy()
    is_done = done < days.OPEN
    day_of_it = np.where(is_done, done, np.minimum(found["planned"], authority.last))
    teams, workers = held_by(authority, child, day_of_it)
    is_reviewing = (found["type_code"] == "reviewing_officer").to_numpy()
    officer = np.array([f"Reviewing officer {1 + c % 7:02d}" for c in child.tolist()], object)
    # The youngest are seldom asked to see a visitor alone.
    alone = found["seen"] & (rng.random(n) < np.where(authority.ages.on(child, day_of_it) < 4, 0.35, 0.84))
    ids, place = np.unique(found["visit"], return_inverse=True)
    first_seen = np.full(len(ids), n)
    np.minimum.at(first_seen, place, np.arange(n))
    number = numbered(3_100_000, len(ids), rng)[np.argsort(np.argsort(first_seen))]
    frame = pd.DataFrame(
        {
            "visit_id": number[place],
            "child_id": authority.families.child_ids[child].astype(str),
            "type_code": np.where(rng.random(n) < 0.002, "unmapped", found["type_code"]),
            "planned_on": as_days(found["planned"]),
            "visited_on": as_days(done),
            "due_on": as_days(found["due"]),
            "is_seen": np.where(is_done, found["seen"].astype(object), None),
            "is_seen_alone": np.where(is_done & (rng.random(n) > 0.03), alone.astype(object), None),
            "team": np.where(rng.random(n) < 0.004, None, found["team"]),
            "worker": np.where(is_reviewing, officer, np.array(workers, object)),
        }
    )
    # Known from the day planned, or four weeks before where it is still to be made; a few are recorded weeks late.
    planned = found["planned"].to_numpy()
    soonest = np.where(is_done, np.minimum(done, planned), planned - 28)
    recorded = np.minimum(soonest + found["recorded"], np.maximum(authority.last, soonest))
    frame["_opened"] = as_days(recorded)
    frame["_closed"] = as_days(np.maximum(recorded, np.where(is_done, done, planned)))
    # A few have their day typed in the wrong month: before it was planned by half a year.
    odd = np.flatnonzero(is_done & (done < authority.last - 200))
    odd = odd[rng.permutation(len(odd))[: half_up(12 * authority.scale)]]
    frame.loc[odd, "planned_on"] += pd.Timedelta(days=183)
    return frame


REPORT = Report(
    table="visits",
    title="Children's Social Care: Visits",
    file_name="Visits",
    columns={
        "visit_id": ident("Visit ID", "VISIT_ID"),
        "child_id": CHILD,
        "type_code": coded(
            "Visit Type", "VISIT_TYPE",
            texts={
                "cp": ("CP Visit", "Child Protection Visit", "CP Statutory Visit"),
                "cin": ("CIN Visit", "Child in Need Visit"),
                "care": ("CLA Visit", "LAC Statutory Visit", "CLA Statutory Visit"),
                "reviewing_officer": ("IRO Visit", "Reviewing Officer Visit"),
                # In some other words.
                "unmapped": ("Welfare check", "Joint with partner"),
            },
        ),
        "planned_on": day("Planned Date", "Planned Visit Date"),
        "visited_on": day("Visit Date", "Actual Date", "Date of Visit"),
        "due_on": day("Visit Due", "Visit Due Date"),
        "is_seen": yes_no("Seen", "Child Seen", "SEEN_FLAG"),
        "is_seen_alone": yes_no("Seen Alone", "Child Seen Alone", "SEEN_ALONE_FLAG"),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    starts=starts,
    known={"visited_on": ("visited_on", None), "is_seen": ("visited_on", None), "is_seen_alone": ("visited_on", None)},
    extras={"Locality": LOCALITIES, "Place of Visit": ("Home", "School", "Placement", "Office"), "Announced": ("Y", "N")},
)  # fmt: skip
