"""Where children in care live: how often they move, how long they stay, with whom and where."""

import pytest

from metrics.compute import cases
from metrics.indicators.care_3_placements import care_3_placements
from metrics.indicators.care_foster_homes import care_foster_homes
from metrics.indicators.care_fostering_agency import care_fostering_agency
from metrics.indicators.care_long_term_stability import care_long_term_stability
from metrics.indicators.care_outside_area import care_outside_area
from metrics.indicators.care_unregistered import care_unregistered
from tests.written_tables import SmallReference, loaded

IN_CARE = """
    child_id | started_on | ended_on   | legal_status_code
    A        | 2020-01-01 |            | C2
    B        | 2020-01-01 |            |
    C        | 2020-01-01 | 2024-03-31 | C2
    D        | 2020-01-01 |            | V4
"""


def of_one(measure, indicator, placements, *, in_care="2020-01-01", **more):
    return measure(indicator, "2024-03", care_periods=f"child_id | started_on | legal_status_code\nA | {in_care} | C2", placements=placements, **more)


# Three or more in a year


def test_a_placement_going_on_when_the_twelve_months_began_is_one_of_them(measure):
    assert of_one(measure, care_3_placements, """
        child_id | started_on | ended_on   | type_code
        A        | 2021-01-01 | 2023-04-01 | U6
        A        | 2023-04-01 | 2023-08-01 | K2
        A        | 2023-08-01 |            | U6
    """) == (1, 1)  # fmt: skip


def test_a_placement_that_ended_as_they_began_is_not(measure):
    assert of_one(measure, care_3_placements, """
        child_id | started_on | ended_on   | type_code
        A        | 2021-01-01 | 2023-03-31 | U6
        A        | 2023-03-31 | 2023-08-01 | K2
        A        | 2023-08-01 |            | U6
    """) == (0, 1)  # fmt: skip


def test_temporary_placements_are_left_out(measure):
    assert of_one(measure, care_3_placements, """
        child_id | started_on | ended_on   | type_code
        A        | 2021-01-01 | 2023-06-01 | U6
        A        | 2023-06-01 | 2023-06-08 | T0
        A        | 2023-06-08 | 2023-06-20 | T4
        A        | 2023-06-20 |            | U6
    """) == (0, 1)  # fmt: skip


@pytest.mark.parametrize("kind, moves", [("A5", 0), ("A3", 0), ("A6", 1)])
def test_to_be_adopted_by_ones_carer_is_no_move(measure, kind, moves):
    assert of_one(measure, care_3_placements, f"""
        child_id | started_on | ended_on   | type_code
        A        | 2021-01-01 | 2023-06-01 | U6
        A        | 2023-06-01 | 2023-09-01 | U4
        A        | 2023-09-01 |            | {kind}
    """) == (moves, 1)  # fmt: skip


def test_after_a_gap_it_is_one(measure):
    assert of_one(measure, care_3_placements, """
        child_id | started_on | ended_on   | type_code
        A        | 2021-01-01 | 2023-06-01 | U6
        A        | 2023-06-01 | 2023-09-01 | U4
        A        | 2023-09-02 |            | A5
    """) == (1, 1)  # fmt: skip


def test_a_change_of_status_only_is_no_move(measure):
    assert of_one(measure, care_3_placements, """
        child_id | started_on | ended_on   | type_code | change_reason_code
        A        | 2021-01-01 | 2023-06-01 | K2        | CARPL
        A        | 2023-06-01 | 2023-09-01 | U6        | PLACE
        A        | 2023-09-01 |            | U4        |
    """) == (0, 1)  # fmt: skip


