"""What a control chart says, on the page of an indicator and on the scorecard: signs, words, limits, edges."""

import re
from collections import namedtuple
from datetime import date, datetime
from urllib.parse import unquote

import pandas as pd
import pytest
from playwright.sync_api import expect

from dashboard import bundles, charts, icons, real, theme, wording
from dashboard.indicator import trend
from dashboard.snapshot import Figure, Period
from dashboard.view import View
from metrics.comparison import Target
from metrics.periods import periods
from metrics.reference import Rebasing, Reference
from metrics.registry import indicators
from metrics.signals import signal
from tests.dashboard.conftest import NARROW
from tests.dashboard.fake import ROOT, make_values
from tests.dashboard.test_indicator import rows_of

ALL = indicators()
PERCENT, COUNT, RATE = ALL["icpc_15wd"], ALL["contacts"], ALL["section47_rate"]
USUAL = [50, 52, 49, 51, 50, 53, 48, 51, 50, 52, 49, 51, 50]


def figures(values, indicator=PERCENT, of=None, first="2024-04-01"):
    """A line of months; None is a month without cases."""
    months = periods(pd.Timestamp(first), pd.Timestamp(first) + pd.DateOffset(months=len(values) - 1), "month")
    blank = dict.fromkeys(Figure._fields)
    return [
        Figure(**{**blank, "indicator": indicator.id, "team": "", "grain": "month", "period": m.label, "period_start": m.start.to_pydatetime(),
                  "period_end": m.end.to_pydatetime(), "value": v, "status": "no cases" if v is None else "ok",
                  "numerator": v if of is None or v is None else of * v / 100, "denominator": of, "target": "", "note": "", "judgement": ""})
        for m, v in zip(months, values, strict=True)
    ]  # fmt: skip


def said(values, indicator=PERCENT, target=None, **options):
    line = figures(values, indicator)
    found = signal(indicator, line, **options)
    shown = Period("month", line[-1].period, line[-1].period_start, line[-1].period_end, True)
    return real.sentences(indicator, real.read(found, shown, target))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([*USUAL, 90], "May 2025 (90.0%) lies above the upper limit, 67.2%: a real change for the better, more than its usual ups and downs."),
        ([*USUAL, 10], "May 2025 (10.0%) lies below the lower limit, 33.7%: a real change for the worse, more than its usual ups and downs."),
        ([50, 49] * 6 + [80, 81, 82, 83], "July 2025 (83.0%) lies above the upper limit, 65.5%: a real change for the better, more than its usual ups and downs, as every month has shown since April 2025."),
        (USUAL, "Nothing beyond its usual ups and downs: April 2025 (50.0%) lies within the limits of 44.3% to 56.7%, about a mean of 50.5%."),
        ([50, 40] * 6 + [46.0] * 7, "Seven months in a row lie above the mean of 45.4%, since April 2025: a real change for the better, more than its usual ups and downs."),
        ([40, 50] * 6 + [44.1, 44.2, 44.3, 44.4, 45.5, 46.6, 47.7], "Seven months in a row rise, since April 2025: a real change for the better, more than its usual ups and downs."),
        ([50, 52, 49, 51, 50, 53, 48, 51, 50, 52, 49, 51, 50, 52, 57, 56.5], "July 2025 (56.5%) is one of two in three months beyond or near the upper limit, 57.6%: a real change for the better, more than its usual ups and downs, as every month has shown since June 2025."),
        (USUAL[:12], "Nothing can be said of whether a change is real. 12 of the 13 months that limits need."),
        ([100.0] * 13, "It does not vary: every month is 100.0%."),
    ],
)  # fmt: skip
def test_a_sentence_says_which_rule_and_since_when_or_that_nothing_is_out_of_the_ordinary(values, sentence):
    assert said(values)[0] == sentence


def test_where_neither_way_is_good_a_change_is_a_rise_or_a_fall():
    assert said([*USUAL, 90], COUNT)[0].endswith("a real rise, more than its usual ups and downs.")
    assert said([*USUAL, 10], COUNT)[0].endswith("a real fall, more than its usual ups and downs.")


