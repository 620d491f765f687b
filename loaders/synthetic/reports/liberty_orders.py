"""Orders that deprive a child in care of liberty; few, and most of them renewed."""

import numpy as np
import pandas as pd

from loaders.synthetic import days
from loaders.synthetic.caseloads import care_team
from loaders.synthetic.report import Report, as_days, day, ident, numbered
from loaders.synthetic.wording import CHILD, TEAM

LASTS = 84  # days until an order is renewed


def rows(authority) -> pd.DataFrame:
    rng, care = authority.random("liberty orders"), authority.care
    made = care.placements
    able = np.isin(made.kind, ("K1", "K2", "Z1")) & (made.age > 11.5) & (made.ends - made.starts > 30)
    able = np.flatnonzero(able & (rng.random(len(able)) < np.where(made.kind == "K1", 0.9, 0.1)))
    first = made.starts[able] + rng.integers(0, 15, size=len(able))
    found = []
    for at, start, renewals in zip(able.tolist(), first.tolist(), rng.integers(0, 4, size=len(able)).tolist(), strict=True):
        for n in range(renewals + 1):
            begins = start + n * LASTS
            ends = min(begins + LASTS, int(made.ends[at]))
            if begins < ends and begins <= authority.last and ends >= authority.first:
                period = care.spells[int(made.period[at])]
                found.append((begins, ends if ends <= authority.last else days.OPEN, int(made.child[at]), care_team(period.family)))
    found.sort()
    starts, ends, child, team = zip(*found, strict=True) if found else ((), (), (), ())
    frame = pd.DataFrame(
        {
            "order_id": numbered(3_300, len(found), rng),
            "child_id": authority.families.child_ids[list(child)].astype(str),
            "started_on": as_days(np.array(starts, int)),
            "ended_on": as_days(np.array(ends, int)),
            "team": list(team),
        }
    )
    return frame.assign(_opened=frame["started_on"], _closed=frame["ended_on"])


REPORT = Report(
    table="liberty_orders",
    title="Legal Services: Deprivation of Liberty Orders",
    file_name="Deprivation of Liberty",
    columns={
        "order_id": ident("Deprivation of Liberty Order ID", "Order ID"),
        "child_id": CHILD,
        "started_on": day("Deprivation of Liberty Start", "DoL Order Start"),
        "ended_on": day("Deprivation of Liberty End", "DoL Order End", open_ended=True),
        "team": TEAM,
    },
    rows=rows,
    is_register=True,
    known={"ended_on": ("ended_on", None)},
    extras={"Court": ("High Court", "Family Court")},
)
