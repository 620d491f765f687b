"""Complaints under the children's procedure, with the stage that each has reached."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.quotas import half_up
from loaders.synthetic.report import Report, as_days, coded, day, ident, numbered
from loaders.synthetic.wording import TEAM

#: Received in a year, and the share answered in time.
RECEIVED = {2021: 95, 2022: 128, 2023: 121, 2024: 104, 2025: 96, 2026: 90}
IN_TIME = {2021: 0.66, 2022: 0.48, 2023: 0.57, 2024: 0.74, 2026: 0.85}
TEAMS = dict(zip(levels.TEAMS, (0.04, 0.01, 0.12, 0.12, 0.15, 0.12, 0.15, 0.12, 0.06, 0.04, 0.04, 0.01, 0.02), strict=True))


def rows(authority) -> pd.DataFrame:
    rng, calendar = authority.random("complaints"), authority.calendar
    received = []
    for year, of_year, business, part in authority.days_of_years(authority.last):
        chance = business * calendar.are_working(of_year)
        n = half_up(float(levels.of_years(RECEIVED, year)) * authority.scale * part)
        if chance.sum():
            received.append(rng.choice(of_year, size=n, p=chance / chance.sum()))
    received = np.sort(np.concatenate(received))
    n = len(received)
    due = calendar.after(received, np.where(rng.random(n) < 0.3, 20, 10))
    soon = rng.random(n) < levels.of_years(IN_TIME, days.financial_year(received))
    answered = np.where(soon, np.maximum(received, due - rng.integers(0, 8, size=n)), due + 1 + rng.exponential(14, size=n).astype(int))
    unhappy = rng.random(n) < 0.13
    further = rng.random(n) < 0.2
    escalated = np.where(unhappy, answered + rng.integers(5, 25, size=n), days.OPEN)
    closed = np.where(unhappy, escalated + rng.integers(40, 140, size=n), answered + rng.integers(0, 12, size=n))
    # A few answers are typed with the year before.
    wrong = np.flatnonzero((answered < authority.last - 60) & ~unhappy)
    wrong = wrong[rng.permutation(len(wrong))[: half_up(2 * authority.scale)]]
    typed = answered.copy()
    typed[wrong] -= 365
    last_stage = np.where(unhappy, np.where(further, "ombudsman", "stage_2"), "stage_1").astype(object)
    now = authority.last
    frame = pd.DataFrame(
        {
            "complaint_id": [f"CF{number}" for number in numbered(2_200, n, rng).tolist()],
            "received_on": as_days(received),
            "stage_code": last_stage,
            "due_on": as_days(due),
            "answered_on": as_days(np.where(answered > now, days.OPEN, typed)),
            "closed_on": as_days(np.where(closed > now, days.OPEN, closed)),
            "resolved_stage_code": last_stage,
            "team": rng.choice(list(TEAMS), size=n, p=list(TEAMS.values())).astype(object),
            "_answered": as_days(answered),
            "_escalated": as_days(np.where(unhappy, escalated, received)),
            "_before": "stage_1",
        }
    )
    frame = frame.assign(_opened=frame["received_on"], _closed=frame["closed_on"])
    return frame[frame["received_on"] >= pd.Timestamp(days.date_of(authority.first))].reset_index(drop=True)


_STAGES = {"stage_1": ("Stage 1", "1"), "stage_2": ("Stage 2", "2"), "ombudsman": ("Ombudsman", "LGSCO")}
REPORT = Report(
    table="complaints",
    title="Customer Feedback: Complaints about Children's Services",
    file_name="Complaints",
    columns={
        "complaint_id": ident("Complaint ID", "Complaint Reference"),
        "received_on": day("Complaint Received", "Complaint Date"),
        "stage_code": coded("Complaint Stage", "Stage", texts=_STAGES),
        "due_on": day("Response Due", "Response Due Date"),
        "answered_on": day("Responded", "Response Sent"),
        "closed_on": day("Complaint Closed", "Date Closed"),
        "resolved_stage_code": coded("Resolved at Stage", texts=_STAGES),
        "team": TEAM,
    },
    rows=rows,
    is_register=True,
    known={
        "stage_code": ("_escalated", "_before"),
        "resolved_stage_code": ("closed_on", None),
        "closed_on": ("closed_on", None),
        "answered_on": ("_answered", None),
    },
    extras={"Complainant": ("Parent", "Young person", "Relative", "Carer"), "Upheld": ("Upheld", "Partly upheld", "Not upheld")},
)
