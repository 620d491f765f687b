"""What is said of the line of an indicator: which chart, which points, since when, and whether the target will be met."""

from collections import namedtuple

import numpy as np
import pandas as pd
import pytest

from metrics.comparison import Target
from metrics.control_charts import BEYOND, SHIFT, xmr
from metrics.periods import periods
from metrics.reference import Rebasing
from metrics.registry import indicators
from metrics.signals import signal

Figure = namedtuple("Figure", "grain period period_end status value numerator denominator events")
ALL = indicators()
PERCENT, COUNT, RATE, SPELLS = ALL["contacts_72h"], ALL["contacts"], ALL["referral_rate"], ALL["cp_plan_rate"]
USUAL = [50, 52, 49, 51, 50, 53, 48, 51, 50, 52, 49, 51, 50]


def line(values, of=None, status=None, grain="month", events=None, first="2024-04-01"):
    months = periods(pd.Timestamp(first), pd.Timestamp(first) + pd.DateOffset(years=20), grain)[: len(values)]
    found = []
    for place, (when, value) in enumerate(zip(months, values, strict=True)):
        size = of[place] if of is not None else None
        counted = value if size is None else size * value / 100 if value is not None else None
        found.append(
            Figure(grain, when.label, when.end, (status or {}).get(place, "ok"), value, counted, size, None if events is None else events[place])
        )
    return found


def test_the_last_point_says_what_the_line_says():
    found = signal(COUNT, line([*USUAL, 90]))
    assert (found.kind, found.latest.special, found.variation, found.why_none) == ("XmR", BEYOND, "up", "")
    assert signal(PERCENT, line([*USUAL, 90])).variation == "improvement"
    assert signal(PERCENT, line([*USUAL, 10])).variation == "concern"
    assert signal(PERCENT, line(USUAL)).variation == "common"


def test_before_thirteen_points_nothing_is_said_and_why():
    found = signal(COUNT, line(USUAL[:12]))
    assert found.variation is None
    assert found.why_none == "12 of the 13 months that limits need"
    assert np.isfinite(found.latest.upper)
    assert signal(COUNT, []).why_none == "0 of the 13 months that limits need"


@pytest.mark.parametrize("status", ["incomplete", "suppressed", "not loaded", "no cases"])
def test_what_is_not_final_is_a_gap_and_outside_the_limits(status):
    found = signal(COUNT, line([*USUAL, 900], status={13: status}))
    assert found.at("2025-05") is None
    assert found.latest.period == "2025-04"
    assert found.latest.upper == signal(COUNT, line(USUAL)).latest.upper
    with_gap = signal(COUNT, line([*USUAL[:6], 900, *USUAL[6:]], status={6: status}))
    assert with_gap.latest.upper == pytest.approx(xmr([*USUAL[:6], None, *USUAL[6:]]).upper[0])


def test_percentages_of_like_numbers_are_individual_values_and_of_unlike_ones_proportions():
    assert signal(PERCENT, line(USUAL, of=[100] * 12 + [200])).kind == "XmR"
    unlike = signal(PERCENT, line(USUAL, of=[100] * 12 + [201]))
    assert unlike.kind == "P"
    assert unlike.at("2024-04").upper > unlike.at("2025-04").upper
    assert signal(PERCENT, line(USUAL, of=[100] * 12 + [201]), chart="XmR").kind == "XmR"
    assert signal(PERCENT, line(USUAL, of=[100] * 13), chart="P").kind == "P"
    assert signal(COUNT, line(USUAL), chart="P").kind == "XmR"


def test_an_event_rate_is_charted_by_each_months_own_events():
    """A rate of twelve months moves by a twelfth at most: its own line would look far too calm, and then seem to shift."""
    events = [20, 22, 19, 21, 20, 23, 18, 21, 20, 22, 19, 21, 20]
    found = signal(RATE, line([70] * 13, of=[30_000] * 13, events=events))
    assert found.is_own_events
    assert found.at("2024-04").value == pytest.approx(20 * 12 / 30_000 * 10_000)
    assert not signal(SPELLS, line([40] * 13, of=[30_000] * 13)).is_own_events
    quarter = signal(RATE, line([70] * 13, of=[30_000] * 13, events=events, grain="quarter"))
    assert quarter.at("2024-25 Q1").value == pytest.approx(20 * 4 / 30_000 * 10_000)
    by_rate = signal(RATE, line([70] * 13, of=[30_000] * 13, events=events), chart="U")
    mean = sum(events) / 13
    assert by_rate.latest.upper == pytest.approx((mean + 3 * mean**0.5) * 12 / 3)


