"""Supporting Families: families whose sustained outcomes were claimed for, and the claim accepted."""

from loaders.extracts.shared import TEAM, WORKER
from loaders.schema import Extract, day, id_

EXTRACT = Extract(
    table="supporting_families",
    row_is="one accepted claim for one family",
    key=("family_id", "accepted_on"),
    columns={
        "family_id": id_("Family ID", "GROUP_ID", "Family Reference", required=True),
        "accepted_on": day(
            "Claim Accepted", "Claim Accepted On", "Date Claim Accepted", "Accepted On", "Outcome Accepted", "Successful Outcome Date", required=True
        ),
        "team": TEAM,
        "worker": WORKER,
    },
)
