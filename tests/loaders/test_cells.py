"""What each kind of cell is read as, and what is said of one that cannot be used."""

import datetime as dt

import pandas as pd
import pytest

from loaders.cells import clean, Fault, code_reader, is_nothing, parse_moment, to_day, to_id, to_moment, to_number, to_text, to_yes_no, typed
from loaders.extracts import extracts
from loaders.schema import code, day, id_, moment, number, text, yes_no

NBSP = "\u00a0"
EVERY_DAY_OF_2024 = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(366)]


# --- days -------------------------------------------------------------------------------------------------------------

LAYOUTS = [
    "%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.000", "%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%A %d %B %Y", "%a %d %b %Y",
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_day_of_a_year_is_read_day_first(layout):
    at = dt.time(12, 34, 56)
    assert [to_day(dt.datetime.combine(day, at).strftime(layout)).date() for day in EVERY_DAY_OF_2024] == EVERY_DAY_OF_2024


@pytest.mark.parametrize("separator", "/-.")
def test_every_day_of_a_year_is_read_day_first_without_leading_noughts(separator):
    assert [to_day(f"{d.day}{separator}{d.month}{separator}{d.year}").date() for d in EVERY_DAY_OF_2024] == EVERY_DAY_OF_2024


def test_a_day_written_month_first_is_not_a_day_rather_than_another_day():
    read = [parse_moment(day.strftime("%m/%d/%Y")) for day in EVERY_DAY_OF_2024 if day.day > 12]
    assert read == [None] * len(read)


def test_fourth_of_march_and_third_of_april_stay_apart():
    assert (to_day("04/03/2024"), to_day("03/04/2024")) == (dt.datetime(2024, 3, 4), dt.datetime(2024, 4, 3))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (dt.datetime(2024, 3, 4, 9, 15), dt.datetime(2024, 3, 4, 9, 15)),
        (dt.date(2024, 3, 4), dt.datetime(2024, 3, 4)),
        (dt.datetime(2024, 3, 4, 9, 14, 59, 999_999), dt.datetime(2024, 3, 4, 9, 15)),  # what Excel makes of a quarter past nine
        (45355.0, dt.datetime(2024, 3, 4)),
        (45355.385416666664, dt.datetime(2024, 3, 4, 9, 15)),
        ("45355", dt.datetime(2024, 3, 4)),
        ("04/03/2024 9:15", dt.datetime(2024, 3, 4, 9, 15)),
        ("04/03/2024 09:15:30", dt.datetime(2024, 3, 4, 9, 15, 30)),
        ("04/03/2024 9:15 pm", dt.datetime(2024, 3, 4, 21, 15)),
        ("04/03/2024 12:15 AM", dt.datetime(2024, 3, 4, 0, 15)),
        ("04/03/2024\n09:15", dt.datetime(2024, 3, 4, 9, 15)),
        (f"{NBSP}04/03/2024{NBSP} 09:15 ", dt.datetime(2024, 3, 4, 9, 15)),
        ("2024-03-04T09:15:30.250", dt.datetime(2024, 3, 4, 9, 15, 30)),
        ("'04/03/2024", dt.datetime(2024, 3, 4)),
        ("4th March 2024", dt.datetime(2024, 3, 4)),
        ("Mon 4 Mar 2024", dt.datetime(2024, 3, 4)),
        ("4-Sept-24", dt.datetime(2024, 9, 4)),
    ],
)
def test_a_moment_is_read_to_the_second(cell, said):
    assert to_moment(cell) == said


@pytest.mark.parametrize(
    "cell",
    ["31/02/2024", "29/02/2023", "32/01/2024", "04/13/2024", "2024-13-04", "4 Foo 2024", "04/03/2024 25:00", "04/03/2024 13:00 pm",
     "about 8 Jan 2000", "yesterday", "04/2024", "2024", 12.0, 70000.0, True, dt.time(9, 15), dt.timedelta(hours=9)],
)  # fmt: skip
def test_what_is_no_day_is_a_fault(cell):
    assert to_moment(cell) == Fault("not a day")


def test_a_year_of_two_digits_up_to_30_is_in_this_century():
    assert (to_day("01/04/30").year, to_day("01/04/31").year) == (2030, 1931)


@pytest.mark.parametrize("cell", ["31/12/9999", "01/01/2300", "06/06/2079", dt.datetime(9999, 12, 31), dt.datetime(2071, 1, 1)])
def test_a_day_after_2070_is_a_fault_but_in_an_end_it_means_none(cell):
    assert to_day(cell) == Fault("a day after 2070")
    assert typed("ended_on", day("End"), [cell])[1] == []
    assert typed("ended_on", day("End"), [cell])[0].isna().all()