def test_three_placements_of_a_child_who_is_not_in_care_are_nobodys(figure):
    row = figure(care_3_placements, "2024-03", care_periods=IN_CARE, placements="""
        child_id | started_on | ended_on   | type_code
        A        | 2021-01-01 |            | U6
        C        | 2023-04-01 | 2023-05-01 | U6
        C        | 2023-05-01 | 2023-06-01 | U6
        C        | 2023-06-01 |            | U6
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (0, 2, "1 without a placement")


def test_it_needs_the_twelve_months_before(figure):
    given = {"care_periods": IN_CARE, "placements": "child_id | started_on | type_code\nA | 2021-01-01 | U6"}
    assert figure(care_3_placements, "2024-03", reaches_back_to="2023-04-01", **given)["status"] == "starts too late"
    assert figure(care_3_placements, "2024-03", reaches_back_to="2023-03-31", **given)["status"] == "ok"


# Long-term stability


def test_two_years_in_one_placement_of_thirty_months_in_care(measure):
    children = "child_id | born_on\n A | 2015-06-01\n B | 2008-03-31\n C | 2008-04-01\n D | 2015-06-01\n E | 2015-06-01"
    given = {"children": children, "care_periods": """
        child_id | started_on | legal_status_code
        A        | 2021-09-30 | C2
        B        | 2021-09-30 | C2
        C        | 2021-09-30 | C2
        D        | 2021-10-01 | C2
    """, "placements": """
        child_id | started_on | ended_on   | type_code
        A        | 2022-03-31 |            | U4
        B        | 2021-09-30 |            | U4
        C        | 2022-04-01 |            | U4
        D        | 2021-10-01 |            | U4
    """}  # fmt: skip
    # B is 16 on the day, D has been in care a day too short.
    assert measure(care_long_term_stability, "2024-03", **given) == (1, 2)


@pytest.mark.parametrize("kind, stable", [("A4", 1), ("A5", 1), ("U4", 0)])
def test_the_placement_before_an_adoptive_one_counts_along(measure, kind, stable):
    assert of_one(measure, care_long_term_stability, f"""
        child_id | started_on | ended_on   | type_code
        A        | 2021-01-01 | 2024-01-01 | U6
        A        | 2024-01-01 |            | {kind}
    """, children="child_id | born_on\n A | 2019-01-01") == (stable, 1)  # fmt: skip


def test_who_is_in_a_temporary_placement_does_not_count_and_who_has_no_birthday_is_left_out(figure):
    row = figure(care_long_term_stability, "2024-03", care_periods=IN_CARE, children="child_id | born_on\nA | 2019-01-01", placements="""
        child_id | started_on | ended_on   | type_code
        A        | 2020-01-01 | 2024-03-30 | U6
        A        | 2024-03-30 |            | T1
        B        | 2020-01-01 |            | U6
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"]) == (0, 1)
    assert row["note"] == "1 whose birth is not known left out; 1 without a lasting placement"


# Where they live, and with whom


def test_placed_outside_the_authority_on_the_day(figure):
    row = figure(care_outside_area, "2024-03", care_periods=IN_CARE, placements="""
        child_id | started_on | ended_on   | location_code
        A        | 2020-01-01 | 2024-03-01 | in
        A        | 2024-03-01 |            | out
        C        | 2020-01-01 |            | out
        D        | 2020-01-01 |            | out
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 2, "1 in no known place")


def test_of_two_placements_open_at_once_the_one_that_began_last_is_the_present_one(measure):
    assert of_one(measure, care_outside_area, """
        child_id | started_on | location_code
        A        | 2024-02-01 | in
        A        | 2024-01-01 | out
    """) == (0, 1)  # fmt: skip


@pytest.mark.parametrize("kind, counts", [("U1", 1), ("U3", 1), ("U6", 1), ("A5", 0), ("P1", 0), ("K2", 0)])
def test_foster_and_connected_carers_are_foster_homes(measure, kind, counts):
    assert of_one(measure, care_foster_homes, f"child_id | started_on | type_code\nA | 2024-02-01 | {kind}") == (counts, 1)


def test_a_placement_over_by_the_day_is_none(figure):
    row = figure(care_foster_homes, "2024-03", care_periods=IN_CARE, placements="""
        child_id | started_on | ended_on   | type_code
        A        | 2020-01-01 | 2024-03-31 | U6
        B        | 2024-03-31 |            | U6
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 2, "1 without a known placement")


@pytest.mark.parametrize("kind, provider, n", [("U6", "PR4", 1), ("U6", "PR5", 1), ("U6", "PR1", 0), ("U6", "PR2", 0), ("K2", "PR4", 0)])
def test_agencies_are_private_or_voluntary_and_only_their_foster_homes_count(measure, kind, provider, n):
    placements = f"child_id | started_on | type_code | provider_code\nA | 2024-02-01 | {kind} | {provider}"
    assert of_one(measure, care_fostering_agency, placements) == n


UNREGISTERED = {"care_periods": IN_CARE, "placements": """
    child_id | started_on | ended_on   | is_unregistered
    A        | 2020-01-01 | 2024-03-01 | yes
    A        | 2024-03-01 |            | no
    B        | 2024-03-01 |            | yes
    D        | 2024-03-01 |            | yes
"""}  # fmt: skip


def test_an_unregistered_home_or_an_order_in_force_each_child_once(measure):
    assert measure(care_unregistered, "2024-03", **UNREGISTERED, liberty_orders="""
        child_id | started_on | ended_on
        A        | 2024-03-31 |
        B        | 2024-03-01 |
        C        | 2024-03-01 |
        E        | 2024-03-01 |
    """) == 2  # fmt: skip


def test_an_order_that_ends_on_the_day_is_no_longer_in_force(measure):
    orders = "child_id | started_on | ended_on\nA | 2024-03-01 | 2024-03-31"
    assert measure(care_unregistered, "2024-03", **UNREGISTERED, liberty_orders=orders) == 1


def test_without_orders_the_figure_says_so(figure):
    row = figure(care_unregistered, "2024-03", **UNREGISTERED)
    assert (row["numerator"], row["note"]) == (1, "deprivation of liberty orders are not loaded")


def test_the_rows_behind_are_the_periods_of_care(measure):
    given = {name: loaded(name, text, "2024-03-31", "1990-01-01") for name, text in UNREGISTERED.items()}
    rows = cases(care_unregistered, {**given, "liberty_orders": loaded("liberty_orders", "child_id | started_on\nA | 2024-01-01", "2024-03-31")}, SmallReference(), "2024-03")
    assert rows[["child_id", "table", "status"]].to_numpy().tolist() == [["A", "care_periods", "counted"], ["B", "care_periods", "counted"]]
