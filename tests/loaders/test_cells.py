"""What each kind of cell is read as, and what is said of one that cannot be used."""

import datetime as dt

import pandas as pd
import pytest

from loaders.cells import TOO_LONG, Fault, is_nothing, parse_moment, to_day, to_id, to_moment, to_number, to_text
from loaders.columns import typed
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
        ("2024-03-04T09:15:30Z", dt.datetime(2024, 3, 4, 9, 15, 30)),
        ("2024-07-04T09:15:30Z", dt.datetime(2024, 7, 4, 10, 15, 30)),  # an hour later on a clock in England
        ("2024-06-30T23:00:00Z", dt.datetime(2024, 7, 1)),
        ("2024-07-04T09:15:30.123+01:00", dt.datetime(2024, 7, 4, 9, 15, 30)),
        ("2024-07-04T00:00:00Z", dt.datetime(2024, 7, 4)),  # a day that had no time
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


# --- ids, text, numbers -----------------------------------------------------------------------------------


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


@pytest.mark.parametrize(("cell", "kept"), [(1234567890123456.0, "1234567890123456"), (4.8e21, str(int(4.8e21))), ("4.80123E+15", "4.80123E+15")])
def test_an_id_longer_than_a_spreadsheet_keeps_is_kept_and_reported(cell, kept):
    assert to_id(cell) == Fault(TOO_LONG, "kept", kept)


@pytest.mark.parametrize("cell", ["1234567890123456789", "'1234567890123456789"])
def test_a_long_id_that_is_text_has_lost_nothing(cell):
    assert to_id(cell) == "1234567890123456789"


@pytest.mark.parametrize("cell", [dt.datetime(2024, 1, 1), dt.date(2024, 1, 1), float("nan"), float("inf")])
def test_a_day_is_no_id(cell):
    assert to_id(cell) == Fault("not an identifier")


@pytest.mark.parametrize("cell", ["", " ", NBSP, "\u200b", "NULL", "null", "N/A", "n/a", "#N/A", "nan", "-", ".", "..", "<blank>", "Not Recorded", "zz", "(blank)", None])
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


@pytest.mark.parametrize("cell", ["#REF!", "#DIV/0!", "#VALUE!", "#name?"])
@pytest.mark.parametrize("read", [to_text, to_id, to_moment, to_number])
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
