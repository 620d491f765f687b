"""A child protection plan that ended without a review conference."""

import numpy as np

from loaders.checks.shared import check, found, has_one, plus_years

DAYS = 7


@check(
    title="Plan ended without a review conference",
    why="Only a review conference ends a plan: the conference is missing, or the plan's end is not the day it decided so.",
    do="Enter the conference, or correct the plan's end.",
    needs={"cp_plans": ("ended_on",), "reviews": ("type_code", "held_on")},
)
def plan_end_without_review(tables):
    """Plans that ended after the first review there is, and no later than the reviews reach: without a conference on the day or in the week
    before it. Not looked at: plans that ended on the 18th birthday or later, and those of a child without any conference, who may have
    moved away before the first."""
    plans, reviews = tables["cp_plans"], tables["reviews"]
    ended, held = plans.day("ended_on"), reviews.day("held_on")
    of_plans = reviews.is_any("type_code", "cp") & ~np.isnat(held)
    if not of_plans.any():
        return
    of = tables.whose(reviews, of_plans)[plans.child] & (ended >= held[of_plans].min() + DAYS) & (ended <= reviews.as_at)
    of &= ~(ended >= plus_years(tables.born_on(plans), 18))
    yield found(plans, ~has_one(plans.child, ended - DAYS, ended, reviews, held, held, of_plans), of=of, columns=("ended_on",))
