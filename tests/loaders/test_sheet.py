"""Below the headings: which lines are rows, what becomes of each, and where every fault is said to be."""

import datetime as dt
import random

import pandas as pd
import pytest

from loaders.extracts import extracts
from loaders.recognise import find_heading
from loaders.sheet import read_sheet

DAY = dt.date(2024, 3, 4)
HEADINGS = ["Contact ID", "Person ID", "Contact Received", "Contact Outcome", "Team"]


def read(*rows, headings=HEADINGS, above=()):
    rows = [*above, headings, *rows]
    return read_sheet("Report1", rows, find_heading(rows))


def counts(sheet):
    report = sheet.report
    return report.rows_read, report.rows_refused, report.rows_skipped


def said(sheet):
    return [(f"{p.column or ''}{p.row}", p.heading, p.problem, p.action) for p in sheet.report.problems]


# --- rows -------------------------------------------------------------------------------------------------------------


def test_a_row_is_typed_and_knows_its_number():
    sheet = read([1.0, 4801234.0, DAY, "NFA", " Front\u00a0Door "], ["", "", "", "", ""], [2.0, "4801235", "05/03/2024 09:15", "", ""])
    assert sheet.frame.values.tolist() == [
        ["1", "4801234", pd.Timestamp(2024, 3, 4), "no_further_action", "Front Door", 2],
        ["2", "4801235", pd.Timestamp(2024, 3, 5, 9, 15), None, None, 4],
    ]
    assert counts(sheet) == (2, 0, 0)
    assert said(sheet) == []


def test_rows_are_numbered_and_lettered_as_excel_does_with_a_banner_above_and_an_empty_first_column():
    above = [["", "Contacts"], [], ["", "Data as at: 31/03/2024"], []]
    sheet = read(["", "", 5.0, "soon", "", ""], headings=["", *HEADINGS], above=above)
    assert sheet.report.heading_row == 5
    assert said(sheet)[0] == ("D6", "Contact Received", "not a day", "blanked")


def test_a_column_beyond_z_has_two_letters():
    sheet = read([*[""] * 26, 1.0, 5.0, DAY, "Nonsense", ""], headings=[*[f"x{i}" for i in range(26)], *HEADINGS])
    assert said(sheet) == [("AD2", "Contact Outcome", "not a known code", "kept as unmapped")]


def test_a_short_row_is_filled_with_blanks():
    sheet = read([1.0, 5.0, DAY], [2.0, 6.0, DAY, "NFA", "Front Door", "beyond the headings"])
    assert counts(sheet) == (2, 0, 0)
    assert sheet.frame["team"].tolist() == [None, "Front Door"]


def test_headings_without_rows():
    sheet = read()
    assert counts(sheet) == (0, 0, 0)
    assert list(sheet.frame) == ["contact_id", "child_id", "received_at", "outcome_code", "team", "row"]


def test_a_blanked_cell_does_not_cost_its_row():
    sheet = read([1.0, 5.0, DAY, "#REF!", "Front Door"])
    assert counts(sheet) == (1, 0, 0)
    assert sheet.report.cells_blanked == 1
    assert said(sheet) == [("D2", "Contact Outcome", "spreadsheet error", "blanked")]


def test_an_unknown_code_is_reported_and_is_no_blanked_cell():
    sheet = read([1.0, 5.0, DAY, "Nonsense", ""])
    assert sheet.frame["outcome_code"].tolist() == ["unmapped\x1fNonsense"]
    assert sheet.report.cells_blanked == 0


def test_problems_stand_in_the_order_of_the_rows():
    sheet = read([1.0, 5.0, "soon", "", ""], [2.0, 5.0, DAY, "Nonsense", ""], ["Total", "", "", "", 2.0], [3.0, "", DAY, "", ""])
    assert [p.row for p in sheet.report.problems] == [2, 2, 3, 4, 5]


# --- rows that are refused --------------------------------------------------------------------------------------------

REFUSED = "blank, and without it the row cannot be told from others"


