"""Nobody who knows all that is shown can tell that a hidden number is one of one to five; and no more is hidden than the rule says."""

import numpy as np
import pandas as pd
import pytest

from metrics import disclosure
from metrics.compute import COLUMNS
from metrics.disclosure import SUPPRESSED, protect, protect_groups
from metrics.indicator import average, count, proportion, rate
from tests.metrics.attacker import Attacker

ABOUT = {"question": "How many?", "theme": "Front door", "good": "high", "source": "A test", "counts": "cases", "needs": {"referrals": ("child_id",)}}
SHARE = {**ABOUT, "of": "cases"}


@count(title="Cases", **ABOUT)
def cases(tables):
    """Cases."""


@proportion(title="Cases in time", **SHARE)
def cases_in_time(tables):
    """Of the same cases."""


@proportion(title="Cases again", **SHARE)
def cases_again(tables):
    """Of the same cases."""


@rate(title="Cases per 10,000", **ABOUT)
def cases_rate(tables):
    """Of the same cases, in twelve months."""


@average(unit="days", title="Days to a case", **SHARE)
def cases_days(tables):
    """Of the same cases."""


@count(title="Plans", shape="spells", **ABOUT)
def plans(tables):
    """Plans."""


@proportion(title="Plans in time", shape="spells", **SHARE)
def plans_in_time(tables):
    """Of the same plans."""


@rate(title="Plans per 10,000", shape="spells", **ABOUT)
def plans_rate(tables):
    """The same plans."""


@count(title="Graded", **ABOUT)
def graded(tables):
    """Graded cases."""


@proportion(title="Graded good", **SHARE)
def graded_good(tables):
    """Each is good, fair or poor."""


@proportion(title="Graded fair", **SHARE)
def graded_fair(tables):
    """Each is good, fair or poor."""


@proportion(title="Graded poor", **SHARE)
def graded_poor(tables):
    """Each is good, fair or poor."""


@count(title="Workers with too many cases", shape="census", **{**ABOUT, "needs": {"workforce": ("fte",)}})
def overloaded(tables, day):
    """About staff."""


GRADES = (graded_good, graded_fair, graded_poor)
ALL = {one.id: one for one in (cases, cases_in_time, cases_again, cases_rate, cases_days, plans, plans_in_time, plans_rate, graded, *GRADES, overloaded)}
TEAMS = ["Ash", "Birch", "Cedar", "(no team)"]


def cube(numbers, first="2023-04-01"):
    """Measure values of `numbers`: indicator -> (cases that count, all cases or None), arrays of teams and months from an April."""
    rows = []
    for name, (counted, of) in numbers.items():
        indicator = ALL[name]
        counted = np.array(counted, float)
        of = np.full(counted.shape, np.nan) if of is None else np.array(of, float)
        teams = {"": slice(None)} | ({} if indicator.is_rate else {team: slice(t, t + 1) for t, team in enumerate(TEAMS[: len(counted)])})
        for team, place in teams.items():
            n, d = counted[place].sum(axis=0), of[place].sum(axis=0)
            for grain, months in disclosure.GRAINS.items():
                for end in range(months, counted.shape[1] + 1, months):
                    start = pd.Timestamp(first) + pd.DateOffset(months=end - months)
                    row = dict.fromkeys(COLUMNS, np.nan) | {"area": "X", "note": "", "target": "", "judgement": "no target", "status": "ok"}
                    row |= {"indicator": name, "team": team, "grain": grain, "period": f"{start:%Y-%m}", "period_start": start}
                    row["period_end"] = start + pd.DateOffset(months=months) - pd.Timedelta(days=1)
                    span = slice(end - months, end) if indicator.shape.startswith("events") else slice(end - 1, end)
                    row["numerator"], row["denominator"] = n[span].sum(), d[span].sum()
                    if indicator.shape == "events, 12 months":
                        if end < 12:
                            continue
                        row["numerator"], row["events"] = n[end - 12 : end].sum(), n[span].sum()
                    if indicator.is_rate:
                        row["denominator"] = 34439
                    row["value"] = row["numerator"] if np.isnan(row["denominator"]) else row["numerator"] / (row["denominator"] or np.nan)
                    row["lower"], row["upper"] = row["value"] - 1, row["value"] + 1
                    rows.append(row)
    return pd.DataFrame(rows)[list(COLUMNS)]


