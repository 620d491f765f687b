"""Children's work begun with somebody who had come of age, and birth dates too far ahead."""

import numpy as np

from loaders.checks.shared import check, found, placing_columns, plus_years

TABLES = (
    "referrals", "assessments", "strategy_discussions", "section47", "cp_plans", "cin_plans", "care_periods", "placements", "children_in_need",
    "pre_proceedings",
)  # fmt: skip
DAYS = 305  # ten months


@check(
    title="Implausible age",
    why="The birth date is wrong, or the record is an adult's: a parent's, or that of somebody with the same name.",
    do="Correct the birth date, or move the record to the person it is about.",
    needs={"children": ("born_on",)},
)
def began_as_adult(tables):
    """Begun on the 18th birthday or later. Contacts are left out: they may well be about an adult. And a birth expected more than ten months ahead."""
    for table in tables.values():
        if table.name in TABLES:
            of_age_on = plus_years(tables.born_on(table), 18)
            columns = placing_columns(table.extract)[:1]
            yield found(table, table.placed_on >= of_age_on, of=~np.isnat(of_age_on) & ~np.isnat(table.placed_on), columns=tuple(columns))
    children = tables["children"]
    born_on = children.day("born_on")
    yield found(children, born_on > children.as_at + DAYS, of=~np.isnat(born_on), columns=("born_on",))
