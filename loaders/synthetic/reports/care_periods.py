"""Periods of care, short breaks among them."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.caseloads import care_team
from loaders.synthetic.report import Report, as_days, coded, day, ident
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, WORKER, spell_rows

PLACEMENTS = ("U4", "U6", "U1", "U3", "K2", "P1", "H5", "R3", "A6")
ENDS = ("E4A", "E13", "E45", "E12", "E5", "E8", "E41")


def rows(authority) -> pd.DataFrame:
    plans = authority.plans
    made = spell_rows(authority, plans.care.all + plans.short_breaks.all, 8_800_000, "care rows")
    spells, rng = made["spells"], made["rng"]
    n = len(spells)
    breaks = {id(s) for s in plans.short_breaks.all}
    is_break = np.array([id(s) in breaks for s in spells], bool)
    starts = np.array([s.starts for s in spells], int)
    ends = np.array([s.ends for s in spells], int)

    # Some come into care under an interim order; the court makes a full one within the year.
    first = rng.choice(["C1", "V2", "L2"], size=n, p=[0.5, 0.46, 0.04])
    order = starts + rng.integers(150, 330, size=n)
    becomes = (first == "C1") & (order < ends) & (rng.random(n) < 0.8)
    status = np.where(becomes, rng.choice(["C2", "E1"], size=n, p=[0.88, 0.12]), first)
    status[is_break] = rng.choice(["V3", "V4"], size=int(is_break.sum()), p=[0.2, 0.8])
    becomes &= ~is_break

    placement = rng.choice(PLACEMENTS, size=n, p=[0.33, 0.24, 0.09, 0.07, 0.11, 0.06, 0.05, 0.02, 0.03])
    placement[is_break] = "K2"
    reason = rng.choice(ENDS, size=n, p=[0.34, 0.06, 0.2, 0.08, 0.14, 0.14, 0.04])
    return pd.DataFrame(
        {
            "period_id": made["id"],
            "child_id": made["child_id"],
            "started_on": made["started_on"],
            "ended_on": made["ended_on"],
            "legal_status_code": status,
            "placement_type_code": placement,
            "end_reason_code": reason,
            "team": np.where(is_break, levels.DISABILITIES, [care_team(s.family) for s in spells]),
            "worker": made["worker"],
            "_order": as_days(np.where(becomes, order, starts)),
            "_earlier_status": np.where(becomes, "C1", status),
            "_opened": made["started_on"],
            "_closed": made["ended_on"],
        }
    ).assign(_order=lambda f: f["_order"].fillna(pd.Timestamp(days.date_of(authority.begins))))


REPORT = Report(
    table="care_periods",
    title="Children's Social Care: Children Looked After",
    file_name="Children in Care",
    columns={
        "period_id": ident("Period of Care ID", "PERIOD_OF_CARE_ID"),
        "child_id": CHILD,
        "started_on": day("Care Start"),
        "ended_on": day("Care End", open_ended=True),
        "legal_status_code": coded(
            "Legal Status",
            texts={
                "C1": ("C1", "C1 - Interim care order"),
                "C2": ("C2", "C2 - Full care order"),
                "E1": ("E1", "E1 - Placement order"),
                "V2": ("V2", "V2 - Single period under S20"),
                "L2": ("L2", "L2 - Emergency protection order"),
                "V3": ("V3", "V3 - Short breaks"),
                "V4": ("V4", "V4 - Short-term breaks"),
            },
        ),
        "placement_type_code": coded("Placement Type", texts={code: (code,) for code in PLACEMENTS}),
        "end_reason_code": coded("Reason Ended", texts={code: (code,) for code in ENDS}),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    known={
        "legal_status_code": ("_order", "_earlier_status"),
        "end_reason_code": ("ended_on", None),
        "ended_on": ("ended_on", None),
    },
    extras={"Locality": LOCALITIES, "Reviewing Officer": ("Reviewing officer 01", "Reviewing officer 02")},
)