@pytest.mark.parametrize(
    ("values", "aim", "word"),
    [
        (USUAL, 40, "Usually met"),
        (USUAL, 50, "Hit or miss"),
        (USUAL, 60, "Usually missed"),
        ([100.0] * 13, 100, "Usually met"),  # no variation, and the target is the mean
        ([66.7] * 13, 66.7, "Usually met"),  # 13 times 66.7 has another mean in binary
        ([0.0] * 13, 85, "Usually missed"),
    ],
)
def test_the_second_sign_says_whether_the_target_will_be_met(values, aim, word):
    line = figures(values)
    found = real.read(signal(PERCENT, line), Period("month", line[-1].period, line[-1].period_start, line[-1].period_end, True), Target("icpc_15wd", aim))
    assert icons.ASSURANCE[found.assurance][0] == word


def test_what_has_left_its_limits_is_not_foretold_by_them():
    """Months fall towards a target that the limits still clear: it is met, but nobody should call that reliable."""
    line = figures([*(v + 40 for v in USUAL), 80, 79, 78])
    last = Period("month", line[-1].period, line[-1].period_start, line[-1].period_end, True)
    found = real.read(signal(PERCENT, line), last, Target("icpc_15wd", 70))
    assert (found.variation, found.assurance, found.is_reliable) == ("concern", "pass", False)
    assert real.sentences(PERCENT, found)[1].endswith("Its latest months have left what the limits expect, which therefore say less of those to come.")
    assert real.read(signal(PERCENT, line[:13]), last._replace(label=line[12].period, start=line[12].period_start, end=line[12].period_end), Target("icpc_15wd", 70)).is_reliable


def test_a_period_speaks_of_its_own_latest_settled_month():
    line = figures([*USUAL, 90, 50, 51])
    quarter = Period("quarter", "2025-26 Q1", datetime(2025, 4, 1), datetime(2025, 6, 30), True)
    assert real.read(signal(PERCENT, line), quarter, None).point.period == "2025-06"
    line[14] = line[14]._replace(status="incomplete")
    found = real.read(signal(PERCENT, line), quarter, None)
    assert (found.point.period, found.variation) == ("2025-05", "improvement")
    later = Period("month", "2025-08", datetime(2025, 8, 1), datetime(2025, 8, 31), True)
    assert real.sentences(PERCENT, real.read(signal(PERCENT, line), later, None)) == [
        "Nothing can be said of whether a change is real. No settled month in this period."
    ]


# -- what is drawn -----------------------------------------------------------------------------------


Made = namedtuple("Made", "line figure")


class MadeSnapshot:
    """Only what a chart asks of a snapshot, with targets, rebasings, events and a trajectory of its own."""

    def __init__(self, figures, targets=(), trajectory=None, events=()):
        self.figures, self.targets, self.found, self.noted = figures, targets, trajectory, events
        self.authority = namedtuple("Authority", "short_name region_name")("Herefordshire", "West Midlands")
        self.reference = self

    def series(self, indicator, team="", grain="month"):
        return self.figures

    def target(self, indicator, on, team=""):
        return next((t for t in self.targets if (t.from_on is None or t.from_on <= pd.Timestamp(on)) and (t.to_on is None or pd.Timestamp(on) <= t.to_on)), None)

    def trajectory(self, indicator, team, on):
        return self.found

    def events(self, indicator, team=""):
        return self.noted


def drawn(values, indicator=PERCENT, targets=(), trajectory=None, events=(), **options):
    line = values if values and isinstance(values[0], Figure) else figures(values, indicator)
    last = line[-1]
    view = View("/", period=Period("month", last.period, last.period_start, last.period_end, True))
    made = trend.line_of(indicator, view, MadeSnapshot(line, targets, trajectory, events), None, line, signal(indicator, line, **options))
    return Made(made, charts.trend(made))


