"""Education, health and care plans, from the request to the plan."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.quotas import half_up
from loaders.synthetic.report import Report, as_days, day, ident, numbered, yes_no
from loaders.synthetic.wording import CHILD, LOCALITIES

#: Requests in a year, and the share of plans issued within 20 weeks.
REQUESTED = {2021: 190, 2022: 225, 2023: 262, 2024: 301, 2026: 340}
IN_TIME = {2021: 0.78, 2022: 0.71, 2023: 0.62, 2024: 0.55, 2025: 0.6, 2026: 0.69}


def rows(authority) -> pd.DataFrame:
    rng, ages = authority.random("education plans"), authority.ages
    parts = []
    for year, of_year, business, part in authority.days_of_years(authority.last):
        n = half_up(float(levels.of_years(REQUESTED, year)) * authority.scale * part)
        parts.append(rng.choice(of_year, size=n, p=business / business.sum()))
    requested = np.sort(np.concatenate(parts))
    # Children of nursery and school age who are known to children's services anyway, each once.
    first, last = ages.heard
    known = np.flatnonzero((first <= authority.last) & (last >= authority.first))
    child = rng.permutation(known)[: len(requested)]
    requested = np.sort(rng.permutation(requested)[: len(child)])
    age = ages.on(child, requested)
    able = (age > 2) & (age < 19)
    child, requested = child[able], requested[able]
    n = len(child)
    refused = rng.random(n) < 0.24
    soon = rng.random(n) < levels.of_years(IN_TIME, days.financial_year(requested + 140))
    takes = np.where(soon, 140 - np.minimum(rng.exponential(9, size=n).astype(int), 50), 141 + rng.exponential(55, size=n).astype(int))
    issued = np.where(refused, days.OPEN, requested + takes)
    over = np.where(refused, requested + 112, issued)
    frame = pd.DataFrame(
        {
            "plan_id": numbered(30_000, n, rng),
            "child_id": authority.families.child_ids[child].astype(str),
            "requested_on": as_days(requested),
            "issued_on": as_days(np.where(issued > authority.last, days.OPEN, issued)),
            "is_exception": rng.random(n) < 0.06,
            "_opened": as_days(requested),
            "_closed": as_days(np.where(over > authority.last, days.OPEN, over)),
        }
    )
    return frame[~(frame["_closed"] < pd.Timestamp(days.date_of(authority.first)))].reset_index(drop=True)


REPORT = Report(
    table="ehc_plans",
    title="Special Educational Needs: Requests and Plans",
    file_name="Education Health and Care Plans",
    columns={
        "plan_id": ident("EHC Plan ID", "EHCP ID"),
        "child_id": CHILD,
        "requested_on": day("EHC Plan Requested", "EHC Assessment Requested", "EHCP Request Date"),
        "issued_on": day("EHC Plan Issued", "EHC Plan Issue Date", "EHCP Issue Date"),
        "is_exception": yes_no("Exception Applies", "Statutory Exception"),
    },
    rows=rows,
    is_register=True,
    known={"issued_on": ("issued_on", None)},
    extras={"Locality": LOCALITIES, "Primary Need": ("SEMH", "ASD", "SLCN", "MLD", "PD")},
)
