"""Referrals: contacts taken up by social care."""

import numpy as np
import pandas as pd

from loaders.synthetic import days
from loaders.synthetic.report import Report, as_moments, coded, expand, ident, moment, numbered
from loaders.synthetic.wording import CHILD, LOCALITIES, SOURCES, TEAM, WORKER, team_workers


def ids(authority) -> np.ndarray:
    """The id of each referral, which other reports quote."""
    return numbered(5_200_000, len(authority.front_door.referrals.size), authority.random("referral ids"))


def rows(authority) -> pd.DataFrame:
    rng, referrals = authority.random("referral rows"), authority.front_door.referrals
    group, child = expand(referrals.family, referrals.size, authority.families)
    frame = pd.DataFrame(
        {
            "referral_id": ids(authority),
            "received_at": as_moments(referrals.received),
            "decided_at": as_moments(referrals.decided),
            "outcome_code": referrals.outcome,
            "source_code": referrals.source,
            "team": referrals.team,
            "worker": team_workers(authority, rng, referrals.team, referrals.received // days.MINUTES),
        }
    )
    frame["_opened"] = frame["received_at"]
    frame["_closed"] = frame["decided_at"]
    frame = frame.iloc[group].assign(child_id=authority.families.child_ids[child].astype(str))
    frame = frame[frame["received_at"] >= pd.Timestamp(days.date_of(authority.first))]
    return frame.reset_index(drop=True)


REPORT = Report(
    table="referrals",
    title="Children's Social Care: Referrals",
    file_name="Referrals",
    columns={
        "referral_id": ident("Referral ID", "Referral Number", "REFERRAL_ID"),
        "child_id": CHILD,
        "received_at": moment("Referral Received"),
        "decided_at": moment("Referral Decision", "Referral Decision Date", "Referral Completed"),
        "outcome_code": coded(
            "Referral Outcome",
            texts={
                "assessment": ("Assessment",),
                "strategy_discussion": ("Strategy Discussion",),
                "early_help": ("Early Help",),
                "no_further_action": ("NFA", "No Further Action"),
            },
        ),
        "source_code": coded("Referral Source", "SOURCE_OF_REFERRAL", texts=SOURCES),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    known={"outcome_code": ("decided_at", None), "decided_at": ("decided_at", None)},
    extras={"Locality": LOCALITIES, "Closure Reason": ("", "Services ceased", "Step down")},
)