def points(figure):
    return next(trace for trace in figure["data"] if trace["mode"] == "lines+markers")


def dashed(figure, colour):
    return [trace for trace in figure["data"] if trace.get("line", {}).get("color") == colour and trace["mode"] == "lines"]


def test_points_are_coloured_and_shaped_by_what_they_say():
    made = points(drawn([*USUAL, 90, 10]).figure)["marker"]
    assert made["color"] == [theme.USUAL] * 13 + [theme.IMPROVEMENT, theme.ATTENTION]
    assert made["symbol"] == ["circle"] * 13 + ["diamond", "square"]
    neither = points(drawn([*USUAL, 90, 10], COUNT).figure)["marker"]
    assert neither["symbol"][-2:] == ["triangle-up", "triangle-down"]
    assert neither["color"][-2:] == [theme.UNUSUAL] * 2


def test_limits_are_drawn_where_values_can_be_and_rules_use_them_as_they_are():
    """Twelve months of 100 and one of 70: the upper limit lies above 100, and is drawn at 100."""
    values = [100.0] * 12 + [70.0]
    made = drawn(values).line
    _, _, mean, lower, upper = made.limits[0]
    assert set(upper) == {100.0}
    assert signal(PERCENT, figures(values)).latest.upper > 100
    assert min(lower) > 0
    assert set(drawn([0, 3] * 7, COUNT).line.limits[0][3]) == {0.0}


def test_a_constant_line_has_limits_that_are_its_mean_and_nothing_special():
    made = drawn([100.0] * 14)
    assert set(made.line.kinds) == {"common"}
    assert made.line.limits[0][2:] == ([100.0] * 14,) * 3


def test_before_thirteen_points_there_is_the_line_and_no_limit():
    made = drawn(USUAL[:12])
    assert made.line.limits == ()
    assert set(made.line.kinds) == {None}
    assert dashed(made.figure, theme.USUAL) == []
    assert points(made.figure)["y"] == USUAL[:12]


def test_a_missing_month_is_a_gap_in_the_line_and_in_limits_that_follow_its_size():
    values = [*USUAL[:6], None, *USUAL[6:]]
    made = drawn(values)
    assert points(made.figure)["y"][6] is None
    assert points(made.figure)["connectgaps"] is False
    assert len(dashed(made.figure, theme.USUAL)) == 3  # mean, lower and upper are one stroke each: they do not depend on the month
    line = figures(values, of=100)
    assert len(dashed(drawn(line, chart="P").figure, theme.USUAL)) == 5  # the limits of proportions stop at a month without cases


def test_what_is_unfinished_is_hollow_and_outside_the_limits():
    line = figures([*USUAL, 99])
    line[-1] = line[-1]._replace(status="incomplete")
    made = drawn(line)
    assert made.line.kinds[-1] is None
    assert made.figure["data"][-1]["marker"]["color"] == theme.CARD
    assert made.line.limits[0][4] == [signal(PERCENT, figures(USUAL)).latest.upper] * 14


def test_rebasing_breaks_the_limits_and_says_from_when():
    rebasing = Rebasing("icpc_15wd", "", pd.Timestamp(2025, 5, 1), "Two teams merged", None)
    made = drawn([*USUAL, *(v + 20 for v in USUAL)], rebasings=[rebasing])
    assert [(first, last) for first, last, *_ in made.line.limits] == [(0, 12), (13, 25)]
    ((mark,),) = [layer.marks for layer in made.line.layers]
    assert (mark.number, mark.days, mark.words, mark.at) == (1, "1\u00a0May 2025", "Limits start anew: Two teams merged", date(2025, 5, 15))
    assert set(made.line.kinds) == {"common"}
    assert [note["text"] for note in made.figure["layout"]["annotations"] if note.get("yref") == "paper"] == ["1"]
    short = drawn([*USUAL, *(v + 20 for v in USUAL[:5])], rebasings=[rebasing])
    assert [(first, last) for first, last, *_ in short.line.limits] == [(0, 12)]  # five points since: no limits there
    assert set(short.line.kinds[13:]) == {None}


