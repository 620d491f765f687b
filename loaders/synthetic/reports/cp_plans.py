"""Child protection plans."""

import numpy as np
import pandas as pd

from loaders.synthetic.caseloads import plan_team
from loaders.synthetic.report import Report, coded, day, ident, number
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, WORKER, spell_rows

CATEGORIES = ("neglect", "emotional", "physical", "sexual", "multiple")


def rows(authority) -> pd.DataFrame:
    made = spell_rows(authority, authority.plans.cp.all, 8_100_000, "plan rows")
    spells, rng = made["spells"], made["rng"]
    category = rng.choice(CATEGORIES, size=len(spells), p=[0.46, 0.36, 0.08, 0.05, 0.05])
    by_group = dict(zip(made["id"], category, strict=True))
    frame = pd.DataFrame(
        {
            "plan_id": made["id"],
            "child_id": made["child_id"],
            "started_on": made["started_on"],
            "ended_on": made["ended_on"],
            "category_code": [by_group[plan] for plan in made["id"]],
            "previous_plans": [float(s.previous) for s in spells],
            "team": [plan_team(s.family) for s in spells],
            "worker": made["worker"],
            "_opened": made["started_on"],
            "_closed": made["ended_on"],
        }
    )
    # Where an earlier plan is in the extract itself, nobody need have typed how many there were.
    earlier = frame.duplicated("child_id")
    frame.loc[earlier & (rng.random(len(frame)) < 0.3), "previous_plans"] = np.nan
    return frame


REPORT = Report(
    table="cp_plans",
    title="Children's Social Care: Child Protection Plans",
    file_name="Child Protection Plans",
    columns={
        "plan_id": ident("CP Plan ID", "REGISTRATION_ID", "Registration ID"),
        "child_id": CHILD,
        "started_on": day("CP Plan Start", "REGISTRATION_START_DATE"),
        "ended_on": day("CP Plan End", "DEREGISTRATION_DATE", open_ended=True),
        "category_code": coded(
            "Category of Abuse",
            texts={
                "neglect": ("Neglect", "NEG"),
                "emotional": ("Emotional", "Emotional Abuse"),
                "physical": ("Physical", "Physical Abuse"),
                "sexual": ("Sexual", "Sexual Abuse"),
                "multiple": ("Multiple", "Multiple/not recommended"),
            },
        ),
        "previous_plans": number("Previous Plans"),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    known={"ended_on": ("ended_on", None)},
    extras={"Locality": LOCALITIES, "Conference Chair": ("Chair 01", "Chair 02", "Chair 03", "Chair 04")},
)
