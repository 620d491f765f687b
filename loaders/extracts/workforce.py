"""Workforce: the establishment's posts and who holds them, a snapshot a month, from human resources."""

from loaders.extracts.shared import TEAM, WORKER
from loaders.schema import Extract, code, day, id_, number

EXTRACT = Extract(
    table="workforce",
    row_is="one post on one day",
    key=("post_id", "as_at_on"),
    in_order=(("started_on", "ended_on"),),
    columns={
        # Absent or blank: the file's as-at day.
        "as_at_on": day("As At", "Snapshot Date"),
        "post_id": id_("Post ID", "Position ID", required=True),
        # Blank for a vacant post.
        "worker_id": id_("Worker ID", "WORKER_ID", "Employee ID"),
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
            "Employment", "Contract Type", "Employment Type",
            codes={"permanent": ("Perm", "Fixed term", "Fixed-term"), "agency": ("Locum", "Interim"), "vacant": ("Vacancy",)},
            required=True,
        ),
        "fte": number("FTE", "Full Time Equivalent", required=True, between=(0, 1)),
        "started_on": day("Post Start", "Start Date in Post"),
        "ended_on": day("Post End", "Leaving Date"),
    },
)  # fmt: skip