def test_a_target_that_changes_is_drawn_in_steps_and_a_range_as_a_band():
    steps = [Target("x", 40, to_on=pd.Timestamp(2024, 9, 30)), Target("x", 60, from_on=pd.Timestamp(2024, 12, 1))]
    made = drawn(USUAL, targets=steps)
    lines = dashed(made.figure, theme.TARGET)
    assert [trace["y"] for trace in lines] == [[40, 40], [60, 60]]  # none in October and November
    band = drawn([16, 17, 18] * 5, COUNT, targets=[Target("x", 16, "between", upper=18)]).figure
    assert [trace["y"] for trace in dashed(band, theme.TARGET)] == [[16, 16], [18, 18]]
    assert [trace["y"] for trace in band["data"] if trace.get("fillcolor") == theme.TARGET_BAND] == [[16, 16, 18, 18]]


def test_an_event_rate_is_drawn_by_its_own_events_with_the_rate_behind_it():
    line = [
        each._replace(events=20, numerator=240, denominator=34439, value=69.7) if each.value is not None else each for each in figures(USUAL, RATE)
    ]
    made = drawn(line, RATE)
    assert made.line.values == pytest.approx([20 / 34439 * 12 * 10_000] * 13)
    assert [(name, values[0]) for name, values, _ in made.line.behind] == [("12 months", 69.7)]


# -- on pages ----------------------------------------------------------------------------------------


def test_the_table_has_the_limits_and_what_each_point_says(visit, source):
    tab = visit("/indicator/icpc_15wd")
    tab.page.get_by_text("These figures as a table").click()
    heads = tab.page.locator("details table thead th").all_inner_texts()
    indicator, found = source.indicators["icpc_15wd"], source.snapshot().signal(source.indicators["icpc_15wd"])
    first = heads.index("Mean")
    assert heads[first : first + 4] == ["Mean", "Lower limit", "Upper limit", "What it says"]
    named = {wording.month_named(point.period, short=True): point for point in found.points}
    rows = [row for row in rows_of(tab, "details table") if row[0] in named]
    assert len(rows) == 36
    for row in rows:
        point = named[row[0]]
        shown = [wording.value(indicator, limit) for limit in (point.mean, *real.limits(indicator, found, point))]
        assert row[first : first + 4] == [*shown, icons.says(point)]


def test_older_rules_and_other_charts_are_a_link_and_the_page_says_which(visit):
    tab = visit("/indicator/icpc_15wd")
    tab.page.get_by_text("How this chart is made").click()
    words = tab.page.locator(".trend details").first.inner_text()
    assert "the Making Data Count rules of November 2023" in words
    tab.page.get_by_role("link", name="Older rules").click()
    expect(tab.page.locator(".trend details").first).to_contain_text("NHSRplotthedots")
    tab.page.get_by_role("link", name="XmR", exact=True).click()
    expect(tab.page.locator(".trend details").first).to_contain_text("(XmR)")
    assert tab.query() == {"rules": "older", "chart": "xmr"}


def test_the_signs_above_a_chart_are_those_of_the_chart_that_was_asked_for(visit, source):
    snapshot = source.snapshot()
    indicator = source.indicators["icpc_15wd"]
    view = View.read(snapshot, "/", {})
    for query, options in (("", {}), ("&rules=older&chart=p", {"rules": "older", "chart": "P"}), ("&points=year", {"grain": "year"})):
        found = real.read(snapshot.signal(indicator, **options), view.period, snapshot.target(indicator, view.period.end))
        assert real.sentences(indicator, found)[0] in visit(f"/indicator/icpc_15wd?period={view.period.label.replace(' ', '+')}{query}").page.locator(".signs").inner_text()


def test_an_address_that_asks_for_what_there_is_not_shows_the_usual_chart(visit):
    tab = visit("/indicator/contacts?rules=newest&chart=pie&points=day")
    assert tab.page.locator(".chart .main-svg").count()


