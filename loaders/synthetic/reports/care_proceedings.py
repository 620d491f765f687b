"""Care proceedings, from their issue to the final order."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.report import Report, as_days, coded, day, ident, numbered
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM


def rows(authority) -> pd.DataFrame:
    rng = authority.random("proceedings rows")
    found = [case for case in authority.court.proceedings if case.ends >= authority.first]
    child, starts, ends = (np.array([getattr(c, name) for c in found], int) for name in ("child", "starts", "ends"))
    return pd.DataFrame(
        {
            "case_id": [f"ZW{days.date_of(on):%y}C{number[-5:]}" for on, number in zip(starts.tolist(), numbered(50_000, len(found), rng).tolist(), strict=True)],
            "child_id": authority.families.child_ids[child].astype(str),
            "started_on": as_days(starts),
            "ended_on": as_days(ends),
            "outcome_code": [case.outcome for case in found],
            "team": np.array(levels.PROTECTION, object)[child % 3],
            "_opened": as_days(starts),
            "_closed": as_days(ends),
        }
    )


REPORT = Report(
    table="care_proceedings",
    title="Legal: Care Proceedings",
    file_name="Care Proceedings",
    columns={
        "case_id": ident("Case Reference", "Court Case Number"),
        "child_id": CHILD,
        "started_on": day("Proceedings Issued", "Issue Date"),
        "ended_on": day("Final Order", "Final Order Date"),
        "outcome_code": coded(
            "Proceedings Outcome", "Final Order Type",
            texts={
                "care_order": ("Full care order", "Care order"), "placement_order": ("Care order and placement order",),
                "special_guardianship": ("Special guardianship order", "SGO"), "child_arrangements": ("Child arrangements order", "CAO"),
                "supervision_order": ("Supervision order",), "no_order": ("No order",),
            },
        ),
        "team": TEAM,
    },
    rows=rows,
    known={"ended_on": ("ended_on", None), "outcome_code": ("ended_on", None)},
    extras={"Court": ("Family Court 1", "Family Court 2"), "Locality": LOCALITIES},
)  # fmt: skip
