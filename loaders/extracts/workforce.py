"""Workforce: the establishment's posts and who holds them, a snapshot a month, from human resources.

A list of workers without posts does too; it knows of no vacant post. Nor does the social work workforce census, of which
each worker is a post: see loaders/returns/workforce_census.py.
"""

from loaders.extracts.shared import TEAM, WORKER
from loaders.schema import Extract, Layout, code, day, id_, number

EXTRACT = Extract(
    table="workforce",
    row_is="one post on one day",
    key=("post_id", "as_at_on"),
    key_without_id=("worker_id", "as_at_on"),
    in_order=(("started_on", "ended_on"),),
    columns={
        # Absent or blank: the file's as-at day.
        "as_at_on": day("As At", "Snapshot Date"),
        "post_id": id_("Post ID", "Position ID", required=True),
        # Blank for a vacant post.
        "worker_id": id_("Worker ID", "WORKER_ID", "Employee ID", "SWENo"),
        "worker": WORKER,
        "role_code": code(
            "Role", "Job Title",
            codes={
                "social_worker": ("Social Worker",),
                "senior_practitioner": ("Senior Practitioner", "Senior Social Worker", "Advanced Practitioner", "Advanced Social Worker"),
                "newly_qualified": ("Newly Qualified Social Worker", "NQSW", "ASYE", "ASYE Social Worker", "Social Worker (ASYE)"),
                "team_manager": ("Team Manager", "Assistant Team Manager", "Deputy Team Manager", "Practice Manager"),
                "service_manager": ("Service Manager",),
                "head_of_service": ("Head of Service",),
                "service_director": ("Service Director", "Director"),
                "support": ("Support Worker", "Family Support Worker", "Social Work Assistant", "Business Support", "Personal Adviser"),
            },
            required=True,
        ),
        "team": TEAM,
        "employment_code": code(
            # Also a yes/no column: is it an agency worker?
            "Employment", "Contract Type", "Employment Type", "Agency", "Agency Worker",
            codes={"permanent": ("Perm", "Fixed term", "Fixed-term", "No", "N", "0", "False"),
                   "agency": ("Locum", "Interim", "Yes", "Y", "1", "True"), "vacant": ("Vacancy",)},
            required=True,
        ),
        "fte": number("FTE", "Full Time Equivalent", required=True, between=(0, 1)),
        "started_on": day("Post Start", "Start Date in Post", "RoleStartDate", "Start Date"),
        "ended_on": day("Post End", "Leaving Date", "RoleEndDate", "End Date"),
        # Whoever moved within the authority has left a post and is no leaver.
        "leaving_reason_code": code(
            "Reason for Leaving", "Leaving Reason",
            codes={
                "moved_within": ("Moved within the authority", "Internal move", "Internal transfer", "Promotion", "Secondment"),
                "resigned": ("Resignation", "Voluntary resignation"), "retired": ("Retirement",),
                "contract_ended": ("End of contract", "Contract ended", "End of fixed term contract", "Assignment ended"),
                "dismissed": ("Dismissal",), "redundant": ("Redundancy",), "died": ("Death", "Deceased"), "other": ("Other reason",),
            },
        ),
        "appraised_on": day("Appraisal Completed", "Appraisal Date", "Last Appraisal"),
        # Working days of the month, or of whatever time since the snapshot before: lost to sickness, of so many.
        "sickness_days": number("Working Days Lost", "Sickness Days", "Days Lost to Sickness", between=(0, 366)),
        "available_days": number("Working Days Available", "Available Days", between=(0, 366)),
    },
    only_with=dict.fromkeys(("Agency", "Start Date", "End Date"), ("Worker ID", "Post ID")),
    layouts={"workforce census": Layout(
        "Post ID", "SWENo", "Role", "AgencyWorker", "Full Time Equivalent", "RoleStartDate", "RoleEndDate", "As At", "WorkingDaysLost",
    ), "minimal": Layout(
        "Worker ID", "Role", "Team", "Agency", "FTE", "Start Date", "End Date", required=("worker_id", "role_code", "employment_code", "fte"),
    )},
)  # fmt: skip
