"""From a file to its report: what no table is made of is told with its reason, and what a fast reader hides by its address."""

import pytest

from loaders.reading import read_file
from loaders.report import as_text
from tests.loaders.every_format import ERROR, FORMULA, WORKBOOKS, ods, spreadsheet_xml, web_page, xlsx

HEADINGS = ["Contact ID", "Person ID", "Contact Received", "Contact Outcome"]
ROW = [1, "5", "04/01/2024", "NFA"]


@pytest.fixture
def report(write_bytes):
    """The report of a file of this content, before it is compared with what is held."""
    return lambda content, name="export.xlsx": read_file(write_bytes(name, content)).report


def problems(sheet):
    return [(f"{p.column}{p.row}", p.problem, p.action) for p in sheet.problems]


@pytest.mark.parametrize("ending", [".xlsx", ".xlsb", ".xls", ".ods", ".xml"])
def test_error_cells_are_reported_by_address_and_counted_as_blanked(ending, report):
    rows = [HEADINGS, ROW, [2, "5", ERROR, "NFA"], [3, "5", "05/01/2024", ERROR], [ERROR] * 4]
    [sheet] = report(WORKBOOKS[ending]({"Report1": rows}), f"export{ending}").sheets
    errors = [address for address, problem, action in problems(sheet) if problem == "spreadsheet error" and action == "blanked"]
    assert errors == ["C3", "D4", "A5", "B5", "C5", "D5"]
    assert (sheet.rows_read, sheet.rows_refused, sheet.cells_blanked) == (4, 2, 6)  # a row of nothing but errors is a row


@pytest.mark.parametrize("write", [xlsx, ods, spreadsheet_xml])
def test_a_formula_without_its_result_says_what_to_do(write, report):
    [sheet] = report(write({"Report1": [HEADINGS, ROW, [2, "5", "05/01/2024", FORMULA]]})).sheets
    assert problems(sheet) == [("D3", "a formula without its result: open the file in Excel and save it", "blanked")]
    assert sheet.cells_blanked == 1


def test_error_cells_under_no_heading_of_ours_are_nobodys_business(report):
    [sheet] = report(xlsx({"Report1": [[*HEADINGS, "Notes"], [*ROW, ERROR]]})).sheets
    assert (sheet.problems, sheet.cells_blanked) == ([], 0)


def test_a_hidden_sheet_says_what_it_would_have_loaded(report):
    sheets = report(xlsx({"Report1": [HEADINGS, ROW], "Old": [HEADINGS, ROW], "Notes": [["x"]]}, hidden=["Old", "Notes"])).sheets
    assert [s.reason for s in sheets] == [
        None,
        "The sheet is hidden and was not loaded. It has the headings of contacts. Unhide it and save, if it is to be loaded.",
        "The sheet is hidden and was not loaded. Unhide it and save, if it is to be loaded.",
    ]


def test_a_workbook_whose_only_table_is_hidden_says_so(report):
    result = report(xlsx({"Legend": [["Team", "A team"]], "Data": [HEADINGS, ROW], "Sheet3": []}, hidden=["Data"]))
    assert (result.outcome, result.sheets[2].reason) == ("refused", "The sheet is empty.")
    assert "It has the headings of contacts" in result.reason


def test_a_list_of_contents_or_a_legend_is_told_and_is_not_why_a_file_is_refused(report):
    names = ("Document Map", "Legend", "Front_Sheet", "FAQs", "Guidance", "Codes_used")
    result = report(xlsx({**{name: [["Contacts", "Page 1"]] for name in names}, "Data": [["Some", "Others"], [1, 2]]}))
    assert {s.reason.partition(":")[0] for s in result.sheets[:-1]} == {"It is a page beside the tables, such as a list of contents, a legend or guidance"}
    assert result.reason == result.sheets[-1].reason
    assert "No row holds the headings" in result.reason


def test_a_sheet_is_known_by_its_headings_even_if_it_is_called_legend(report):
    assert report(xlsx({"Legend": [HEADINGS, ROW]})).sheets[0].table == "contacts"


def test_rows_of_a_page_are_reported_where_excel_shows_them(report):
    result = report(web_page({"a": [["Totals", "n"], ["All", "1"]], "b": [HEADINGS, ROW, [2, "5", "soon", "NFA"]]}), "export.xls")
    assert [(s.sheet, s.table, s.heading_row) for s in result.sheets] == [("Table 1", None, None), ("Table 2", "contacts", 3)]
    assert problems(result.sheets[1])[0] == ("C5", "not a day", "blanked")


def test_no_report_of_an_awkward_file_quotes_a_cell(report):
    rows = [["Zebedee"], [*HEADINGS, "Worker"], ["Zebedee", "Zebedee", "Zebedee", "Zebedee", ERROR], [FORMULA, "Zebedee", ERROR, "Zebedee", "Zebedee"]]
    for ending, write in WORKBOOKS.items():
        result = report(write({"Data": rows, "Old": rows, "Guidance": [["Zebedee"]]}), f"export{ending}")
        assert "zebedee" not in as_text([result.as_dict()], most=None).casefold()