def test_a_rate_says_why_its_chart_is_of_each_months_own_events(visit):
    tab = visit("/indicator/section47_rate")
    tab.page.get_by_text("How this chart is made").click()
    assert "would seem to shift where nothing did" in tab.page.locator(".trend details").first.inner_text()
    assert "rate of 12 months" in tab.page.locator(".keys").first.inner_text()


def test_the_scorecard_says_in_words_what_the_signs_say(shown, source):
    tab, snapshot = shown("/"), source.snapshot()
    view = View.read(snapshot, "/", {})
    said = {
        row["id"]: row["real"]
        for row in tab.page.locator(".scorecard tbody tr:not(.theme)").evaluate_all(
            "rows => rows.map(r => ({id: r.querySelector('th a').id.slice(3), real: r.querySelector('.c-real')?.innerText.split('\\n').filter(t => t)}))"
        )
    }
    for indicator in snapshot.indicators.values():
        found = real.reading(indicator, view, snapshot)
        words = [real.word(found), *([icons.ASSURANCE[found.assurance][0]] if found.assurance else [])]
        assert said[indicator.id] == words
    assert {"Improving", "Usual variation"} <= {words[0] for words in said.values()}


def test_blue_is_met_and_will_stay_met(shown, source):
    """Its limits leave no room to miss the target; green is met in this period, and nothing more."""
    snapshot = source.snapshot()
    view = View.read(snapshot, "/", {})
    tab = shown("/")
    for indicator in snapshot.indicators.values():
        figure, found = snapshot.figure(indicator.id, view.period), real.reading(indicator, view, snapshot)
        chip = tab.page.locator(f"#to-{indicator.id}").locator("xpath=ancestor::tr").locator(".c-target .chip")
        if figure.judgement == "met":
            assert chip.inner_text() == ("Met, reliably" if found.is_reliable else "Met")


def test_the_one_legend_explains_every_sign_and_keeps_the_promises_of_the_page(visit):
    tab = visit("/")
    tab.page.get_by_text("What the signs say").click()
    words = tab.page.locator(".legend").inner_text()
    for name, _ in [*icons.VARIATION.values(), *icons.ASSURANCE.values()]:
        assert name in words
    for name in [*wording.JUDGEMENTS.values(), wording.RELIABLY]:
        assert name in words
    tab.keeps_its_promises()


def test_the_headline_has_the_signs_with_their_sentences(shown, source):
    snapshot = source.snapshot()
    tab = shown("/indicator/icpc_15wd")
    found = real.reading(source.indicators["icpc_15wd"], View.read(snapshot, "/", {}), snapshot)
    text = tab.page.locator(".signs").inner_text()
    for sentence in real.sentences(source.indicators["icpc_15wd"], found):
        assert sentence in text
    assert tab.page.locator(".signs .sign").count() == 2


