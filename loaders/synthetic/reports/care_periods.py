"""Periods of care, short breaks among them."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.care import REASONS
from loaders.synthetic.caseloads import care_team
from loaders.synthetic.report import Report, as_days, coded, day, ident
from loaders.synthetic.wording import CHILD, LOCALITIES, PLACEMENT_TYPES, TEAM, WORKER, spell_rows

def rows(authority) -> pd.DataFrame:
    plans, care = authority.plans, authority.care
    made = spell_rows(authority, plans.care.all + plans.short_breaks.all, 8_800_000, "care rows")
    at = np.array([care.place[id(s)] for s in made["spells"]], int)
    placements = care.placements
    latest = placements.kind[placements.is_last]  # in the order of their periods
    return pd.DataFrame(
        {
            "period_id": made["id"],
            "child_id": made["child_id"],
            "started_on": made["started_on"],
            "ended_on": made["ended_on"],
            "legal_status_code": care.status[at],
            "placement_type_code": latest[at],
            "end_reason_code": care.reason[at],
            "team": np.where(care.is_break[at], levels.DISABILITIES, [care_team(s.family) for s in made["spells"]]),
            "worker": made["worker"],
            "_order": as_days(care.status_on[at]),
            "_earlier_status": care.first_status[at],
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
        "placement_type_code": coded("Placement Type", texts=PLACEMENT_TYPES),
        "end_reason_code": coded("Reason Ended", texts={code: (code,) for of_age in REASONS.values() for code in (*of_age, "E11", "E12")}),
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
