"""Adopters: people who applied to adopt, from their enquiry to an adoption order or to leaving."""

from loaders.extracts.shared import TEAM
from loaders.schema import Extract, Layout, code, day, id_, number, yes_no

EXTRACT = Extract(
    table="adopters",
    row_is="one person who applied to adopt",
    key=("adopter_id",),
    in_order=(
        ("enquired_on", "stage_1_started_on"), ("stage_1_started_on", "stage_1_ended_on"), ("stage_2_started_on", "stage_2_ended_on"),
        ("matched_on", "placed_on"), ("placed_on", "adoption_order_on"),
    ),
    columns={
        "adopter_id": id_("Adopter ID", "Individual adopter identifier", "Individual Adopter ID", "Adopter Identifier", required=True),
        "family_id": id_("Family Identifier", "Family ID"),
        "is_fostering_for_adoption": yes_no("Fostering for Adoption", "Is the (prospective) adopter fostering for adoption?", "Is the prospective adopter fostering for adoption?", "AdoptedByCarer"),
        "enquired_on": day("Enquiry Received", "Date enquiry received", "EnquiryDate"),
        "stage_1_started_on": day("Stage 1 Started", "Date Stage 1 started", "Stage1StartDate"),
        "stage_1_ended_on": day("Stage 1 Ended", "Date Stage 1 ended", "Stage1EndDate"),
        "stage_2_started_on": day("Stage 2 Started", "Date Stage 2 started", "Stage2StartDate"),
        "stage_2_ended_on": day("Stage 2 Ended", "Date Stage 2 ended", "Stage2EndDate"),
        # The route before 2013 knew no stages.
        "applied_on": day("Application Submitted", "Date application submitted", "ApplicationDate"),
        "approved_on": day("Application Approved", "Date application approved", "ApplicationApprDate"),
        "matched_on": day("Matched with Children", "Date adopter matched with child(ren)", "MatchedDate"),
        "placed_on": day("Children Placed", "Date child/children placed with adopter(s)", "PlacedDate"),
        "n_children": number("Number of Children Placed", "No. of children placed", "NumSiblingsPlaced", between=(0, 20)),
        "adoption_order_on": day("Adoption Order", "Date of Adoption Order", "AdoptionOrderDate"),
        "left_on": day("Left Process", "Date of leaving adoption process", "AdoptionLeaveDate"),
        "leaving_reason_code": code(
            "Reason Left", "Reason for leaving adoption process", "AdoptingLeaveReason",
            codes={"withdrew": ("1", "Withdrawn", "Adopter withdrew", "Application withdrawn"), "on_hold": ("2", "On hold", "Put on hold"),
                   "refused": ("3", "Not approved", "Application refused")},
        ),
        "team": TEAM,
    },
    layouts={"annex a": Layout(
        "Individual adopter identifier", "Adopter Identifier", "Family Identifier", "Is the (prospective) adopter fostering for adoption?",
        "Is the prospective adopter fostering for adoption?", "AdoptedByCarer", "Date enquiry received", "EnquiryDate", "Date Stage 1 started",
        "Stage1StartDate", "Date Stage 1 ended", "Stage1EndDate", "Date Stage 2 started", "Stage2StartDate", "Date Stage 2 ended", "Stage2EndDate",
        "Date application submitted", "ApplicationDate", "Date application approved", "ApplicationApprDate", "Date adopter matched with child(ren)",
        "MatchedDate", "Date child/children placed with adopter(s)", "PlacedDate", "No. of children placed", "NumSiblingsPlaced",
        "Date of Adoption Order", "AdoptionOrderDate", "Date of leaving adoption process", "AdoptionLeaveDate",
        "Reason for leaving adoption process", "AdoptingLeaveReason",
    )},
)  # fmt: skip