def test_the_last_day_of_2070_is_a_day():
    assert to_day("31/12/2070") == dt.datetime(2070, 12, 31)


@pytest.mark.parametrize("cell", ["31/12/1904", "01/01/1800", dt.datetime(1900, 1, 1)])
def test_a_day_before_1905_is_a_fault_in_an_end_too(cell):
    values, faults = typed("ended_on", day("End"), [cell])
    assert values.isna().all()
    assert faults == [(0, Fault("a day before 1905"))]


def test_the_first_day_of_1905_is_a_day():
    assert to_day("01/01/1905") == dt.datetime(1905, 1, 1)


def test_a_day_drops_its_time():
    assert to_day("04/03/2024 23:59") == dt.datetime(2024, 3, 4)


# --- ids, text, numbers, yes and no -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "said"),
    [(4801234.0, "4801234"), (4801234, "4801234"), ("4801234.0", "4801234"), (" 0004801 ", "0004801"), ("AB-12/3", "AB-12/3"),
     (f"4801{NBSP}", "4801"), ("'4801", "4801"), (0.0, "0"), (123456789012345.0, "123456789012345"), ("A.0", "A.0")],
)  # fmt: skip
def test_an_id_is_text(cell, said):
    assert to_id(cell) == said


def test_an_id_with_a_fraction_is_kept_and_reported():
    fault = to_id(4801234.5512)
    assert (fault.keep, fault.action) == ("4801234.5512", "kept")


@pytest.mark.parametrize("cell", [dt.datetime(2024, 1, 1), dt.date(2024, 1, 1), float("nan"), float("inf")])
def test_a_day_is_no_id(cell):
    assert to_id(cell) == Fault("not an identifier")


@pytest.mark.parametrize("cell", ["", " ", NBSP, "\u200b", "NULL", "null", "N/A", "n/a", "#N/A", "nan", "-", ".", "..", "<blank>", "Not Recorded", None])
def test_words_for_nothing_are_nothing(cell):
    assert is_nothing(cell)


@pytest.mark.parametrize("cell", ["0", 0.0, "No", "None of these", False, "Na Li"])
def test_a_nought_and_a_no_are_something(cell):
    assert not is_nothing(cell)


@pytest.mark.parametrize("cell", ["Front  Door", f" Front{NBSP}Door ", "Front\nDoor", "Front_x000D_\nDoor", "Front\t \u200bDoor"])
def test_text_has_single_spaces(cell):
    assert to_text(cell) == "Front Door"


@pytest.mark.parametrize(("cell", "said"), [("1,234", 1234), ("0.8", 0.8), (".5", 0.5), ("80%", 0.8), (3.0, 3), (" 3 ", 3), ("-2", -2), ("1,234.5", 1234.5)])
def test_a_number(cell, said):
    assert to_number(cell) == said


@pytest.mark.parametrize("cell", ["three", "1,23", "1.2.3", "", ".", "-", "1e5", True, dt.date(2024, 1, 1), float("inf")])
def test_what_is_no_number_is_a_fault(cell):
    assert to_number(cell) == Fault("not a number")


def test_a_number_outside_its_bounds_is_a_fault_and_both_bounds_are_within():
    assert [to_number(n, between=(0, 1)) for n in (0, 1)] == [0, 1]
    assert to_number(37.0, between=(0, 1)) == Fault("not between 0 and 1")


@pytest.mark.parametrize("cell", ["Yes", "y", " Y", "1", 1.0, True, "TRUE", "a) Yes", "1 - Yes", "Yes (seen)"])
def test_yes(cell):
    assert to_yes_no(cell) is True


@pytest.mark.parametrize("cell", ["No", "n", "0", 0.0, False, "false", "b) No", "0 - No", "No - not needed"])
def test_no(cell):
    assert to_yes_no(cell) is False


@pytest.mark.parametrize("cell", ["c) Unknown", "Unknown"])
def test_unknown_is_neither_and_no_fault(cell):
    assert to_yes_no(cell) is None


@pytest.mark.parametrize("cell", ["Maybe", "2", "Northern", "Yesterday"])
def test_neither_yes_nor_no_is_a_fault(cell):
    assert to_yes_no(cell) == Fault("neither yes nor no")


# --- codes ------------------------------------------------------------------------------------------------------------

source = code_reader(extracts()["contacts"].columns["source_code"])
outcome = code_reader(extracts()["contacts"].columns["outcome_code"])


