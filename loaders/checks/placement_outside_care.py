"""A placement on days when the child was not in care."""

import numpy as np

from loaders.checks.shared import check, found, has_one


@check(
    title="Placement outside care",
    why="It has no period of care to belong to: it is in no count of moves, or the period's days are wrong.",
    do="Correct the days of the placement or of the period of care, or enter the period that is missing.",
    needs={"placements": ("started_on", "ended_on"), "care_periods": ("started_on", "ended_on")},
)
def placement_outside_care(tables):
    """Placements whose first day or whose last day lies in no period of care of the child; one that is open, on the earlier of the two
    as-at days. First and last days of a period belong to it. Placements that end before they begin are not looked at."""
    placements, periods = tables["placements"], tables["care_periods"]
    day = min(placements.as_at, periods.as_at)
    began, ended = placements.day("started_on"), placements.day("ended_on")
    last = np.where(np.isnat(ended) | (ended > day), day, ended)
    opens, closes = periods.day("started_on"), periods.day("ended_on")
    inside = has_one(placements.child, began, began, periods, opens, closes) & has_one(placements.child, last, last, periods, opens, closes)
    of = (began <= last) & (placements.child >= 0)
    yield found(placements, ~inside, of=of, columns=("started_on", "ended_on"))
