"""A case that is open although the child has come of age."""

import numpy as np

from loaders.checks.shared import CASES, check, found, plus_years


@check(
    title="Open after the 18th birthday",
    why="Rates are of children under 18; plans and periods of care end at 18 at the latest.",
    do="Close the case, or correct the birth date. Support as a care leaver is recorded as that.",
    needs={"children": ("born_on",)},
)
def adult_case(tables):
    """Cases begun before the 18th birthday and open on the as-at day; open on the birthday itself counts. What was begun later:
    `began_as_adult`."""
    for table in tables.that_open(CASES):
        of_age_on = plus_years(tables.born_on(table), 18)
        is_child = table.day("started_on") < of_age_on
        yield found(table, is_child & (of_age_on <= table.as_at), of=table.open_now & ~np.isnat(of_age_on), columns=(table.closes,))
