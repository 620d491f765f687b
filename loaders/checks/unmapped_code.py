"""A value of a coded column that nobody has said the meaning of."""

from loaders.checks.shared import UNMAPPED, check, found


@check(
    title="Value of unknown meaning",
    why="The row is counted, but in none of the groups that the code tells apart: an outcome that is not known is no outcome.",
    do="Choose one of the values of the list. If it is right as it stands, the analyst can say on the Data page what it means.",
)
def unmapped_code(tables):
    """Each coded column by itself; blank cells are not looked at."""
    for table in tables.values():
        for name, column in table.extract.columns.items():
            if column.type == "code" and table.has(name):
                yield found(table, table.is_any(name, UNMAPPED), of=table.filled(name), columns=(name,))
