"""An extract is known by its headings, wherever they stand; and the day it reaches to by what stands above them."""

import datetime as dt
import random

import pytest

from loaders.extracts import extracts
from loaders.recognise import Heading, as_at_in_banner, as_at_in_name, find_heading, says_synthetic
from loaders.schema import fold

NBSP = "\u00a0"
EXTRACTS = list(extracts().values())
VARIANTS = [
    pytest.param(extract, name, heading, id=f"{extract.table}.{name}={heading}")
    for extract in EXTRACTS
    for name, column in extract.columns.items()
    for heading in column.headings
]
every_extract = pytest.mark.parametrize("extract", EXTRACTS, ids=lambda e: e.table)
every_variant = pytest.mark.parametrize(("extract", "name", "heading"), VARIANTS)


def headings(extract, **written):
    """A heading row with every column of an extract under its first heading, or under the one `written`."""
    return [written.get(name, column.heading) for name, column in extract.columns.items()]


# --- which extract ----------------------------------------------------------------------------------------------------


WAYS_TO_WRITE = {
    "as it is": str,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "spaces around": lambda h: f"  {h} ",
    "non-breaking spaces": lambda h: NBSP + h.replace(" ", NBSP) + NBSP,
    "two spaces": lambda h: h.replace(" ", "  "),
    "line breaks": lambda h: h.replace(" ", "\n"),
    "underscores": lambda h: h.replace(" ", "_"),
    "a curly apostrophe": lambda h: h.replace("'", "\u2019"),
}


@every_variant
def test_every_heading_is_known_however_it_is_written(extract, name, heading):
    beside = {}  # a general heading is known only beside one that is not
    if fold(heading) in extract.company:
        other = next(h for h in next(others for h, others in extract.only_with.items() if fold(h) == fold(heading)) if fold(h) in extract.by_heading)
        beside = {extract.by_heading[fold(other)]: other}
    for way, as_written in WAYS_TO_WRITE.items():
        found = find_heading([headings(extract, **{name: as_written(heading)}, **beside)])
        assert found.extract is extract, way
        assert found.columns == {name: i for i, name in enumerate(extract.columns)}, way
        assert (found.unknown, found.missing) == ((), ()), way


@every_extract
def test_the_required_headings_are_enough(extract):
    names = list(extract.columns) if extract.rides_along else extract.required  # a child's number alone is no table of children
    found = find_heading([[extract.columns[name].heading for name in names]])
    assert found.extract is extract
    absent = {n: c for n, c in extract.columns.items() if n not in names}
    if found.layout == "mosaic":
        assert found.missing == tuple(c.heading for c in absent.values() if not c.optional_extra)
    else:
        assert {extract.by_heading[fold(h)] for h in found.missing} <= set(absent)


@every_extract
def test_without_a_required_heading_the_sheet_is_refused_with_what_it_lacks(extract):
    if extract.rides_along:
        return
    for name in extract.required:
        row = [c.heading for n, c in extract.columns.items() if n != name]
        why = find_heading([["A title"], row])
        assert isinstance(why, str), f"known without {name}"
        if extract.company:  # without the heading that gives it away its others say nothing
            continue
        assert why.startswith("Row 2 looks like the headings of ")
        assert f"of {extract.table}, but has no column headed '{extract.columns[name].heading}'" in why
        assert f"loaders/extracts/{extract.table}.py" in why


@every_extract
def test_the_columns_may_stand_in_any_order_among_others(extract):
    row = [*headings(extract), "Notes", "", "Age"]
    for seed in range(5):
        random.Random(seed).shuffle(row)
        found = find_heading([row])
        assert found.extract is extract
        assert {name: row[i] for name, i in found.columns.items()} == {name: c.heading for name, c in extract.columns.items()}
        assert sorted(found.unknown) == ["Age", "Notes"]


@every_extract
@pytest.mark.parametrize("row", [1, 2, 7, 40, 60])
def test_the_heading_row_may_stand_anywhere(extract, row):
    above = [["Children's services", "", "Person ID"], [], ["Team:", "All"], ["", "Start date", "01/04/2023"]]
    rows = [above[i % 4] for i in range(row - 1)] + [["", *headings(extract)]]
    assert find_heading(rows).row == row


def test_a_repeated_heading_row_is_not_the_heading_row():
    row = headings(extracts()["contacts"])
    assert find_heading([["Contacts"], row, [1, 2], row]).row == 2


def test_a_row_with_more_of_the_headings_is_the_heading_row():
    contacts = extracts()["contacts"]
    assert find_heading([["Person ID", "Contact Date"], [], headings(contacts)]).row == 3


def test_a_sheet_of_no_extract_is_refused():
    why = find_heading([["Name", "Amount"], ["Person ID", "Team"], ["A", 1.0]])
    assert why == "No row holds the headings of a known extract. The Data page and `python app.py tables` list the extracts and the headings they are known by."


