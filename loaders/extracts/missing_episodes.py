"""Missing episodes: when a child went missing and came back, and the return interview that was offered and held."""

import pandas as pd

from loaders.extracts.shared import ACCEPTED, CASE, OFFERED, RETURN_CHILD
from loaders.schema import Extract, Layout, code, id_, moment, yes_no

#: What came of a return interview -> whether it was offered, and whether it was accepted.
OUTCOMES = {"accepted": (True, True), "declined": (True, False), "not_offered": (False, None)}


def with_outcomes(frames: dict[str, pd.DataFrame]) -> pd.DataFrame | None:
    """The episodes, with whether an interview was offered and accepted where only what came of it is said; None where that is not."""
    episodes = frames["missing_episodes"]
    if "interview_outcome_code" not in episodes or episodes["interview_outcome_code"].isna().all():
        return None
    outcome = episodes["interview_outcome_code"].astype(object)
    for place, column in enumerate(("is_interview_offered", "is_interview_accepted")):
        said = outcome.map({code: of[place] for code, of in OUTCOMES.items()}).astype("boolean")
        episodes = episodes.assign(**{column: episodes[column].fillna(said)})
    return episodes.dropna(axis="columns", how="all")  # a column that is blank throughout need not have been carried


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
        # Both in one: accepted says nothing of whether it was held.
        "interview_outcome_code": code(
            "Return Interview Outcome", "RHI Outcome",
            codes={"accepted": ("Offered and Accepted",), "declined": ("Offered and Declined", "Refused"), "not_offered": ("Not Offered",)},
            optional_extra=True,
        ),
        "interviewed_at": moment("Return Interview Held", "Return Interview Date", "RHI Date"),
        **CASE,
    },
    adds_to={"missing_episodes": with_outcomes},
    layouts={"ssda903": Layout("CHILD", "MISSING", "MIS_START", "MIS_END")},
    only_with=dict.fromkeys(("CHILD", "MISSING"), ("MIS_START",)) | dict.fromkeys(
        ("Start At", "End At"),
        ("Missing Episode ID", "Return Interview Offered", "Return Interview Accepted", "Return Interview Held", "RHI Offered", "RHI Accepted", "RHI Date"),
    ),
)  # fmt: skip
