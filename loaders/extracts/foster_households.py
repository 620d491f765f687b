"""Foster households: approved carers' homes, mainstream and connected, from approval to resignation or deregistration."""

from loaders.extracts.shared import TEAM, WORKER
from loaders.schema import Extract, code, day, id_, number

EXTRACT = Extract(
    table="foster_households",
    row_is="one foster household, for as long as it is approved",
    # One that is approved again is another row.
    key=("household_id", "started_on"),
    in_order=(("started_on", "ended_on"),),
    columns={
        "household_id": id_("Household ID", "Fostering Household ID", "Foster Household ID", required=True),
        "type_code": code(
            "Household Type", "Type of Household", "Carer Type", "Type",
            codes={
                "mainstream": ("General", "Mainstream fostering", "Unrelated foster carer", "Foster carer"),
                "connected": ("Connected person", "Connected persons", "Connected carer", "Kinship", "Kinship carer", "Family and friends",
                              "Friends and family", "Relative or friend"),
                "short_breaks": ("Short breaks", "Short break", "Respite", "Family link"),
                "supported_lodgings": ("Supported lodgings", "Supported lodging"),
            },
        ),
        "started_on": day("Approval Date", "Date Approved", "Household Approved", required=True),
        # Blank while approved.
        "ended_on": day(
            "Approval End", "Resignation or Deregistration Date", "Resignation/Deregistration Date", "Resignation Date", "Deregistration Date",
            "Approval End Date",
        ),
        "n_places": number("Approved Places", "Places", "Number of Places", between=(0, 20)),
        "team": TEAM,
        "worker": WORKER,
    },
    only_with=dict.fromkeys(("Type", "Places"), ("Household ID",)),
)  # fmt: skip
