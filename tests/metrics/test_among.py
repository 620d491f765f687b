"""Where an authority stands in a published indicator: the same as the reference says, and counted a second way."""

from pathlib import Path

import pandas as pd
import pytest

from metrics.among import OTHER, among, over_years, published, ranked, theme_of
from metrics.comparison import TOO_SMALL_TO_RANK, history
from metrics.differences import ENGLAND, YEAR_AGO
from metrics.indicator import THEMES
from metrics.intervals import rate_interval, wilson
from metrics.reference import Reference

HERE = "E06000019"
DAY = pd.Timestamp("2025-03-31")


@pytest.fixture(scope="module")
def reference():
    return Reference.read(Path(__file__).resolve().parents[2] / "data" / "reference")


def rows_on(reference, key, day):
    frame = reference.published(key)
    return frame[frame["period_end"] == day].set_index("area")


@pytest.mark.parametrize("key", ["cpp_rate", "rereferral_pct", "csww_agency_rate_pct", "cla_sdq_average_score", "care_leavers_19_21_not_in_touch_pct"])
def test_own_place_is_that_of_the_list_of_all_and_a_count_by_hand(reference, key):
    of = published(reference, key, HERE)
    for day in of.days:
        place = among(reference, of, day).now.place
        rows = rows_on(reference, key, day)
        values = rows.loc[rows.index.isin(reference.authority_codes - TOO_SMALL_TO_RANK.keys()), "value"].dropna()
        listed = {one.authority.area: one for one in ranked(reference, of, day)}
        assert set(listed) == set(rows.index) & reference.authority_codes
        assert [one.place.rank for one in listed.values() if one.place] == sorted(values.rank(method="min", ascending=of.about.better == "low"))
        if HERE not in values:
            assert place is None and listed[HERE].place is None
            continue
        by_hand = values.rank(method="min", ascending=of.about.better == "low")[HERE]
        assert (place.rank, place.of) == (by_hand, len(values)) and listed[HERE].place == place


def test_those_too_small_and_those_without_a_figure_are_last_and_in_no_ranking(reference):
    of = published(reference, "cpp_rate", HERE)
    found = ranked(reference, of, DAY)
    last = [one for one in found if one.place is None]
    assert found[-len(last) :] == tuple(last) and set(TOO_SMALL_TO_RANK) <= {one.authority.area for one in last}
    assert all(one.authority.area in TOO_SMALL_TO_RANK or one.authority.reason for one in last)


def test_intervals_are_wilsons_and_byars(reference):
    of = published(reference, "rereferral_pct", HERE)
    x, n = of.counts[DAY]
    assert among(reference, of, DAY).interval == pytest.approx([100 * limit for limit in wilson(x, n)])
    of = published(reference, "cpp_rate", HERE)
    assert among(reference, of, DAY).interval == pytest.approx(rate_interval(*of.counts[DAY]))
    for one in ranked(reference, of, DAY):
        if one.interval:
            assert one.interval[0] <= 10_000 * one.authority.numerator / one.authority.denominator <= one.interval[1]


@pytest.mark.parametrize(
    "key",
    [
        "s47_to_icpc_pct",  # can pass 100
        "csww_vacancies_agency_covered_pct",  # likewise
        "csww_average_caseload",  # an average
        "cla_sdq_average_score",  # a score
        "assessment_45wd_pct",  # only the percentage is published
    ],
)  # fmt: skip
def test_what_is_no_share_of_cases_has_no_interval_and_differs_from_nothing(reference, key):
    of = published(reference, key, HERE)
    found = among(reference, of, of.days[-1])
    assert not of.has_intervals and found.interval is None and found.differences == ()
    assert not any(one.interval for one in ranked(reference, of, of.days[-1]))


def test_a_ratio_has_no_interval_whatever_its_numbers(reference):
    assert published(reference, "icpc_15wd_pct", HERE).has_intervals and not published(reference, "icpc_15wd_pct", HERE, is_ratio=True).has_intervals


def test_change_and_places_are_against_the_year_before(reference):
    of = published(reference, "cpp_rate", HERE)
    found, before = among(reference, of, DAY), among(reference, of, pd.Timestamp("2024-03-31"))
    assert found.change == pytest.approx(found.now.own.value - before.now.own.value)
    assert found.places_gained == before.now.rank - found.now.rank
    lower, upper = found.interval
    england = found.now.england.value
    assert found.verdict(ENGLAND) == ("above" if lower > england else "below" if upper < england else "no different")
    assert found.verdict(YEAR_AGO) in ("above", "below", "no different")
    first = among(reference, of, of.days[0])
    assert first.before is None and first.change is None and first.places_gained is None and first.verdict(YEAR_AGO) is None


def test_the_years_are_those_of_history(reference):
    of = published(reference, "cla_rate", HERE)
    expected = history(reference, "cla_rate", HERE, "2021")
    found = over_years(reference, of, "2021")
    assert [at.period_end for at in found] == list(expected["period_end"])
    assert [at.neighbour_mean.value for at in found] == pytest.approx(list(expected["neighbour_mean"]))


def test_every_published_indicator_has_a_theme(reference):
    themes = {about.indicator: theme_of(about.indicator) for about in reference.published_indicators}
    assert OTHER not in themes.values() and set(themes.values()) <= set(THEMES)
    assert theme_of("weather") == OTHER
