"""First reports and restatements: what a figure was, what it is, and the rows between the two."""

import random

import pandas as pd
import pytest

from metrics.history import changed_cases, effects, restated, versions

COLUMNS = ["indicator", "team", "grain", "period", "status", "numerator", "denominator", "value"]


def values(*rows):
    """Measure values from (period, status, numerator, denominator); of one indicator, by month, of the whole authority."""
    found = [("contacts_72h", "", "month", period, status, n, d, 100 * n / d if n is not None and d else None) for period, status, n, d in rows]
    return pd.DataFrame(found, columns=COLUMNS).astype({"numerator": float, "denominator": float, "value": float})


def published(*publications):
    """The versions after so many publications, one after the other."""
    found = None
    for number, each in enumerate(publications, 1):
        found = versions(found, each, number)
    return found


def listed(frame, *columns):
    return frame[list(columns)].astype(object).where(frame[list(columns)].notna(), None).values.tolist()


# --- versions ---------------------------------------------------------------------------------------------------------


def test_the_first_report_is_the_first_that_was_ok():
    found = published(values(("2024-04", "incomplete", 1, 2)), values(("2024-04", "ok", 2, 4)), values(("2024-04", "ok", 2, 4)))
    assert listed(found, "period", "numerator", "denominator", "publication") == [["2024-04", 2, 4, 2]]


def test_every_version_since_is_kept_with_the_publication_that_made_it():
    found = published(values(("2024-04", "ok", 2, 4)), values(("2024-04", "ok", 2, 4)), values(("2024-04", "ok", 3, 5)), values(("2024-04", "incomplete", 3, 5)))
    assert listed(found, "status", "numerator", "denominator", "publication") == [["ok", 2, 4, 1], ["ok", 3, 5, 3], ["incomplete", 3, 5, 4]]


def test_a_figure_that_is_not_printed_any_more_keeps_its_first_report():
    found = published(values(("2024-04", "ok", 2, 4)), values(("2024-05", "ok", 1, 4)), values(("2024-04", "ok", 3, 4)))
    assert listed(found, "period", "numerator", "publication") == [["2024-04", 2, 1], ["2024-05", 1, 2], ["2024-04", 3, 3]]
    assert restated(found)["period"].tolist() == ["2024-04"]


def test_a_year_and_a_month_of_one_label_are_two_figures():
    month, year = values(("2011-12", "ok", 1, 2)), values(("2011-12", "ok", 5, 9)).assign(grain="year")
    found = published(pd.concat([month, year]), pd.concat([month, year]))
    assert listed(found, "grain", "numerator") == [["month", 1], ["year", 5]]


def test_binary_dust_is_no_restatement():
    before = values(("2024-04", "ok", 0.1 + 0.2, 3))
    assert len(published(before, values(("2024-04", "ok", 0.3, 3)))) == 1


# --- restated ---------------------------------------------------------------------------------------------------------


def test_restated_figures_have_what_they_were_and_are_and_what_made_them_so():
    found = restated(published(
        values(("2024-04", "ok", 2, 4), ("2024-05", "ok", 1, 1)), values(("2024-04", "ok", 3, 5), ("2024-05", "ok", 1, 1)), values(("2024-04", "ok", 3, 6)),
    ))  # fmt: skip
    columns = ["period", "first_numerator", "first_denominator", "first_value", "first_publication", "numerator", "denominator", "value", "publication"]
    assert listed(found, *columns) == [["2024-04", 2, 4, 50, 1, 3, 6, 50, 3]]


def test_a_figure_that_is_again_what_it_was_is_not_restated():
    assert restated(published(values(("2024-04", "ok", 2, 4)), values(("2024-04", "ok", 3, 4)), values(("2024-04", "ok", 2, 4)))).empty


def test_a_figure_withdrawn_is_restated():
    found = restated(published(values(("2024-04", "ok", 2, 4)), values(("2024-04", "not loaded", None, None))))
    assert listed(found, "first_value", "status", "value") == [[50, "not loaded", None]]


# --- effects ----------------------------------------------------------------------------------------------------------


def test_effects_are_the_figures_that_would_move():
    before = values(("2024-04", "ok", 2, 4), ("2024-05", "incomplete", 1, 2), ("2024-06", "ok", 1, 1))
    after = values(("2024-04", "ok", 3, 4), ("2024-05", "ok", 1, 2), ("2024-06", "ok", 1, 1), ("2024-07", "incomplete", 0, 3))
    columns = ["period", "status_before", "value_before", "numerator_before", "denominator_before", "status", "value", "numerator", "denominator", "is_published"]
    assert listed(effects(before, after), *columns) == [
        ["2024-04", "ok", 50, 2, 4, "ok", 75, 3, 4, True],
        ["2024-05", "incomplete", 50, 1, 2, "ok", 50, 1, 2, False],
        ["2024-07", "not loaded", None, None, None, "incomplete", 0, 0, 3, False],
    ]


