"""What holds for every indicator, those not yet written included."""

import re
from functools import cache

import numpy as np
import pandas as pd
import pytest

from metrics.compute import COLUMNS, NO_TEAM, KeptFigures, cases, compute, compute_again
from metrics.periods import period
from metrics.registry import indicators
from metrics.tables import Table
from tests import second_opinion
from tests.random_tables import random_tables
from tests.written_tables import SmallReference

REFERENCE = SmallReference(mid_years=range(2000, 2023))


def each(wanted):
    """One indicator after the other, as what is computed for one test of it serves the others: of the scope of the module."""
    return pytest.mark.parametrize("indicator", list(wanted), ids=lambda indicator: indicator.id, scope="module")


every_indicator = each(indicators().values())
every_indicator_of_events = each(i for i in indicators().values() if i.shape == "events")


#: Of each draw, how many rows and children. The first serves most tests.
DRAWS = {7: {}, 8: {"n": 100}, 101: {"n": 200, "children": 25}, 102: {"n": 200, "children": 25}}


@cache
def drawn(seed=7):
    return random_tables(seed, **DRAWS[seed])


def tables_of(indicator, seed=7):
    """Random tables: those that the indicator reads, and two more that give all the same periods."""
    read = {*indicator.needs, *indicator.may_use, "contacts", "referrals"}
    return {name: table for name, table in drawn(seed).items() if name in read}


@cache
def values_of(indicator, seed=7):
    return compute([indicator], tables_of(indicator, seed), REFERENCE, by_team=True)


@cache
def figures_of(indicator):
    return KeptFigures(tables_of(indicator), REFERENCE)


@cache
def rows_of(seed, name):
    return second_opinion.rows_of(drawn(seed)[name].frame)


def with_frames(loaded, change):
    return {name: Table(change(table.frame), table.as_at, table.columns) for name, table in loaded.items()}


@every_indicator
def test_does_not_depend_on_the_order_or_the_index_of_rows(indicator):
    tables = tables_of(indicator)
    shuffled = with_frames(tables, lambda frame: frame.sample(frac=1, random_state=7).set_index(np.arange(len(frame)) % 7))
    lately = values_of(indicator)[values_of(indicator)["period_end"] >= "2023-01-01"]  # since then only: a census takes its time
    pd.testing.assert_frame_equal(compute([indicator], shuffled, REFERENCE, by_team=True, first="2023-01-01"), lately.reset_index(drop=True))


def test_they_give_the_same_twice_and_leave_their_tables_alone():
    given = drawn(8)
    kept = {name: table.frame.copy() for name, table in given.items()}
    once, again = (compute(indicators(), given, REFERENCE, by_team=True, first="2023-01-01") for _ in range(2))
    pd.testing.assert_frame_equal(again, once)
    for name, frame in kept.items():
        pd.testing.assert_frame_equal(given[name].frame, frame)


@every_indicator
@pytest.mark.parametrize("label", ["2024-02", "2024-25 Q1", "2023-24"])
def test_cases_add_up_to_their_figure(indicator, label):
    figures, behind = values_of(indicator), figures_of(indicator)
    of_period = figures[figures["period"] == label]
    assert len(of_period) == 1 or not indicator.is_rate
    for figure in of_period.itertuples():
        rows = behind.cases(indicator, period(label), figure.team)
        assert rows["numerator"].sum() == pytest.approx(figure.numerator, abs=1e-9)
        if indicator.has_denominator and not indicator.is_rate:
            assert rows["denominator"].sum() == pytest.approx(figure.denominator, abs=1e-9)
        else:
            assert rows["denominator"].isna().all()
        assert set(rows["status"]) <= {"counted", "not counted", "pending", "left out"}
        assert not rows.loc[rows["status"].isin(["pending", "left out"]), "numerator"].any()


@pytest.mark.parametrize("name", ["contacts_72h", "rereferrals_12m", "section47_rate", "cp_plans", "cp_visits_in_time", "caseload_average", "supervision_cases"])
def test_cases_that_are_asked_for_again_are_those_computed_from_nothing(name):
    indicator = indicators()[name]
    kept, team = figures_of(indicator), "" if indicator.is_rate else next(team for team in values_of(indicator)["team"] if team)
    for label, whose in [("2024-02", ""), ("2023-24", team), ("2024-02", team), ("2024-02", ""), ("2019-20", ""), ("2031-01", "")]:
        found = kept.cases(indicator, period(label), whose)
        pd.testing.assert_frame_equal(found, cases(indicator, tables_of(indicator), REFERENCE, label, whose))
        few = kept.cases(indicator, period(label), whose, only=["child_id", "file"])
        pd.testing.assert_frame_equal(few, found[[name for name in found if name in ("numerator", "denominator", "status", "note", "table", "child_id", "file")]])


def test_what_is_kept_of_a_cohort_holds_on_to_nothing_that_it_was_made_of():
    for name in ("contacts_72h", "cp_15_months", "care_visits_in_time"):
        (cohort,) = figures_of(indicators()[name]).cohorts_of(indicators()[name], period("2024-02"))
        assert list(cohort.rows) == ["team"]
        arrays = [cohort.counted, cohort.of, cohort.on, cohort.opens, cohort.closes, cohort.counted_from, cohort.pending, *cohort.left_out.values(), *cohort.notes.values()]
        assert all(array is None or array.base is None for array in arrays)