def test_nothing_is_said_of_figures_that_share_their_months():
    found = signal(ALL["turnover_rate"], line([*USUAL, 90], of=[100] * 14))
    assert (found.variation, found.assurance(Target("turnover_rate", 10, "or fewer"))) == (None, None)
    assert "twelve months" in found.why_none


def test_nothing_is_said_of_a_line_many_of_whose_figures_are_hidden():
    """Months of few late cases are hidden and the others are not: the bad ones alone would be the usual."""
    assert signal(PERCENT, line([*USUAL, *USUAL[:-1], 90], status={1: "suppressed"})).variation == "improvement"
    found = signal(PERCENT, line([*USUAL, *USUAL[:-1], 90], status=dict.fromkeys((1, 3, 5), "suppressed")))
    assert (found.variation, found.assurance(Target("contacts_72h", 10, "or more"))) == (None, None)
    assert "are hidden" in found.why_none
    rate = signal(RATE, line([70] * 13, of=[30_000] * 13, events=[20, np.nan, np.nan] + [20] * 10))
    assert rate.variation is None and "are hidden" in rate.why_none


def test_limits_start_anew_where_an_analyst_said_so_and_nowhere_else():
    values = [82, 85, 79, 84, 81, 83, 80, 86, 84, 82, 90, 92, 91, 93, 92, 94, 91, 93]
    from_february = Rebasing("contacts_72h", "", pd.Timestamp(2025, 2, 1), "MASH moved in", pd.Timestamp(2025, 8, 1))
    before, after = signal(PERCENT, line(values)), signal(PERCENT, line(values), rebasings=[from_february])
    assert before.at("2024-04").mean == pytest.approx(np.mean(values))
    assert after.at("2024-04").mean == pytest.approx(82.6)
    assert after.at("2025-02").mean == pytest.approx(92)
    assert after.rebasings == (from_february,)
    assert after.variation is None
    assert after.why_none == "8 of the 13 months that limits need since it was rebased"
    elsewhen = Rebasing("contacts_72h", "", pd.Timestamp(2020, 1, 1), "Before all that is drawn", None)
    assert signal(PERCENT, line(values), rebasings=[elsewhen]).rebasings == ()


def test_since_when_a_run_has_lasted():
    found = signal(PERCENT, line([*USUAL, *[54] * 7]))
    assert found.latest.special == SHIFT
    assert found.since("2025-11") == "2025-05"
    assert found.since("2024-04") is None


@pytest.mark.parametrize(
    ("values", "target", "expected"),
    [
        (USUAL, Target("x", 30), "pass"),
        (USUAL, Target("x", 50), "hit or miss"),
        (USUAL, Target("x", 80), "fail"),
        (USUAL, Target("x", 80, "or fewer"), "pass"),
        (USUAL, Target("x", 40, "between", upper=60), "pass"),
        (USUAL, Target("x", 50, "between", upper=60), "hit or miss"),
        (USUAL, Target("x", 70, "between", upper=80), "fail"),
        ([100] * 13, Target("x", 100), "pass"),
        ([100] * 13, Target("x", 100, "above"), "fail"),
        ([66.7] * 13, Target("x", 66.7), "pass"),
        (USUAL[:12], Target("x", 30), None),
        (USUAL, None, None),
    ],
)
def test_whether_the_target_will_be_met(values, target, expected):
    assert signal(PERCENT, line(values)).assurance(target) == expected


def test_single_months_are_not_held_against_the_target_of_a_rate_of_twelve():
    assert signal(RATE, line([70] * 13, of=[30_000] * 13, events=[20] * 13)).assurance(Target("referral_rate", 500)) is None


def test_an_earlier_period_is_read_by_the_same_limits_without_what_came_later():
    """Of last spring one asks what it was, by all that is known of the usual ups and downs since."""
    found = signal(COUNT, line([*USUAL, 90, *USUAL[:3]]))
    then = found.up_to("2025-05")
    assert (then.latest.period, then.variation, found.variation) == ("2025-05", "up", "common")
    assert then.latest.upper == found.latest.upper
    assert found.up_to("1999-01") is found


def test_an_earlier_period_knows_nothing_of_a_later_rebasing():
    rebased = signal(COUNT, line([*USUAL, *USUAL[:3]]), rebasings=[Rebasing("contacts", "", pd.Timestamp(2025, 5, 1), "Teams merged", None)])
    assert rebased.why_none == "3 of the 13 months that limits need since it was rebased"
    assert rebased.up_to("2025-04").variation == "common"
    assert rebased.up_to("2025-04").rebasings == ()
