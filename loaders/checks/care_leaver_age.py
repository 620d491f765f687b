"""A care leaver who is too young or too old to be one."""

import numpy as np

from loaders.checks.shared import check, found, plus_years


@check(
    title="Implausible age of a care leaver",
    why="Support begins at 16 and ends at 25: the birth date is wrong, or the person is on the wrong list.",
    do="Correct the birth date, or close the support.",
    needs={"care_leavers": (), "children": ("born_on",)},
)
def care_leaver_age(tables):
    """Under 16, or 26 or over, on the day of the snapshot; each snapshot by itself."""
    leavers = tables["care_leavers"]
    born_on = tables.born_on(leavers)
    too_young, too_old = leavers.placed_on < plus_years(born_on, 16), leavers.placed_on >= plus_years(born_on, 26)
    yield found(leavers, too_young | too_old, of=~np.isnat(born_on) & ~np.isnat(leavers.placed_on), columns=("child_id",))
