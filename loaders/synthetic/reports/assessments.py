"""Assessments, from start to the manager's authorisation."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.quotas import half_up
from loaders.synthetic.report import Report, as_days, coded, day, expand, ident, numbered
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, WORKER, held_by


def rows(authority) -> pd.DataFrame:
    rng = authority.random("assessment rows")
    done = authority.front_door.assessments
    n = len(done.size)
    group, child = expand(done.family, done.size, authority.families)
    starts, ends = done.starts.copy(), done.ends
    seen = np.minimum(starts + rng.poisson(5, size=n), ends)
    seen = np.where(rng.random(n) < 0.03, days.OPEN, seen)
    # One team writes it down elsewhere: see the report of first visits.
    elsewhere = np.where((done.team == levels.ASSESSMENT[1]) & (seen < starts + 60) & (authority.random("first visits").random(n) < 0.3), seen, days.OPEN)

    # A few were late and have their start typed as a day after they were authorised. Not around
    # the turn of a financial year, where the two days would belong to different extracts.
    late = (ends - starts > 75) & (days.month_of(ends) % 12 != 2) & (days.month_of(ends) % 12 != 3)
    late = np.flatnonzero(late & (ends < authority.last - 40))
    wrong = late[rng.permutation(len(late))[: half_up(2 * authority.scale)]]
    starts[wrong] = ends[wrong] + 3

    frame = pd.DataFrame(
        {
            "assessment_id": numbered(6_300_000, n, rng),
            "started_on": as_days(starts),
            "first_seen_on": as_days(np.where(elsewhere < days.OPEN, days.OPEN, seen)),
            "_seen_elsewhere": as_days(elsewhere),
            "authorised_on": as_days(ends),
            "outcome_code": done.outcome,
            "team": done.team,
        }
    )
    frame["_opened"] = frame[["started_on", "authorised_on"]].min(axis=1)
    frame["_closed"] = frame[["started_on", "authorised_on"]].max(axis=1)
    frame = frame.iloc[group].reset_index(drop=True)
    frame["child_id"] = authority.families.child_ids[child].astype(str)
    teams, workers = held_by(authority, child, np.minimum(ends[group] - 1, authority.last))
    # Whoever holds a child on a plan is no worker of the assessment team.
    same = np.array(teams, object) == frame["team"].to_numpy()
    frame["worker"] = np.where(same, np.array(workers, object), None)

    # A day that cannot be read, in a column that identifies nothing.
    seen = (frame["_closed"] <= pd.Timestamp(days.date_of(authority.last))) & frame["_seen_elsewhere"].isna()
    seen = np.flatnonzero(seen.to_numpy())
    odd = seen[rng.permutation(len(seen))[: max(1, half_up(9 * authority.scale))]]
    frame["_text_first_seen_on"] = None
    for row in odd.tolist():
        frame.loc[row, "first_seen_on"] = pd.NaT
        frame.loc[row, "_text_first_seen_on"] = str(rng.choice(["31/02/2023", "week 3", "see case note"]))
    return frame[
        (frame["_closed"] >= pd.Timestamp(days.date_of(authority.first)))
        & (frame["_opened"] <= pd.Timestamp(days.date_of(authority.last)))
    ].reset_index(drop=True)


REPORT = Report(
    table="assessments",
    title="Children's Social Care: Assessments Started and Authorised",
    file_name="Assessments",
    columns={
        "assessment_id": ident("Assessment ID", "Assessment Number"),
        "child_id": CHILD,
        "started_on": day("Assessment Start", "Assessment Start Date"),
        "first_seen_on": day("First Seen", "Child First Seen", "Date Child First Seen"),
        "authorised_on": day("Assessment Authorised", "Date of Authorisation"),
        "outcome_code": coded(
            "Assessment Outcome",
            texts={
                "cin_plan": ("CIN Plan", "Child in Need Plan"),
                "child_protection": ("Child Protection", "ICPC"),
                "care": ("Child in Care", "Care"),
                "early_help": ("Early Help", "Step down to Early Help"),
                "no_further_action": ("NFA", "No Further Action"),
            },
        ),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    known={
        "outcome_code": ("authorised_on", None),
        "first_seen_on": ("first_seen_on", None),
        "authorised_on": ("authorised_on", None),
    },
    extras={
        "Locality": LOCALITIES,
        "Assessment Type": ("Child and Family Assessment", "Child and Family Assessment", "Pre-birth"),
    },
)
