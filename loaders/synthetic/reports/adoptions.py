"""Adoptions: children for whom adoption is or was the plan."""

import numpy as np
import pandas as pd

from loaders.synthetic import days
from loaders.synthetic.caseloads import care_team
from loaders.synthetic.report import Report, as_days, coded, day, ident
from loaders.synthetic.wording import CHILD, TEAM, WORKER, held_by

STEPS = ("decision", "ordered", "matched", "placed", "order", "reversed", "fostered")


def rows(authority) -> pd.DataFrame:
    care = authority.care
    adoption = care.adoption
    over = np.minimum(adoption.order, adoption.reversed)
    at = np.flatnonzero((adoption.decision <= authority.last) & (over >= authority.first))
    at = at[np.argsort(adoption.decision[at], kind="stable")]
    child = care.child[at]
    on = {step: np.where(getattr(adoption, step)[at] > authority.last, days.OPEN, getattr(adoption, step)[at]) for step in STEPS}
    _, workers = held_by(authority, child, np.minimum(over[at] - 1, authority.last))
    return pd.DataFrame(
        {
            "child_id": authority.families.child_ids[child].astype(str),
            "family_id": [adoptive_family(n) for n in at.tolist()],
            "entered_care_on": as_days(care.starts[at]),
            "decision_on": as_days(on["decision"]),
            "placement_order_on": as_days(on["ordered"]),
            "matched_on": as_days(on["matched"]),
            "placed_on": as_days(on["placed"]),
            "adoption_order_on": as_days(on["order"]),
            "reversed_on": as_days(on["reversed"]),
            "reversal_reason_code": adoption.reason[at],
            "fostered_on": as_days(on["fostered"]),
            "team": [care_team(care.spells[n].family) for n in at.tolist()],
            "worker": workers,
            "_opened": as_days(on["decision"]),
            "_closed": as_days(np.minimum(on["order"], on["reversed"])),
        }
    )


def adoptive_family(period: int) -> str:
    """The number of the family that a child in this period of care is matched with."""
    return f"AF{4000 + 3 * period}"


_OWN = ("placement_order_on", "placed_on", "adoption_order_on", "fostered_on")
REPORT = Report(
    table="adoptions",
    title="Adoption Tracker: Children",
    file_name="Adoption",
    columns={
        "child_id": CHILD,
        "family_id": ident("Family Identifier", "Family ID"),
        "entered_care_on": day("Entered Care", "Date Entered Care"),
        "decision_on": day("Adoption Decision", "ADOPTION_BEST_INTEREST_DATE"),
        "placement_order_on": day("Placement Order", "Placement Order Date"),
        "matched_on": day("Matched with Adopters", "DATE_MATCHED_WITH_ADOPTERS"),
        "placed_on": day("Placed for Adoption", "Placed for Adoption Date"),
        "adoption_order_on": day("Adoption Order", "DATE_OF_ADOPTION"),
        "reversed_on": day("Adoption Decision Reversed"),
        "reversal_reason_code": coded(
            "Reason Reversed",
            texts={"RD1": ("RD1", "RD1 - Needs changed"), "RD2": ("RD2",), "RD3": ("RD3", "RD3 - No adopters found"), "RD4": ("RD4",)},
        ),
        "fostered_on": day("Fostered for Adoption"),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    is_register=True,
    known={
        "family_id": ("matched_on", None),
        "matched_on": ("matched_on", None),
        "reversal_reason_code": ("reversed_on", None),
        "reversed_on": ("reversed_on", None),
        **{step: (step, None) for step in _OWN},
    },
)  # fmt: skip
