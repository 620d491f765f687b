"""Statutory returns: XML records made rows, numbered by the lines they stand on."""

from loaders.recognise import find_heading
from loaders.sheet import read_sheet


def test_rows_are_numbered_by_the_lines_they_stand_on_in_a_file_that_is_no_spreadsheet():
    rows = [["Person ID", "Allocation Start", "Worker ID"], ["1", "01/04/2024", "W"], ["2", "tomorrow", "W"]]
    sheet = read_sheet("", rows, find_heading(rows), [7, 31, 58])
    assert sheet.report.heading_row == 7
    assert list(sheet.frame["row"]) == [31]
    assert [p.row for p in sheet.report.problems] == [58, 58]
