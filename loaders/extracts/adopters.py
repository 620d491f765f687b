"""Adopters: people who applied to adopt, from their enquiry to an adoption order or to leaving."""

from loaders.extracts.shared import TEAM, WORKER
from loaders.schema import Extract, code, day, id_, number, yes_no

EXTRACT = Extract(
    table="adopters",
    row_is="one person who applied to adopt",
    key=("adopter_id",),
    in_order=(
        ("enquired_on", "stage_1_started_on"), ("stage_1_started_on", "stage_1_ended_on"), ("stage_2_started_on", "stage_2_ended_on"),
        ("matched_on", "placed_on"), ("placed_on", "adoption_order_on"),
    ),
    columns={
        "adopter_id": id_("Adopter ID", "Individual adopter identifier", "Individual Adopter ID", required=True),
        "family_id": id_("Family Identifier", "Family ID"),
        "is_fostering_for_adoption": yes_no("Fostering for Adoption", "Is the (prospective) adopter fostering for adoption?"),
        "enquired_on": day("Enquiry Received", "Date enquiry received"),
        "stage_1_started_on": day("Stage 1 Started", "Date Stage 1 started"),
        "stage_1_ended_on": day("Stage 1 Ended", "Date Stage 1 ended"),
        "stage_2_started_on": day("Stage 2 Started", "Date Stage 2 started"),
        "stage_2_ended_on": day("Stage 2 Ended", "Date Stage 2 ended"),
        # The route before 2013 knew no stages.
        "applied_on": day("Application Submitted", "Date application submitted"),
        "approved_on": day("Application Approved", "Date application approved"),
        "matched_on": day("Matched with Children", "Date adopter matched with child(ren)"),
        "placed_on": day("Children Placed", "Date child/children placed with adopter(s)"),
        "n_children": number("Number of Children Placed", "No. of children placed", between=(0, 20)),
        "adoption_order_on": day("Adoption Order", "Date of Adoption Order"),
        "left_on": day("Left Process", "Date of leaving adoption process"),
        "leaving_reason_code": code(
            "Reason Left", "Reason for leaving adoption process",
            codes={"withdrew": ("1", "Withdrawn", "Adopter withdrew", "Application withdrawn"), "on_hold": ("2", "On hold", "Put on hold"),
                   "refused": ("3", "Not approved", "Application refused")},
        ),
        "team": TEAM,
        "worker": WORKER,
    },
)  # fmt: skip
