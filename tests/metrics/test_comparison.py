"""Judging against a target, and what others' published figures say."""

import math
from pathlib import Path

import pandas as pd
import pytest

from metrics.comparison import Comparison, Figure, Place, Target, authorities, comparators, each_once, history, judge, ordinal, own_period, published_days
from metrics.reference import Reference
from metrics.registry import indicators
from metrics.rounding import round_half_up

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "reference"
HEREFORDSHIRE, LATEST = "E06000019", "2026-06-30"


@pytest.fixture(scope="module")
def reference():
    return Reference.read(SHIPPED)


# Targets


@pytest.mark.parametrize(
    ("direction", "value", "verdict"),
    [
        ("or more", 85, "met"), ("or more", 84.99, "near"), ("or more", 83, "near"), ("or more", 82.99, "not met"),
        ("or fewer", 85, "met"), ("or fewer", 85.01, "near"), ("or fewer", 87, "near"), ("or fewer", 87.01, "not met"),
        ("or less", 85, "met"), ("or less", 90, "not met"),
        ("below", 84.99, "met"), ("below", 85, "near"), ("below", 87.01, "not met"),
        ("above", 85.01, "met"), ("above", 85, "near"), ("above", 82.99, "not met"),
    ],
)  # fmt: skip
def test_equality_meets_a_target_unless_it_says_below_or_above(direction, value, verdict):
    assert judge(value, 100, Target("x", 85, direction, tolerance=2))[0] == verdict


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (Target("x", 85), "85"), (Target("x", 18.0, "or fewer"), "18 or fewer"), (Target("x", 24.5, "below"), "below 24.5"),
        (Target("x", 12.25, "or less"), "12.25 or less"), (Target("x", 90, "above"), "above 90"), (Target("x", 1234567), "1234567"),
    ],
)  # fmt: skip
def test_a_target_in_words(target, text):
    assert target.text == text


@pytest.mark.parametrize(("value", "verdict"), [(16, "met"), (17.5, "met"), (18, "met"), (18.4, "near"), (15.5, "near"), (18.6, "not met"), (15.4, "not met")])
def test_a_range_is_met_at_both_ends(value, verdict):
    target = Target("x", 16, "between", upper=18, tolerance=0.5)
    assert judge(value, 100, target) == (verdict, "16 to 18")


def test_an_interval_is_clear_of_a_range_inside_it_or_beyond_it():
    target = Target("x", 16, "between", upper=18)
    assert [target.is_clear_of(*interval) for interval in ((16, 18), (16.5, 17), (18.1, 20), (10, 15), (15, 17), (17, 19), (10, 20))] == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip


def test_a_range_needs_both_ends_and_nothing_else_has_two():
    for given in ({"direction": "between"}, {"direction": "or more", "upper": 9}):
        with pytest.raises(ValueError, match="x: only a target with the direction 'between' has an upper end"):
            Target("x", 5, **given)


def test_without_a_tolerance_nothing_is_near():
    assert judge(84.999, 100, Target("x", 85))[0] == "not met"


def test_the_unrounded_value_is_compared():
    assert judge(84.96, 1000, Target("x", 85))[0] == "not met"  # shown as 85.0


def test_binary_dust_does_not_miss_a_target():
    assert judge((0.1 + 0.2) * 100, 100, Target("x", 30, "or fewer"))[0] == "met"
    assert judge((0.1 + 0.2) * 100, 100, Target("x", 30, "above"))[0] == "not met"
    assert judge(0.7 + 0.1, 100, Target("x", 0.9, tolerance=0.1))[0] == "near"


@pytest.mark.parametrize(
    ("denominator", "verdict"), [(9, "too few"), (9.9, "too few"), (10, "met"), (None, "met"), (math.nan, "met")]
)
def test_nothing_is_judged_on_a_denominator_below_ten_and_counts_are_judged_plainly(denominator, verdict):
    assert judge(100.0, denominator, Target("x", 85)) == (verdict, "85")


def test_no_target_and_no_value():
    assert judge(100.0, 50, None) == ("no target", "")
    assert judge(math.nan, 50, Target("x", 85)) == ("", "85")
    assert judge(None, 0, Target("x", 85)) == ("", "85")


def test_an_interval_that_leaves_the_target_out_is_clear_of_it():
    target = Target("x", 85)
    assert target.is_clear_of(86, 90) and target.is_clear_of(70, 84)
    assert not target.is_clear_of(80, 86) and not target.is_clear_of(85, 90)


def test_a_direction_that_is_none_is_refused():
    with pytest.raises(ValueError, match="contacts: direction='at least' is none of or more"):
        Target("contacts", 85, "at least")


