"""Work with a child who was not even expected yet."""

import numpy as np

from loaders.checks.shared import check, found, placing_columns

TABLES = (
    "contacts", "referrals", "assessments", "strategy_discussions", "section47", "cp_plans", "cin_plans", "children_in_need", "allocations",
    "visits", "reviews", "pre_proceedings",
)  # fmt: skip
DAYS = 305  # ten months


@check(
    title="Ten months before the child was born",
    why="Work before birth is good work, but not before the child was expected: the birth date is wrong, or the day is, or the record is another child's.",
    do="Correct the day of birth or the day of the record; or move the record to the child it is about.",
    needs={"children": ("born_on",)},
)
def long_before_birth(tables):
    """More than 305 days before birth, or before the day that an unborn child is expected."""
    for table in tables.values():
        if table.name in TABLES:
            born_on = tables.born_on(table)
            columns = placing_columns(table.extract)[:1]
            yield found(table, table.placed_on < born_on - DAYS, of=~np.isnat(born_on) & ~np.isnat(table.placed_on), columns=tuple(columns))
