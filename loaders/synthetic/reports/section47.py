"""Section 47 enquiries, each with the initial conference it led to."""

import numpy as np
import pandas as pd

from loaders.synthetic import days, levels
from loaders.synthetic.report import Report, as_days, day, expand, ident, numbered, yes_no
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, WORKER, held_by


def rows(authority) -> pd.DataFrame:
    rng = authority.random("section 47 rows")
    s47 = authority.plans.section47
    within = (s47.strategy >= authority.first) & (s47.strategy <= authority.last)
    family, size, strategy = s47.family[within], s47.size[within], s47.strategy[within]
    conference, concluded = s47.conference[within], s47.concluded[within]
    held = conference < days.OPEN
    # An enquiry of a child already on a plan needs no new one, and says neither yes nor no.
    unnecessary = np.where(held, False, rng.random(len(size)) < 0.9)
    frame = pd.DataFrame(
        {
            "enquiry_id": numbered(7_400_000, len(size), rng),
            "strategy_on": as_days(strategy),
            "is_conference_unnecessary": unnecessary.astype(object),
            "icpc_on": as_days(conference),
            "is_plan_made": np.where(held, s47.made[within].astype(object), None),
            "_concluded": as_days(concluded),
            "_opened": as_days(strategy),
            "_closed": as_days(np.where(held, conference, concluded)),
        }
    )
    group, child = expand(family, size, authority.families)
    frame = frame.iloc[group].reset_index(drop=True)
    frame["child_id"] = authority.families.child_ids[child].astype(str)
    teams, workers = held_by(authority, child, strategy[group])
    duty = np.array(levels.ASSESSMENT)[rng.integers(0, len(levels.ASSESSMENT), size=len(size))][group]
    frame["team"] = np.where(pd.isna(np.array(teams, object)), duty, np.array(teams, object))
    frame["worker"] = workers
    return frame


REPORT = Report(
    table="section47",
    title="Children's Social Care: Section 47 Enquiries and Initial Conferences",
    file_name="Section 47",
    columns={
        "enquiry_id": ident("Enquiry ID", "Section 47 ID", "S47 ID"),
        "child_id": CHILD,
        "strategy_on": day("Strategy Discussion", "STRATEGY_DISCUSSION_DATE"),
        "is_conference_unnecessary": yes_no("Conference Unnecessary"),
        "icpc_on": day("Initial Conference", "CP_CONFERENCE_ACTUAL_DATE"),
        "is_plan_made": yes_no("Plan Made"),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    known={
        "is_conference_unnecessary": ("_concluded", None),
        "is_plan_made": ("icpc_on", None),
        "icpc_on": ("icpc_on", None),
    },
    extras={"Locality": LOCALITIES, "Police Area": ("West", "South")},
)