def test_a_row_without_its_child_is_refused():
    sheet = read([1.0, "", DAY, "NFA", "Front Door"])
    assert counts(sheet) == (1, 1, 0)
    assert said(sheet) == [("B2", "Person ID", REFUSED, "row refused")]


def test_an_unreadable_required_day_blanks_a_cell_and_refuses_the_row():
    sheet = read([1.0, 5.0, "soon", "NFA", "Front Door"])
    assert counts(sheet) == (1, 1, 0)
    assert sheet.report.cells_blanked == 1
    assert said(sheet) == [("C2", "Contact Received", "not a day", "blanked"), ("C2", "Contact Received", REFUSED, "row refused")]


def test_a_row_of_an_id_alone_is_a_row_and_refused():
    assert counts(read(["", "4801234", "", "", ""])) == (1, 1, 0)


def test_a_blank_optional_id_does_not_refuse_a_row():
    assert counts(read(["", 5.0, DAY, "", ""])) == (1, 0, 0)


def test_a_post_may_lack_all_but_its_id():
    sheet = read(["P1", "", "", "", ""], ["", "Social Worker", "Permanent", 1.0, DAY], headings=["Post ID", "Role", "Employment", "FTE", "As At"])
    assert counts(sheet) == (2, 1, 0)


# --- lines that are no rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (HEADINGS, "headings repeated"),
        ([h.upper() + " " for h in HEADINGS], "headings repeated"),
        (["Grand total: 1,234", "", "", "", ""], "a total"),
        (["", "Grand Total", 1234.0, "", ""], "a total"),
        (["Subtotal", "", "", "", 12.0], "a total"),
        (["", "", "", "Front Door total", 12.0], "a total"),
        (["TOTAL", 12.0, 12.0, 12.0, ""], "a total"),
        (["TOTAL", 45355.0, 45355.0, "", ""], "a total"),  # as many as a day's serial number
        (["TOTAL", "1,234", "1,234", "", ""], "a total"),
        (["Sub-total:", "", "12", "", ""], "a total"),
        (["Count: 12", "", "", "", ""], "a total"),
        (["12 records", "", "", "", ""], "a total"),
        (["Count", "12", "", "", ""], "a total"),
        (["Number of contacts", "", "12", "", ""], "a total"),
        (["Page 2 of 7", "", "", "", ""], "a page number"),
        (["", "", "", "", "Page 2 of 7"], "a page number"),
        (["Printed 03/04/2024", "", "", "", "page 2/7"], "a page number"),
        (["Report run on 03/04/2024 09:15", "", "", "by A Person", ""], "a note above or below the table"),
        (["OFFICIAL-SENSITIVE", "", "", "Do not share", ""], "a note above or below the table"),
        (["Confidential: contains personal data of children.", "", "", "", ""], "a line with one cell filled"),
        (["Front Door", "", "", "", ""], "a line with one cell filled"),
        (["", "", "", "", 120.0], "a line with one cell filled"),
        (["", "", "120", "", ""], "a line with one cell filled"),
        (["NULL", "N/A", "", "-", ""], "a line of words for nothing"),
    ],
)
def test_a_line_that_is_no_row_is_skipped_and_listed(line, why):
    sheet = read([1.0, 5.0, DAY, "", ""], line, [2.0, 6.0, DAY, "", ""])
    assert counts(sheet) == (2, 0, 1)
    assert [(p.row, p.column, p.action) for p in sheet.report.problems] == [(3, None, "line skipped")]
    assert sheet.report.problems[0].problem in (why, "a note above or below the table")


@pytest.mark.parametrize("line", [[], ["", "", "", "", ""], [None] * 5, [" ", "\u00a0", "\u200b", "\n", "_x000D_"]])
def test_a_blank_line_is_neither_counted_nor_listed(line):
    sheet = read([1.0, 5.0, DAY, "", ""], line)
    assert counts(sheet) == (1, 0, 0)
    assert said(sheet) == []


