"""Foster households, from approval to resignation or deregistration."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.report import Report, as_days, coded, day, ident, number
from loaders.synthetic.wording import LOCALITIES, TEAM, WORKER, team_workers

PLACES = {"mainstream": (1, 2, 3), "connected": (1, 1, 2), "short_breaks": (1, 1, 1), "supported_lodgings": (1, 1, 2)}


def rows(authority) -> pd.DataFrame:
    rng = authority.random("foster household rows")
    households = [h for h in authority.households if h.ends >= authority.first and h.starts <= authority.last]
    starts = np.array([h.starts for h in households], int)
    ends = np.array([h.ends for h in households], int)
    team = np.full(len(households), levels.FOSTERING, object)
    frame = pd.DataFrame(
        {
            "household_id": [household_id(h.number) for h in households],
            "type_code": [h.kind for h in households],
            "started_on": as_days(starts),
            "ended_on": as_days(np.where(ends > authority.last, days.OPEN, ends)),
            "n_places": [float(rng.choice(PLACES[h.kind])) for h in households],
            "team": team,
            "worker": team_workers(authority, rng, team, np.clip(starts, authority.begins, authority.last)),
        }
    )
    return frame.assign(_opened=frame["started_on"], _closed=frame["ended_on"])


def household_id(number: int) -> str:
    return str(5_100 + 3 * number)


REPORT = Report(
    table="foster_households",
    title="Fostering Service: Approved Households",
    file_name="Foster Households",
    columns={
        "household_id": ident("Household ID", "Fostering Household ID"),
        "type_code": coded(
            "Household Type", "Carer Type",
            texts={
                "mainstream": ("Mainstream", "Mainstream fostering"),
                "connected": ("Connected Person", "Connected Persons", "Kinship"),
                "short_breaks": ("Short Breaks",),
                "supported_lodgings": ("Supported Lodgings",),
            },
        ),
        "started_on": day("Approval Date", "Date Approved"),
        "ended_on": day("Approval End", "Resignation or Deregistration Date", open_ended=True),
        "n_places": number("Approved Places", "Number of Places"),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    is_register=True,
    known={"ended_on": ("ended_on", None)},
    extras={"Locality": LOCALITIES},
)  # fmt: skip
