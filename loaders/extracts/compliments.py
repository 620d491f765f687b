"""Compliments received about children's services."""

from loaders.extracts.shared import TEAM
from loaders.schema import Extract, day, id_, text

EXTRACT = Extract(
    table="compliments",
    row_is="one compliment received",
    key=("compliment_id",),
    # A register without numbers: of two received on one day the second is another compliment.
    key_without_id=("received_on",),
    repeats_are_genuine=True,
    columns={
        "compliment_id": id_("Compliment ID", "Compliment Number", "Compliment Reference"),
        "received_on": day("Compliment Received", "Date Compliment Received", "Compliment Date", required=True),
        "source": text("Compliment From", "Compliment Source"),
        "team": TEAM,
    },
)
