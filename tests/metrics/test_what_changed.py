"""Facts of change: what is found in small tables, what is not, and how often chance alone is told as change."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from metrics.accounting import account_by_kind, account_by_team
from metrics.comparison import Target, judge
from metrics.intervals import wilson
from metrics.periods import periods
from metrics.registry import indicators
from metrics.what_changed import (
    FALSE_ALARMS,
    Change,
    Changes,
    Judged,
    Stale,
    changes,
    tier,
)
from tests.snapshots import Reference, contacts, of_values, snapshot

KNOWN = indicators()
IN_TIME, NUMBER, DAY = KNOWN["contacts_72h"], KNOWN["contacts"], KNOWN["contacts_mash_24h"]
TARGET = Target("contacts_72h", 75, "or more")

#: Two years of months that go up and down by chance, as it may: none of them says anything.
UPS_AND_DOWNS = (0, 2, -1, 1, -2, 0, 1, -1, 2, -2, 1, 0, -1, 2, -2, 1, -1, 0, 2, -1, 1, -2, 0, 1)


def usual(in_time, of, months=24):
    return [(in_time + n, of) for n in UPS_AND_DOWNS[:months]]


def found(tables, label="2025-26 Q4", reference=None, team="", given=(IN_TIME,), as_at="2026-03-31", **more):
    made = snapshot(list(given), tables, as_at, reference, **more)
    return made, changes(made, made.period(label), team)


def kinds(said):
    return [(change.indicator.id if change.indicator else None, change.kind) for change in said.ranked]


# -- a real change -------------------------------------------------------------------------------


def test_nothing_is_said_of_usual_ups_and_downs():
    _, said = found({"contacts": contacts({"North": usual(80, 100), "South": usual(80, 100)})})
    assert (said.ranked, said.going_on, said.n_charts) == ((), (), 1)


def test_a_fall_of_the_last_month_is_a_concern_and_is_put_down_to_the_team_that_fell():
    north, south = [*usual(80, 100, 23), (40, 100)], usual(80, 100)
    made, said = found({"contacts": contacts({"North": north, "South": south})})
    (change,) = said.ranked
    assert (change.kind, change.real.is_new, change.real.point.period) == ("concern", True, "2026-03")
    assert (change.base.period, change.is_year) == ("2025-26 Q3", False)
    account = account_by_team(made, change)
    assert [part.group for part in account.named] == ["North"]
    assert account.split.change == pytest.approx(change.figure.value - change.base.value, abs=1e-9)
    assert account.split.mix == pytest.approx(0, abs=1e-9)


def test_what_was_so_before_the_period_goes_on_and_is_no_news():
    months = [*usual(80, 100, 20), (40, 100), (38, 100), (41, 100), (39, 100)]
    tables = {"contacts": contacts({"North": months, "South": usual(80, 100)})}
    made, said = found(tables, "2025-26 Q3")  # to December, the first month of the fall
    assert [(c.kind, c.real.is_new) for c in said.ranked] == [("concern", True)]
    (change,) = changes(made, made.period("2025-26 Q4")).ranked
    assert (change.kind, change.verdict, change.real.is_new) == ("going on", "worse", False)


def test_a_run_is_news_in_the_period_that_completes_it_and_in_no_other():
    """Seven months a little above the mean: not at the sixth, whose period knew nothing of the seventh."""
    months = [(80 + n, 100) for n in (0, 2, -2, 1, -3, -1, -2, 1, -3, 2, -2, -1, -3, 1, -2, -1, -3, 3, 4, 3, 4, 3, 4, 3)]
    made, said = found({"contacts": contacts({"North": months})}, "2026-03")
    assert [(c.kind, c.real.point.special) for c in said.ranked] == [("improvement", "seven on one side")]
    assert changes(made, made.period("2026-02")).ranked == ()


def test_nothing_is_said_of_a_month_in_which_too_few_cases_are_expected_on_either_side():
    few = [(9, 10)] * 8 + [(8, 10)] * 8 + [(9, 10)] * 7 + [(1, 10)]
    assert found({"contacts": contacts({"North": few})})[1].ranked == ()


def test_nothing_is_said_of_a_period_that_is_not_over():
    tables = {"contacts": contacts({"North": [*usual(80, 100, 23), (10, 100)]})}
    assert found(tables, "2025-26 Q4", as_at="2026-03-15")[1].ranked == ()


def test_a_number_that_is_unusual_is_neither_better_nor_worse():
    _, said = found({"contacts": contacts({"North": [*usual(80, 100, 23), (150, 190)]})}, given=(NUMBER,))
    assert [(c.kind, c.verdict, tier(c)) for c in said.ranked] == [("up", "", 7)]


def test_a_run_that_was_long_complete_is_no_news_when_months_that_came_later_make_it_one():
    """By today's chart each month of the last year lies below its mean, whatever could be seen at the time."""
    months = [*usual(84, 100, 8), *[(79 + n, 100) for n in (1, -1, 0, 1, -1, 0, 1, -1)], *[(78 + n, 100) for n in (1, 0, 1, -1, 0, 1, 0, -1)]]
    made, _ = found({"contacts": contacts({"North": months})})
    for label in ("2025-26 Q3", "2025-26 Q4"):
        assert [c.kind for c in changes(made, made.period(label)).ranked] == ["going on"]


