"""When the child was first seen in an assessment, where the report of assessments does not say."""

import pandas as pd

from loaders.extracts.shared import CHILD
from loaders.schema import Extract, day, id_


def with_first_seen(frames: dict[str, pd.DataFrame]) -> pd.DataFrame | None:
    """The assessments, with the day that the child was first seen where they leave it blank; None where there are none."""
    if "assessments" not in frames or "assessment_first_seen" not in frames:
        return None
    assessments, seen = frames["assessments"], frames["assessment_first_seen"]
    key = ["assessment_id", "child_id"]
    days = pd.Series(seen["first_seen_on"].to_numpy(), pd.MultiIndex.from_frame(seen[key].astype(object)))
    found = days.reindex(pd.MultiIndex.from_frame(assessments[key].astype(object))).to_numpy()
    completed = assessments.assign(first_seen_on=assessments["first_seen_on"].fillna(pd.Series(found, assessments.index)))
    return completed.dropna(axis="columns", how="all")  # a column that is blank throughout need not have been carried


EXTRACT = Extract(
    table="assessment_first_seen",
    row_is="one child in one assessment",
    key=("assessment_id", "child_id"),
    columns={
        "assessment_id": id_("Assessment ID", "Assessment Number", required=True),
        "child_id": CHILD,
        "first_seen_on": day("First Seen", "First Seen Date", "Date First Seen", "Child First Seen", "Date Child First Seen", required=True),
    },
    adds_to={"assessments": with_first_seen},
)