@pytest.mark.parametrize(
    "cell",
    ["6", 6.0, "Police", "POLICE", "q) 6: Police", "6: Police", "6 - Police", "6 Police", "Police [6]", "01) Police", "\u2018POLICE\u2019.", "'6", "\u20186"],
)
def test_a_code_in_the_ways_it_is_written(cell):
    assert source(cell) == "6"


@pytest.mark.parametrize(("cell", "said"), [("a) 1A: Individual", "1A"), ("1a", "1A"), ("p1) 5D: LA services \u2013 early help", "5D"), ("u) 10: Unknown", "10"), ("Schools", "2A")])
def test_a_source_by_its_own_code(cell, said):
    assert source(cell) == said


@pytest.mark.parametrize("cell", ["6X", "Police and others", "Code 'POLICE' is not mapped", "?", "66"])
def test_an_unknown_code_is_unmapped_and_reported(cell):
    fault = source(cell)
    assert (fault.problem, fault.keep) == ("not a known code", f"unmapped\x1f{clean(cell)}")
    assert not fault.is_blanked


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("CIN Referral", "referral"), ("Information and Advice, CIN Referral", "referral"), ("EH Referral,Signposting", "early_help"),
        ("Step down to Early Help (EH)", "early_help"), ("NFA", "no_further_action"), ("no  further\u00a0action", "no_further_action"),
        ("Signposting; NFA", "advice"), ("PROGRESS TO REFERRAL", "referral"),
    ],
)  # fmt: skip
def test_a_contact_with_several_outcomes_is_a_referral_if_one_of_them_is(cell, said):
    assert outcome(cell) == said


def test_a_known_outcome_beside_an_unknown_one_is_kept_and_reported():
    assert outcome("Signposting, Something new") == Fault("one of several codes is not known", "the known one kept", "advice")


def test_a_yes_no_column_may_stand_in_for_an_outcome():
    nfa = code_reader(extracts()["referrals"].columns["outcome_code"])
    assert [nfa(cell) for cell in ("Yes", "a) Yes", "No", "b) No")] == ["no_further_action", "no_further_action", None, None]


def test_a_question_mark_is_no_code_for_nothing_said():
    nfa = code_reader(extracts()["referrals"].columns["outcome_code"])
    assert isinstance(nfa("?"), Fault)


@pytest.mark.parametrize("extract", extracts().values(), ids=lambda e: e.table)
def test_every_code_reads_as_itself_and_every_spelling_as_its_code(extract):
    for column in extract.columns.values():
        read = code_reader(column)
        for one, spellings in column.codes.items():
            for spelling in filter(None, (one, *spellings)):
                for written in (spelling, spelling.upper(), f" {spelling.lower()}{NBSP}", spelling.replace(" ", "  ")):
                    assert read(written) == (one or None), f"{column.heading}: {spelling}"


@pytest.mark.parametrize("cell", ["#REF!", "#DIV/0!", "#VALUE!", "#name?"])
@pytest.mark.parametrize("read", [to_text, to_id, to_moment, to_number, source])
def test_a_spreadsheet_error_is_a_fault_in_every_column(read, cell):
    assert read(cell) == Fault("spreadsheet error")


# --- a whole column ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "dtype"),
    [(day("D"), "datetime64[us]"), (moment("D"), "datetime64[us]"), (number("N"), "float64"), (yes_no("Y"), "boolean"),
     (id_("I"), object), (text("T"), object), (code("C", codes={"a": ()}), object)],
    ids=lambda x: getattr(x, "type", ""),
)  # fmt: skip
def test_a_column_of_nothing_has_its_type(column, dtype):
    values, faults = typed("c", column, ["", None, "NULL"])
    assert values.dtype == dtype
    assert values.isna().all()
    assert faults == []


def test_an_empty_column_has_its_type():
    values, faults = typed("started_on", day("Start"), [])
    assert (len(values), values.dtype, faults) == (0, "datetime64[us]", [])


def test_every_fault_is_told_by_its_place():
    values, faults = typed("started_on", day("Start"), ["04/03/2024", "soon", dt.date(2024, 3, 5), "soon", None])
    assert [(place, fault.problem) for place, fault in faults] == [(1, "not a day"), (3, "not a day")]
    assert values.tolist() == [pd.Timestamp(2024, 3, 4), pd.NaT, pd.Timestamp(2024, 3, 5), pd.NaT, pd.NaT]


def test_true_and_one_are_two_cells():
    assert typed("is_x", yes_no("X"), [True, 1.0, False, 0.0])[0].tolist() == [True, True, False, False]


def test_an_infinite_number_is_reported_not_carried():
    assert typed("n", number("N"), [float("inf")])[0].isna().all()
