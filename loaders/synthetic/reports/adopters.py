"""Adopters: those matched with the children of the adoption tracker, and others who wait or left."""

import numpy as np
import pandas as pd

from loaders.synthetic import days
from loaders.synthetic.quotas import half_up
from loaders.synthetic.report import Report, as_days, coded, day, ident, number, yes_no
from loaders.synthetic.reports.adoptions import adoptive_family

STEPS = ("enquired", "stage_1_started", "stage_1_ended", "stage_2_started", "stage_2_ended", "approved", "matched", "placed", "adoption_order", "left")
UNMATCHED_A_YEAR = 14


def rows(authority) -> pd.DataFrame:
    rng, care = authority.random("adopters"), authority.care
    adoption = care.adoption
    matched = np.flatnonzero(adoption.matched < days.OPEN)
    span = authority.last - authority.begins
    others = half_up(UNMATCHED_A_YEAR * span / 365 * authority.scale)
    n = len(matched) + others
    never = np.full(others, days.OPEN)
    approved = np.concatenate([adoption.matched[matched] - rng.integers(30, 300, size=len(matched)), authority.begins + rng.integers(0, max(span, 1), size=others)])
    on = {"approved": approved}
    for step, before, low, high in (
        ("stage_2_ended", "approved", 1, 8), ("stage_2_started", "stage_2_ended", 90, 150), ("stage_1_ended", "stage_2_started", 2, 30),
        ("stage_1_started", "stage_1_ended", 45, 75), ("enquired", "stage_1_started", 15, 60),
    ):  # fmt: skip
        on[step] = on[before] - rng.integers(low, high, size=n)
    for step, of_children in (("matched", "matched"), ("placed", "placed"), ("adoption_order", "order")):
        on[step] = np.concatenate([getattr(adoption, of_children)[matched], never])
    # Of those who are not matched, some leave on the way and some after approval.
    leaves = np.arange(n) >= len(matched)
    on["left"] = np.where(leaves & (rng.random(n) < 0.8), on["enquired"] + rng.integers(40, 500, size=n), days.OPEN)
    for step in STEPS[1:-1]:
        on[step] = np.where(on[step] > np.minimum(on["left"], authority.last), days.OPEN, on[step])
    on["left"] = np.where(on["left"] > authority.last, days.OPEN, on["left"])
    order = np.argsort(on["enquired"], kind="stable")
    over = np.minimum(on["adoption_order"], on["left"])
    order = order[(over[order] >= authority.first) & (on["enquired"][order] <= authority.last)]
    # Two of three families are couples.
    order = np.repeat(order, np.where(rng.random(len(order)) < 0.66, 2, 1))
    families = [adoptive_family(n) for n in matched.tolist()] + [f"AF{3 * n + 1000}" for n in range(others)]
    fostering = np.concatenate([adoption.fostered[matched] < days.OPEN, rng.random(others) < 0.1])
    reasons = rng.choice(["withdrew", "on_hold", "refused"], size=n, p=[0.7, 0.22, 0.08])
    frame = pd.DataFrame(
        {
            "adopter_id": [f"A{6000 + n}" for n in range(len(order))],
            "family_id": np.array(families, object)[order],
            "is_fostering_for_adoption": fostering[order],
            **{f"{step}_on": as_days(on[step][order]) for step in STEPS},
            "n_children": np.where(on["placed"][order] < days.OPEN, 1.0, np.nan),
            "leaving_reason_code": reasons[order],
        }
    )
    return frame.assign(_opened=frame["enquired_on"], _closed=as_days(over[order]))


REPORT = Report(
    table="adopters",
    title="Adoption Tracker: Prospective Adopters",
    file_name="Adopters",
    columns={
        "adopter_id": ident("Adopter ID"),
        "family_id": ident("Family Identifier", "Family ID"),
        "is_fostering_for_adoption": yes_no("Fostering for Adoption"),
        "enquired_on": day("Enquiry Received"),
        "stage_1_started_on": day("Stage 1 Started"),
        "stage_1_ended_on": day("Stage 1 Ended"),
        "stage_2_started_on": day("Stage 2 Started"),
        "stage_2_ended_on": day("Stage 2 Ended"),
        "approved_on": day("Application Approved"),
        "matched_on": day("Matched with Children"),
        "placed_on": day("Children Placed"),
        "n_children": number("Number of Children Placed"),
        "adoption_order_on": day("Adoption Order"),
        "left_on": day("Left Process"),
        "leaving_reason_code": coded(
            "Reason Left", texts={"withdrew": ("Withdrew", "Withdrawn"), "on_hold": ("On hold",), "refused": ("Refused", "Not approved")}
        ),
    },
    rows=rows,
    is_register=True,
    known={
        "n_children": ("placed_on", None),
        "leaving_reason_code": ("left_on", None),
        **{f"{step}_on": (f"{step}_on", None) for step in STEPS[1:]},
    },
)