@pytest.mark.parametrize("change", ["rows", "a day", "a column", "no table", "a longer reach", "nothing"])
def test_computing_again_gives_what_computing_gives_and_leaves_alone_what_nothing_changed_for(change):
    wanted = {name: indicators()[name] for name in ("section47_rate", "contacts_72h", "referral_decision_24h", "agency_rate", "contacts_to_referral")}
    tables = {name: table for name, table in drawn().items() if name in {"contacts", *(t for i in wanted.values() for t in (*i.needs, *i.may_use))}}
    contacts = tables["contacts"]
    after = {
        "rows": {**tables, "contacts": Table(contacts.frame.iloc[9:], contacts.as_at, contacts.columns)},
        "a day": {**tables, "contacts": Table(contacts.frame, contacts.as_at + pd.Timedelta(days=60), contacts.columns)},
        "a column": {**tables, "contacts": Table(contacts.frame, contacts.as_at, contacts.columns - {"decided_at"})},
        "no table": {name: table for name, table in tables.items() if name != "contacts"},
        "a longer reach": {**tables, "contacts": Table(contacts.frame, contacts.as_at, contacts.columns, pd.Timestamp("2019-04-01"))},
        "nothing": {**tables, "contacts": Table(contacts.frame.copy(), contacts.as_at, contacts.columns)},
    }[change]
    values = compute(wanted, tables, REFERENCE, by_team=True)
    anew = compute(wanted, after, REFERENCE, by_team=True)
    pd.testing.assert_frame_equal(compute_again(wanted, after, REFERENCE, tables, values), anew)
    assert anew.equals(values) == (change == "nothing")
    marked = values.assign(note="computed before")
    kept = compute_again(wanted, after, REFERENCE, tables, marked).query("note == 'computed before'")["indicator"]
    of_contacts = {name for name, each in wanted.items() if "contacts" in {*each.needs, *each.may_use}}
    assert 0 < len(of_contacts) < len(wanted)
    printed_alike = change not in ("a day", "a longer reach")
    assert set(kept) == (set(wanted) if change == "nothing" else wanted.keys() - of_contacts if printed_alike else set())


@every_indicator
def test_each_case_is_a_row_of_its_table_as_it_was_loaded(indicator):
    tables = tables_of(indicator)
    rows = cases(indicator, tables, REFERENCE, "2023-24")
    assert list(rows)[:5] == ["numerator", "denominator", "status", "note", "table"]
    assert list(rows)[-3:] == ["file", "sheet", "row"]
    for table, of_table in rows[rows["row"].notna()].groupby("table"):
        loaded = tables[table].frame.set_index("row")
        own = [column for column in loaded if column != "row"]
        expected = loaded.loc[of_table["row"], own].astype(object).reset_index(drop=True)
        pd.testing.assert_frame_equal(of_table[own].astype(object).reset_index(drop=True), expected, check_dtype=False)


@every_indicator
def test_there_are_no_cases_where_there_is_no_figure(indicator):
    assert cases(indicator, {}, REFERENCE, "2023-24").empty
    assert cases(indicator, tables_of(indicator), REFERENCE, "2019-20").empty


@every_indicator
def test_teams_add_up_to_the_authority(indicator):
    figures = values_of(indicator)
    if indicator.is_rate:
        assert set(figures["team"]) == {""}
        return
    of_teams = figures[figures["team"] != ""].groupby(["grain", "period"])[["numerator", "denominator"]].sum(min_count=1)
    whole = figures[figures["team"] == ""].set_index(["grain", "period"])[["numerator", "denominator"]].sort_index()
    assert len(set(figures["team"])) > 3
    pd.testing.assert_frame_equal(of_teams, whole, rtol=0, atol=1e-8)  # weeks are rounded to nine places before they are added


@every_indicator
def test_every_team_has_every_period(indicator):
    sizes = values_of(indicator).groupby("team").size()
    assert sizes.nunique() == 1


@every_indicator_of_events
def test_events_of_a_quarter_and_a_year_are_those_of_its_months(indicator):
    figures = values_of(indicator)
    figures = figures[figures["numerator"].notna() & (figures["period_end"] <= "2024-03-31")]
    months = {team: rows.set_index("period_start").sort_index() for team, rows in figures[figures["grain"] == "month"].groupby("team")}
    for figure in figures[figures["grain"] != "month"].itertuples():
        inside = months[figure.team].loc[figure.period_start : figure.period_end]
        assert inside["numerator"].sum() == pytest.approx(figure.numerator, abs=1e-8)
        if indicator.has_denominator:
            assert inside["denominator"].sum() == figure.denominator