@pytest.mark.parametrize(
    "row",
    [[1.0, 5.0, DAY, "", "Total Family Support"], [1.0, 5.0, DAY, "", "Page 2 of 7"], ["Total", 5.0, DAY, "", ""], ["Note 7", 5.0, DAY, "NFA", "Grand total: 12"]],
)
def test_a_row_that_names_its_child_and_its_day_is_a_row_whatever_else_it_says(row):
    assert counts(read(row)) == (1, 0, 0)


def test_a_workforce_without_its_day_is_told_from_its_total():
    sheet = read(["P1", "Social Worker", "Permanent", 1.0], ["Total", "", "", 12.5], ["P2", "", "", ""], headings=["Post ID", "Role", "Employment", "FTE"])
    assert counts(sheet) == (2, 0, 1)


def test_a_second_heading_for_a_column_is_reported_and_not_used():
    sheet = read([1.0, 5.0, DAY, "A", "B"], headings=["Contact ID", "Person ID", "Contact Received", "Allocated Team", "Team"])
    assert sheet.frame["team"].tolist() == ["B"]
    assert said(sheet) == [("D1", "Allocated Team", "a second heading for what 'Team' holds", "not used")]
    assert sheet.report.unknown_headings == []


# --- columns that say something of themselves -------------------------------------------------------------------------


def test_a_filled_column_without_a_heading_is_told_and_not_read():
    sheet = read([1.0, 5.0, DAY, "", "", "a note"], [2.0, 6.0, DAY, "", "", ""], headings=[*HEADINGS, ""])
    assert said(sheet) == [("F1", "", "a filled column without a heading", "not read")]
    assert counts(sheet) == (2, 0, 0)


def test_a_column_without_a_heading_that_only_a_skipped_line_fills_is_not_told():
    assert [p for _, _, p, _ in said(read([1.0, 5.0, DAY, "", ""], ["Total", "", "", "", "", 7.0], headings=[*HEADINGS, ""]))] == ["a total"]


def months_first(*days):
    return [(where, action) for where, _, problem, action in said(read(*([n, 5.0, d, "", ""] for n, d in enumerate(days)))) if "month first" in problem]


def test_days_that_seem_to_be_written_month_first_raise_a_question_and_are_not_swapped():
    assert months_first("03/04/2024", "03/25/2024", "12/31/2023") == [("C1", "read day first")]
    assert read([1.0, 5.0, "03/04/2024", "", ""], [2.0, 5.0, "03/25/2024", "", ""]).frame["received_at"].tolist() == [pd.Timestamp(2024, 4, 3)]


def test_one_slip_among_days_written_day_first_raises_none():
    assert months_first("25/03/2024", "31/12/2023", "03/25/2024") == []


def test_a_time_of_day_in_the_column_beside_its_day_is_put_to_it():
    headings = ["Person ID", "Contact Received", "Time Received", "Contact Decision", "Time of Decision"]
    rows = [[5.0, DAY, dt.time(9, 15), "05/03/2024", "14:30"], [6.0, "04/03/2024", 0.5, "", ""], [7.0, "04/03/2024 08:00", "9.15", "", ""], [8.0, DAY, "", DAY, "lunch"]]
    sheet = read(*rows, headings=headings)
    assert sheet.frame["received_at"].tolist() == [pd.Timestamp(2024, 3, 4, *t) for t in ((9, 15), (12, 0), (8, 0), (0, 0))]
    assert sheet.frame["decided_at"].tolist()[::3] == [pd.Timestamp(2024, 3, 5, 14, 30), pd.Timestamp(2024, 3, 4)]
    assert said(sheet) == [("E5", "Time of Decision", "not a time of day", "the day kept without it")]
    assert sheet.report.unknown_headings == []


def test_a_second_line_of_headings_is_skipped_and_listed():
    sheet = read(["", "(text)", "(dd/mm/yyyy)", "code", ""], [1.0, 5.0, DAY, "", ""])
    assert counts(sheet) == (1, 0, 1)
    assert said(sheet) == [("2", None, "a second line of headings", "line skipped")]


REFERRALS = ["Person ID", "Referral ID", "Referral Received", "Referral Outcome"]


