"""Files of every kind as rows of cells, and one sentence for each that is none."""

import codecs
import datetime as dt

import pytest

from loaders.workbook import Refused, read_sheets
from tests.loaders.broken_files import REFUSED, compound_file, far_cell, workbook

ROWS = [["Person ID", "Team"], ["5", "Rhyd-y-groes Å"]]


def cells(path):
    return read_sheets(path)[0].rows


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_report_is_refused_in_words(name, write_bytes):
    content, words = REFUSED[name]
    with pytest.raises(Refused, match=words) as refused:
        read_sheets(write_bytes(name, content))
    assert str(refused.value).endswith(".")
    assert "Traceback" not in str(refused.value)
    assert "Person ID" not in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="no such file"):
        read_sheets(tmp_path / "none.xlsx")


def test_cells_are_objects_and_rows_stand_where_excel_has_them(write_xlsx):
    at = dt.datetime(2024, 3, 4, 9, 15)
    rows = cells(write_xlsx([[], ["", "", ""], ["", "Person ID", "At", "On", "Yes"], ["", 4801234, at, dt.datetime(2024, 3, 4), True], ["", "0042", "04/03/2024", None, ""]]))
    assert len(rows) == 5
    assert rows[2] == ["", "Person ID", "At", "On", "Yes"]
    assert rows[3] == ["", 4801234.0, at, dt.date(2024, 3, 4), True]
    assert rows[4] == ["", "0042", "04/03/2024", "", ""]


def test_every_sheet_is_read_and_hidden_ones_say_so(write_xlsx):
    sheets = read_sheets(write_xlsx({"Document Map": [["a"]], "Report1": ROWS, "Old": ROWS}, hidden=["Old"]))
    assert [(s.name, s.is_hidden) for s in sheets] == [("Document Map", False), ("Report1", False), ("Old", True)]


def test_a_workbook_is_told_by_its_content_where_its_ending_is_another_workbooks(write_bytes):
    assert cells(write_bytes("export.xls", workbook(ROWS))) == ROWS
    assert read_sheets(write_bytes("export.xlsx", compound_file("Workbook"))) == []


def test_a_cell_in_the_last_row_costs_no_more_than_time(write_bytes):
    assert len(cells(write_bytes("long.xlsx", far_cell("A30000")))) == 30_000


@pytest.mark.parametrize("delimiter", ",;\t|")
def test_text_with_any_delimiter(write_csv, delimiter):
    assert ROWS in [sheet.rows for sheet in read_sheets(write_csv(ROWS, delimiter=delimiter))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_text_in_any_encoding(write_csv, encoding):
    assert cells(write_csv(ROWS, encoding=encoding)) == ROWS


def test_text_in_utf_16_of_either_byte_order(write_bytes):
    for mark, encoding in ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        assert cells(write_bytes("export.csv", mark + "Person ID,Team\r\n5,Rhyd-y-groes Å\r\n".encode(encoding))) == ROWS


def test_the_rows_of_text_are_its_records(write_bytes):
    rows = cells(write_bytes("export.csv", b'a,b\r\n"two\r\nlines",2\r\n\r\n"said ""no""",3\r\n'))
    assert rows == [["a", "b"], ["two\r\nlines", "2"], [], ['said "no"', "3"]]


def test_a_mark_of_inches_is_no_open_quotation(write_bytes):
    assert cells(write_bytes("export.csv", b'a,b\r\n5" pipe,2\r\n')) == [["a", "b"], ['5" pipe', "2"]]


@pytest.mark.parametrize("name", ["export.CSV", "export.tsv", "export.txt"])
def test_the_endings_of_text(write_bytes, name):
    assert cells(write_bytes(name, b"a\tb\r\n1\t2\r\n")) == [["a", "b"], ["1", "2"]]


def test_text_of_one_column(write_bytes):
    assert cells(write_bytes("export.csv", b"Person ID\r\n5\r\n")) == [["Person ID"], ["5"]]