def random_cube(seed, kind, years, n_teams, mean):
    draw = np.random.default_rng(seed)
    size = mean * draw.choice([0.2, 0.6, 1, 2], size=(n_teams, 1))
    of = draw.poisson(size, (n_teams, 12 * years))
    numbers = {}
    for name, indicator in ALL.items():
        if name.startswith(kind):
            counted = draw.binomial(of, draw.choice([0.03, 0.2, 0.5, 0.8, 0.97]))
            if indicator in GRADES:  # what is left of the grades before
                rest = of - sum(numbers[one.id][0] for one in GRADES[: GRADES.index(indicator)])
                counted = rest if indicator is graded_poor else draw.binomial(rest, 0.6)
            if indicator.unit == "days":
                numbers[name] = counted * 40.0, of
            else:
                numbers[name] = (counted, of) if indicator.unit == "percent" else (of, None)
    return cube(numbers)


def attacker(shown):
    indicators = {i: ALL[i] for i in dict.fromkeys(shown["indicator"]) if ALL[i].unit != "days"}
    shown = shown[shown["indicator"].isin(indicators)].reset_index(drop=True)
    splits = [tuple(one.id for one in GRADES)] if graded.id in indicators else []
    return Attacker(shown, indicators, {i: i.split("_")[0] for i in indicators}, splits)


def what_is_told(values, shown):
    return attacker(shown).small_ones_told(values[values["indicator"].map(lambda i: ALL[i].unit != "days")].reset_index(drop=True))


CUBES = [
    (0, "cases", 1, 3, 2), (1, "cases", 1, 3, 8), (2, "cases", 1, 2, 20), (3, "cases", 2, 2, 6), (4, "cases", 1, 4, 0.5), (5, "cases", 1, 1, 3),
    (6, "plans", 1, 4, 5), (7, "plans", 1, 2, 12), (8, "graded", 1, 3, 8),
]  # fmt: skip


@pytest.mark.parametrize(("made", "months_to_come"), [*((made, 0) for made in CUBES), (CUBES[1], 5), (CUBES[2], 1)])
def test_nobody_can_tell_that_a_hidden_number_is_less_than_six(made, months_to_come):
    values = random_cube(*made)
    values = so_far(values, values["period_end"].max() - pd.DateOffset(months=months_to_come))
    shown = protect(values, ALL)
    assert (shown["status"] == SUPPRESSED).any()
    assert what_is_told(values, shown) == []


def test_hiding_the_small_numbers_alone_is_not_enough(monkeypatch):
    """The same attack finds some of them, where nothing is hidden besides: it would notice."""
    monkeypatch.setattr(disclosure, "_settle", lambda *given: None)
    values = random_cube(*CUBES[1])
    assert len(what_is_told(values, protect(values, ALL))) > 10


def hidden(shown, indicator, grain="month"):
    """team -> for each period 1 if it is hidden."""
    found = shown[(shown["indicator"] == indicator) & (shown["grain"] == grain)]
    return {team: [int(s == SUPPRESSED) for s in of["status"]] for team, of in found.groupby("team")}


def test_one_to_five_are_hidden_and_none_and_six_are_shown():
    shown = protect(cube({"plans": ([[0, 1, 5, 6, 0, 7, 9, 9, 9, 9, 9, 9]], None)}), ALL)
    assert hidden(shown, "plans")["Ash"] == hidden(shown, "plans")[""] == [0, 1, 1] + [0] * 9


