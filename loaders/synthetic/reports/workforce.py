"""Workforce: the establishment's posts and who holds them, a snapshot a month."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.report import Report, as_days, coded, day, ident, number, worker_id
from loaders.synthetic.wording import LOCALITIES, TEAM, WORKER

#: Who holds a post that nobody holds: worker, employment, from, until.
VACANT = (None, "vacant", days.OPEN, days.OPEN)

#: Why permanent staff leave their posts.
LEAVING = {"resigned": 0.62, "moved_within": 0.12, "retired": 0.1, "contract_ended": 0.06, "dismissed": 0.02, "other": 0.08}
#: The share of staff whose appraisal was completed, by year.
APPRAISED = {2021: 0.52, 2022: 0.58, 2023: 0.77, 2024: 0.88, 2026: 0.93}


def rows(authority) -> pd.DataFrame:
    staff = authority.staff
    by_post: dict[int, list] = {}
    for holder in staff.holders:
        if holder.is_established:
            by_post.setdefault(holder.post, []).append(holder)
    found = []
    months = [m for m in authority.months() if days.first_of_month(m) >= authority.first]
    for month in months:
        last = days.last_of_month(month)
        for post in staff.posts:
            if post.created > last:
                continue
            holder = next((h for h in by_post.get(post.number, ()) if h.starts <= last < h.ends), None)
            if holder is None:
                role = "senior_practitioner" if post.is_senior else "social_worker"
                found.append((last, f"P{post.number:04d}", None, role, post.team, "vacant", 1.0, days.OPEN, days.OPEN))
                continue
            # Notice has been given of what is no more than six weeks off.
            leaves = holder.ends if holder.ends <= last + 42 else days.OPEN
            found.append(
                (last, f"P{post.number:04d}", holder.worker, holder.role_on(last), post.team,
                 holder.employment, holder.fte, holder.starts, leaves)
            )  # fmt: skip
        for post, role, team, holders in staff.others:
            worker, employment, starts, _ = next((h for h in holders if h[2] <= last < h[3]), VACANT)
            vacant = worker is None
            found.append(
                (last, f"M{post:04d}", worker, role, team or None, employment, 1.0,
                 days.OPEN if vacant else starts, days.OPEN)
            )  # fmt: skip
    names = "as_at post_id worker role_code team employment_code fte starts ends".split()
    found = pd.DataFrame(found, columns=names)
    worker = found["worker"].astype(object).where(found["worker"].notna(), None)
    frame = pd.DataFrame(
        {
            "as_at_on": as_days(found["as_at"]),
            "post_id": found["post_id"],
            "worker_id": [worker_id(None if w is None else int(w)) for w in worker],
            "worker": [None if w is None else staff.name(int(w)) for w in worker],
            "role_code": found["role_code"],
            "team": found["team"],
            "employment_code": found["employment_code"],
            "fte": found["fte"],
            "started_on": as_days(found["starts"]),
            "ended_on": as_days(found["ends"]),
        }
    )
    frame["_opened"] = frame["_closed"] = frame["as_at_on"]
    _forget_hours(authority, frame)
    _add_leaving(authority, frame, found)
    _add_appraisals(authority, frame, found)
    _add_sickness(authority, frame, found)
    return frame


def _add_leaving(authority, frame, found):
    """Why the holders of posts leave; an agency worker who is taken on goes on working in the authority."""
    rng, holders = authority.random("leaving"), authority.staff.holders
    why = rng.choice(list(LEAVING), size=len(holders), p=list(LEAVING.values()))
    reasons = {(f"P{h.post:04d}", h.ends): why if h.employment == "permanent" else "contract_ended" for h, why in zip(holders, why.tolist(), strict=True)}
    taken_on = {(h.worker, h.starts) for h in holders}
    frame["leaving_reason_code"] = [
        None if ends >= days.OPEN else "moved_within" if (worker, ends) in taken_on else reasons[post, ends]
        for post, worker, ends in zip(found["post_id"], found["worker"], found["ends"].tolist(), strict=True)
    ]


def _add_appraisals(authority, frame, found):
    """Of permanent staff, most in the spring and summer of each year, in some years by far not all."""
    rng, done = authority.random("appraisals"), {}
    first, last = int(days.financial_year(authority.begins)) - 1, int(days.financial_year(authority.last))
    share = levels.of_years(APPRAISED, np.arange(first, last + 1))
    starts = np.array([days.year_starts(year) for year in range(first, last + 1)])
    held = []
    for worker, since, on, employment in zip(found["worker"], found["starts"].tolist(), found["as_at"].tolist(), found["employment_code"], strict=True):
        if employment != "permanent":
            held.append(days.OPEN)
            continue
        if worker not in done:
            when = starts + 20 + np.minimum(rng.exponential(70, size=len(starts)).astype(int), 330)
            done[worker] = when[rng.random(len(starts)) < share]
        earlier = done[worker][(done[worker] <= on) & (done[worker] > since + 60)]
        held.append(int(earlier[-1]) if len(earlier) else days.OPEN)
    frame["appraised_on"] = as_days(held)


def _add_sickness(authority, frame, found):
    """Working days of each month, and those lost to sickness; of agency workers nobody keeps count."""
    rng, n = authority.random("sickness"), len(found)
    on = found["as_at"].to_numpy()
    span = np.arange(authority.begins, on.max() + 2 if n else authority.begins + 1)
    passed = np.concatenate([[0], np.cumsum(authority.calendar.are_working(span))])
    since = np.maximum(np.where(found["starts"] < days.OPEN, found["starts"], on), [days.first_of_month(int(m)) for m in days.month_of(on)])
    until = np.minimum(on + 1, np.maximum(found["ends"].to_numpy(), since))
    available = (passed[until - authority.begins] - passed[since - authority.begins]).astype(float)
    ill = rng.random(n)
    lost = np.where(ill < 0.015, available, np.where(ill < 0.2, np.minimum(np.ceil(rng.exponential(2.2, size=n) * 2) / 2, available), 0.0))
    permanent = (found["employment_code"] == "permanent").to_numpy()
    frame["available_days"] = np.where(permanent, available, np.nan)
    frame["sickness_days"] = np.where(permanent, lost, np.nan)


def _forget_hours(authority, frame):
    """In two Julys nobody has entered the hours of an agency worker."""
    rng = authority.random("workforce rows")
    july = (frame["as_at_on"].dt.month == 7) & (frame["as_at_on"].dt.year % 3 == 0)
    agency = july & (frame["employment_code"] == "agency") & frame["post_id"].str.startswith("P")
    for _, rows_ in frame[agency].groupby("as_at_on"):
        frame.loc[rows_.index[int(rng.integers(len(rows_)))], "fte"] = float("nan")


REPORT = Report(
    table="workforce",
    title="Human Resources: Social Care Establishment",
    file_name="Workforce",
    columns={
        "as_at_on": day("As At", "Snapshot Date"),
        "post_id": ident("Post ID", "Position ID"),
        "worker_id": ident("Worker ID", "Employee ID"),
        "worker": WORKER,
        "role_code": coded(
            "Role", "Job Title",
            texts={
                "social_worker": ("Social Worker", "SOCIAL WORKER"),
                "senior_practitioner": ("Senior Practitioner", "Senior Social Worker"),
                "newly_qualified": ("Newly Qualified Social Worker", "NQSW", "ASYE"),
                "team_manager": ("Team Manager",),
                "service_manager": ("Service Manager",),
                "head_of_service": ("Head of Service",),
                "service_director": ("Service Director",),
                "support": ("Family Support Worker", "Support Worker"),
            },
        ),
        "team": TEAM,
        "employment_code": coded(
            "Employment", "Contract Type", "Employment Type",
            texts={
                "permanent": ("Permanent", "Perm"),
                "agency": ("Agency", "Locum", "Interim"),
                "vacant": ("Vacant", "Vacancy"),
            },
        ),
        "fte": number("FTE", "Full Time Equivalent"),
        "started_on": day("Post Start", "Start Date in Post"),
        "ended_on": day("Post End", "Leaving Date"),
        "leaving_reason_code": coded(
            "Reason for Leaving", "Leaving Reason",
            texts={"resigned": ("Resigned", "Voluntary resignation"), "moved_within": ("Internal move", "Internal transfer"), "retired": ("Retired", "Retirement"),
                   "contract_ended": ("End of contract", "Contract ended"), "dismissed": ("Dismissed", "Dismissal"), "other": ("Other",)},
        ),
        "appraised_on": day("Appraisal Completed", "Appraisal Date"),
        "sickness_days": number("Working Days Lost", "Sickness Days"),
        "available_days": number("Working Days Available", "Available Days"),
    },
    rows=rows,
    extras={"Cost Centre": ("CS101", "CS102", "CS205"), "Base": LOCALITIES},
)  # fmt: skip
