"""Care, a placement or an episode before the child was born."""

import numpy as np

from loaders.checks.shared import check, found, placing_columns

TABLES = ("care_periods", "placements", "health_checks", "missing_episodes", "liberty_orders")


@check(
    title="Before the child was born",
    why="Either the birth date is wrong, and with it every age, or the day is.",
    do="Correct the day of birth or the day of the record.",
    needs={"children": ("born_on",)},
)
def before_birth(tables):
    """What cannot be before birth. The day of birth itself is none too early."""
    for table in tables.values():
        if table.name in TABLES:
            born_on = tables.born_on(table)
            columns = placing_columns(table.extract)[:1]
            yield found(table, table.placed_on < born_on, of=~np.isnat(born_on) & ~np.isnat(table.placed_on), columns=tuple(columns))
