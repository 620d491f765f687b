"""Files of every kind as rows of cells, whatever their names end in, and one sentence for each that is none."""

import codecs
import datetime as dt
import io
import os
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

import loaders.workbook
from loaders.cells import ERROR_CELL, NO_RESULT
from loaders.error_cells import find_error_cells
from loaders.workbook import Refused, read_sheets
from tests.loaders.broken_files import REFUSED, far_cell, takes_its_reader_down, workbook
from tests.loaders.every_format import ERROR, FORMULA, MARKUP, TEXT, WORKBOOKS, edited, ods, spreadsheet_xml, text, web_archive, web_page, xls, xlsb, xlsx

ROWS = [["Person ID", "Team"], ["5", "Rhyd-y-groes Å"]]
MOMENT, DAY = dt.datetime(2024, 3, 4, 9, 15), dt.date(2024, 3, 4)


def cells(path):
    return next(read_sheets(path)).rows


@pytest.fixture
def read(write_bytes):
    """The sheets of a file of this content."""
    return lambda content, name="export.xlsx": list(read_sheets(write_bytes(name, content)))


def numbered(sheet):
    """The rows of a sheet that hold something, by the numbers that Excel gives them, without blanks at their ends."""
    numbers = sheet.numbers or range(1, len(sheet.rows) + 1)
    rows = {}
    for number, row in zip(numbers, sheet.rows, strict=True):
        while row and row[-1] in ("", None):
            row = row[:-1]
        if row:
            rows[number] = row
    return rows


# --- refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_report_is_refused_in_words(name, write_bytes):
    content, words = REFUSED[name]
    with pytest.raises(Refused, match=words) as refused:
        list(read_sheets(write_bytes(name, content)))
    assert str(refused.value).endswith(".")
    assert "Traceback" not in str(refused.value)
    assert "Person ID" not in str(refused.value)


@pytest.mark.parametrize("name", REFUSED)
def test_every_refusal_says_what_to_do_now(name, write_bytes):
    with pytest.raises(Refused) as refused:
        list(read_sheets(write_bytes(name, REFUSED[name][0])))
    assert any(word in str(refused.value) for word in ("Run the report", "Save it", "save it", "save and load", "Export", "export it", "Unpack", "Save the file", "save it as a workbook"))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="no such file"):
        read_sheets(tmp_path / "none.xlsx")
    (tmp_path / "to nothing.xlsx").symlink_to(tmp_path / "none.xlsx")
    with pytest.raises(Refused, match="no such file"):
        read_sheets(tmp_path / "to nothing.xlsx")