def test_a_figure_that_would_be_withdrawn_is_an_effect_and_one_that_never_was_is_none():
    before = values(("2024-04", "ok", 2, 4), ("2024-05", "not loaded", None, None))
    found = effects(before, values(("2024-05", "starts too late", None, None)))
    assert listed(found, "period", "status_before", "status", "is_published") == [["2024-04", "ok", "not loaded", True]]


# --- the rows behind a difference -------------------------------------------------------------------------------------

KEYS = {"contacts": (("contact_id", "child_id"), ("child_id", "received_on"))}


def contacts(*rows):
    """Cases from (id, child, day, team, numerator, denominator)."""
    frame = pd.DataFrame(rows, columns=["contact_id", "child_id", "received_on", "team", "numerator", "denominator"])
    return frame.assign(status="counted", note="", table="contacts", file="a.csv", sheet="", row=range(2, len(frame) + 2))


def changes(before, after, held_before=None, held_after=None):
    held = {"contacts": before if held_before is None else held_before}, {"contacts": after if held_after is None else held_after}
    return changed_cases(before, after, *held, KEYS)


A, B, C = ("1", "5", "2024-04-03", "MASH"), ("2", "6", "2024-04-04", "MASH"), ("3", "7", "2024-04-05", "Duty")


def test_rows_added_gone_and_counted_otherwise():
    before = contacts((*A, 0, 1), (*B, 1, 1), (*C, 1, 1))
    after = contacts((*A, 1, 1), (*C, 1, 1), ("4", "8", "2024-04-09", "MASH", 0, 1))
    assert listed(changes(before, after), "change", "contact_id", "numerator_before", "denominator_before", "numerator", "denominator") == [
        ["added", "4", 0, 0, 0, 1], ["gone", "2", 1, 1, 0, 0], ["now counted", "1", 0, 1, 1, 1],
    ]  # fmt: skip


def test_a_row_that_counts_for_less_is_no_longer_counted():
    assert listed(changes(contacts((*A, 1, 1)), contacts((*A, 0, 1))), "change") == [["no longer counted"]]
    assert listed(changes(contacts((*A, 0, 1)), contacts((*A, 0, 0))), "change") == [["no longer counted"]]


def test_a_row_that_the_table_had_and_has_came_from_another_period_or_team_or_went_there():
    a, b = contacts((*A, 1, 1)), contacts((*B, 1, 1))
    both = contacts((*A, 1, 1), (*B, 1, 1))
    assert listed(changes(a, b, both, both), "change", "contact_id", "numerator_before", "numerator") == [["moved", "2", 0, 1], ["moved", "1", 1, 0]]


def test_a_row_without_an_id_is_known_by_its_other_key_and_which_of_them_it_is():
    row = (None, "5", "2024-04-03", "MASH", 0, 1)
    found = changes(contacts(row, row), contacts(row, row, row))
    assert listed(found, "change", "child_id") == [["added", "5"]]


def test_counts_have_no_denominator():
    found = changes(contacts((*A, 1, None)), contacts((*A, 1, None), (*B, 1, None)))
    assert listed(found, "change", "numerator_before", "denominator_before", "numerator", "denominator") == [["added", 0, None, 1, None]]


def test_where_nothing_was_counted_before_every_row_is_added():
    found = changes(contacts().iloc[:0], contacts((*A, 1, 1), (*B, 0, 1)))
    assert listed(found, "change", "contact_id") == [["added", "1"], ["added", "2"]]


@pytest.mark.parametrize("seed", range(20))
def test_the_rows_add_up_to_the_difference(seed):
    chance = random.Random(seed)

    def some():
        rows = [(str(n), "5", "2024-04-03", "MASH", *chance.choice([(0, 1), (1, 1), (0, 0)])) for n in range(12) if chance.random() < 0.7]
        return contacts(*chance.sample(rows, len(rows)))

    before, after = some(), some()
    found = changes(before, after)
    for name in ("numerator", "denominator"):
        assert found[name].sum() - found[f"{name}_before"].sum() == after[name].sum() - before[name].sum()
    assert found["contact_id"].is_unique
