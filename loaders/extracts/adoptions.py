"""Adoptions: children whose plan is or was adoption, from the decision to the order or to its reversal."""

from loaders.extracts.shared import ANNEX_A_CHILD, CHILD, TEAM, WORKER
from loaders.schema import Extract, Layout, code, day, id_

EXTRACT = Extract(
    table="adoptions",
    row_is="one decision that a child should be placed for adoption, and what came of it",
    key=("child_id", "decision_on"),
    in_order=(("entered_care_on", "placed_on"), ("decision_on", "matched_on"), ("matched_on", "placed_on"), ("placed_on", "adoption_order_on")),
    columns={
        "child_id": CHILD,
        "family_id": id_("Family Identifier", "Family ID"),
        "entered_care_on": day("Entered Care", "Date the Child Entered Care", "Date Entered Care", "EnteredCareDate"),
        "decision_on": day(
            "Adoption Decision", "Date of Decision that Child Should be Placed for Adoption", "ADOPTION_BEST_INTEREST_DATE", "Adoption Decision Date",
            "ADMSHOBPADecisionDate",
            required=True,
        ),
        "placement_order_on": day("Placement Order", "Date of Placement Order", "Placement Order Date"),
        "matched_on": day("Matched with Adopters", "Date of Matching Child and Prospective Adopters", "DATE_MATCHED_WITH_ADOPTERS", "MatchedForAdoptionDate"),
        "placed_on": day("Placed for Adoption", "Date Placed for Adoption", "Placed for Adoption Date"),
        "adoption_order_on": day("Adoption Order", "Date of Adoption Order", "DATE_OF_ADOPTION", "Adoption Order Date"),
        "reversed_on": day(
            "Adoption Decision Reversed", "Date of Decision that Child Should No Longer be Placed for Adoption", "DecisionReversedDate"
        ),
        "reversal_reason_code": code(
            "Reason Reversed", "Reason Why Child No Longer Placed for Adoption", "DecisionReversedReason",
            codes={
                "RD1": ("The child's needs changed subsequent to the decision", "Needs changed"),
                "RD2": ("The Court did not make a placement order", "Court did not make order"),
                "RD3": ("Prospective adopters could not be found", "No adopters found"), "RD4": ("Any other reason", "Other reason", "Other"),
            },
        ),
        # With carers who go on to adopt: fostering for adoption, or concurrent planning.
        "fostered_on": day(
            "Fostered for Adoption", "Date the child was placed for fostering in FFA or concurrent planning placement", "DateFFAConsurrencyPlacement"
        ),
        "team": TEAM,
        "worker": WORKER,
    },
    layouts={"annex a": Layout(
        *ANNEX_A_CHILD, "Family Identifier", "Date the Child Entered Care", "EnteredCareDate", "Date of Decision that Child Should be Placed for Adoption",
        "ADMSHOBPADecisionDate", "Date of Placement Order", "Placement Order Date", "Date of Matching Child and Prospective Adopters",
        "MatchedForAdoptionDate", "Date Placed for Adoption", "Placed for Adoption Date", "Date of Adoption Order", "Adoption Order Date",
        "Date of Decision that Child Should No Longer be Placed for Adoption", "DecisionReversedDate",
        "Reason Why Child No Longer Placed for Adoption", "DecisionReversedReason",
        "Date the child was placed for fostering in FFA or concurrent planning placement", "DateFFAConsurrencyPlacement",
    )},
)  # fmt: skip
