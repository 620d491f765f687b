import pandas as pd

from metrics.indicators.adviser_visits import adviser_visits
from metrics.leavers import care_leavers
from metrics.worklist import on, rows, worklist


@worklist(
    title="Contact with care leavers", what="Personal adviser’s contact", indicator=adviser_visits, group="Visits", order=4,
    may_use={"care_leavers": ("personal_adviser",)},
)  # fmt: skip
def visits_adviser(tables, day):
    """Care leavers, by when their personal adviser is to be in touch: so many weeks after the last contact of any kind.

    One of whom no contact is recorded has no such day and comes first. Whoever died, or returned home for good, is left out.
    """
    leavers, left_out = care_leavers(tables, day)
    [are_no_more] = left_out.values()
    leavers = leavers[~are_no_more]
    contact_on = leavers["last_contact_on"].where(leavers["last_contact_on"] <= day)
    why = on("Last in touch on {}", contact_on).fillna("No contact is recorded")
    due_on = contact_on + pd.Timedelta(weeks=tables.settings["adviser_visit_weeks"])
    return rows(leavers, due_on=due_on, since_on=contact_on, why=why, worker=leavers.get("personal_adviser"))