def test_one_case_or_two_do_not_make_a_month_stand_out_nor_does_a_number_below_five():
    two_more = [(10, 20)] * 11 + [(11, 20)] * 12 + [(13, 20)]
    assert found({"contacts": contacts({"North": two_more})})[1].ranked == ()
    small = [(1, 1)] * 23 + [(4, 4)]
    assert found({"contacts": contacts({"North": small})}, given=(NUMBER,))[1].ranked == ()


def test_a_target_newly_missed_is_not_told_as_an_improvement():
    """Above the average of three years for seven months, and now below a target that had been met."""
    months = [*[(70 + n, 100) for n in UPS_AND_DOWNS[:14]], *[(n, 100) for n in (76, 77, 76, 78, 76, 77, 77, 74, 73, 74)]]
    _, said = found({"contacts": contacts({"North": months})}, reference=Reference(TARGET))
    assert [(c.kind, c.verdict, c.real) for c in said.ranked] == [("missed", "worse", None)]


# -- targets -------------------------------------------------------------------------------------


def test_a_target_newly_missed_is_told_with_whether_chance_explains_it():
    clear = {"contacts": contacts({"North": [*usual(80, 100, 21), (70, 100), (70, 100), (68, 100)]})}
    _, said = found(clear, reference=Reference(TARGET))
    (change,) = said.ranked
    assert (change.judged.is_met, change.judged.is_clear, change.verdict) == (False, True, "worse")
    close = {"contacts": contacts({"North": [*usual(77, 100, 21), (74, 100), (73, 100), (75, 100)]})}
    _, said = found(close, reference=Reference(TARGET))
    assert [(c.kind, c.judged.is_clear) for c in said.ranked] == [("missed", False)]


def test_a_target_that_was_missed_before_is_no_news():
    months = {"contacts": contacts({"North": usual(70, 100)})}
    assert found(months, reference=Reference(TARGET))[1].ranked == ()


def test_another_target_is_not_newly_missed():
    """82 was enough last year. It is not enough for what is asked now; that is the target's doing."""

    class Raised(Reference):
        def targets(self, indicator, team, on):
            return Target(indicator, 75 if on < pd.Timestamp(2026, 1, 1) else 90, "or more")

    tables = {"contacts": contacts({"North": usual(80, 100)})}
    assert found(tables, reference=Raised())[1].ranked == ()

    class OnItsWay(Raised):
        way = SimpleNamespace()

        def trajectory(self, indicator, team, on):
            return self.way

    _, said = found(tables, reference=OnItsWay())
    assert [(c.kind, c.judged.is_step) for c in said.ranked] == [("missed", True)]


def test_nothing_is_judged_on_fewer_than_ten_cases():
    few = {"contacts": contacts({"North": [(3, 3)] * 21 + [(0, 3)] * 3})}
    assert found(few, reference=Reference(TARGET))[1].ranked == ()


# -- a team outside its funnel -------------------------------------------------------------------


def teams(**last):
    """Five teams of a hundred a month, alike until the last quarter, in which those named have so many in time."""
    made = {name: usual(80, 100) for name in ("North", "South", "East", "West", "Centre")}
    for name, in_time in last.items():
        made[name] = [*usual(80, 100, 21), *[(in_time, 100)] * 3]
    return {"contacts": contacts(made)}


