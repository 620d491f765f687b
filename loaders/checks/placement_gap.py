"""Days between two placements of one period of care on which nobody says where the child was."""

import numpy as np

from loaders.checks.shared import check, found, has_one, latest_end_before


@check(
    title="Gap between placements",
    why="The child was somewhere: a placement is missing, and with it a move; or a day is wrong.",
    do="Enter the placement that is missing, or correct the end of the one before or the start of this one.",
    needs={"placements": ("started_on", "ended_on"), "care_periods": ("started_on", "ended_on")},
)
def placement_gap(tables):
    """A placement that begins two days or more after all earlier ones had ended, where the child was in one period of care from then on."""
    placements, periods = tables["placements"], tables["care_periods"]
    began, ended = placements.day("started_on"), placements.day("ended_on")
    before = latest_end_before(placements, began, ended, ~(ended < began))
    # Out of care in between: a period that ended on or after the earlier placement's end, and before this one began.
    opens, closes = periods.day("started_on"), periods.day("ended_on")
    left = has_one(placements.child, before, began - 1, periods, closes, closes)
    came = has_one(placements.child, before + 1, began, periods, opens, opens)
    in_care = has_one(placements.child, before, before, periods, opens, closes) & has_one(placements.child, began, began, periods, opens, closes)
    yield found(placements, began > before + 1, of=~np.isnat(before) & in_care & ~(left & came), columns=("started_on",))
