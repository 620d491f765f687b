"""Calls to the help and advice line, which families and professionals ring before they would make a contact."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.quotas import half_up
from loaders.synthetic.report import Report, as_moments, coded, ident, moment, numbered
from loaders.synthetic.wording import LOCALITIES, TEAM

#: Calls a year, and the share that families made; 2023-24 as the council published it.
CALLS = {2021: 240, 2022: 360, 2023: 520, 2024: 750, 2025: 830, 2026: 880, 2027: 900}
FROM_FAMILIES = {2021: 0.31, 2022: 0.36, 2023: 0.42, 2024: 0.5, 2025: 0.52, 2027: 0.55}


def rows(authority) -> pd.DataFrame:
    rng = authority.random("helpline")
    received, callers = [], []
    for year, of_year, business, part in authority.days_of_years(authority.last):
        n = half_up(float(levels.of_years(CALLS, year)) * authority.scale * part)
        day = np.sort(rng.choice(of_year, size=n, p=business / business.sum()))
        received.append(day * days.MINUTES + rng.integers(9 * 60, 17 * 60 + 30, size=n))
        family = half_up(float(levels.of_years(FROM_FAMILIES, year)) * n)
        others = rng.choice(["professional", "other", "unmapped"], size=n - family, p=[0.86, 0.12, 0.02])
        callers.append(rng.permutation(np.concatenate([np.full(family, "family"), others])))
    received, callers = np.concatenate(received), np.concatenate(callers)
    within = received >= authority.first * days.MINUTES
    received, callers = received[within], callers[within]
    order = np.argsort(received, kind="stable")
    frame = pd.DataFrame(
        {
            "call_id": numbered(60_000, len(order), rng),
            "received_at": as_moments(received[order]),
            "caller_code": callers[order],
            "team": np.full(len(order), "Early Help", object),
        }
    )
    frame["_opened"] = frame["_closed"] = frame["received_at"]
    return frame


REPORT = Report(
    table="helpline_calls",
    title="Early Help: Calls to the Help and Advice Line",
    file_name="Helpline",
    columns={
        "call_id": ident("Call ID", "Call Number"),
        "received_at": moment("Call Received", "Date and Time of Call"),
        "caller_code": coded(
            "Caller", "Caller Type",
            texts={
                "family": ("Parent/carer", "Family Member", "Young Person"),
                "professional": ("School", "Health Visitor", "GP", "Police"),
                "other": ("Member of the public", "Anonymous"),
                "unmapped": ("Call dropped",),
            },
        ),
        "team": TEAM,
    },
    rows=rows,
    extras={"Locality": LOCALITIES, "Length of Call": ("under 5 minutes", "5 to 15 minutes", "over 15 minutes"), "Topic": ("Behaviour", "School", "Money", "Parenting")},
)  # fmt: skip