def apart(said):
    return [(change.verdict, change.apart.side, [one.team for one in change.apart.teams]) for change in said.ranked if change.apart]


def test_a_team_newly_outside_is_found_and_one_that_was_outside_is_not():
    made, said = found(teams(North=60))
    assert apart(said) == [("worse", "below", ["North"])]
    assert said.n_compared == 5
    made, said = found(teams(North=76))
    assert apart(said) == []
    always = teams()
    always["contacts"] = contacts({**{name: usual(80, 100) for name in ("South", "East", "West")}, "North": usual(50, 100)})
    assert apart(found(always)[1]) == []


def test_of_a_team_only_its_own_place_is_told():
    tables = teams(North=60, South=97)
    assert apart(found(tables, team="South")[1]) == [("better", "above", ["South"])]
    assert apart(found(tables, team="East")[1]) == []


def test_teams_on_one_side_are_told_together_and_not_those_that_they_leave_behind():
    """The other three stay where they were; they are outside on the other side only because the average fell."""
    assert apart(found(teams(North=60, South=55))[1]) == [("worse", "below", ["South", "North"])]


# -- the same cause once -------------------------------------------------------------------------


def test_two_figures_of_the_same_cases_are_told_as_one():
    rows = contacts({"North": [(80 + n, 100 + 2 * n) for n in UPS_AND_DOWNS[:23]] + [(40, 100)]})
    rows["screened_at"] = rows["decided_at"]
    made, said = found({"contacts": rows}, given=(IN_TIME, DAY))
    assert [(c.indicator.id, [other.indicator.id for other in c.also]) for c in said.ranked] == [("contacts_72h", ["contacts_mash_24h"])]


def test_two_figures_of_as_many_cases_that_go_their_own_ways_are_told_apart():
    """The one falls in January, the other in March: two things happened."""
    rows = contacts({"North": [(80 + n, 100 + 2 * n) for n in UPS_AND_DOWNS[:21]] + [(40, 100), (41, 100), (40, 100)]})
    rows["screened_at"] = rows["received_at"] + pd.Timedelta(hours=2)
    month = rows["received_at"].dt.to_period("M")
    late = rows.groupby(month).cumcount() < month.dt.month % 5 + 12 + 40 * (month == pd.Period("2026-03"))
    rows.loc[late, "screened_at"] += pd.Timedelta(days=3)
    _, said = found({"contacts": rows}, given=(IN_TIME, DAY))
    assert sorted(c.indicator.id for c in said.ranked) == ["contacts_72h", "contacts_mash_24h"]


# -- restated, stale -----------------------------------------------------------------------------

LINE = ["indicator", "team", "grain", "period", "first_value", "first_numerator", "first_denominator", "first_reported_at", "first_load", "changed_at", "because"]


def first_reported(*rows):
    return pd.DataFrame(
        [[i, "", "quarter", label, value, value * 3, 300, pd.Timestamp(2026, 1, 5), 1, pd.Timestamp(2026, 4, 2), because] for i, label, value, because in rows],
        columns=LINE,
    )  # fmt: skip


def test_restated_figures_of_one_load_are_one_and_those_that_crossed_their_target_come_first():
    history = first_reported(("contacts_72h", "2025-26 Q4", 79.0, "load 2: a.xlsx"), ("contacts_72h", "2025-26 Q3", 74.0, "load 2: a.xlsx"),
                             ("contacts_72h", "2024-25 Q4", 60.0, "load 3: b.xlsx"), ("contacts_72h", "2024-25 Q1", 10.0, "load 3: b.xlsx"))  # fmt: skip
    _, said = found({"contacts": contacts({"North": usual(80, 100)})}, reference=Reference(TARGET), history=history)
    loads = [(c.restated.because, [(one.figure.period, one.crossed) for one in c.restated.figures]) for c in said.ranked if c.restated]
    assert loads == [("load 2: a.xlsx", [("2025-26 Q3", True), ("2025-26 Q4", None)]), ("load 3: b.xlsx", [("2024-25 Q4", True)])]


def test_a_figure_that_reads_as_it_first_did_is_not_restated():
    tables = {"contacts": contacts({"North": usual(80, 100)})}
    made, _ = found(tables)
    now = made.figure("contacts_72h", made.period("2025-26 Q4")).value
    _, said = found(tables, history=first_reported(("contacts_72h", "2025-26 Q4", now + 0.01, "load 2")))
    assert said.ranked == ()


