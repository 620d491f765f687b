"""A missing episode, on a day out of care, of a child who has been in care."""

import numpy as np

from loaders.checks.shared import check, found, has_one


@check(
    title="Missing while not in care",
    why="It counts among the episodes of children in care only if the child was in care that day.",
    do="Nothing, if the child was missing from home. Else correct the day of the episode or of the period of care.",
    needs={"missing_episodes": ("started_at",), "care_periods": ("started_on", "ended_on")},
)
def missing_outside_care(tables):
    """Episodes of children who have a period of care, up to the earlier of the two as-at days. The last day of a period belongs to it."""
    episodes, periods = tables["missing_episodes"], tables["care_periods"]
    began = episodes.day("started_at")
    in_care = has_one(episodes.child, began, began, periods, periods.day("started_on"), periods.day("ended_on"))
    ever = tables.whose(periods, np.ones(len(periods), dtype=bool))[episodes.child]
    yield found(episodes, ~in_care, of=ever & (began <= min(episodes.as_at, periods.as_at)), columns=("started_at",))
