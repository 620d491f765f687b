"""Workforce: the establishment's posts and who holds them, a snapshot a month."""

import pandas as pd

from loaders.synthetic import days
from loaders.synthetic.report import Report, as_days, coded, day, ident, number, worker_id
from loaders.synthetic.wording import LOCALITIES, TEAM, WORKER

#: Who holds a post that nobody holds: worker, employment, from, until.
VACANT = (None, "vacant", days.OPEN, days.OPEN)


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
    return frame


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
    },
    rows=rows,
    extras={"Cost Centre": ("CS101", "CS102", "CS205"), "Base": LOCALITIES},
)  # fmt: skip