# Published figures


@pytest.mark.parametrize(
    ("key", "own", "england", "mean", "median"),
    [
        # Worked out from the 2025 releases: the mean as the interactive tool has it, the median as DfE's dashboard has it.
        ("cpp_rate", 40.4, 40.6, 38.4, 32.5),
        ("s47_rate", 233.5, 189.3, 160.6, 155.4),
        ("cin_rate", 457.0, 330.3, 314.8, 309.1),
        ("cla_rate", 100, 67, 66.7, 62.5),
        ("icpc_15wd_pct", 83.3, 81.4, 78.4, 79.7),
        ("assessment_45wd_pct", 71.1, 85.7, 83.4, 87.4),
        ("rereferral_pct", 14.8, 22.6, 19.0, 18.2),
        ("csww_average_caseload", 13.6, 15.2, 16.4, 16.4),
    ],
)  # fmt: skip
def test_herefordshire_beside_england_and_its_neighbours_in_2025(reference, key, own, england, mean, median):
    at = comparators(reference, key, HEREFORDSHIRE, LATEST)
    assert (at.own.value, at.england.value) == (own, england)
    assert round_half_up(at.neighbour_mean.value, 1) == mean
    assert round_half_up(at.neighbour_median.value, 1) == median
    assert (at.n_reporting, at.n_neighbours) == (10, 10)


def test_the_latest_figures_at_or_before_the_day(reference):
    def year(on):
        return comparators(reference, "cpp_rate", HEREFORDSHIRE, on).period_end.year

    assert (year("2024-03-30"), year("2024-03-31"), year("2025-03-30"), year("2099-01-01")) == (2023, 2024, 2024, 2025)


def test_before_the_first_publication_every_figure_says_so(reference):
    at = comparators(reference, "csww_agency_rate_pct", HEREFORDSHIRE, "2017-09-29")
    assert at.period_end is None and at.place is None and at.england.value is None
    assert at.england.reason == at.own.reason == at.place_reason == "no figure published at or before 29 September 2017"
    assert at.neighbour_mean.reason == "none of the 10 neighbours has a figure"


def test_a_withheld_figure_says_why_and_has_no_place_and_the_others_stand(reference):
    at = comparators(reference, "rereferral_pct", HEREFORDSHIRE, "2024-03-31")
    assert (at.own.value, at.own.reason) == (None, "withheld as unreliable")
    assert (at.place, at.rank, at.quartile, at.place_reason) == (None, None, None, "withheld as unreliable")
    assert at.england.value == 22.4
    assert at.place_of(14.8).of == len(at.others) + 1


def test_neighbours_without_a_figure_are_left_out_and_counted(reference):
    at = comparators(reference, "cpp_rate", HEREFORDSHIRE, "2023-03-31")
    assert (at.n_reporting, at.n_neighbours) == (9, 10)
    assert at.neighbour_mean.note == "9 of 10 neighbours"
    missing = [neighbour for neighbour in at.neighbours if neighbour.value is None]
    assert [(n.name, n.reason) for n in missing] == [("Westmorland and Furness", "no figure published for this area")]
    present = [n.value for n in at.neighbours if n.value is not None]
    assert at.neighbour_mean.value == pytest.approx(sum(present) / 9)


def test_neighbours_with_one_joint_return_count_once_in_an_average(reference):
    neighbour_of_both = next(
        code
        for code in reference.areas.query("level == 'la'")["code"]
        if {"E06000061", "E06000062"} <= set(reference.neighbours(code))
    )
    at = comparators(reference, "csww_agency_rate_pct", neighbour_of_both, LATEST)
    values = {n.area: n.value for n in at.neighbours}
    assert values["E06000061"] == values["E06000062"]
    assert "joint return" in next(n.note for n in at.neighbours if n.area == "E06000061")
    once = [value for area, value in values.items() if area != "E06000062" and value is not None]
    assert at.neighbour_mean.value == pytest.approx(sum(once) / len(once))
    assert at.neighbour_mean.note.endswith("a joint return counted once")


def test_a_lone_joint_return_is_averaged_like_any_other(reference):
    neighbour_of_one = next(
        code
        for code in reference.areas.query("level == 'la'")["code"]
        if len({"E09000021", "E09000027"} & set(reference.neighbours(code))) == 1
    )
    at = comparators(reference, "csww_agency_rate_pct", neighbour_of_one, LATEST)
    present = [n.value for n in at.neighbours if n.value is not None]
    assert at.neighbour_mean.value == pytest.approx(sum(present) / len(present))