def test_a_sheet_that_could_be_two_extracts_is_refused():
    why = find_heading([["Person ID", "Contact Date", "Referral Date"]])
    assert why == "The headings in row 1 could be those of contacts or referrals. Add a heading that only one of them has."


def test_annex_as_early_help_assessments_are_not_statutory_ones():
    list_2 = ["Child Unique ID", "Gender", "Assessment start date", "Assessment completion date", "Organisation completing assessment"]
    assert find_heading([list_2]).extract.table == "early_help_assessments"


@pytest.mark.parametrize("rows", [[], [[]], [["", None]], [[1.0, dt.date(2024, 1, 1), True]]])
def test_a_sheet_without_words_is_refused(rows):
    assert isinstance(find_heading(rows), str)


def test_of_two_headings_for_one_column_the_one_declared_first_is_used():
    found = find_heading([["Allocated Team", "Person ID", "Date of Contact", "Contact Received", "Team"]])
    assert (found.columns["team"], found.columns["received_at"]) == (4, 3)
    assert found.second == ((0, "team"), (2, "received_at"))
    assert found.unknown == ()


def test_of_one_heading_twice_the_left_one_is_used():
    found = find_heading([["Person ID", "Contact Date", "Team", "Team"]])
    assert found.columns["team"] == 2
    assert found.second == ((3, "team"),)


def test_a_long_sentence_is_no_heading():
    assert isinstance(find_heading([["Person ID" + " " * 300, "Contact Date"]]), str)


@pytest.mark.parametrize(
    ("row", "layout"),
    [
        (["Person ID", "Date of Contact", "Contact Source"], "mosaic"),
        (["Child Unique ID", "Gender", "Date of Birth", "Date of Contact", "Contact Source"], "annex a"),
        (["Child Unique ID", "Date of Contact", "Contact Source", "Team"], "mosaic"),
        (["Child Unique ID", "Date of referral", "Referral Source", "Referral NFA?", "Allocated Team", "Allocated Worker"], "annex a"),
        (["MOSAIC_ID", "WORKER_ID", "ALLOCATION_START_DATE"], "mosaic"),
    ],
)
def test_the_layout_is_annex_as_where_every_heading_of_a_column_is(row, layout):
    found = find_heading([row])
    assert isinstance(found, Heading)
    assert found.layout == layout


# --- headings in two rows, and what a sheet seems to be ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "columns"),
    [
        (["Contact", "", "", ""], ["ID", "Person ID", "Received", "Decision"], ["contact_id", "child_id", "received_at", "decided_at"]),
        (["Person ID", "Contact", "", ""], ["", "Received", "Outcome", "Source"], ["child_id", "received_at", "outcome_code", "source_code"]),
        (["Person", "Contact", "Contact", "Team"], ["ID", "Received", "Decision", "(text)"], ["child_id", "received_at", "decided_at", "team"]),
    ],
)
def test_headings_in_two_rows_are_read_together(first, second, columns):
    found = find_heading([["Contacts"], first, second, [1.0, 2.0, dt.date(2024, 1, 1), ""]])
    assert (found.extract.table, found.row, list(found.columns)) == ("contacts", 3, [c for c in found.extract.columns if c in columns])
    assert {c: found.columns[c] for c in columns} == {c: i for i, c in enumerate(columns)}


@pytest.mark.parametrize("below", [["4801", "04/03/2024", "NFA"], ["4801", "", "Closed"], ["", "", ""]])
def test_a_row_of_cases_is_no_second_row_of_headings(below):
    assert find_heading([["Person ID", "Contact Date", "Contact"], below]).row == 1


def test_a_title_above_the_headings_is_no_part_of_them():
    assert find_heading([["Contact", "Team"], ["Person ID", "Contact Date", "Team"]]).cells == ("Person ID", "Contact Date", "Team")


def test_the_first_of_two_tables_below_one_another_is_the_first():
    rows = [["Person ID", "Contact Date"], ["1", "01/02/2024"], [], [c.heading for c in extracts()["referrals"].columns.values()], ["1"]]
    assert find_heading(rows).extract.table == "contacts"


@pytest.mark.parametrize("heading", ["Child Identifier", "ID of the child", "childs_id", "CHILD UNIQUE ID NUMBER", "Child-ID"])
def test_a_heading_that_speaks_of_a_childs_identifier_is_one(heading):
    assert find_heading([[heading, "Date of Contact"]]).columns["child_id"] == 0


@pytest.mark.parametrize("heading", ["Did the child accept", "Child's school ID", "Mother of child ID", "Children", "Identity of child"])
def test_a_heading_that_speaks_of_something_else_is_none(heading):
    assert isinstance(find_heading([[heading, "Date of Contact"]]), str)


def test_a_known_identifier_counts_before_one_that_only_sounds_like_it():
    found = find_heading([["Child Record Identifier", "Person ID", "Contact Date"]])
    assert (found.columns["child_id"], found.unknown) == (1, ("Child Record Identifier",))