def test_a_hidden_figure_keeps_its_row_and_loses_its_numbers():
    values = cube({"plans_in_time": ([[3] + [20] * 11], [[30] * 12])})
    values["judgement"], values["target"], values["note"] = "not met", "85", "to the day"
    shown = protect(values, ALL)
    row = shown[(shown["team"] == "") & (shown["grain"] == "month")].iloc[0]
    assert (row["status"], row["judgement"], row["note"], row["target"]) == (SUPPRESSED, "", "", "85")
    assert row[["numerator", "denominator", "value", "lower", "upper"]].isna().all()
    assert len(shown) == len(values) and list(shown) == list(values)
    assert values["status"].eq("ok").all()  # and nothing else of what was handed over is another


def test_a_percentage_is_hidden_where_few_are_left_over():
    shown = protect(cube({"plans_in_time": ([[25, 24, 30] + [10] * 9], [[30] * 12])}), ALL)
    assert hidden(shown, "plans_in_time")[""][:4] == [1, 0, 0, 0]


def test_another_team_is_hidden_so_that_the_authority_gives_nothing_away():
    numbers = [[3] * 12, [30] * 12, [10] * 12]
    assert hidden(protect(cube({"plans": (numbers, None)}), ALL), "plans") == {"": [0] * 12, "Ash": [1] * 12, "Birch": [0] * 12, "Cedar": [1] * 12}


def test_hidden_numbers_that_are_few_in_sum_take_another_with_them():
    numbers = [[1] * 12, [2] * 12, [20] * 12]
    assert hidden(protect(cube({"plans": (numbers, None)}), ALL), "plans")["Cedar"] == [1] * 12
    numbers = [[3] * 12, [4] * 12, [20] * 12]
    assert hidden(protect(cube({"plans": (numbers, None)}), ALL), "plans")["Cedar"] == [0] * 12


def test_another_month_of_the_quarter_is_hidden_and_the_quarter_is_shown():
    shown = protect(cube({"cases": ([[3, 30, 20] + [40] * 9], None)}), ALL)
    assert hidden(shown, "cases")[""] == [1, 1, 0] + [0] * 9  # the earlier of the two others
    assert hidden(shown, "cases", "quarter")[""] == [0] * 4


def test_another_quarter_of_the_year_is_hidden_with_its_months():
    shown = protect(cube({"cases": ([[8] * 3 + [1, 2, 0] + [40] * 6], None)}), ALL)
    assert hidden(shown, "cases", "quarter")[""] == [1, 1, 0, 0]
    assert hidden(shown, "cases")[""] == [1] * 6 + [0] * 6
    assert hidden(shown, "cases", "year")[""] == [0]


def so_far(values, month):
    """The values, of which those that end after a month are not over."""
    is_late = values["period_end"] > pd.Timestamp(month) + pd.offsets.MonthEnd(0)
    return values.assign(status=values["status"].mask(is_late, "incomplete"))


def test_figures_so_far_are_not_shared_and_nothing_is_hidden_for_them():
    """The second quarter is not over: its month of three is hidden, and neither the other months nor another quarter with it."""
    values = so_far(cube({"cases": ([[40] * 4 + [3] + [1] * 7], None)}), "2023-08")
    shown = protect(values, ALL)
    assert hidden(shown, "cases")[""] == [0] * 4 + [1] + [0] * 7
    late = shown[shown["status"] == "incomplete"]
    assert set(late["grain"]) == {"month", "quarter", "year"} and late["numerator"].isna().all() and late["value"].isna().all()
    assert hidden(shown, "cases", "quarter")[""] == [0] * 4


