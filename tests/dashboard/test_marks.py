"""What is marked on the time line, and what is drawn of others behind it."""

import random
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from playwright.sync_api import expect

from dashboard import charts, theme
from dashboard.indicator import marks, trend
from dashboard.indicator.beside import beside
from dashboard.indicator.events import unread
from dashboard.indicator.figures import figures_table
from dashboard.snapshot import Figure
from dashboard.view import View
from metrics.events import Event
from metrics.registry import indicators
from tests.dashboard.test_control_chart import COUNT, PERCENT, USUAL, drawn
from tests.dashboard.test_origin import cells_of, written

DAY = pd.Timestamp


def event(first, last, words="A visit", source=""):
    return Event(DAY(first), DAY(last), words, source)


# -- events and rebasings ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2025-06-17", "2025-06-17", "17 June 2025"), ("2025-06-17", "2025-06-18", "17 to 18 June 2025"), ("2025-06-30", "2025-07-02", "30 June to 2 July 2025"),
        ("2024-12-30", "2025-01-02", "30 December 2024 to 2 January 2025"), ("2022-07-01", "2022-07-31", "July 2022"),
    ],
)  # fmt: skip
def test_days_are_written_as_people_say_them(first, last, words):
    assert marks.days(DAY(first), DAY(last)).replace("\u00a0", " ") == words


def test_events_are_numbered_in_order_of_time_and_stand_on_their_days():
    """Thirteen months from April 2024: the axis begins a little before the end of April, and what happened on its first days stands at its edge."""
    noted = [event("2024-09-03", "2024-09-05", "Second"), event("2024-04-02", "2024-04-02", "First"), event("2024-03-31", "2024-03-31", "Before"), event("2025-05-01", "2025-05-01", "After")]
    made = drawn(USUAL, events=sorted(noted, key=lambda each: each.from_on))
    ((first, second),) = [layer.marks for layer in made.line.layers]
    assert [(mark.number, mark.words) for mark in (first, second)] == [(1, "First"), (2, "Second")]
    assert (first.at, second.at) == (charts.ends(made.line.figures)[0], date(2024, 9, 3))
    numbers = [note for note in made.figure["layout"]["annotations"] if note.get("yref") == "paper"]
    assert [note["text"] for note in numbers] == ["1", "2"] and made.figure["layout"]["margin"]["t"] > 20
    assert [shape["x0"] for shape in made.figure["layout"]["shapes"] if shape["type"] == "line"] == [first.at.isoformat(), "2024-09-03"]
    assert drawn(USUAL).figure["layout"]["margin"]["t"] == 14


def test_what_lasted_is_drawn_from_its_first_day_to_its_last():
    made = drawn(USUAL, events=[event("2024-09-01", "2024-11-30")])
    (bar,) = [shape for shape in made.figure["layout"]["shapes"] if shape.get("fillcolor") == theme.EDGE]
    assert (bar["x0"], bar["x1"]) == ("2024-09-01", "2024-11-30")


def test_no_two_numbers_lie_over_one_another_however_close_the_events():
    chance = random.Random(5)
    for n in (1, 3, 8, 20, 60):
        for _ in range(20):
            days = sorted(chance.sample(range(1100), n))
            px = marks.NARROWEST / 1100
            found = marks.places([(day, number) for number, day in enumerate(days, start=1)], px)
            assert [number for _, _, numbers in found for number in numbers] == list(range(1, n + 1)), "every event is in one number, in order"
            for row in range(marks.ROWS):
                boxes = [(at * px - marks.wide(numbers) / 2, at * px + marks.wide(numbers) / 2) for at, its_row, numbers in found if its_row == row]
                assert all(left[1] <= right[0] + 1e-6 for left, right in zip(boxes, boxes[1:], strict=False))


def test_events_that_crowd_share_a_number_that_tells_of_all_of_them():
    found = marks.places([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (400, 6)], 0.5)
    assert [marks.label(numbers) for _, _, numbers in found] == ["1", "2", "3–5", "6"]


