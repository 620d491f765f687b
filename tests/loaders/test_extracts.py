"""The declarations: what each must say, and what is said of one that cannot work."""

import re
from itertools import product

import pytest

import loaders.extracts
from loaders.extracts import extracts
from loaders.recognise import Heading, find_heading
from loaders.schema import Extract, Layout, code, day, fold, id_, moment, number, text

CHILD = id_("Person ID", required=True)

every_extract = pytest.mark.parametrize("extract", extracts().values(), ids=lambda e: e.table)


def test_the_tables_that_figures_have_always_rested_on_are_there():
    assert {"allocations", "assessments", "care_periods", "cin_plans", "contacts", "cp_plans", "referrals", "section47", "workforce"} < set(extracts())


# --- promises for all -------------------------------------------------------------------------------------------------


@every_extract
def test_a_row_can_be_told_from_others(extract):
    """By its key, all of it required; or else by another, of which whom or what it is about, or when it was, is required."""
    columns = extract.columns
    for name in () if extract.key_without_id else set(extract.key) - {"as_at_on"}:
        assert columns[name].required, f"{extract.table}: {name}"
    required = {*extract.required, *(name for layout in extract.layouts for name in extract.required_in(layout))}
    of_row = required.intersection(extract.key_without_id or extract.key)
    assert any(columns[name].type in ("id", "day", "moment") for name in of_row), extract.table


@every_extract
def test_the_table_says_what_a_row_is(extract):
    assert re.match(r"one \w+", extract.row_is)


@every_extract
def test_no_spelling_of_a_code_means_two_codes(extract):
    for name, column in extract.columns.items():
        meant = {}
        for one, spellings in column.codes.items():
            for spelling in filter(None, (one, *spellings)):
                assert meant.setdefault(fold(spelling), one) == one, f"{extract.table}.{name}: {spelling}"


def recognised(headings):
    """The table that a sheet with these headings is taken for, or None."""
    heading = find_heading([list(headings)])
    return heading.extract.table if isinstance(heading, Heading) else None


@every_extract
def test_a_sheet_with_all_of_a_table_s_headings_is_one_of_that_table(extract):
    assert recognised(column.heading for column in extract.columns.values()) == extract.table


@every_extract
def test_a_sheet_with_only_what_a_table_requires_is_one_of_that_table(extract):
    if not extract.rides_along:
        assert recognised(extract.columns[name].heading for name in extract.required) == extract.table


@every_extract
def test_two_extracts_are_told_apart_by_their_required_headings(extract):
    """Whichever of its headings the sheet uses; beside a general one stands another that gives it away."""
    required = [extract.columns[name].headings for name in extract.required if not extract.rides_along]
    for headings in product(*required):
        beside = [extract.only_with[heading][0] for heading in headings if heading in extract.only_with]
        if headings and set(extract.required_in(extract.layout_of(headings))) <= set(extract.required):
            assert recognised([*headings, *beside, "Team", "Worker"]) == extract.table, headings


@every_extract
def test_a_general_heading_counts_only_beside_one_that_gives_it_away(extract):
    for heading in extract.only_with:
        column = extract.by_heading[fold(heading)]
        others = [extract.columns[name].heading for name in extract.required if name != column]
        if column in extract.required and not any(fold(h) in extract.company[fold(heading)] for h in others):
            assert recognised([*others, heading]) != extract.table, heading


# --- a declaration that cannot work -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"key": ("visit_id",)}, "visits: the key names 'visit_id', which is no column of it"),
        ({"key_without_id": ("child_id", "day")}, "visits: the key names 'day'"),
        ({"columns": {"child_id": CHILD, "seen_on": moment("Seen")}}, "visits.seen_on: a name with '_on' is of type day, not moment"),
        ({"columns": {"child_id": CHILD, "is_alone": text("Alone")}}, "visits.is_alone: a name with 'is_' is of type yes/no, not text"),
        ({"columns": {"child_id": text("Person ID")}}, "visits.child_id: a name with '_id' is of type id, not text"),
        ({"columns": {"child_id": CHILD, "kind_code": number("Kind")}}, "visits.kind_code: a name with '_code' is of type code"),
        ({"columns": {"child_id": CHILD, "person": text("PERSON_ID")}}, "the heading 'PERSON_ID' is given to both 'child_id' and 'person'"),
        ({"in_order": (("seen_on", "left_on"),)}, "visits: 'left_on' is put in order, and is no column of days or moments"),
        ({"one_at_a_time": ("child_id", "seen_on")}, "visits: 'child_id' is put in order"),
        ({"latest_by": "split_number"}, "visits: the latest row is to be known by 'split_number', which is no column of it"),
        ({"layouts": {"annex a": Layout("Child Unique ID")}}, "visits: the layout 'annex a' names ['Child Unique ID'], which no column is headed by"),
        ({"layouts": {"annex a": Layout("Seen", required=("seen_at",))}}, "visits: the layout 'annex a' requires ['seen_at'], which is no column of it"),
    ],
)
def test_a_declaration_that_cannot_work_names_its_fault(change, message):
    good = {"table": "visits", "row_is": "one visit to one child", "key": ("child_id",), "columns": {"child_id": CHILD, "seen_on": day("Seen")}}
    Extract(**good)
    with pytest.raises(ValueError, match=re.escape(message)):
        Extract(**good | change)


def test_a_column_without_a_heading_is_refused():
    with pytest.raises(ValueError, match="a column of type 'day' has no heading"):
        day()


def test_one_spelling_of_a_code_may_be_given_without_a_tuple():
    assert code("Source", codes={"6": "Police"}).codes == {"6": ("Police",)}


# --- a file dropped in the folder is live -----------------------------------------------------------------------------

VISITS = '''
from loaders.schema import Extract, day, id_
EXTRACT = Extract(table="{table}", row_is="one visit", key=("child_id", "seen_on"),
                  columns={{"child_id": id_("Person ID", required=True), "seen_on": day("Seen", required=True)}})
'''


@pytest.fixture
def drop(tmp_path, monkeypatch):
    """Drop a file into the folder of extracts and say which there are now."""

    def drop(name, content):
        (tmp_path / name).write_text(content)
        monkeypatch.setattr(loaders.extracts, "__path__", [*loaders.extracts.__path__, str(tmp_path)])
        return extracts.__wrapped__()

    return drop


def test_a_file_dropped_in_the_folder_is_live(drop):
    assert drop("home_visits.py", VISITS.format(table="home_visits"))["home_visits"].required == ["child_id", "seen_on"]


def test_an_empty_file_is_refused(drop):
    with pytest.raises(ImportError, match="loaders/extracts/nothing_here.py has no EXTRACT"):
        drop("nothing_here.py", "")


def test_a_file_of_another_name_than_its_table_is_refused(drop):
    with pytest.raises(ImportError, match="loaders/extracts/school_visits.py describes 'home_visits'"):
        drop("school_visits.py", VISITS.format(table="home_visits"))