# -- signs -------------------------------------------------------------------------------------------


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return sum(w * (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4) for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("kind", icons.COLOURS)
def test_every_sign_stands_out_from_its_own_ground(kind):
    """WCAG 1.4.11 asks 3 to 1 of what is drawn; the ground is in the picture, so that forced colours cannot take it away."""
    assert 1.05 / (luminance(icons.COLOURS[kind]) + 0.05) >= 4.5
    sign = icons.assurance(kind) if kind in icons.ASSURANCE else icons.variation(kind)
    assert f"fill='{theme.CARD}'" in drawn_in_styles(sign)
    assert "children" not in sign["props"]  # its words stand beside it


def drawn_in_styles(sign):
    """The drawing that the style sheet has for a sign."""
    return unquote(re.search(rf"\.{sign['props']['className'].split()[1]} {{ [^\n]*", bundles.STYLES.text).group())


def test_no_two_signs_are_one_drawing():
    kinds = [(icons.variation, (kind, rises)) for kind in icons.VARIATION for rises in (True, False)] + [(icons.assurance, (kind,)) for kind in icons.ASSURANCE]
    shapes = {re.sub("#[0-9a-f]{6}", "", drawn_in_styles(draw(*of)).partition(" ")[2]) for draw, of in kinds}
    assert len(shapes) == 7  # rising, falling, wandering, none; P, F and ?



# -- rebasing, trajectory, pace ----------------------------------------------------------------------


def opened(visit, path="/indicator/icpc_15wd"):
    tab = visit(path)
    tab.page.get_by_text("Rebase the limits").click()
    return tab


def test_an_analyst_rebases_with_a_reason_and_takes_it_back(visit, source, state):
    state("usual")
    tab = opened(visit, "/indicator/icpc_15wd?rules=older")
    tab.page.locator("#rebase-from").select_option("2024-10")
    tab.page.locator("#rebase-reason").fill("Two teams merged")
    tab.page.locator("#rebase").click()
    expect(tab.page.locator("#result")).to_have_text("The limits start anew from October 2024.")
    expect(tab.page.locator("#result")).to_be_focused()
    assert tab.query()["rules"] == "older"
    assert [(r.from_on, r.reason) for r in source.snapshot().reference.rebasings("icpc_15wd")] == [(pd.Timestamp(2024, 10, 1), "Two teams merged")]
    text = tab.page.locator(".trend").inner_text()
    assert "1\u00a0October 2024 Limits start anew: Two teams merged." in text
    tab.page.get_by_role("button", name="Take back the rebasing").click()
    expect(tab.page.locator("#result")).to_have_text("The limits no longer start anew from October 2024.")
    assert source.snapshot().reference.rebasings("icpc_15wd") == ()


def test_without_a_reason_nothing_is_rebased(visit, source, state):
    state("usual")
    tab = opened(visit)
    tab.page.locator("#rebase").click()
    expect(tab.page.locator("#rebase-refused")).to_contain_text("Say why")
    assert source.snapshot().reference.rebasings("icpc_15wd") == ()


def test_an_address_that_says_a_month_was_noted_says_no_more_than_what_is(visit):
    assert visit("/indicator/icpc_15wd?rebase-noted=2024-10").page.locator("#result").inner_text() == "The limits no longer start anew from October 2024."
    assert visit("/indicator/icpc_15wd?rebase-noted=%3Cb%3E").page.locator("#result").count() == 0


@pytest.fixture
def with_trajectory(source, tmp_path):
    """A plan from 70 to 85 % within the year, made up here: two quarters are over."""
    (tmp_path / "targets.csv").write_text("indicator,team,from,to,target,direction,tolerance,basis,source\n")
    (tmp_path / "trajectories.csv").write_text(
        "indicator,team,year,baseline,baseline_on,q1,q2,q3,q4,direction,tolerance,source\n"
        "icpc_15wd,,2026-27,70,2026-03-31,74,99,82,85,or more,1,A made-up plan\n"
    )
    reference = Reference.read(ROOT / "data" / "reference", tmp_path)
    values = make_values({"icpc_15wd": PERCENT}, reference)
    source.change(reference=reference, values=values, indicators={"icpc_15wd": PERCENT})
    yield reference
    source.use("usual")


def test_a_trajectory_shows_aim_actual_and_judgement_of_each_quarter(visit, source, with_trajectory):
    tab = visit("/indicator/icpc_15wd")
    shown = rows_of(tab, "table.trajectory")
    snapshot = source.snapshot()
    actual = [wording.value(PERCENT, snapshot.figure("icpc_15wd", snapshot.period(f"2026-27 Q{n}")).value) for n in (1, 2)]
    heads = tab.page.locator("table.trajectory tbody th").all_inner_texts()
    assert [head.replace("\u00a0", " ") for head in heads] == ["Baseline, 31 Mar 2026", "Q1 Jun 2026", "Q2 Sep 2026", "Q3 Dec 2026", "Q4 Mar 2027"]
    assert [[cell.replace("\n", " ") for cell in row[1:]] for row in shown] == [
        ["", "70.0%"], ["74.0%", f"{actual[0]} Met"], ["99.0%", f"{actual[1]} Not met"], ["82.0%", "Not yet"], ["85.0%", "Not yet"],
    ]  # fmt: skip
    assert "A made-up plan" in tab.page.locator(".panel").filter(has=tab.page.locator("table.trajectory")).inner_text()


def test_a_trajectory_is_drawn_in_steps_with_marks_at_its_quarters(source, with_trajectory):
    snapshot = source.snapshot()
    view = View.read(snapshot, "/indicator/icpc_15wd", {"period": "2026-10"})
    line = trend.line_of(PERCENT, view, snapshot, None, trend.drawn(PERCENT, view, snapshot, ""), snapshot.signal(PERCENT))
    assert [target and target[0] for target in line.targets][-8:] == [None, 74, 74, 74, 99, 99, 99, 82]
    assert [(day.date().isoformat(), value) for day, value, _ in line.marks] == [("2026-03-31", 70), ("2026-06-30", 74), ("2026-09-30", 99)]


RISING = [*[60, 61, 60, 59] * 3, *(60 + n for n in range(1, 13))]


@pytest.mark.parametrize(
    ("values", "aim", "words"),
    [
        (RISING, 80, "At the pace of the latest 12 months, +1.0 point a month, it would reach the target in about 8 months."),
        (RISING, 73, "At the pace of the latest 12 months, +1.0 point a month, it would reach the target in about 1 month."),
        ([50 + v / 10 for v in RISING], 80, "At the pace of the latest 12 months, +0.1 points a month, it would reach the target in more than three years."),
        ([*RISING[:12], 63, 61, 62, 66, 64, 67, 65, 69, 68, 70, 72, 71], 80,
         "At the pace of the latest 12 months, +1.0 point a month, it would reach the target in about 8 months (between 7 and 12 months)."),
        ([60, 61] * 12, 80, ""),
    ],
)  # fmt: skip
def test_how_long_to_the_target_at_the_present_pace_where_the_trend_is_real(values, aim, words):
    line = figures(values)
    target = Target("icpc_15wd", aim)
    found = real.read(signal(PERCENT, line), Period("month", line[-1].period, line[-1].period_start, line[-1].period_end, True), target)
    assert real.pace_words(PERCENT, found, target).replace("\u00a0", " ") == words


@pytest.mark.parametrize("path", ["/indicator/icpc_15wd?rules=older&chart=xmr&rebase-noted=2024-10", "/indicator/section47_rate?points=quarter"])
def test_a_page_with_all_of_it_open_is_accessible_and_fits(visit, with_trajectory, path, source):
    known = {name: ALL[name] for name in ("icpc_15wd", "section47_rate")}
    source.change(values=make_values(known, with_trajectory), indicators=known)
    source.rebase("icpc_15wd", "", pd.Timestamp(2024, 10, 1), "Two teams merged")
    tab = visit(path)
    tab.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    tab.keeps_its_promises()


def test_a_chart_without_names_beside_it_is_whole_on_a_phone(visit):
    for path, is_cut in (("/indicator/contacts", False), ("/indicator/icpc_15wd", True)):
        tab = visit(path, NARROW)
        assert (tab.page.evaluate("document.querySelector('.chart').getBoundingClientRect().right") > NARROW) == is_cut


def test_people_outside_are_offered_no_rebasing(visit):
    assert visit("/indicator/icpc_15wd?share=1").page.locator(".rebase").count() == 0


def test_a_first_month_alone_is_a_point_and_nothing_to_rebase(visit, source, state):
    state("usual")
    values = source.snapshot().values
    source.change(values=values[(values["period"] == "2021-04") & (values["indicator"] == "contacts")])
    tab = visit("/indicator/contacts?period=2021-04")
    assert "1 of the 13 months that limits need" in tab.page.locator(".signs").inner_text()
    assert tab.page.locator(".chart .main-svg").count()
    assert tab.page.locator(".rebase").count() == 0