def test_the_list_says_each_mark_with_its_number_and_where_it_is_written():
    made = drawn(USUAL, events=[event("2024-09-03", "2024-09-03", "A new front door", "https://www.example.gov.uk/a"), event("2024-10-01", "2024-10-01", "Forms", "Minutes")])
    said = written(marks.listing(made.line.layers[-1].marks))
    assert "1 3 September 2024 A new front door. Source: example.gov.uk ." in said and "2 1 October 2024 Forms. Source: Minutes." in said
    assert "1, 3 September 2024, A new front door" in written(trend.said(made.line))
    assert marks.listing(()) is None
    many = drawn(USUAL, events=[event(f"2024-09-{day:02d}", f"2024-09-{day:02d}") for day in range(1, 10)]).line.layers[-1].marks
    assert marks.listing(many)["type"] == "Details" and written(marks.listing(many)).startswith("Marked on the time line: 9 1 1 September 2024")


def test_the_table_says_in_which_month_it_was(source):
    snapshot = source.snapshot()
    view = View.read(snapshot, "/indicator/contacts", {})
    table = figures_table(COUNT, view, snapshot, snapshot.signal(COUNT))
    rows = cells_of(table)[1:]
    marked = {row[0]: row[-1] for row in rows if row[-1]}
    assert marked["Nov 2025"] == "10 to 21 November 2025: Ofsted inspection, which judged the services good"
    assert set(marked) == {"Feb 2024", "Oct 2024", "Feb 2025", "Jun 2025", "Nov 2025"}


def test_an_analyst_marks_an_event_and_takes_it_back(visit, source, state):
    state("usual")
    tab = visit("/indicator/icpc_15wd?points=quarter")
    tab.page.get_by_text("Mark an event").click()
    tab.page.locator("#event").click()
    expect(tab.page.locator("#event-refused")).to_contain_text("Say on which day")
    tab.page.locator("#event-from").fill("2025-12-01")
    tab.page.locator("#event-words").fill("A new front door")
    tab.page.locator("#event-of-charts").select_option("theme")
    tab.page.locator("#event").click()
    expect(tab.page.locator("#result")).to_have_text("It is marked on the time line.")
    expect(tab.page.locator(".marks")).to_contain_text("A new front door")
    expect(tab.page.locator("#result")).to_be_focused()
    assert tab.query()["points"] == "quarter"
    (noted,) = source.snapshot().reference.every_event
    assert (noted.theme, noted.indicator, noted.team, noted.from_on) == ("Child protection", "", "", DAY(2025, 12, 1))
    tab.page.get_by_role("button", name="Take back the event A new front door").click()
    expect(tab.page.locator("#result")).to_have_text("It is no longer marked.")
    assert source.snapshot().reference.every_event == ()


def test_a_file_that_cannot_be_read_is_told_where_its_events_would_be(source):
    fault = "events.csv, row 3: from is 'May'. Expected a day. What was read before is shown."
    view, snapshot = View.read(source.snapshot(), "/", {}), replace(source.snapshot(), plan_fault=fault)
    assert written(unread(view, snapshot)) == fault and unread(view, replace(snapshot, plan_fault="plan_actions.csv, row 2")) is None
    assert unread(View.read(snapshot, "/", {"share": "1"}), snapshot) is None


# -- England and the neighbours ------------------------------------------------------------------------


def line_of(indicator, grain="month", value=None, limits=()):
    """A line over the years that are published, with nothing on it but values."""
    ends = pd.date_range("2021-04-30", "2026-10-31", freq="ME") if grain == "month" else pd.date_range("2021-03-31", "2026-03-31", freq="YE-MAR")
    blank, start_of = dict.fromkeys(Figure._fields), lambda end: end.replace(day=1) if grain == "month" else end - pd.DateOffset(years=1) + pd.Timedelta(days=1)
    made = [
        Figure(**{**blank, "grain": grain, "period": str(end.date()), "period_start": start_of(end).to_pydatetime(), "period_end": end.to_pydatetime()}) for end in ends
    ]
    return charts.Line(indicator, made, [value] * len(made), "Herefordshire", limits=limits)


def published(reference, key, area):
    rows = reference.published(key)
    rows = rows[rows["area"] == area].set_index("period_end")["value"]
    return rows.dropna().to_dict()


@pytest.fixture
def asked(source):
    def make(indicator_id, **query):
        return View.read(source.snapshot(), f"/indicator/{indicator_id}", query)

    return make


