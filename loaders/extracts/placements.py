"""Placements: where a child in care lives, from when to when, and with whom."""

from loaders.extracts.shared import CASE, CHILD, LOCATIONS, PLACEMENTS, PROVIDERS
from loaders.schema import Extract, code, day, id_, number, yes_no

EXTRACT = Extract(
    table="placements",
    row_is="one placement of one child in care",
    key=("placement_id", "child_id"),
    key_without_id=("child_id", "started_on"),
    in_order=(("started_on", "ended_on"),),
    one_at_a_time=("started_on", "ended_on"),
    latest_by="split_number",
    columns={
        "placement_id": id_("Placement ID", "PLACEMENT_ID"),
        # Mosaic repeats a placement's id where its details change: the highest split stands.
        "split_number": number("Split Number", "SPLIT_NUMBER", between=(0, 999)),
        "child_id": CHILD,
        "started_on": day("Placement Start", "Placement Start Date", "Start Date", required=True),
        # Blank while it lasts.
        "ended_on": day("Placement End", "Placement End Date", "End Date"),
        "type_code": code("Placement Type", "Type of Placement", codes=PLACEMENTS, required=True),
        "provider_code": code("Placement Provider", "Provider", "Provider Type", codes=PROVIDERS),
        "location_code": code("Placement Location", "Inside or Outside Area", "In or Out of Area", codes=LOCATIONS),
        # Not registered with Ofsted although it should be.
        "is_unregistered": yes_no("Unregistered", "Unregistered Provision", "Is Unregistered"),
        "change_reason_code": code(
            "Reason for Placement Change", "REASON_FOR_PLACEMENT_CHANGE", "Placement Change Reason",
            codes={
                "CARPL": ("Change to or implementation of care plan", "Care plan"), "CLOSE": ("Resignation or closure of provision", "Closure of provision"),
                "ALLEG": ("Allegation",), "STAND": ("Standards of care concern",), "APPRR": ("Approval removed",),
                "CREQB": ("Carer requests placement end due to child's behaviour",),
                "CREQO": ("Carer requests placement end other than due to child's behaviour", "Carer requests placement end"),
                "CHILD": ("Child requests placement end",), "LAREQ": ("Responsible or area authority requests placement end",),
                "PLACE": ("Change in the status of a placement only", "Change in status of placement only"),
                "CUSTOD": ("Custody arrangement",), "OTHER": (),
            },
        ),
        "urn": id_("Ofsted URN", "OFSTED_URN", "URN"),
        **CASE,
    },
    only_with=dict.fromkeys(("Start Date", "End Date"), ("Placement ID", "Placement Type", "Type of Placement")),
)  # fmt: skip
