"""Contacts: every approach to the front door about a child."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.report import Report, as_moments, coded, expand, ident, moment, numbered
from loaders.synthetic.wording import CHILD, LOCALITIES, SOURCES, TEAM, WORKER, team_workers


def rows(authority) -> pd.DataFrame:
    rng = authority.random("contact rows")
    contacts, cancelled = authority.front_door.contacts, authority.front_door.cancelled
    n, mistaken = len(contacts.size), len(cancelled.size)
    received = np.concatenate([contacts.received, cancelled.received])
    family = np.concatenate([contacts.family, cancelled.family])
    size = np.concatenate([contacts.size, cancelled.size])
    never = np.full(mistaken, days.OPEN * days.MINUTES)
    group, child = expand(family, size, authority.families)
    team = np.concatenate([contacts.team, np.full(mistaken, levels.FRONT_DOOR)])
    source = np.concatenate([contacts.source, cancelled.source])
    source[rng.random(len(source)) < 0.004] = "unmapped"
    frame = pd.DataFrame(
        {
            "contact_id": numbered(4_100_000, n + mistaken, rng),
            "received_at": as_moments(received),
            "decided_at": as_moments(np.concatenate([contacts.decided, never])),
            "outcome_code": np.concatenate([contacts.outcome, np.full(mistaken, None, object)]),
            "source_code": source,
            "team": team,
            "worker": team_workers(authority, rng, team, received // days.MINUTES),
            "step_status_code": ["completed"] * n + ["cancelled"] * mistaken,
            "_before": ["incoming"] * n + ["cancelled"] * mistaken,
        }
    )
    frame["_opened"] = frame["received_at"]
    # A step cancelled is closed at once.
    frame["_closed"] = frame["decided_at"].fillna(
        frame["received_at"].where(frame["step_status_code"] == "cancelled")
    )
    frame = frame.iloc[group].assign(child_id=authority.families.child_ids[child].astype(str))
    frame = frame[frame["received_at"] >= pd.Timestamp(days.date_of(authority.first))]
    return frame.sort_values("received_at", kind="stable", ignore_index=True)


REPORT = Report(
    table="contacts",
    title="Children's Social Care: Contacts Received",
    file_name="Contacts",
    columns={
        "contact_id": ident("Contact ID", "Contact Number", "WORKFLOW_STEP_ID"),
        "child_id": CHILD,
        "received_at": moment("Contact Received", "Contact Date", "Date and Time of Contact", "STARTED_ON"),
        "decided_at": moment("Contact Decision", "Contact Completed", "COMPLETED_ON"),
        "outcome_code": coded(
            "Contact Outcome", "Next Action",
            texts={
                "referral": ("CIN Referral", "Progress to Referral", "Referral to Social Care",
                             "Information and Advice, CIN Referral"),
                "early_help": ("EH Referral", "Early Help", "Step down to Early Help (EH)"),
                "advice": ("Information and Advice", "Signposting"),
                "no_further_action": ("NFA", "No Further Action"),
            },
        ),
        "source_code": coded("Source of Contact", "Contact Source", texts=SOURCES),
        "team": TEAM,
        "worker": WORKER,
        "step_status_code": coded(
            "Step Status", "STEP_STATUS",
            texts={"completed": ("Completed", "COMPLETED"), "incoming": ("Incoming", "INCOMING"),
                   "cancelled": ("Cancelled", "CANCELLED")},
        ),
    },
    rows=rows,
    known={
        "outcome_code": ("decided_at", None),
        "step_status_code": ("decided_at", "_before"),
        "decided_at": ("decided_at", None),
    },
    extras={
        "Step Type": ("Contact/Referral", "EDT Contact/Referral"),
        "Locality": LOCALITIES,
        "Restricted Record": ("N", "N", "N", "Y"),
    },
)  # fmt: skip
