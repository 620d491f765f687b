"""Early help assessments, one a family: the eldest child stands for the others."""

import numpy as np
import pandas as pd

from loaders.synthetic import days
from loaders.synthetic.early_help import EarlyHelp
from loaders.synthetic.report import Report, as_days, coded, day, ident, numbered
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, family_id


def rows(authority) -> pd.DataFrame:
    rng, help_ = authority.random("early help rows"), EarlyHelp(authority)
    n = len(help_.family)
    frame = pd.DataFrame(
        {
            "assessment_id": np.char.add("E", numbered(20_000, n, rng)),
            "child_id": authority.families.child_ids[authority.families.first[help_.family]].astype(str),
            "family_id": family_id(help_.family),
            "requested_on": as_days(help_.requested),
            "started_on": as_days(help_.starts),
            "first_seen_on": as_days(help_.seen),
            "completed_on": as_days(help_.ends),
            "organisation_code": help_.by,
            "team": np.where(help_.by == "authority", "Early Help", None),
            "_opened": as_days(help_.requested),
            # One that nobody completes is closed in the end.
            "_closed": as_days(np.where((help_.ends == days.OPEN) & (help_.requested < authority.last - 200), help_.requested + 200, help_.ends)),
        }
    )
    return frame[~(frame["_closed"] < pd.Timestamp(days.date_of(authority.first)))].reset_index(drop=True)


REPORT = Report(
    table="early_help_assessments",
    title="Early Help: Assessments Requested, Started and Completed",
    file_name="Early Help",
    columns={
        "assessment_id": ident("Early Help Assessment ID", "EHA ID"),
        "child_id": CHILD,
        "family_id": ident("Family ID", "GROUP_ID"),
        "requested_on": day("Early Help Requested", "Date Requested"),
        "started_on": day("Early Help Assessment Start", "EHA Start"),
        "first_seen_on": day("First Seen", "Child First Seen"),
        "completed_on": day("Early Help Assessment Completed", "EHA Completed"),
        "organisation_code": coded(
            "Lead Organisation", "Organisation",
            texts={
                "authority": ("Early Help Team", "Family Support", "Children's Centre"),
                "partner": ("Primary School", "Health Visiting", "Secondary School", "School Nursing", "Voluntary Sector", "Police"),
                "unmapped": ("Wye Valley Hub", "Golden Valley Community Trust"),
            },
        ),
        "team": TEAM,
    },
    rows=rows,
    known={"started_on": ("started_on", None), "first_seen_on": ("first_seen_on", None), "completed_on": ("completed_on", None)},
    extras={"Locality": LOCALITIES, "Consent Given": ("Y", "Y", "Y", "N")},
)  # fmt: skip