@pytest.mark.parametrize("between", [[], [[], ["Referrals"]], [["", "", ""]]])
def test_a_table_ends_where_the_headings_of_another_stand(between):
    rows = [HEADINGS, [1.0, 5.0, DAY, "NFA", "A"], *between, REFERRALS, [6.0, 2.0, DAY, "NFA"]]
    first = read_sheet("", rows, find_heading(rows))
    second = read_sheet("", rows, first.next)
    assert [(s.report.table, s.report.rows_read, s.report.heading_row) for s in (first, second)] == [("contacts", 1, 1), ("referrals", 1, 3 + len(between))]
    assert second.frame["row"].tolist() == [4 + len(between)]
    assert second.next is None


def test_the_headings_of_the_same_table_in_another_order_begin_it_anew():
    rows = [HEADINGS, [1.0, 5.0, DAY, "NFA", "A"], HEADINGS[::-1], ["B", "NFA", DAY, 6.0, 2.0]]
    first = read_sheet("", rows, find_heading(rows))
    assert read_sheet("", rows, first.next).frame["child_id"].tolist() == ["6"]


def test_a_long_table_may_have_another_below_it():
    rows = [HEADINGS, *([float(n), 5.0, DAY, "NFA", "A"] for n in range(3000)), REFERRALS, [6.0, 2.0, DAY, "NFA"]]
    assert read_sheet("", rows, find_heading(rows)).next.extract.table == "referrals"


# --- rows that contradict each other ----------------------------------------------------------------------------------

PLANS = ["CP Plan ID", "Person ID", "CP Plan Start", "CP Plan End"]
TWO_AT_ONCE = ("CP Plan Start", "a second one of the same child at the same time", "kept")


def plans_at_once(*rows):
    """The rows that are told of as a second plan of their child at the same time."""
    return [int(where[1:]) for where, *kind in said(read(*rows, headings=PLANS)) if tuple(kind) == TWO_AT_ONCE]


def test_an_end_before_its_start_is_kept_and_reported():
    sheet = read([1.0, 5.0, "04/03/2024", "03/03/2024"], [2.0, 6.0, "04/03/2024", "04/03/2024"], headings=PLANS)
    assert counts(sheet) == (2, 0, 0)
    assert said(sheet) == [("D2", "CP Plan End", "before 'CP Plan Start'", "kept")]


def test_a_decision_without_a_time_on_the_day_of_receipt_is_not_before_it():
    headings = ["Person ID", "Contact Received", "Contact Decision"]
    rows = [[5.0, "04/03/2024 09:15", "04/03/2024"], [5.0, "04/03/2024 09:15", "04/03/2024 09:14"], [5.0, "04/03/2024 09:15", "03/03/2024"]]
    assert [where for where, *_ in said(read(*rows, headings=headings))] == ["C3", "C4"]


def test_two_plans_of_a_child_at_once_are_kept_and_reported():
    assert plans_at_once([1.0, 5.0, "01/01/2024", ""], [2.0, 5.0, "01/03/2024", ""], [3.0, 6.0, "01/03/2024", ""]) == [3]
    assert plans_at_once([2.0, 5.0, "01/03/2024", ""], [1.0, 5.0, "01/01/2024", "02/03/2024"]) == [2]
    assert plans_at_once([1.0, 5.0, "01/01/2024", ""], [2.0, 5.0, "01/02/2024", "01/03/2024"], [3.0, 5.0, "01/04/2024", ""]) == [3, 4]


def test_a_plan_that_starts_on_the_day_another_ends_is_not_at_the_same_time():
    assert plans_at_once([1.0, 5.0, "01/01/2024", "01/03/2024"], [2.0, 5.0, "01/03/2024", ""]) == []


def test_one_plan_twice_in_a_sheet_is_one_plan():
    assert plans_at_once([1.0, 5.0, "01/01/2024", ""], [1.0, 5.0, "01/01/2024", "01/03/2024"]) == []


def test_a_plan_that_ended_as_it_started_is_at_no_time():
    assert plans_at_once([1.0, 5.0, "01/01/2024", ""], [2.0, 5.0, "01/03/2024", "01/03/2024"]) == []