def test_englands_figure_of_a_year_lies_over_the_months_of_that_year(source, asked):
    """icpc_15wd: a figure of 2023-24 from April 2023 to March 2024, and no other month."""
    line = line_of(PERCENT, value=80)
    layer = beside(asked("icpc_15wd"), source.snapshot(), line)
    england = [trace for trace in layer.traces if trace.get("line", {}).get("color") == theme.ENGLAND]
    *steps, carried = england
    values = published(source.reference, "icpc_15wd_pct", "E92000001")
    for figure in line.figures:
        year = figure.period_end.year + (figure.period_end.month > 3)
        drawn_there = [y for trace in steps for x, y in zip(trace["x"], trace["y"], strict=True) if trace["x"][0] <= figure.period_end.date().isoformat() <= trace["x"][-1]]
        expected = values.get(DAY(year, 3, 31))
        assert (expected in drawn_there) == (expected is not None), figure.period
    last = max(values)
    assert carried["y"] == [values[last]] * 2 and carried["x"][0] == last.date().isoformat() and carried["line"]["dash"] == "dot"
    assert ("england", f"England {values[last]:.1f}% ({last.year - 1}-{last.year % 100})") in layer.keys


def test_the_band_runs_from_the_lowest_to_the_highest_neighbour_of_each_day(source, asked):
    rate = indicators()["cp_plan_rate"]
    line = line_of(rate, "year", value=50)
    layer = beside(asked("cp_plan_rate"), source.snapshot(), line)
    (band,) = [trace for trace in layer.traces if trace.get("fillcolor") == theme.AMONG]
    neighbours = [published(source.reference, "cpp_rate", area) for area in source.reference.neighbours("E06000019")]
    for day in ("2023-03-31", "2024-03-31", "2025-03-31"):
        at = [y for x, y in zip(band["x"], band["y"], strict=True) if x == day]
        values = [each[DAY(day)] for each in neighbours if DAY(day) in each]
        assert at == [min(values), max(values)]
    assert f"{sum(DAY('2025-03-31') in each for each in neighbours)} of 10 have a figure for 2024-25." in layer.said


def test_where_limits_are_drawn_the_band_may_not_squeeze_them_and_says_that_it_goes_on(source, asked):
    limits = ((0, 66, [80] * 67, [78] * 67, [82] * 67),)
    free, held = (beside(asked("icpc_15wd"), source.snapshot(), line_of(PERCENT, value=80, limits=each)) for each in ((), limits))
    england = list(published(source.reference, "icpc_15wd_pct", "E92000001").values())[-4:]
    low, high = min(78, *england), max(82, *england)  # what the plot holds without the band
    assert (min(held.values), max(held.values)) == pytest.approx((low - 0.15 * (high - low), high + 0.15 * (high - low)))
    assert min(free.values) < 70 and max(free.values) > 95
    band = [[y for trace in layer.traces if trace.get("fillcolor") == theme.AMONG for y in trace["y"]] for layer in (free, held)]
    assert band[0] == band[1], "the band itself is never cut at another height than the edge of the chart"
    assert "goes on beyond it" in held.said and "goes on" not in free.said
    (name,) = held.annotations
    assert name["y"] <= max(held.values)


def test_others_are_hidden_by_a_link_and_the_region_stands_in_the_place_of_neighbours(source, asked, app):
    snapshot = source.snapshot()
    assert beside(asked("icpc_15wd", beside="none"), snapshot, line_of(PERCENT, value=80)) is None
    layer = beside(asked("icpc_15wd", compare="region"), snapshot, line_of(PERCENT, value=80))
    assert [kind for kind, _ in layer.keys] == ["region", "england"] and not [trace for trace in layer.traces if "fillcolor" in trace]
    assert [kind for kind, _ in beside(asked("icpc_15wd", compare="england"), snapshot, line_of(PERCENT, value=80)).keys] == ["england"]
    assert [kind for kind, _ in beside(asked("icpc_15wd", team="MASH"), snapshot, line_of(PERCENT, value=80)).keys] == ["england"], "a range of authorities"
    assert beside(asked("contacts"), snapshot, line_of(COUNT, value=80)) is None
    link = trend.about_others(PERCENT, asked("icpc_15wd", rules="older"), SimpleNamespace(layers=()))
    assert "Hide England" in written(link) and "rules=older&beside=none" in link["props"]["children"][-1]["props"]["href"]


def test_every_indicator_with_published_figures_has_them_on_its_scale(source):
    """What is published is the same measure: England's figure lies within what our own could be."""
    for indicator in indicators().values():
        if indicator.compares_with:
            units = {"percent": "percent", "per 10,000": "per 10,000", "children per FTE": "cases per FTE"}
            assert source.reference.published_indicator(indicator.compares_with).unit == units.get(indicator.unit, indicator.unit)


