"""A sheet of one extract in a line or two of text, and what became of it."""

import pandas as pd

from loaders.reading import _add_keys
from loaders.recognise import find_heading
from loaders.sheet import read_sheet


class Sheet:
    """Lines of cells with bars between, the headings first, as they would be read from a file."""

    def __init__(self, text: str):
        lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
        heading = find_heading(lines)
        assert not isinstance(heading, str), heading
        read = read_sheet("Report1", lines, heading)
        _add_keys([read])
        self.table, self.layout, self.unknown = heading.extract.table, heading.layout, heading.unknown
        self.problems = [(p.row, p.heading, p.problem, p.action) for p in read.report.problems]
        self.frame, self._riders = read.frame, read.riders

    def rows(self, columns: str, of: str | None = None) -> list[tuple]:
        """The rows that stand, in their order in the sheet: days and moments as text, nothing as None."""
        frame = self._riders[of] if of else self.frame.drop_duplicates("key", keep="last").sort_values("row")
        return [tuple(_plain(value) for value in row) for row in frame[columns.split()].itertuples(index=False)]


def _plain(value):
    if pd.isna(value):
        return None
    return str(value).removesuffix(" 00:00:00") if hasattr(value, "year") else value


def why_not(headings: str) -> str:
    """What is said of a sheet with these headings that is no extract."""
    why = find_heading([[cell.strip() for cell in headings.split("|")]])
    assert isinstance(why, str), why
    return why
