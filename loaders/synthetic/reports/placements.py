"""Placements of children in care, and of those on short breaks."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.care import CHANGES
from loaders.synthetic.caseloads import care_team
from loaders.synthetic.report import Report, as_days, coded, day, ident, number, numbered, yes_no
from loaders.synthetic.wording import CHILD, LOCALITIES, PLACEMENT_TYPES, TEAM, WORKER, held_by

#: Registration numbers of those who provide each kind of home; made up.
URNS = {"PR1": 1, "PR2": 9, "PR3": 2, "PR4": 45, "PR5": 12}


def rows(authority) -> pd.DataFrame:
    rng, care = authority.random("placement rows"), authority.care
    made = care.placements
    n = len(made.period)
    team = np.where(care.is_break, levels.DISABILITIES, [care_team(s.family) for s in care.spells])[made.period]
    home = rng.integers(0, 1000, size=n)
    urns = [f"SC{'12345'.index(p[2]) + 1}{100 + h % URNS[p]:05d}" if p in URNS else None for p, h in zip(made.provider.tolist(), home.tolist(), strict=True)]
    change = made.change.astype(object)
    change[(rng.random(n) < 0.01) & ~made.is_last] = "unmapped"
    # A new placement recorded for a day before the old one ends.
    starts = made.starts.copy()
    hasty = np.flatnonzero(np.append(False, ~made.is_last[:-1]) & (made.ends - starts > 20) & (starts > care.starts[made.period] + 20))
    hasty = hasty[rng.permutation(len(hasty))[: max(1, int(len(hasty) * 0.006))]]
    starts[hasty] -= rng.integers(1, 6, size=len(hasty))
    frame = pd.DataFrame(
        {
            "placement_id": numbered(7_100_000, n, rng),
            "split_number": np.where(made.is_matched, 2.0, 1.0),
            "child_id": authority.families.child_ids[made.child].astype(str),
            "started_on": as_days(starts),
            "ended_on": as_days(made.ends),
            "type_code": made.kind,
            "provider_code": made.provider,
            "location_code": np.where(made.is_outside, "out", "in"),
            "is_unregistered": made.is_unregistered,
            "change_reason_code": change,
            "urn": urns,
            "team": team,
            "_matched": as_days(made.matched),
            "_split_before": 1.0,
            "_type_before": made.kind_before,
            "_opened": as_days(starts),
            "_closed": as_days(made.ends),
        }
    )
    within = (made.ends >= authority.first) & (made.starts <= authority.last)
    _, frame.loc[within, "worker"] = held_by(authority, made.child[within], np.minimum(made.ends[within] - 1, authority.last))
    frame = frame[within]
    return frame[(frame["started_on"] <= pd.Timestamp(days.date_of(authority.last)))].sort_values("started_on", kind="stable", ignore_index=True)


REPORT = Report(
    table="placements",
    title="Children's Social Care: Placements of Children Looked After",
    file_name="Placements",
    columns={
        "placement_id": ident("Placement ID", "PLACEMENT_ID"),
        "split_number": number("Split Number", "SPLIT_NUMBER"),
        "child_id": CHILD,
        "started_on": day("Placement Start", "Placement Start Date"),
        "ended_on": day("Placement End", "Placement End Date", open_ended=True),
        "type_code": coded("Placement Type", "Type of Placement", texts=PLACEMENT_TYPES),
        "provider_code": coded(
            "Placement Provider", "Provider",
            texts={"PR0": ("PR0", "PR0 - Parents"), "PR1": ("PR1", "PR1 - Own provision"), "PR2": ("PR2", "PR2 - Other LA"),
                   "PR3": ("PR3", "PR3 - Other public"), "PR4": ("PR4", "PR4 - Private provision"), "PR5": ("PR5", "PR5 - Voluntary")},
        ),
        "location_code": coded("Placement Location", "In or Out of Area", texts={"in": ("In", "In area", "In county"), "out": ("Out", "Out of area", "Out of county")}),
        "is_unregistered": yes_no("Unregistered", "Unregistered Provision"),
        "change_reason_code": coded(
            "Reason for Placement Change", "REASON_FOR_PLACEMENT_CHANGE",
            texts={**{code: (code,) for code in CHANGES}, "unmapped": ("Moved on", "See chronology")},
        ),
        "urn": ident("Ofsted URN", "OFSTED_URN"),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    known={
        "change_reason_code": ("ended_on", None),
        "ended_on": ("ended_on", None),
        "type_code": ("_matched", "_type_before"),
        "split_number": ("_matched", "_split_before"),
    },
    extras={"Locality": LOCALITIES, "Category of Need": ("N1", "N1", "N4", "N5")},
)  # fmt: skip
