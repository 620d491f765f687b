"""The split of a change: worked examples, and what holds of any groups."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.mix import add_up, of_count, of_rate, of_ratio

# -- worked by hand ------------------------------------------------------------------------------


def test_rates_unchanged_and_a_larger_share_where_it_is_high_is_all_mix():
    split = of_ratio({"North": (90, 100), "South": (50, 100)}, {"North": (135, 150), "South": (25, 50)}, 100)
    assert split.change == pytest.approx(10)
    assert (split.rate, split.mix) == pytest.approx((0, 10))
    # North has a quarter more of the cases, and lies 15 above the mean of 70 and 80; South a quarter fewer, 25 below it.
    assert [(p.group, p.mix) for p in split.parts] == [("North", pytest.approx(3.75)), ("South", pytest.approx(6.25))]


def test_the_same_cases_everywhere_is_all_rate_and_goes_to_the_group_that_changed():
    split = of_ratio({"North": (90, 100), "South": (50, 100)}, {"North": (70, 100), "South": (50, 100)}, 100)
    assert [(p.group, p.rate, p.mix) for p in split.parts] == [("North", pytest.approx(-10), pytest.approx(0)), ("South", 0, pytest.approx(0))]


def test_better_in_every_team_and_worse_together():
    """Simpson's: both teams rise by 5 points, and the whole falls because cases moved to the team that is low."""
    split = of_ratio({"North": (180, 200), "South": (40, 100)}, {"North": (95, 100), "South": (90, 200)}, 100)
    assert split.rate == pytest.approx(5)
    assert split.change == pytest.approx(185 / 3 - 220 / 3)
    assert split.mix == pytest.approx(split.change - 5)


def test_kitagawas_two_components_for_two_groups():
    """Crude 0.26 and 0.30: weights 0.6 and 0.4 against 0.5 and 0.5, rates 0.1 and 0.5 in both."""
    split = of_ratio({"a": (6, 60), "b": (20, 40)}, {"a": (5, 50), "b": (25, 50)})
    assert (split.rate, split.mix) == pytest.approx((0, 0.04))


def test_a_group_that_is_there_only_once_is_mix_at_its_own_rate():
    split = of_ratio({"Old": (80, 100)}, {"Old": (80, 100), "New": (20, 100)}, 100)
    assert [(p.group, p.rate) for p in split.parts] == [("Old", 0), ("New", 0)]
    assert split.change == pytest.approx(-30)
    assert split.parts[1].mix == pytest.approx(0.5 * (20 - 65))  # its share, times how far it lies from the mean of 80 and 50
    gone = of_ratio({"Old": (80, 100), "New": (20, 100)}, {"Old": (80, 100)}, 100)
    assert gone.change == pytest.approx(30)


def test_there_is_nothing_to_split_without_a_denominator():
    assert of_ratio({"a": (0, 0)}, {"a": (1, 2)}) is None
    assert of_ratio({"a": (1, 2)}, {}) is None
    assert of_rate({"a": 1}, 0, {"a": 1}, 10) is None
    assert of_rate({"a": 1}, math.nan, {"a": 1}, 10) is None


def test_a_number_is_split_by_plain_differences():
    assert [(p.group, p.change) for p in of_count({"a": 3, "b": 5}, {"b": 9, "c": 1}).parts] == [("a", -3), ("b", 4), ("c", 1)]


def test_a_rate_is_split_into_its_events_and_its_population():
    split = of_rate({"a": 60, "b": 40}, 1000, {"a": 60, "b": 60}, 1200, 100)
    assert split.change == pytest.approx(0)
    assert split.parts[1].rate == pytest.approx(20 * 100 * (1 / 1000 + 1 / 1200) / 2)
    assert split.population == pytest.approx(110 * 100 * (1 / 1200 - 1 / 1000))


# -- of any groups -------------------------------------------------------------------------------

amounts = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda pair: (min(pair), max(pair)))
averages = st.tuples(st.floats(0, 1e4), st.integers(0, 100_000).map(lambda n: n / 100))  # FTE; numerators without a denominator among them
cohorts = st.dictionaries(st.sampled_from("abcdefgh"), amounts | averages, max_size=8)