def test_the_neighbours_of_the_2021_model_are_others(reference):
    now, then = (comparators(reference, "cpp_rate", HEREFORDSHIRE, LATEST, model) for model in ("2025", "2021"))
    assert {n.area for n in now.neighbours} != {n.area for n in then.neighbours}
    assert now.neighbour_mean.value != then.neighbour_mean.value
    none = comparators(reference, "cpp_rate", "E06000064", LATEST, "2021")
    assert none.neighbour_mean.reason == "no neighbours in the 2021 model"


def test_rank_one_is_the_best_whichever_way_is_good(reference):
    low = comparators(reference, "rereferral_pct", HEREFORDSHIRE, LATEST)
    figures = reference.published("rereferral_pct")
    figures = figures[figures["period_end"] == pd.Timestamp("2025-03-31")]
    figures = figures[figures["area"].isin(reference.authority_codes - {"E06000053", "E09000001"})]["value"].dropna()
    assert (low.rank, low.place.of) == (1 + (figures < 14.8).sum(), len(figures))
    assert (low.quartile, low.place.words) == (1, f"{ordinal(low.rank)} of {len(figures)}, best quarter")

    high = comparators(reference, "assessment_45wd_pct", HEREFORDSHIRE, LATEST)
    assert (high.quartile, high.place.words.split(", ")[1]) == (4, "worst quarter")
    neither = comparators(reference, "cin_rate", HEREFORDSHIRE, LATEST)
    assert neither.place.words.endswith("of 151, highest quarter")


def test_the_two_smallest_authorities_are_in_no_ranking(reference):
    at = comparators(reference, "cin_rate", "E06000053", LATEST)
    assert at.own.value is not None and at.place is None and at.place_of(300) is None
    assert at.place_reason.startswith("not ranked")
    assert comparators(reference, "cin_rate", HEREFORDSHIRE, LATEST).place.of == 151


def test_todays_value_is_placed_among_the_others_published_ones(reference):
    at = comparators(reference, "assessment_45wd_pct", HEREFORDSHIRE, LATEST)
    assert at.place_of(100).rank == 1
    assert at.place_of(0).rank == at.place_of(0).of == at.place.of
    assert at.place_of(at.own.value) == at.place
    assert at.place_of(None) is None and at.place_of(math.nan) is None


@pytest.mark.parametrize(
    ("rank", "of", "quartile"), [(1, 4, 1), (2, 4, 2), (38, 152, 1), (39, 152, 2), (152, 152, 4), (2, 3, 3)]
)
def test_quartiles_divide_the_ranking_in_four(rank, of, quartile):
    at = comparators_with_others(rank, of)
    assert (at.rank, at.quartile) == (rank, quartile)


def comparators_with_others(rank, of):
    blank = Figure("", None, None)
    others = (2.0,) * (rank - 1) + (0.0,) * (of - rank)
    own = Figure("Own", 1.0, pd.Timestamp("2025-03-31"))
    return Comparison("x", "E", "2025", "high", own.period_end, blank, blank, blank, blank, own, (), others)


def test_the_best_quarter_begins_where_places_in_it_do(reference):
    """Whatever is as good as it says stands in the first quarter, and whatever is worse does not."""
    for key in ("cpp_second_or_subsequent_pct", "assessment_45wd_pct", "cla_rate"):
        found = comparators(reference, key, HEREFORDSHIRE, "2025-12-31")
        worse = 1e-6 if found.better == "low" else -1e-6
        assert found.place_of(found.best_quarter).quartile == 1
        assert found.place_of(found.best_quarter + worse).quartile == 2
    assert comparators(reference, "cla_rate", reference.england, "2025-12-31").best_quarter is None


def test_the_best_neighbour_is_the_best_whichever_way_is_good(reference):
    for key, best in (("cpp_second_or_subsequent_pct", min), ("assessment_45wd_pct", max)):
        found = comparators(reference, key, HEREFORDSHIRE, "2025-12-31")
        assert found.best_neighbour.value == best(each.value for each in found.neighbours if each.value is not None)
    neither = comparators(reference, "cla_rate", HEREFORDSHIRE, "2025-12-31")
    assert neither.better is None and neither.best_neighbour is None


def test_equal_values_share_the_better_rank():
    assert comparators_with_others(1, 3).place_of(0.0).rank == 1
    assert comparators_with_others(3, 5).place_of(2.0).rank == 1
    assert comparators_with_others(3, 5).place_of(0.0).rank == 3


def test_a_place_in_words_names_the_quarter():
    assert Place(2, 4, 2, None).words == "2nd of 4, second highest quarter"
    assert Place(3, 4, 3, None).words == "3rd of 4, second lowest quarter"
    assert Place(3, 4, 3, "low").words == "3rd of 4, second worst quarter"


