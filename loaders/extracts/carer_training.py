"""Training of foster carers: each course that a carer completed."""

from loaders.extracts.shared import TEAM
from loaders.schema import Extract, day, id_, text

EXTRACT = Extract(
    table="carer_training",
    row_is="one course completed by one foster carer",
    key=("carer_id", "course", "completed_on"),
    columns={
        # The household's, where the register goes by households.
        "carer_id": id_("Carer ID", "CARER_ID", "Foster Carer ID", "Household ID", required=True),
        "course": text("Course", "Course Title", "Training Course", required=True),
        "completed_on": day("Course Completed", "Course Completion Date", "Date Completed", required=True),
        "team": TEAM,
    },
)