def whole(groups):
    of = math.fsum(d for _, d in groups.values())
    return math.fsum(n for n, _ in groups.values()) / of if of > 1e-3 else None


def slow_split(then, now):
    """The same from its definition: shares, rates, and the group's mean rate less that of all; where it has one rate, that rate twice."""
    found = {}
    middle = (whole(then) + whole(now)) / 2
    for group in {*then, *now}:
        shares, rates, without = [], [], 0.0
        for groups, sign in ((then, -1), (now, 1)):
            total = math.fsum(d for _, d in groups.values())
            n, d = groups.get(group, (0, 0))
            shares.append(d / total)
            rates.append(n / d if d else None)
            without += sign * n / total if not d else 0.0
        known = [rate for rate in rates if rate is not None]
        if len(known) < 2:
            rates = known * 2 or [0.0, 0.0]
        mix = ((rates[0] + rates[1]) / 2 - middle) * (shares[1] - shares[0]) + without
        found[group] = (rates[1] - rates[0]) * (shares[0] + shares[1]) / 2, mix
    return found


@given(cohorts, cohorts)
def test_the_parts_add_up_to_the_change_and_agree_with_the_definition(then, now):
    if whole(then) is None or whole(now) is None:
        return
    split = of_ratio(then, now)
    size = 1 + abs(whole(then)) + abs(whole(now))
    assert abs(split.change - (whole(now) - whole(then))) <= 1e-9 * size
    assert abs(math.fsum(part.change for part in split.parts) - split.change) <= 1e-9 * size
    slow = slow_split(then, now)
    largest = 1 + max(abs(n / d) for n, d in [*then.values(), *now.values()] if d > 0)
    for part in split.parts:
        assert (part.rate, part.mix) == pytest.approx(slow[part.group], rel=1e-9, abs=1e-9 * (size + largest))


@given(cohorts, cohorts, st.randoms())
def test_order_does_not_matter_and_exchanging_the_periods_changes_the_sign(then, now, chance):
    split = of_ratio(then, now)
    if split is None:
        return
    by_group = {part.group: part for part in split.parts}
    shuffled = [dict(chance.sample(list(groups.items()), len(groups))) for groups in (then, now)]
    assert {part.group: part for part in of_ratio(*shuffled).parts} == by_group
    back = {part.group: part for part in of_ratio(now, then).parts}
    for group, part in by_group.items():
        size = 1e-9 * (1 + abs(part.rate) + abs(part.mix) + abs(whole(then) or 0) + abs(whole(now) or 0))
        assert back[group].rate == pytest.approx(-part.rate, rel=1e-9, abs=size)
        assert back[group].mix == pytest.approx(-part.mix, rel=1e-9, abs=size)


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 500)), st.integers(1, 9000), st.dictionaries(st.sampled_from("abcd"), st.integers(0, 500)), st.integers(1, 9000))
def test_events_and_population_add_up_to_the_change_of_a_rate(then, among_then, now, among_now):
    split = of_rate(then, among_then, now, among_now, 10_000)
    change = 10_000 * (sum(now.values()) / among_now - sum(then.values()) / among_then)
    assert split.change == pytest.approx(change, rel=1e-9, abs=1e-9 * (1 + 10_000 * (sum(now.values()) + sum(then.values()))))


@given(st.lists(st.floats(-1e4, 1e4), max_size=8), st.integers(0, 2))
def test_shown_parts_add_up_to_the_shown_change(numbers, decimals):
    shown = add_up(numbers, decimals)
    step = 10**-decimals
    total = math.fsum(numbers)
    assert abs(math.fsum(shown) - total) <= step / 2 + 1e-6
    assert all(abs(one - other) < step + 1e-6 for one, other in zip(shown, numbers, strict=True))


@pytest.mark.parametrize(("numbers", "decimals", "shown"), [((5.06, 1.14), 1, [5.1, 1.1]), ((0.05, 0.05, 0.05), 1, [0.1, 0.1, 0.0]), ((-2.25, -0.25), 1, [-2.2, -0.3]), ((3, -1), 0, [3, -1]), ((), 0, [])])
def test_rounded_to_add_up(numbers, decimals, shown):
    assert sorted(add_up(numbers, decimals)) == pytest.approx(sorted(shown))
