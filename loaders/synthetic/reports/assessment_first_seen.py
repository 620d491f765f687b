"""First visits in assessments, from the team that keeps them apart from its assessments."""

import pandas as pd

from loaders.synthetic.report import Report, day, ident
from loaders.synthetic.reports import assessments
from loaders.synthetic.wording import CHILD, LOCALITIES


def rows(authority) -> pd.DataFrame:
    found = assessments.rows(authority)
    found = found[found["_seen_elsewhere"] <= pd.Timestamp(authority.last, unit="D")]
    return pd.DataFrame(
        {
            "assessment_id": found["assessment_id"],
            "child_id": found["child_id"],
            "first_seen_on": found["_seen_elsewhere"],
            "_opened": found["_seen_elsewhere"],
            # Listed with its assessment, until that is authorised.
            "_closed": found["_closed"],
        }
    ).reset_index(drop=True)


REPORT = Report(
    table="assessment_first_seen",
    title="Children's Social Care: First Visits in Assessments",
    file_name="First Visits",
    columns={
        "assessment_id": ident("Assessment ID", "Assessment Number"),
        "child_id": CHILD,
        "first_seen_on": day("First Seen Date", "Date First Seen"),
    },
    rows=rows,
    extras={"Locality": LOCALITIES, "Visit Place": ("Home", "School"), "Recorded By": ("Duty", "Worker"), "Form": ("First visit",)},
)
