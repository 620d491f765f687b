"""Pre-proceedings, from the letter to the parents to stepping down or to court."""

import numpy as np
import pandas as pd

from loaders.synthetic import levels
from loaders.synthetic.report import Report, as_days, coded, day, ident, numbered
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, family_id


def rows(authority) -> pd.DataFrame:
    rng, families = authority.random("pre-proceedings rows"), authority.families
    found = [case for case in authority.court.pre_proceedings if case.ends >= authority.first]
    child, starts, ends = (np.array([getattr(c, name) for c in found], int) for name in ("child", "starts", "ends"))
    return pd.DataFrame(
        {
            "case_id": np.char.add("PLO", numbered(7_000, len(found), rng)),
            "family_id": family_id(np.searchsorted(families.first, child, side="right") - 1),
            "child_id": families.child_ids[child].astype(str),
            "started_on": as_days(starts),
            "ended_on": as_days(ends),
            "outcome_code": [case.outcome for case in found],
            "team": np.array(levels.PROTECTION, object)[child % 3],
            "_opened": as_days(starts),
            "_closed": as_days(ends),
        }
    )


REPORT = Report(
    table="pre_proceedings",
    title="Legal: Pre-proceedings (PLO)",
    file_name="Pre-proceedings",
    columns={
        "case_id": ident("PLO ID", "Pre-proceedings ID"),
        "family_id": ident("Family ID", "GROUP_ID"),
        "child_id": CHILD,
        "started_on": day("PLO Start", "Pre-proceedings Start"),
        "ended_on": day("PLO End", "Pre-proceedings End", open_ended=True),
        "outcome_code": coded(
            "PLO Outcome", "Pre-proceedings Outcome",
            texts={
                "proceedings": ("Care proceedings issued", "Issue proceedings"),
                "step_down": ("Stepped down to CIN", "Stepped down", "Ended without proceedings"),
                "other": ("Moved away",),
            },
        ),
        "team": TEAM,
    },
    rows=rows,
    known={"ended_on": ("ended_on", None), "outcome_code": ("ended_on", None)},
    extras={"Locality": LOCALITIES, "Solicitor": ("Legal 1", "Legal 2")},
)
