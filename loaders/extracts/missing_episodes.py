"""Missing episodes: when a child went missing and came back, and the return interview that was offered and held."""

from loaders.extracts.shared import ACCEPTED, CASE, OFFERED, RETURN_CHILD
from loaders.schema import Extract, Layout, code, id_, moment, yes_no

EXTRACT = Extract(
    table="missing_episodes",
    row_is="one episode of one child missing or absent",
    key=("episode_id", "child_id"),
    key_without_id=("child_id", "started_at"),
    in_order=(("started_at", "ended_at"), ("ended_at", "interviewed_at")),
    columns={
        "episode_id": id_("Missing Episode ID", "Episode ID"),
        "child_id": RETURN_CHILD,
        "type_code": code(
            "Missing or Absent", "Missing Episode Type", "MISSING",
            codes={"missing": ("M", "Missing episode"), "absent": ("A", "Absent without authorisation", "Away without authorisation", "Away from placement")},
        ),
        "started_at": moment("Missing From", "Missing Episode Start", "Missing Start", "MIS_START", "Start At", required=True),
        # Blank while missing.
        "ended_at": moment("Missing Until", "Missing Episode End", "Missing End", "MIS_END", "Date and Time Returned", "End At"),
        "is_interview_offered": yes_no("Return Interview Offered", "RHI Offered", **OFFERED),
        "is_interview_accepted": yes_no("Return Interview Accepted", "RHI Accepted", **ACCEPTED),
        "interviewed_at": moment("Return Interview Held", "Return Interview Date", "RHI Date"),
        **CASE,
    },
    layouts={"ssda903": Layout("CHILD", "MISSING", "MIS_START", "MIS_END")},
    only_with=dict.fromkeys(("CHILD", "MISSING"), ("MIS_START",)) | dict.fromkeys(
        ("Start At", "End At"),
        ("Missing Episode ID", "Return Interview Offered", "Return Interview Accepted", "Return Interview Held", "RHI Offered", "RHI Accepted", "RHI Date"),
    ),
)  # fmt: skip