# --- promises for all -------------------------------------------------------------------------------------------------

PLAIN = {"id": "7", "text": "Some words", "day": "04/03/2024", "moment": "04/03/2024 09:15", "number": "1", "yes/no": "Yes"}


@pytest.mark.parametrize("extract", extracts().values(), ids=lambda e: e.table)
def test_a_plain_row_of_every_extract_is_read_without_a_word(extract):
    row = [PLAIN.get(c.type) or next(filter(None, c.codes)) for c in extract.columns.values()]
    sheet = read(row, headings=[c.heading for c in extract.columns.values()])
    assert counts(sheet) == (1, 0, 0)
    assert said(sheet) == []
    assert sheet.frame.notna().all(axis=None)
    assert list(sheet.frame) == [*extract.columns, "row"]


@pytest.mark.parametrize("extract", extracts().values(), ids=lambda e: e.table)
def test_no_cell_of_any_extract_is_quoted_in_its_report(extract):
    """Whatever a cell says, the report must not: it may be a child's name."""
    names = iter(f"Zebedee{n}" for n in range(10_000))
    rows = [[next(names) for _ in extract.columns] for _ in range(3)]
    rows += [[next(names)], ["Total " + next(names)], ["Page 1", next(names)], ["", "", next(names)], [next(names), *[c.heading for c in extract.columns.values()][1:]]]
    sheet = read(*rows, headings=[c.heading for c in extract.columns.values()])
    assert sheet.report.problems
    assert "zebedee" not in repr(sheet.report).casefold()


KINDS = {
    "row": (lambda n, r: [n, 4800000.0 + n, r.choice([DAY, "04/03/2024", "2024-03-04 09:15", 45355.0]), r.choice(["NFA", "", "NULL", "Nonsense"]), r.choice(["A", " a ", ""])], (1, 0, 0)),
    "no child": (lambda n, r: [n, r.choice(["", "N/A", " "]), DAY, "NFA", "A"], (1, 1, 0)),
    "no day": (lambda n, r: [n, 4800000.0 + n, r.choice(["", "soon", "31/02/2024"]), "NFA", "A"], (1, 1, 0)),
    "blank": (lambda n, r: r.choice([[], [""] * 5, ["\u00a0"] + [""] * 4]), (0, 0, 0)),
    "headings": (lambda n, r: HEADINGS, (0, 0, 1)),
    "total": (lambda n, r: r.choice([["Grand total: 1,234"], ["Subtotal", "", "", "", n], ["", "", "", "Team total", n]]), (0, 0, 1)),
    "page": (lambda n, r: [f"Page {n} of 700"], (0, 0, 1)),
    "note": (lambda n, r: r.choice([["Confidential: do not share"], ["Report run on 03/04/2024"], ["Front Door"]]), (0, 0, 1)),
}  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_every_line_of_a_messy_sheet_is_accounted_for(seed):
    chance = random.Random(seed)
    kinds = chance.choices(list(KINDS), k=chance.randrange(1, 60))
    sheet = read(*(KINDS[kind][0](float(n), chance) for n, kind in enumerate(kinds, 1)))
    assert counts(sheet) == tuple(sum(KINDS[kind][1][i] for kind in kinds) for i in range(3))
    assert sheet.frame["row"].tolist() == [n for n, kind in enumerate(kinds, 2) if kind == "row"]
    listed = {p.row for p in sheet.report.problems if p.action in ("line skipped", "row refused")}
    assert listed == {n for n, kind in enumerate(kinds, 2) if kind not in ("row", "blank")}


def test_a_post_whose_snapshot_day_cannot_be_read_is_refused_rather_than_put_into_another_snapshot():
    sheet = read(["soon", "P1", "Social Worker", "Agency", "1"], headings=["As At", "Post ID", "Role", "Employment", "FTE"])
    assert (sheet.report.rows_refused, sheet.report.cells_blanked, len(sheet.frame)) == (1, 1, 0)