def test_a_table_that_ends_before_the_period_is_told_with_what_waits_for_it():
    tables = {"contacts": contacts({"North": usual(80, 100)}), "referrals": contacts({"North": usual(80, 100)})}
    both = [IN_TIME, KNOWN["referrals"]]
    _, said = found(tables, given=both, as_ats={"contacts": "2026-01-31"})
    (change,) = [c for c in said.ranked if c.stale]
    assert (change.stale.tables, change.stale.as_at, [i.id for i in change.stale.held_back]) == (("contacts",), pd.Timestamp(2026, 1, 31), ["contacts_72h"])
    _, said = found(tables, given=both, as_ats={"contacts": "2026-01-31"}, label="2025-26 Q3")
    assert not [c for c in said.ranked if c.stale]  # an earlier period has all it needs


# -- the order -----------------------------------------------------------------------------------


def test_what_to_act_on_first():
    real = SimpleNamespace(is_new=True, size=3.0)
    old = SimpleNamespace(is_new=False, size=3.0)
    missed, chance, met = (Judged(False, TARGET, True), Judged(False, TARGET, False), Judged(True, TARGET, True))
    beside = SimpleNamespace()
    order = [
        Change(kind="concern", verdict="worse", real=real, judged=missed),
        Change(kind="concern", verdict="worse", real=real),
        Change(kind="missed", verdict="worse", judged=missed),
        Change(kind="apart", verdict="worse", apart=beside),
        Change(kind="missed", verdict="worse", judged=chance),
        Change(kind="restated", restated=SimpleNamespace(figures=[SimpleNamespace(crossed=False)])),
        Change(kind="going on", verdict="worse", real=old, base=beside),
        Change(kind="improvement", verdict="better", real=real),
        Change(kind="apart", verdict="better", apart=beside),
        Change(kind="differs", verdict="worse", differs=(beside,)),
        Change(kind="going on", verdict="worse", real=old, base=beside, is_year=True),
        Change(kind="restated", restated=SimpleNamespace(figures=[SimpleNamespace(crossed=None)])),
        Change(kind="stale", stale=beside),
    ]
    assert [tier(change) for change in order] == list(range(len(order)))
    assert tier(Change(kind="met", verdict="better", judged=met)) == tier(order[7])


def test_a_page_has_room_for_so_many_and_always_for_a_stale_table():
    many = [Change(kind="differs") for _ in range(20)]
    stale = Change(kind="stale", stale=Stale((), None, ()))
    shown, rest = Changes((*many, stale), (), 0, 0).page(12)
    assert (len(shown), shown[-1], len(rest)) == (12, stale, 9)


# -- what accounts for a change ------------------------------------------------------------------


def account_of(**counts):
    tables = {"contacts": contacts({name: [*usual(80, 100, 21), *[last] * 3] for name, last in counts.items()})}
    made = snapshot([IN_TIME], tables, "2026-03-31")
    now, before = (made.figure("contacts_72h", made.period(label)) for label in ("2025-26 Q4", "2025-26 Q3"))
    return account_by_team(made, Change(kind="concern", indicator=IN_TIME, figure=now, base=before))


def test_no_team_is_named_where_all_fell_alike():
    account = account_of(North=(60, 100), South=(61, 100), East=(59, 100))
    assert (account.named, account.tells_mix) == ((), False)


def test_cases_that_moved_to_a_team_that_is_low_are_mix():
    tables = {"contacts": contacts({"North": [(90, 100)] * 21 + [(45, 50)] * 3, "South": [(50, 100)] * 21 + [(75, 150)] * 3})}
    made = snapshot([IN_TIME], tables, "2026-03-31")
    now, before = (made.figure("contacts_72h", made.period(label)) for label in ("2025-26 Q4", "2025-26 Q3"))
    account = account_by_team(made, Change(kind="concern", indicator=IN_TIME, figure=now, base=before))
    assert (account.split.rate, account.split.mix) == pytest.approx((0, -10))
    assert account.tells_mix


def test_a_change_of_a_case_or_two_is_not_taken_apart():
    assert account_of(North=(80, 100), South=(80, 100)) is None


def frame(**groups):
    return pd.DataFrame([(name, n, d) for name, (n, d) in groups.items()], columns=["group", "numerator", "denominator"])