def test_of_several_extracts_that_come_as_close_each_is_named():
    why = find_heading([["Person ID", "Team", "Contact Source", "Referral Source"]])
    assert "the headings of contacts, but has no column headed" in why
    assert "or like those of referrals, but has no column headed" in why


def test_an_empty_sheet_is_said_to_be_empty():
    assert find_heading([[], ["", None, " "]]) == "The sheet is empty."


# --- the day the data reach to ----------------------------------------------------------------------------------------

END_OF_MARCH, THIRD_OF_APRIL = dt.date(2024, 3, 31), dt.date(2024, 4, 3)


@pytest.mark.parametrize(
    "banner",
    [
        [["Data as at: 31/03/2024"]],
        [["DATA AS AT 31/03/2024 23:59"]],
        [["As at", "", "31/03/2024"]],
        [["As at:", dt.date(2024, 3, 31)]],
        [["", "", f"Data{NBSP}as{NBSP}at{NBSP}31{NBSP}March{NBSP}2024"]],
        [["Position as at Sunday 31 March 2024."]],
        [["Snapshot date:", dt.datetime(2024, 3, 31)]],
        [["Contacts 2023-24 (as at 31-Mar-2024)"]],
        [["Report run on 03/04/2024 09:15 by A Person"], [], ["Data as at: 31/03/2024"]],
        [["Report run on 03/04/2024. Data as at 31/03/2024"]],
        [["Start date:", "01/04/2023", "End date:", "30/04/2024"], ["Data as at: 31/03/2024"]],
        [["As at month end", dt.date(2024, 3, 31)]],
    ],
)
def test_as_at_wins(banner):
    assert as_at_in_banner([*banner, ["Person ID"]], len(banner) + 1) == END_OF_MARCH


@pytest.mark.parametrize(
    "banner",
    [
        [["Report run on 03/04/2024 09:15 by A Person"]],
        [["Report run on:", "03/04/2024 09:15"]],
        [["Run date", dt.datetime(2024, 4, 3, 9, 15)]],
        [["Printed 03-Apr-24"]],
        [["Generated from Mosaic on 3 April 2024"]],
        [["Period: 01/04/2023 to 31/03/2024"], ["Generated", "03/04/2024"]],
        [["Produced for the period 01/04/2023 to 31/03/2024"], ["Printed 03/04/2024"]],
        [["Report run on 03/04/2024"], ["Printed 04/04/2024"]],
    ],
)
def test_without_an_as_at_the_day_it_was_run(banner):
    assert as_at_in_banner([*banner, ["Person ID"]], len(banner) + 1) == THIRD_OF_APRIL


@pytest.mark.parametrize(
    "banner",
    [
        [],
        [["Contacts"]],
        [["End date: 31/03/2024"]],
        [["Period to 31/03/2024"]],
        [["Period:", "01/04/2023 to 31/03/2024"]],
        [["Report run for the period 01/04/2023 to 31/03/2024"]],
        [["Contacts created between 01/04/2023 and 31/03/2024"]],
        [["Created from", dt.date(2023, 4, 1)]],
        [["Produced by the performance team, data to 31/03/2024"]],
        [["Data as at: 31/02/2024"]],
        [["Data as at:"], ["31/03/2024 is not beside it"]],
    ],
)
def test_another_day_is_no_as_at_day(banner):
    assert as_at_in_banner([*banner, ["Person ID"]], len(banner) + 1) is None


def test_the_banner_ends_at_the_headings():
    assert as_at_in_banner([["Person ID"], ["Data as at 31/03/2024"]], 1) is None


@pytest.mark.parametrize(
    "name",
    ["contacts_2024-03-31.xlsx", "contacts 20240331.xlsx", "Contacts 31-03-2024.csv", "31.03.2024 contacts.xlsx", "contacts_31032024.xlsx",
     "Contacts 31 March 2024.xlsx", "contacts_31Mar2024_final.xlsx", "contacts_2023-04-01_to_2024-03-31.xlsx", "contacts_2024_03_31 (2).xlsx"],
)  # fmt: skip
def test_the_latest_day_in_a_files_name(name):
    assert as_at_in_name(name) == END_OF_MARCH


@pytest.mark.parametrize("name", ["contacts.xlsx", "contacts 2023-24.xlsx", "contacts 2024-03.xlsx", "contacts 31-02-2024.xlsx", "contacts 123456789012.xlsx", "Q4.xlsx"])
def test_a_name_without_a_day(name):
    assert as_at_in_name(name) is None


def test_only_what_stands_above_the_headings_says_that_data_are_synthetic():
    assert says_synthetic([["SYNTHETIC DATA: not real children"], ["Person ID"]], 2)
    assert not says_synthetic([["Person ID"], ["synthetic data"]], 1)