@every_indicator
def test_values_follow_from_their_numerators_and_denominators(indicator):
    figures = values_of(indicator)
    assert tuple(figures) == COLUMNS
    assert set(figures["status"]) <= {"starts too late", "incomplete", "no cases", "ok"}
    silent = figures["status"] == "starts too late"
    assert figures.loc[silent, ["numerator", "denominator", "value", "lower", "upper"]].isna().all(axis=None)
    assert figures.loc[~silent, "numerator"].notna().all()
    has_value = figures["value"].notna()
    assert (has_value | (figures["status"] != "ok")).all()
    assert not has_value[figures["status"] == "no cases"].any()
    scale = {"percent": 100, "per 10,000": 10_000, "count": 1}.get(indicator.unit, 1)
    divisor = figures["denominator"] if indicator.has_denominator else 1
    expected = scale * figures["numerator"] / divisor
    np.testing.assert_allclose(figures["value"][has_value], expected[has_value])
    if indicator.is_ratio:
        assert figures["value"].dropna().ge(0).all()
    elif indicator.unit == "percent":
        assert figures["value"].dropna().between(0, 100).all()
    if indicator.unit in ("percent", "per 10,000") and not indicator.is_ratio:
        assert (figures["lower"] <= figures["value"] + 1e-9)[has_value].all()
        assert (figures["upper"] >= figures["value"] - 1e-9)[has_value].all()
    else:
        assert figures[["lower", "upper"]].isna().all(axis=None)


@every_indicator
@pytest.mark.parametrize("table_gone", [True, False], ids=["table", "column"])
def test_is_not_loaded_without_what_it_needs(indicator, table_gone):
    for name, columns in indicator.needs.items():
        given = tables_of(indicator)
        table = given.pop(name)
        if not table_gone:
            given[name] = Table(table.frame, table.as_at, table.columns - {columns[0]})
        figures = compute([indicator], given, REFERENCE, by_team=True)
        assert set(figures["status"]) == {"not loaded"}
        assert set(figures["team"]) == {""}


@every_indicator
def test_copes_with_tables_of_no_rows(indicator):
    tables = tables_of(indicator)
    none = with_frames(tables, lambda frame: frame.head(0))
    assert compute([indicator], none, REFERENCE, by_team=True).empty
    mixed = {**tables, **{name: none[name] for name in indicator.needs}}
    assert set(compute([indicator], mixed, REFERENCE, by_team=True)["status"]) <= {"starts too late"}


@every_indicator
def test_says_what_it_is(indicator):
    for text in (indicator.title, indicator.question, indicator.counts, indicator.source, indicator.definition):
        assert text == text.strip() and len(text) > 5
    assert indicator.question.endswith("?")
    assert indicator.title[0].isupper() and not indicator.title.endswith(".")
    assert re.fullmatch(r"[a-z][a-z0-9_]*", indicator.id)
    assert indicator.compares_with is None or re.fullmatch(r"[a-z0-9_]+", indicator.compares_with)


@every_indicator
@pytest.mark.parametrize("seed", [7, 101, 102])
def test_agrees_with_a_slow_count_row_by_row(indicator, seed):
    given, figures = tables_of(indicator, seed), values_of(indicator, seed)
    rows = {name: rows_of(seed, name) for name in given}
    as_at = min(given[name].as_at for name in indicator.needs).to_pydatetime()
    compared = 0
    for figure in figures[~figures["status"].isin(["starts too late", "not loaded"])].itertuples():
        first, last = figure.period_start.to_pydatetime(), figure.period_end.to_pydatetime()
        numerator, denominator, pending = second_opinion.FIGURES[indicator.id](rows, figure.team, first, last, as_at)
        where = f"{figure.team or 'authority'} {figure.period}"
        assert figure.numerator == pytest.approx(numerator, abs=1e-9), where
        if denominator is not None:
            assert figure.denominator == pytest.approx(denominator, abs=1e-9), where
        status = "incomplete" if last > as_at or pending else "no cases" if denominator == 0 else "ok"
        assert figure.status == status, where
        compared += 1
    assert compared >= 30


def test_no_two_indicators_share_a_title_and_all_are_counted_twice():
    assert len({indicator.title for indicator in indicators().values()}) == len(indicators())
    assert set(second_opinion.FIGURES) <= set(indicators())


def test_the_random_tables_have_rows_without_a_team_and_cases_still_open():
    figures = values_of(indicators()["cp_seen_alone"])
    assert {"", NO_TEAM} < set(figures["team"])
    assert {"incomplete", "starts too late", "no cases", "ok"} == set(figures["status"])


@each(i for i in indicators().values() if i.is_rolling and i.is_rate)
def test_an_event_rate_counts_the_events_of_twelve_months(indicator):
    figures = values_of(indicator)
    months = figures[figures["grain"] == "month"].set_index("period_end").sort_index()
    whole_year = months["events"].rolling(12).sum()
    known = whole_year.notna()
    assert known.sum() > 12
    np.testing.assert_allclose(whole_year[known], months["numerator"][known])
    for figure in figures[figures["grain"] != "month"].dropna(subset=["events"]).itertuples():
        inside = months.loc[figure.period_start : figure.period_end, "events"]
        assert inside.isna().any() or inside.sum() == figure.events
