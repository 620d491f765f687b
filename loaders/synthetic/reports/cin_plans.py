"""Child in need plans."""

import pandas as pd

from loaders.synthetic.caseloads import plan_team
from loaders.synthetic.report import Report, day, ident
from loaders.synthetic.wording import CHILD, LOCALITIES, TEAM, WORKER, spell_rows


def rows(authority) -> pd.DataFrame:
    made = spell_rows(authority, authority.plans.cin.all, 8_500_000, "child in need rows")
    return pd.DataFrame(
        {
            "plan_id": made["id"],
            "child_id": made["child_id"],
            "started_on": made["started_on"],
            "ended_on": made["ended_on"],
            "team": [plan_team(s.family) for s in made["spells"]],
            "worker": made["worker"],
            "_opened": made["started_on"],
            "_closed": made["ended_on"],
        }
    )


REPORT = Report(
    table="cin_plans",
    title="Children's Social Care: Child in Need Plans",
    file_name="Child in Need Plans",
    columns={
        "plan_id": ident("CIN Plan ID"),
        "child_id": CHILD,
        "started_on": day("CIN Plan Start", "CIN Plan Start Date"),
        "ended_on": day("CIN Plan End", "CIN Plan End Date", open_ended=True),
        "team": TEAM,
        "worker": WORKER,
    },
    rows=rows,
    known={"ended_on": ("ended_on", None)},
    extras={"Locality": LOCALITIES, "Visit Frequency": ("10 working days", "20 working days")},
)
