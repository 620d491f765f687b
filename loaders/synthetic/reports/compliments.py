"""Compliments received."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.quotas import half_up
from loaders.synthetic.report import Report, as_days, day, ident, numbered, words
from loaders.synthetic.wording import TEAM

RECEIVED = {2021: 58, 2022: 51, 2023: 64, 2024: 92, 2026: 120}


def rows(authority) -> pd.DataFrame:
    rng, received = authority.random("compliments"), []
    for year, of_year, business, part in authority.days_of_years(authority.last):
        n = half_up(float(levels.of_years(RECEIVED, year)) * authority.scale * part)
        received.append(rng.choice(of_year, size=n, p=business / business.sum()))
    received = np.sort(np.concatenate(received))
    n = len(received)
    frame = pd.DataFrame(
        {
            "compliment_id": [f"CP{number}" for number in numbered(1_400, n, rng).tolist()],
            "received_on": as_days(received),
            "source": rng.choice(["Parent", "Young person", "Foster carer", "Partner agency", "Court"], size=n, p=[0.4, 0.2, 0.14, 0.2, 0.06]),
            "team": rng.choice(levels.TEAMS, size=n),
        }
    )
    frame = frame.assign(_opened=frame["received_on"], _closed=frame["received_on"])
    return frame[frame["received_on"] >= pd.Timestamp(days.date_of(authority.first))].reset_index(drop=True)


REPORT = Report(
    table="compliments",
    title="Customer Feedback: Compliments about Children's Services",
    file_name="Compliments",
    columns={
        "compliment_id": ident("Compliment ID", "Compliment Reference"),
        "received_on": day("Compliment Received", "Compliment Date"),
        "source": words("Compliment From", "Compliment Source"),
        "team": TEAM,
    },
    rows=rows,
    is_register=True,
    extras={"Shared With Worker": ("Yes", "Yes", "No")},
)