def test_a_folder_is_not_read_as_a_file(tmp_path):
    with pytest.raises(Refused, match="folder"):
        read_sheets(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a Unix's")
def test_a_pipe_or_a_device_is_never_opened(tmp_path):
    """To open a pipe that nobody writes to is to wait for ever."""
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", Path("/dev/zero")):
        with pytest.raises(Refused, match="device or a pipe"):
            read_sheets(path)


@pytest.mark.parametrize(("error", "words"), [(PermissionError(), "open in another program"), (OSError(), "Copy it to this machine"), (FileNotFoundError(), "no such file")])
def test_a_file_that_cannot_be_read_says_why(error, words, write_bytes, monkeypatch):
    path = write_bytes("export.csv", b"a,b")

    def fail(self):
        raise error

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(Refused, match=words):
        read_sheets(path)


def test_a_file_larger_than_any_report_is_not_read(write_bytes, monkeypatch):
    path = write_bytes("export.csv", b"a,b\r\n1,2\r\n")
    monkeypatch.setattr(loaders.workbook, "MOST_BYTES", 5)
    with pytest.raises(Refused, match="more than any report. Run the report for a shorter period"):
        read_sheets(path)


def test_a_file_that_changes_while_it_is_read_is_read_as_it_was(write_bytes):
    path = write_bytes("export.xlsx", xlsx({"A": ROWS, "B": ROWS}))
    sheets = read_sheets(path)
    assert next(sheets).rows == ROWS
    path.unlink()
    assert next(sheets).rows == ROWS


# --- every kind of file -----------------------------------------------------------------------------------------------

TYPED = [["Person ID", "At", "On", "Seen", "FTE"], ["0042", MOMENT, DAY, True, 0.5], [], [None, MOMENT, "", False, 4801234], ["é\u00a0", "04/03/2024", "", "Yes", "0.5"]]


@pytest.mark.parametrize("ending", WORKBOOKS)
def test_a_workbook_of_every_kind_keeps_the_types_of_its_cells_and_the_numbers_of_its_rows(ending, read):
    first, second = read(WORKBOOKS[ending]({"Report1": TYPED, "Report2": ROWS}), f"export{ending}")
    assert (first.name, second.name) == ("Report1", "Report2")
    assert numbered(first) == {1: TYPED[0], 2: TYPED[1], 4: ["", MOMENT, "", False, 4801234], 5: TYPED[4]}
    assert numbered(second) == {1: ROWS[0], 2: ROWS[1]}


@pytest.mark.parametrize("write", [*TEXT.values(), web_page, web_archive])
def test_text_and_markup_of_every_kind_give_texts(write, read):
    sheets = read(write({"Report1": TYPED}), "export.xls")
    assert {1: TYPED[0], 2: ["0042", "04/03/2024 09:15", "04/03/2024", "True", "0.5"]}.items() <= numbered(sheets[0]).items()


@pytest.mark.parametrize("name", ["export.xls", "export.xlsx", "export.csv", "export.pdf", "export"])
@pytest.mark.parametrize("write", [*WORKBOOKS.values(), *MARKUP.values(), text])
def test_a_file_is_what_its_content_is_whatever_its_name_ends_in(write, name, read):
    assert list(numbered(read(write({"Report1": ROWS}), name)[0]).values()) == ROWS


@pytest.mark.parametrize("write", [xlsx, xls, xlsb])
def test_days_counted_from_1904(write, read):
    assert numbered(read(write({"Report1": TYPED}, is_1904=True))[0])[2] == TYPED[1]


@pytest.mark.parametrize("write", [xlsx, xls, xlsb, ods, spreadsheet_xml])
def test_every_sheet_is_read_and_hidden_ones_say_so(write, read):
    sheets = read(write({"Document Map": [["a"]], "Report1": ROWS, "Old": ROWS}, hidden=["Old"]))
    assert [(s.name, s.is_hidden) for s in sheets] == [("Document Map", False), ("Report1", False), ("Old", True)]


def test_a_very_hidden_sheet_is_a_hidden_one(read):
    book = xlsx({"Report1": ROWS, "Old": ROWS}, hidden=["Old"])
    book = edited(book, "xl/workbook.xml", lambda xml: xml.replace(b'state="hidden"', b'state="veryHidden"'))
    assert [s.is_hidden for s in read(book)] == [False, True]


def test_a_hidden_sheet_that_is_damaged_does_not_refuse_the_others(read):
    book = edited(xlsx({"Report1": ROWS, "Old": ROWS}, hidden=["Old"]), "xl/worksheets/sheet2.xml", lambda xml: xml[: len(xml) // 2])
    assert [(s.name, s.rows) for s in read(book)] == [("Report1", ROWS), ("Old", [])]


@pytest.fixture
def excel(tmp_path):
    """A workbook with what people do to workbooks, as bytes: `excel(lambda book, sheet: ...)`."""

    def write(do) -> bytes:
        packed = io.BytesIO()
        with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
            sheet = book.add_worksheet("Report1")
            for r, row in enumerate(ROWS):
                sheet.write_row(r + 2, 0, row)
            do(book, sheet)
        return packed.getvalue()

    return write


def test_hidden_and_filtered_rows_and_hidden_columns_are_read(excel, read):
    def hide(book, sheet):
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.autofilter("A3:B4")

    assert numbered(read(excel(hide))[0]) == {3: ROWS[0], 4: ROWS[1]}


def test_merged_cells_stand_in_the_first_of_them(excel, read):
    [sheet] = read(excel(lambda book, sheet: sheet.merge_range("A1:C1", "Contacts")))
    assert numbered(sheet) == {1: ["Contacts"], 3: ROWS[0], 4: ROWS[1]}


def test_charts_pictures_comments_and_formats_are_no_cells(excel, read):
    def adorn(book, sheet):
        sheet.insert_chart("D1", _chart(book))
        sheet.write_comment("A3", "a comment")
        sheet.write_blank("Z2000", None, book.add_format({"bold": True}))
        book.add_chartsheet("Trend").set_chart(_chart(book))

    report, trend = read(excel(adorn))
    assert numbered(report) == {3: ROWS[0], 4: ROWS[1]}
    assert (trend.name, trend.rows) == ("Trend", []) and "no cells" in trend.reason


def _chart(book):
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Report1!$A$4:$A$4"})
    return chart


def test_cells_are_objects_and_rows_stand_where_excel_has_them(write_xlsx):
    at = dt.datetime(2024, 3, 4, 9, 15)
    rows = cells(write_xlsx([[], ["", "", ""], ["", "Person ID", "At", "On", "Yes"], ["", 4801234, at, dt.datetime(2024, 3, 4), True], ["", "0042", "04/03/2024", None, ""]]))
    assert len(rows) == 5
    assert rows[2] == ["", "Person ID", "At", "On", "Yes"]
    assert rows[3] == ["", 4801234.0, at, dt.date(2024, 3, 4), True]
    assert rows[4] == ["", "0042", "04/03/2024", "", ""]


def test_a_workbook_with_no_sheet_to_read_has_no_sheets(read):
    assert read(xlsx({"Report1": []}))[0].rows == []


# --- what a fast reader shows as blank --------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".xlsx", ".xlsb", ".xls", ".ods", ".xml"])
def test_an_error_cell_is_told_from_a_blank_one(ending, read):
    rows = [*ROWS, [ERROR, "A"], ["6", ERROR], [], [None, "", ERROR]]
    first, second = read(WORKBOOKS[ending]({"Report1": rows, "Report2": [*ROWS, ["7", "B", ERROR]]}), f"export{ending}")
    assert numbered(first) == {1: ROWS[0], 2: ROWS[1], 3: [ERROR_CELL, "A"], 4: ["6", ERROR_CELL], 6: ["", "", ERROR_CELL]}
    assert numbered(second) == {1: ROWS[0], 2: ROWS[1], 3: ["7", "B", ERROR_CELL]}


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".xml"])
def test_a_formula_that_was_never_worked_out_is_told_from_a_blank_cell(ending, read):
    """In .xlsb and .xls a formula always has a result."""
    sheet = read(WORKBOOKS[ending]({"Report1": [*ROWS, ["6", FORMULA], [FORMULA, FORMULA]]}), f"export{ending}")[0]
    assert numbered(sheet) == {1: ROWS[0], 2: ROWS[1], 3: ["6", NO_RESULT], 4: [NO_RESULT, NO_RESULT]}


def test_a_formulas_result_is_what_stands_in_its_cell(excel, read):
    def calculate(book, sheet):
        for row, (formula, result) in enumerate([("=1+1", 2), ('="a"', "a"), ("=1=1", True), ("=NA()", "#N/A"), ("=1/0", "#DIV/0!")], 4):
            sheet.write_formula(row, 0, formula, None, result)
            sheet.write(row, 1, "x")

    assert [row[0] for row in read(excel(calculate))[0].rows[4:]] == [2, "a", True, ERROR_CELL, ERROR_CELL]


def test_a_formula_may_well_give_an_empty_text(read):
    """Excel says then that the result is text."""
    book = edited(xlsx({"A": [*ROWS, ["6", FORMULA]]}), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<c r="B3">', b'<c r="B3" t="str">'))
    assert read(book)[0].rows[2] == ["6", ""]


@pytest.mark.parametrize(
    "edit",
    [
        lambda xml: xml.replace(b'"', b"'"),
        lambda xml: xml.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?").replace(b"xmlns=", b"xmlns:x="),
        lambda xml: xml.replace(b'<c r="B3"', b"<c").replace(b'<c r="A3"', b"<c").replace(b'<row r="3"', b"<row"),
        lambda xml: xml.replace(b"<c ", b"<c\n ").replace(b"<f>", b'<f ca="1">').replace(b"<v />", b"<v></v>"),
        lambda xml: xml.replace(b"<v />", b""),
    ],
    ids=["single quotes", "a prefix", "no addresses", "spaces and attributes", "no values"],
)
def test_error_cells_are_found_however_the_part_is_written(edit, read):
    book = edited(xlsx({"Report1": [*ROWS, [ERROR, FORMULA]]}), "xl/worksheets/sheet1.xml", edit)
    assert read(book)[0].rows[2] == [ERROR_CELL, NO_RESULT]


def test_error_cells_belong_to_their_own_sheet_whatever_its_part_is_called(read):
    book = edited(xlsx({"A": [[1]], "B": [[1, ERROR]]}), "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"sheet1.xml", b"sheet0.xml").replace(b"sheet2.xml", b"sheet1.xml").replace(b"sheet0.xml", b"sheet2.xml"))
    assert [s.rows for s in read(book)] == [[[1, ERROR_CELL]], [[1]]]


def test_a_formula_that_gives_an_error_is_an_error_cell_in_the_binary_formats():
    formula = struct.pack("<HHHHHHH", 6, 22, 4, 2, 0, 2, 0x17) + b"\0\0\xff\xff" + bytes(8)
    sheet = struct.pack("<HH", 0x0809, 0) + formula + struct.pack("<HH", 0x000A, 0)
    book = struct.pack("<HHHHIHBB", 0x0809, 0, 0x0085, 10, 22, 0, 1, 0) + b"AB" + struct.pack("<HH", 0x000A, 0)
    assert find_error_cells(book + sheet, 1) == [{(5, 2): ERROR_CELL}]

    binary = edited(xlsb({"A": [[ERROR, "x"]]}), "xl/worksheets/sheet1.bin", lambda part: part.replace(b"\x03\x09" + bytes(8) + b"\x17", b"\x0b\x13" + bytes(8) + b"\x17" + bytes(10)))
    with zipfile.ZipFile(io.BytesIO(binary)) as archive:
        assert find_error_cells(archive, 1) == [{(1, 0): ERROR_CELL}]


def test_an_error_in_an_ods_that_is_repeated_is_in_every_cell(read):
    book = edited(ods({"A": [["a", "b"], [ERROR, "x"]]}), "content.xml", lambda xml: xml.replace(b'calcext:value-type="error"', b'calcext:value-type="error" table:number-columns-repeated="3"'))
    assert read(book, "a.ods")[0].rows[1][:4] == [ERROR_CELL] * 3 + ["x"]


# --- very large and very far ------------------------------------------------------------------------------------------


def test_a_cell_in_the_last_row_costs_no_more_than_time(write_bytes):
    assert len(cells(write_bytes("long.xlsx", far_cell("A30000")))) == 30_000


def test_blank_rows_of_a_sheet_with_very_many_cells_are_left_out(read):
    [sheet] = read(far_cell("XFD1048576"))
    assert (len(sheet.rows), len(sheet.rows[0]), sheet.numbers) == (1, 16_384, [1_048_576])
    assert sheet.rows[0][-1] == 1


def test_a_sheet_that_says_it_is_vast_and_is_not_is_read(read):
    book = edited(workbook(ROWS), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert read(book)[0].rows == ROWS


def test_a_sheet_with_too_many_cells_is_refused_with_what_to_delete(read, monkeypatch):
    monkeypatch.setattr(loaders.workbook, "MOST_CELLS", 1000)
    monkeypatch.setattr(loaders.workbook, "SPARSE", 10)
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["Z100"] = "x"
    packed = io.BytesIO()
    book.save(packed)
    for edit in (lambda xml: xml, lambda xml: xml.replace(b"A1:Z100", b"A1:B2")):
        with pytest.raises(Refused, match="Sheet 'Sheet' reaches out to cell Z100, .* Delete the rows and columns"):
            read(edited(packed.getvalue(), "xl/worksheets/sheet1.xml", edit))


def test_a_cell_beyond_the_last_column_of_excel_refuses_its_sheet(read):
    with pytest.raises(Refused, match="reaches out to cell ZZZ2, "):
        read(edited(workbook(ROWS), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="B2"', b'r="ZZZ2"')))


def test_the_worst_of_them_is_known_to_bring_its_reader_down():
    assert len(takes_its_reader_down()) < 10_000  # what becomes of it: test_load.py


# --- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", ",;\t|")
def test_text_with_any_delimiter(write_csv, delimiter):
    assert ROWS in [sheet.rows for sheet in read_sheets(write_csv(ROWS, delimiter=delimiter))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_text_in_any_encoding(write_csv, encoding):
    assert cells(write_csv(ROWS, encoding=encoding)) == ROWS


def test_text_in_utf_16_of_either_byte_order(write_bytes):
    for mark, encoding in ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        assert cells(write_bytes("export.csv", mark + "Person ID,Team\r\n5,Rhyd-y-groes Å\r\n".encode(encoding))) == ROWS


def test_text_that_says_its_delimiter(read):
    """Excel takes the line for itself: the headings are its first row."""
    for before in ("sep=^\r\n", "SEP=^\n", '"sep=^"\r\n'):
        assert read(text({"": ROWS}, "^", before=before), "export.csv")[0].rows == ROWS


def test_the_rows_of_text_are_its_records(write_bytes):
    rows = cells(write_bytes("export.csv", b'a,b\r\n"two\r\nlines",2\r\n\r\n"said ""no""",3\r\n\x1a'))
    assert rows == [["a", "b"], ["two\r\nlines", "2"], [], ['said "no"', "3"]]


def test_a_mark_of_inches_is_no_open_quotation(write_bytes):
    assert cells(write_bytes("export.csv", b'a,b\r\n5" pipe,2\r\n')) == [["a", "b"], ['5" pipe', "2"]]


def test_text_of_one_column(write_bytes):
    assert cells(write_bytes("export.csv", b"Person ID\r\n5\r\n")) == [["Person ID"], ["5"]]


def test_text_that_begins_with_a_sign_of_less_is_text(write_bytes):
    assert cells(write_bytes("export.csv", b"<18,18+\r\n5,6\r\n")) == [["<18", "18+"], ["5", "6"]]


# --- markup -----------------------------------------------------------------------------------------------------------


def page(body: str) -> bytes:
    return f"<!DOCTYPE html>\n<html><head><title>Contacts</title><style>td {{}}</style></head><body>{body}</body></html>".encode()


def test_lines_and_small_tables_above_a_table_of_a_page_belong_to_it(read):
    sheets = read(page("<h1>Contacts</h1><p>Data as at: <b>31/03/2024</b></p><table><tr><td>Team: All</td></tr></table>"
                       "<table><tr><th>Person ID<th>Team<tr><td>5<td>A<br>B</table><p>Page 1 of 1</p>"), "contacts.xls")  # fmt: skip
    assert [(s.name, numbered(s)) for s in sheets] == [
        ("Table 1", {1: ["Contacts"], 2: ["Data as at: 31/03/2024"], 3: ["Team: All"], 4: ["Person ID", "Team"], 5: ["5", "A\nB"], 6: ["Page 1 of 1"]})
    ]


def test_tables_of_a_page_are_sheets_and_a_table_for_layout_is_none(read):
    table = "<table><tr><td>a</td><td>{0}</td></tr><tr><td>1</td><td>2</td></tr></table>"
    sheets = read(page(f"<table><tr><td>{table.format('b')}</td><td>aside</td></tr><tr><td>{table.format('c')}</td></tr></table>"), "export.xls")
    assert [(s.name, list(numbered(s).values())) for s in sheets] == [
        ("Table 1", [["a", "b"], ["1", "2"]]),
        ("Table 2", [["aside"], ["a", "c"], ["1", "2"]]),
    ]


def test_cells_over_several_rows_and_columns_of_a_page_leave_the_others_where_they_stand(read):
    [sheet] = read(page("<table><tr><td rowspan=2>a</td><td colspan=2>b</td><td>c</td></tr><tr><td>d</td><td>e</td><td>f</td></tr><tr><td>g</td></tr></table>"))
    assert list(numbered(sheet).values()) == [["a", "b", "", "c"], ["", "d", "e", "f"], ["g"]]


def test_a_page_with_cells_over_a_million_columns_is_refused_or_short(read):
    cell = "<td colspan=1000000 rowspan=1000000>a</td>"
    with pytest.raises(Refused, match="more cells than a spreadsheet"):
        read(page(f"<table><tr>{cell * 50}</tr><tr><td>b</td></tr></table>"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_page_in_any_encoding(encoding, read):
    assert list(numbered(read(web_page({"": ROWS}, encoding), "export.xls")[0]).values()) == ROWS


def test_rows_and_cells_of_xml_that_say_where_they_stand(read):
    book = spreadsheet_xml({"Report1": [["a", "b"], ["1", "2"]]}).replace(b"<Row><Cell><Data ss:Type=\"String\">1", b'<Row ss:Index="5"><Cell ss:Index="3"><Data ss:Type="String">1')
    assert numbered(read(book, "export.xml")[0]) == {1: ["a", "b"], 5: ["", "", "1", "2"]}


def test_rows_of_xml_that_go_back_up_are_damage(read):
    for index in (b"1", b"0", b"-4", b"1048577", b"?"):
        with pytest.raises(Refused, match="damaged"):
            read(spreadsheet_xml({"Report1": [["a", "b"], ["1", "2"]]}).replace(b"</Row><Row>", b'</Row><Row ss:Index="' + index + b'">'))


def test_rows_stand_where_they_are_numbered_unless_most_of_them_would_be_blank(read):
    for index, n_rows, numbers in ((b"900", 900, None), (b"900000", 2, [1, 900_000])):
        [sheet] = read(spreadsheet_xml({"Report1": [["a", "b"], ["1", "2"]]}).replace(b"</Row><Row>", b'</Row><Row ss:Index="' + index + b'">'))
        assert (len(sheet.rows), sheet.numbers) == (n_rows, numbers)


def test_rich_text_of_xml_is_joined(read):
    book = spreadsheet_xml({"Report1": [["a", "b"]]}).replace(b">a<", b'><html:B xmlns:html="http://www.w3.org/TR/REC-html40">Person</html:B> ID<')
    assert read(book, "export.xml")[0].rows == [["Person ID", "b"]]