def test_the_same_number_is_hidden_wherever_it_is_shown():
    """Hidden as a count, it is hidden as what a percentage is of, and as the number of a rate."""
    of = [[3, 30, 20] + [40] * 9] * 3
    half = [[n // 2 for n in line] for line in of]
    shown = protect(cube({"cases": (of, None), "cases_in_time": (half, of), "cases_days": (half, of)}), ALL)
    assert [i for i in ("cases", "cases_in_time", "cases_days") if hidden(shown, i)["Ash"][0]] == ["cases", "cases_in_time", "cases_days"]
    numbers = [[3] + [30] * 11]
    shown = protect(cube({"plans": (numbers, None), "plans_rate": (numbers, None)}), ALL)
    assert hidden(shown, "plans_rate")[""] == [1] + [0] * 11


def test_a_quarter_of_spells_is_hidden_with_its_last_month():
    shown = protect(cube({"plans": ([[9, 9, 4] + [9] * 8 + [2]], None)}), ALL)
    assert hidden(shown, "plans", "quarter")[""] == [1, 0, 0, 1]
    assert hidden(shown, "plans", "year")[""] == [1]


def test_a_hidden_month_is_not_told_by_the_twelve_months_that_it_enters_and_leaves():
    numbers = [[40] * 12 + [3, 20, 30] + [40] * 9 + [40] * 12]
    values = cube({"cases": (numbers, None), "cases_rate": (numbers, None)})
    shown = protect(values, ALL)
    rates = shown[(shown["indicator"] == "cases_rate") & (shown["grain"] == "month")].set_index("period")
    assert list(rates.index[rates["status"] == SUPPRESSED]) == ["2024-04", "2025-04"]
    assert list(rates.index[rates["events"].isna()]) == ["2024-04", "2024-05", "2025-04"]
    assert what_is_told(values, shown) == []


def test_percentages_that_split_the_same_cases_are_hidden_together():
    """Of good, fair and poor, two would tell the third."""
    of = [[60] * 12]
    shown = protect(cube({"graded_good": ([[17] * 12], of), "graded_fair": ([[40] * 12], of), "graded_poor": ([[3] * 12], of)}), ALL)
    assert hidden(shown, "graded_good") == hidden(shown, "graded_fair") == hidden(shown, "graded_poor") == {"": [1] * 12, "Ash": [1] * 12}


def test_figures_about_staff_are_those_of_the_whole_authority():
    shown = protect(cube({"overloaded": ([[2] * 12, [30] * 12], None)}), ALL)
    assert hidden(shown, "overloaded") == {"": [0] * 12, "Ash": [1] * 12, "Birch": [1] * 12}


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("median 26.0", ""),
        ("to the day; 3 without a record of who took part", "to the day"),
        ("population of mid-2024", "population of mid-2024"),
        ("", ""),
    ],
)
def test_notes_keep_what_counts_nobody(note, left):
    values = cube({"plans": ([[30] * 12], None)}).assign(note=note)
    assert set(protect(values, ALL)["note"]) == {left}


def test_figures_that_are_missing_stay_as_they_are():
    values = cube({"plans": ([[0] * 12], None), "overloaded": ([[0] * 12], None)})
    values["status"], values["numerator"] = "not loaded", np.nan
    pd.testing.assert_frame_equal(protect(values, ALL), values)


def test_nothing_to_hide_in_nothing():
    values = cube({"plans": ([[0] * 12], None)}).iloc[:0]
    assert protect(values, ALL).empty


def groups(*numbers):
    frame = pd.DataFrame([(f"group {k}", n, d) for k, (n, d) in enumerate(numbers)], columns=["group", "numerator", "denominator"])
    return frame.assign(value=frame["numerator"] / frame["denominator"], lower=0.0, upper=1.0, difference="")


def test_small_groups_are_hidden_and_one_that_would_give_the_last_away():
    shown = protect_groups(groups((20, 50), (3, 40), (12, 24), (30, 60)), plans_in_time)
    assert list(shown["status"]) == ["ok", SUPPRESSED, SUPPRESSED, "ok"]
    assert shown.loc[1, ["numerator", "denominator", "value", "lower", "upper"]].isna().all()
    assert list(protect_groups(groups((20, np.nan), (6, np.nan), (0, np.nan)), plans)["status"]) == ["ok"] * 3


def test_the_same_groups_are_hidden_for_every_percentage_of_the_same_cases():
    """Or one would show how many there are of a group that the other hides."""
    few = [4, 7, 9, 50]
    shown = [protect_groups(groups(*zip(counted, few, strict=True)), plans_in_time) for counted in ([2, 0, 0, 20], [0, 7, 0, 44])]
    assert all(list(each["status"])[:2] == [SUPPRESSED, SUPPRESSED] for each in shown)
