"""Health checks of children in care: each that was held, and the initial assessments that are due."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.caseloads import care_team
from loaders.synthetic.report import Report, as_days, coded, day, ident, number, numbered, yes_no
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM

#: The share of initial assessments within 20 working days, by the year in which care began.
INITIAL = {2021: 0.55, 2022: 0.42, 2023: 0.51, 2024: 0.66, 2026: 0.78}
HALF_YEAR = 182


def rows(authority) -> pd.DataFrame:
    rng, care = authority.random("health checks"), authority.care
    periods = np.flatnonzero(~care.is_break)
    starts, until = care.starts[periods], care.until[periods]
    never = np.full(len(periods), days.OPEN)
    parts = [_initial(authority, rng, starts, until)]

    # Every half year something may be due; `at` is the period, `step` the how-manieth half year.
    n = np.maximum((until - starts) // HALF_YEAR, 0) + 1
    at = np.repeat(np.arange(len(periods)), n)
    step = np.arange(len(at)) - np.repeat(np.cumsum(n) - n, n)
    due = starts[at] + HALF_YEAR * step
    age = authority.ages.on(care.child[periods][at], due)
    careless = rng.random(len(periods))[at]  # of whoever cares for the child

    def held(kind, when, mean, spread, late):
        day = due[when] + rng.normal(mean, spread, size=int(when.sum())).astype(int)
        day += np.where(rng.random(len(day)) < late * (0.4 + 1.2 * careless[when]), rng.integers(30, 200, size=len(day)), 0)
        due_on = due[when] if kind == "health_assessment" else np.full(len(day), days.OPEN)
        return pd.DataFrame({"at": at[when], "type_code": kind, "checked": day, "due": due_on, "day": day})

    later = step > 0
    review = later & ((age < 5) | (step % 2 == 0))
    parts += [
        held("health_assessment", review, -22, 14, 0.11),
        held("dental", rng.random(len(at)) < np.where(age < 1, 0.1, 0.88), 80, 45, 0.15),
        held("immunisations", later & (step % 2 == 0), -40, 25, 0).assign(is_up_to_date=(careless < 0.88)[later & (step % 2 == 0)]),
        held("sdq", (step % 2 == 1) & (age > 3.8) & (age < 17), -10, 30, 0.05),
    ]
    found = pd.concat(parts, ignore_index=True)
    at = found["at"].to_numpy()
    found = found[(found["day"] >= starts[at]) & (found["day"] < until[at]) | (found["type_code"] == "initial_health")]
    is_sdq = (found["type_code"] == "sdq").to_numpy()
    found["sdq_score"] = np.where(is_sdq, np.clip(rng.normal(14, 6.5, size=len(found)).round(), 0, 40), np.nan)
    found = found.sort_values(["day", "at", "type_code"], kind="stable")
    at = periods[found["at"].to_numpy()]
    never = found["checked"].to_numpy() > authority.last
    checked = np.where(never, days.OPEN, found["checked"])
    team = np.array([care_team(spell.family) for spell in care.spells], object)
    frame = pd.DataFrame(
        {
            "check_id": numbered(5_500_000, len(found), rng),
            "child_id": authority.families.child_ids[care.child[at]].astype(str),
            "type_code": found["type_code"].to_numpy(object),
            "checked_on": as_days(checked),
            "due_on": as_days(found["due"].to_numpy()),
            "is_up_to_date": found["is_up_to_date"].astype(object).where(found["is_up_to_date"].notna(), None).to_numpy(),
            "sdq_score": found["sdq_score"].to_numpy(),
            "team": team[at],
            "_opened": as_days(np.minimum(found["day"], checked)),
            "_closed": as_days(np.where(never & (care.ends[at] < days.OPEN), care.ends[at], checked)),
        }
    )
    frame.loc[rng.random(len(frame)) < 0.002, "type_code"] = "unmapped"
    return frame[(frame["_opened"] <= _stamp(authority.last)) & ~(frame["_closed"] < _stamp(authority.first))].reset_index(drop=True)


def _stamp(number: int) -> pd.Timestamp:
    return pd.Timestamp(days.date_of(number))


def _initial(authority, rng, starts, until):
    """Due 20 working days after coming into care; not held where care ends before."""
    calendar, n = authority.calendar, len(starts)
    soon = rng.random(n) < levels.of_years(INITIAL, days.financial_year(starts))
    takes = np.where(soon, rng.integers(7, 21, size=n), 21 + np.minimum(rng.exponential(9, size=n).astype(int), 90))
    checked = calendar.after(starts, takes)
    return pd.DataFrame(
        {"at": np.arange(n), "type_code": "initial_health", "checked": np.where(checked < until, checked, days.OPEN), "due": calendar.after(starts, 20), "day": starts}
    )


REPORT = Report(
    table="health_checks",
    title="Children's Social Care: Health of Children Looked After",
    file_name="Health Checks",
    columns={
        "check_id": ident("Health Check ID", "HEALTH_CHECK_ID"),
        "child_id": CHILD,
        "type_code": coded(
            "Health Check Type", "Type of Health Check",
            texts={
                "initial_health": ("Initial Health Assessment", "IHA"),
                "health_assessment": ("Review Health Assessment", "RHA", "Health Assessment"),
                "dental": ("Dental Check", "Dentist"),
                "immunisations": ("Immunisations",),
                "sdq": ("SDQ", "Strengths and Difficulties Questionnaire"),
                "unmapped": ("Optician", "Hearing test"),
            },
        ),
        "checked_on": day("Health Check Date", "Date of Health Check"),
        "due_on": day("Health Check Due", "Health Check Due Date"),
        "is_up_to_date": yes_no("Up to Date"),
        "sdq_score": number("SDQ Score", "SDQ_SCORE"),
        "team": TEAM,
    },
    rows=rows,
    known={"checked_on": ("checked_on", None)},
    extras={"Locality": LOCALITIES, "Provider": ("Community paediatrics", "Looked after children nurse")},
)  # fmt: skip