def test_ordinals():
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111, 112, 123)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th", "112th", "123rd",
    ]  # fmt: skip


def test_a_region_and_england_may_be_compared_too(reference):
    region = comparators(reference, "cpp_rate", "E12000005", LATEST)
    assert (region.region.name, region.region.value) == ("West Midlands", region.own.value)
    assert region.place is None and region.neighbour_mean.value is None
    england = comparators(reference, "cpp_rate", "E92000001", LATEST)
    assert england.own.value == 40.6 and england.region.reason == "England is in no region"


def test_rates_of_care_applications_have_no_regions(reference):
    at = comparators(reference, "care_applications_rate", HEREFORDSHIRE, LATEST)
    assert at.region.value is None and at.region.reason
    assert at.england.value is not None


def test_a_figure_that_rounds_to_zero_is_a_figure_and_says_so(reference):
    at = comparators(reference, "csww_agency_rate_pct", "E08000024", LATEST)
    assert (at.own.value, at.own.reason, at.own.note) == (0, "", "rounds to zero, but is not zero")


def test_history_is_the_comparison_of_every_published_day(reference):
    rows = history(reference, "rereferral_pct", HEREFORDSHIRE)
    assert list(rows["period_end"].dt.year) == list(range(2013, 2026))
    assert rows["own"].isna().sum() >= 2
    last = rows.iloc[-1]
    assert (last["own"], last["england"], last["n_reporting"]) == (14.8, 22.6, 10)


def test_an_unknown_indicator_is_named(reference):
    with pytest.raises(KeyError, match="re_referrals"):
        comparators(reference, "re_referrals", HEREFORDSHIRE, LATEST)


# What indicators and targets name


def test_every_indicator_compares_with_a_published_one_in_its_own_unit(reference):
    units = {"cases per FTE": "children per FTE"}
    compared = {key: one.compares_with for key, one in indicators().items() if one.compares_with}
    assert len(compared) >= 9
    for key, published in compared.items():
        described = reference.published_indicator(published)
        assert units.get(described.unit, described.unit) == indicators()[key].unit, key
        assert described.better in (indicators()[key].good, None), key


def test_every_target_is_of_an_indicator_and_points_the_way_that_is_good(reference):
    targets = pd.read_csv(SHIPPED / "targets.csv")
    assert set(targets["indicator"]) <= set(indicators())
    for key, direction in zip(targets["indicator"], targets["direction"], strict=True):
        assert (indicators()[key].good == "high") == (direction in ("or more", "above")), key


# Every authority's figure


def test_every_authority_is_there_with_its_counts_its_release_and_why_it_has_no_figure(reference):
    found = {each.area: each for each in authorities(reference, "cpp_rate", "2025-03-31")}
    assert len(found) == 153
    own = found[HEREFORDSHIRE]
    assert (own.value, own.numerator, own.denominator, own.release, own.has_counts) == (40.4, 139, 34439, "CIN 2025", True)
    silent = [each for each in found.values() if each.value is None]
    assert silent and all(each.reason and not each.has_counts for each in silent)
    assert [each.name for each in found.values() if not each.is_ranked] == ["City of London", "Isles of Scilly"]
    assert authorities(reference, "cpp_rate", "2025-04-30") == ()


def test_where_only_a_percentage_is_published_there_are_no_counts(reference):
    found = authorities(reference, "assessment_45wd_pct", "2025-03-31")
    assert any(each.value is not None for each in found) and not any(each.has_counts for each in found)


def test_a_joint_return_is_taken_once(reference):
    found = authorities(reference, "csww_average_caseload", "2025-09-30")
    joint = [each for each in found if "joint return" in each.note]
    assert len(joint) == 4 and len(each_once(joint)) == 2
    assert len(each_once(found)) == len(found) - 2


def test_the_days_of_published_figures_are_told_latest_first(reference):
    days = published_days(reference, "csww_average_caseload")
    assert [str(day.date()) for day in days[:2]] == ["2025-09-30", "2024-09-30"] and len(days) == 9


@pytest.mark.parametrize(
    ("indicator", "day", "label"),
    [("icpc_15wd", "2025-03-31", "2024-25"), ("cp_plan_rate", "2025-03-31", "2025-03"), ("section47_rate", "2025-03-31", "2025-03"),
     ("caseload_average", "2025-09-30", "2025-09"), ("icpc_15wd", "2025-09-30", None), ("cp_plan_rate", "2025-03-30", None)],
)  # fmt: skip
def test_the_measure_value_that_speaks_of_a_published_day(indicator, day, label):
    found = own_period(indicators()[indicator], day)
    assert (found and found.label) == label