def test_the_kind_of_case_that_says_most_is_told_and_none_that_adds_nothing():
    figure = lambda n: SimpleNamespace(period=f"p{n}", value=n / 2, numerator=n, denominator=200)  # noqa: E731
    change = Change(kind="concern", indicator=IN_TIME, figure=figure(120), base=figure(160))
    groups = {
        ("p160", "age"): frame(young=(80, 100), old=(80, 100)), ("p120", "age"): frame(young=(80, 100), old=(40, 100)),
        ("p160", "sex"): frame(f=(80, 100), m=(80, 100)), ("p120", "sex"): frame(f=(60, 100), m=(60, 100)),
        ("p160", "need"): frame(all=(160, 200)), ("p120", "need"): frame(all=(120, 200)),
    }  # fmt: skip
    account = account_by_kind(change, lambda label, by: groups[label, by], ("sex", "need", "age"))
    assert (account.by, [part.group for part in account.named]) == ("age", ["old"])
    assert account_by_kind(change, lambda label, by: groups[label, by], ("sex", "need")) is None


# -- chance --------------------------------------------------------------------------------------


def lines_of_chance(indicator, seed, n=150, months=36):
    """Measure values of `n` lines, one a team, in which nothing but chance happens."""
    chance = np.random.default_rng(seed)
    rows = []
    for line in range(n):
        for month in periods(pd.Timestamp(2023, 4, 1), pd.Timestamp(2023, 4, 1) + pd.DateOffset(months=months - 1), "month"):
            of = int(chance.poisson(120))
            is_share = indicator.unit == "percent"
            counted = chance.binomial(of, 0.8) if is_share else of
            lower, upper = (100 * limit for limit in wilson(counted, of)) if is_share else (np.nan, np.nan)
            value = 100 * counted / of if is_share else float(counted)
            rows.append([indicator.id, f"T{line}", "month", month.label, month.start, month.end, float(counted), float(of) if is_share else np.nan, value, lower, upper, "ok", "no target", judge(None, None, None)[1]])
    names = ["indicator", "team", "grain", "period", "period_start", "period_end", "numerator", "denominator", "value", "lower", "upper", "status", "judgement", "target"]
    return of_values(pd.DataFrame(rows, columns=names), {indicator.id: indicator}, "2026-03-31")


@pytest.mark.parametrize("indicator", [IN_TIME, NUMBER], ids=lambda i: i.unit)
def test_chance_alone_is_told_as_a_real_change_no_more_often_than_is_said(indicator):
    made, news, looks = lines_of_chance(indicator, seed=7), 0, 0
    for label in ("2025-06", "2025-09", "2025-12", "2026-02", "2026-03"):
        for team in made.teams:
            said = changes(made, made.period(label), team)
            looks += said.n_charts
            news += sum(change.real is not None and change.real.is_new for change in said.ranked)
    assert looks == 5 * 150
    assert FALSE_ALARMS / 4 < news / looks <= FALSE_ALARMS


def test_chance_alone_puts_no_more_teams_outside_than_is_said():
    chance, outside, looks = np.random.default_rng(3), 0, 0
    for _ in range(12):
        counts = {f"T{team}": [(int(chance.binomial(60, 0.8)), 60) for _ in range(3)] for team in range(12)}
        _, said = found({"contacts": contacts(counts, "2026-01")}, "2026-03")
        outside += sum(len(change.apart.teams) for change in said.ranked if change.apart)
        looks += said.n_compared
    assert looks == 144
    assert outside <= 2  # three or more of 144 at 0.002 each: once in 300


def test_a_real_change_among_lines_of_chance_comes_first():
    """The same team, in which from one month to the next a third fewer are in time."""
    chance = np.random.default_rng(5)
    counts = {name: [(int(chance.binomial(100, 0.8)), 100) for _ in range(24)] for name in ("North", "South", "East")}
    counts["East"][21:] = [(50, 100), (52, 100), (49, 100)]
    made, said = found({"contacts": contacts(counts)}, given=(NUMBER, IN_TIME), reference=Reference(TARGET))
    assert (said.ranked[0].indicator.id, said.ranked[0].kind, tier(said.ranked[0])) == ("contacts_72h", "concern", 0)
    assert [part.group for part in account_by_team(made, said.ranked[0]).named] == ["East"]
    assert apart(said) == [("worse", "below", ["East"])]
