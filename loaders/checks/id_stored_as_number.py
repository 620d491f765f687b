"""An identifier that a spreadsheet took for a number, so that digits may be lost."""

import numpy as np

from loaders.checks.shared import check, found


@check(
    title="Identifier stored as a number",
    why="Excel keeps 15 digits, and drops the noughts at the end of a fraction: two records may have become one, or one record two.",
    do="Ask for the report to give the column as text.",
)
def id_stored_as_number(tables):
    """The cells of which the reader said so, in rows that stand."""
    if tables.problems is None:
        return
    told = tables.problems[tables.problems["problem"].str.startswith("an identifier")]
    for name, table in tables.items():
        for column in (c for c, declared in table.extract.columns.items() if declared.type == "id" and table.has(c)):
            places = told.loc[(told["of_table"] == name) & (told["column"] == column), "of_place"]
            yield found(table, np.isin(table.frame.index, places), of=table.filled(column), columns=(column,))
