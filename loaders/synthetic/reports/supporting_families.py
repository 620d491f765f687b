"""Supporting Families: claims accepted for families who were helped early and whose outcomes lasted."""

import numpy as np
import pandas as pd

from loaders.synthetic import levels
from loaders.synthetic.early_help import EarlyHelp
from loaders.synthetic.quotas import half_up
from loaders.synthetic.report import Report, as_days, day, ident
from loaders.synthetic.wording import LOCALITIES, TEAM, family_id

#: Claims accepted a year; 2022-23 and 2023-24 as the council published them.
ACCEPTED = {2021: 70, 2022: 120, 2023: 160, 2024: 225, 2025: 240, 2026: 236, 2027: 230}


def rows(authority) -> pd.DataFrame:
    rng, help_ = authority.random("supporting families"), EarlyHelp(authority)
    taken: set[int] = set()
    found = []
    for year, of_year, _, part in authority.days_of_years(authority.last):
        n = half_up(float(levels.of_years(ACCEPTED, year)) * authority.scale * part)
        # Outcomes have to last half a year before they can be claimed for; claims go in monthly.
        ready = np.unique(help_.family[help_.ends < of_year[0] - 60])
        ready = rng.permutation(ready[~np.isin(ready, list(taken))])
        others = rng.permutation(len(authority.families.first))
        others = others[~np.isin(others, [*taken, *ready.tolist()])]
        families = np.concatenate([ready, others])[:n].tolist()
        taken.update(families)
        working = of_year[authority.calendar.are_working(of_year)]
        found += zip(families, rng.choice(working, size=len(families)).tolist(), strict=True)
    found = [(family, on) for family, on in found if on >= authority.first]
    found.sort(key=lambda f: (f[1], f[0]))
    family, on = (np.array([f[i] for f in found], int) for i in (0, 1))
    frame = pd.DataFrame({"family_id": family_id(family), "accepted_on": as_days(on), "team": np.full(len(on), "Early Help", object)})
    frame["_opened"] = frame["_closed"] = frame["accepted_on"]
    return frame


REPORT = Report(
    table="supporting_families",
    title="Early Help: Supporting Families Claims Accepted",
    file_name="Supporting Families",
    columns={"family_id": ident("Family ID", "GROUP_ID"), "accepted_on": day("Claim Accepted", "Date Claim Accepted"), "team": TEAM},
    rows=rows,
    extras={"Locality": LOCALITIES, "Claim Type": ("Sustained and significant progress", "Continuous employment"), "Keyworker Area": ("North", "South")},
)
