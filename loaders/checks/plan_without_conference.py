"""A child protection plan that no initial conference made."""

import numpy as np

from loaders.checks.shared import check, found, has_one

DAYS = 7


@check(
    title="Plan without an initial conference",
    why="A plan begins on the day its conference decides: the conference is missing from its own figures, or the plan's start is wrong.",
    do="Enter the conference, or correct its day or the plan's start. Nothing, where the plan came with a child from another authority.",
    needs={"cp_plans": ("started_on",), "section47": ("icpc_on",)},
)
def plan_without_conference(tables):
    """No initial conference about the child on the day the plan began or in the week before. Plans that began before the first conference
    there is, or after the as-at day of the enquiries, are not looked at."""
    plans, enquiries = tables["cp_plans"], tables["section47"]
    began, held = plans.day("started_on"), enquiries.day("icpc_on")
    if np.isnat(held).all():
        return
    of = (began >= held[~np.isnat(held)].min() + DAYS) & (began <= enquiries.as_at) & (plans.child >= 0)
    yield found(plans, ~has_one(plans.child, began - DAYS, began, enquiries, held, held), of=of, columns=("started_on",))
