"""Where a change came from, team by team and kind by kind; and the teams as small multiples."""

import csv
import io
import json
import random
import re
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import quote_plus

import pandas as pd
import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard import access, real
from dashboard.indicator import multiples, origin
from dashboard.indicator.judged import judged
from dashboard.indicator.teams import aims_of, in_funnel, team_figures, why_no_funnel
from dashboard.snapshot import WHOLE
from dashboard.view import View
from metrics.accounting import HIDDEN, Between, by_kind
from metrics.accounting import origin as origin_of
from metrics.comparison import Target
from metrics.differences import SAME
from metrics.disclosure import SUPPRESSED
from metrics.registry import indicators

PERCENT, COUNT, RATE = indicators()["icpc_15wd"], indicators()["contacts"], indicators()["section47_rate"]


def view_of(snapshot, indicator="icpc_15wd", **query):
    return View.read(snapshot, f"/indicator/{indicator}", {"period": "2026-27 Q2", **query})


def texts(tree):
    """All that is written in a part of a page, in order."""
    if tree is None or isinstance(tree, (str, int, float)):
        return [] if tree is None else [str(tree)]
    if isinstance(tree, (list, tuple)):
        return [text for each in tree for text in texts(each)]
    return texts(tree["props"].get("children")) if isinstance(tree, dict) else texts(getattr(tree, "children", None))


@pytest.fixture(scope="module")
def adding(source):
    """Figures of the authority that its teams add up to, as those of real extracts do."""
    values = source.snapshot().values.copy()
    of_teams = values[values["team"] != ""].groupby(["indicator", "grain", "period"])[["numerator", "denominator"]].sum(min_count=1)
    whole = (values["team"] == "") & values["indicator"].isin(["icpc_15wd", "contacts"])
    sums = of_teams.reindex(pd.MultiIndex.from_frame(values.loc[whole, ["indicator", "grain", "period"]])).to_numpy()
    values.loc[whole, ["numerator", "denominator"]] = sums
    values.loc[whole, "value"] = values["numerator"].where(values["denominator"].isna(), 100 * values["numerator"] / values["denominator"])[whole]
    return replace(source.snapshot(), values=values, _made={})


def markup(tree):
    return json.dumps(tree, cls=PlotlyJSONEncoder).replace("\\u0026", "&")


def written(tree):
    return re.sub(r"\s+", " ", " ".join(texts(tree)).replace("\u00a0", " "))


def number(text):
    return float(text.replace("−", "-").replace(",", ""))


def cells_of(tree):
    """The rows of the table in a part of a page, as texts."""
    if isinstance(tree, (list, tuple)):
        return [row for each in tree for row in cells_of(each)]
    kind, children = (tree["type"], tree["props"].get("children")) if isinstance(tree, dict) else (type(tree).__name__, getattr(tree, "children", None))
    if kind == "Tr":
        return [[" ".join(texts(cell)).replace("\u00a0", " ") for cell in children]]
    return [] if children is None else cells_of(children)


# -- by team -----------------------------------------------------------------------------------------


def test_teams_parts_are_those_worked_out_by_hand_and_add_up_as_they_are_shown(app, adding):
    """Kitagawa by the book, from the figures themselves: each team's own figure weighted by its mean share, and the rest of what it adds."""
    snapshot = adding
    view = view_of(snapshot, against="year")
    figure = snapshot.figure("icpc_15wd", view.period)
    with app.server.test_request_context("/indicator/icpc_15wd?view=change"):
        frame = origin.frame_of(PERCENT, view, snapshot)
        shown = cells_of(origin.change_view(PERCENT, view, snapshot, figure, None))
    base = snapshot.before("icpc_15wd", view.period, years=1)
    assert frame["change"].sum() == pytest.approx(figure.value - base.value)
    middle = (figure.value + base.value) / 2
    for part in frame.itertuples():
        then, now = (snapshot.figure("icpc_15wd", snapshot.period(label), part.group) for label in (base.period, figure.period))
        shares = then.denominator / base.denominator, now.denominator / figure.denominator
        assert part.by_its_own_figure == pytest.approx((now.value - then.value) * sum(shares) / 2)
        assert part.by_its_share == pytest.approx((shares[1] - shares[0]) * ((now.value + then.value) / 2 - middle))
    *rows, total = [[number(cell) for cell in row[3:6]] for row in shown if re.search(r"\d of \d", row[1])]
    assert [round(sum(column), 1) for column in zip(*rows, strict=True)] == total
    assert all(round(rate + mix, 1) == both for rate, mix, both in [*rows, total])
    assert total[2] == round(figure.value - base.value, 1)


def test_each_part_opens_into_its_rows_then_and_now(app, source):
    view = view_of(source.snapshot(), against="before")
    change = origin.chosen(PERCENT, view, source.snapshot(), source.snapshot().figure("icpc_15wd", view.period))[1]
    then, now = origin.links(PERCENT, view, change, SimpleNamespace(group="MASH", then=(1, 2)), "team")
    assert "team=MASH" in now and "view=rows" in now and "period=2026-27+Q2" in now and "period=2026-27+Q1" in then
    assert "view=kinds&by=age" in origin.links(PERCENT, view, change, SimpleNamespace(group="1 to 4", then=(1, 2)), "age")[0]


def figure_of(numerator, denominator, value=None):
    return SimpleNamespace(
        numerator=numerator, denominator=denominator, value=value if value is not None else 100 * numerator / denominator, status="ok",
        period_end=pd.Timestamp(2025, 3, 31), lower=None, upper=None,
    )  # fmt: skip


def made(then, now):
    """The origin of a change between groups of (numerator, denominator), None for one that is hidden beside the figures of all."""
    whole = [figure_of(*(sum(pair[n] for pair in groups.values()) for n in (0, 1))) for groups in (then, now)]
    return whole, lambda then, now: origin_of("team", Between(PERCENT, whole[1], whole[0]), then, now)


def test_what_is_no_more_than_chance_is_taken_apart_and_no_team_named(source):
    then, now = {"North": (40, 50), "South": (30, 50)}, {"North": (30, 50), "South": (38, 50)}
    _, split = made(then, now)
    found = split(then, now)
    assert found.verdict == SAME and found.account is None and found.split.change == pytest.approx(-2)
    said = origin.what_it_says(SimpleNamespace(indicator=PERCENT), found, "team")
    assert said.startswith("That is no more than chance would give (95%)") and "North" not in said


def test_what_is_more_than_chance_names_the_team_that_accounts_for_it(source):
    then, now = {"North": (450, 500), "South": (400, 500)}, {"North": (300, 500), "South": (398, 500)}
    found = made(then, now)[1](then, now)
    said = origin.what_it_says(SimpleNamespace(indicator=PERCENT), found, "team")
    assert said.startswith("More than chance would give (95%). ") and "North accounts for 15.0" in said, said


def test_hidden_groups_are_taken_together_and_no_part_tells_one_of_them():
    then, now = {"A": (40, 50), "B": (3, 6), "C": (2, 7), "D": (60, 70)}, {"A": (45, 60), "B": (9, 12), "C": (1, 9), "D": (50, 70)}
    found = made(then, now)[1]({**then, "B": None, "C": None}, {**now, "C": None, "D": None})
    assert list(found.then) == ["A", HIDDEN] and found.then[HIDDEN] == (65, 83) and found.now[HIDDEN] == (60, 91)
    assert found.account is None and [part.group for part in found.split.parts] == ["A", HIDDEN]
    assert found.split.change == pytest.approx(100 * (105 / 151 - 105 / 133))


def test_groups_that_do_not_add_up_say_nothing_of_where_it_came_from():
    then, now = {"A": (40, 50), "B": (3, 6)}, {"A": (45, 60), "B": (9, 12)}
    assert made(then, now)[1]({"A": (40, 50)}, now) is None


def test_of_a_breakdown_what_is_hidden_is_none_and_what_is_missing_nought():
    frame = lambda *rows: pd.DataFrame(rows, columns=["group", "numerator", "denominator"])  # noqa: E731
    then, now = by_kind(frame(("A", 3.0, 9.0), ("B", None, None)), frame(("A", 4.0, 9.0), ("C", 1.0, 2.0)))
    assert then == {"A": (3, 9), "B": None, "C": (0, 0)} and now == {"A": (4, 9), "B": (0, 0), "C": (1, 2)}


@pytest.mark.parametrize("indicator", [PERCENT, COUNT, RATE])
@pytest.mark.parametrize("by", ["team", "sex"])
def test_parts_of_every_shape_add_up_to_what_is_said_of_the_change(app, source, adding, indicator, by):
    snapshot = adding if by == "team" else source.snapshot()
    view = view_of(snapshot, indicator.id, by=by, against="before")
    figure = snapshot.figure(indicator.id, view.period)
    with app.server.test_request_context(f"/indicator/{indicator.id}?view=change"):
        page = origin.change_view(indicator, view, snapshot, figure, None)
        frame = origin.frame_of(indicator, view, snapshot)
    said = written(page)
    base = snapshot.before(indicator.id, view.period)
    assert frame["change"].sum() == pytest.approx(figure.value - base.value)
    assert f"{abs(figure.value - base.value):.{indicator.decimals}f}" in said
    together = [number(row[-2]) for row in cells_of(page) if re.fullmatch(r"[+−]?[\d,.]+", row[-2])]
    assert round(sum(together[:-1]), indicator.decimals) == together[-1]
    assert ("The population" in said) == indicator.is_rate
    assert list(frame["by"].unique()) == (["age"] if indicator.is_rate and by == "team" else [by])


def test_shared_outside_nothing_is_told_of_teams_that_are_hidden(app, source):
    snapshot = source.snapshot().shared
    hidden, n = [], 0
    for indicator in snapshot.indicators.values():
        view = view_of(snapshot, indicator.id, period="2025-26", share="1", by="team")
        if "team" not in origin.groupings(indicator, view) or origin.chosen(indicator, view, snapshot, snapshot.figure(indicator.id, view.period)) is None:
            continue
        with app.server.test_request_context(f"/indicator/{indicator.id}?view=change&share=1"):
            page, frame = origin.change_view(indicator, view, snapshot, snapshot.figure(indicator.id, view.period), None), origin.frame_of(indicator, view, snapshot)
        hidden = [team for team in snapshot.teams for label in ("2024-25", "2025-26") if (found := snapshot.figure(indicator.id, snapshot.period(label), team)) and found.status == SUPPRESSED]
        n += bool(hidden)
        assert not set(hidden) & {row[0] for row in cells_of(page)}
        assert frame is None or not set(hidden) & set(frame["group"])
        assert "view=rows" not in markup(page)
    assert n, "no figure of a team is hidden: this test has nothing to look at"


def test_shared_outside_kinds_of_case_are_of_whole_years(app, source):
    snapshot = source.snapshot().shared
    view = view_of(snapshot, share="1", by="age")
    with app.server.test_request_context("/indicator/icpc_15wd?view=change&share=1"):
        assert "whole financial years" in written(origin.change_view(PERCENT, view, snapshot, snapshot.figure("icpc_15wd", view.period), None))


def test_what_is_not_settled_is_not_taken_apart(app, source):
    snapshot = source.snapshot()
    view = view_of(snapshot, period="2026-27 Q3")
    assert "two settled figures" in written(origin.change_view(PERCENT, view, snapshot, snapshot.figure("icpc_15wd", view.period), None))


def test_the_panel_has_the_largest_parts_and_the_mix_and_they_add_up(adding):
    snapshot = adding
    view = view_of(snapshot)
    figure = snapshot.figure("icpc_15wd", view.period)
    said = texts(origin.origin_panel(PERCENT, view, snapshot, figure))
    parts = [number(text) for text in said if re.fullmatch(r"[+−]?\d+\.\d", text)]
    base = origin.chosen(PERCENT, view, snapshot, figure)[1].base
    assert "Mix of teams" in said and round(sum(parts), 1) == round(figure.value - base.value, 1)
    assert origin.origin_panel(RATE, view, snapshot, snapshot.figure(RATE.id, view.period)) is None


def test_every_step_of_the_way_begins_where_the_last_one_ended():
    chance = random.Random(2)
    for _ in range(50):
        rows = [origin.Row(str(n), None, None, round(chance.uniform(-9, 9), 1), round(chance.uniform(-3, 3), 1)) for n in range(6)]
        total = sum(row.change for row in rows) + chance.uniform(-0.04, 0.04)
        change = SimpleNamespace(base=SimpleNamespace(value=50), figure=SimpleNamespace(value=50 + total))
        low, high, places = origin.staircase(change, rows)
        assert [start for start, _ in places] == pytest.approx([50, *(end for _, end in places[:-1])]) and places[-1][1] == pytest.approx(50 + total)
        assert (low, high) == pytest.approx((min(50, *(end for _, end in places)), max(50, *(end for _, end in places))))


def test_the_parts_are_taken_along_as_a_table_and_as_the_steps_of_an_image(app, source):
    get, asked = app.server.test_client().get, "?period=2026-27+Q2&by=sex&against=year"
    lines = list(csv.DictReader(io.StringIO(get(f"/download/change/icpc_15wd.csv{asked}").data.decode("utf-8-sig"))))
    snapshot = source.snapshot()
    now = snapshot.figure("icpc_15wd", snapshot.period("2026-27 Q2"))
    assert sum(float(line["numerator"]) for line in lines) == now.numerator and [line["group"] for line in lines] == ["Female", "Male", "Not known"]
    image = get(f"/download/change/icpc_15wd.svg{asked}").data.decode()
    way = now.value - snapshot.before("icpc_15wd", snapshot.period("2026-27 Q2"), years=1).value
    assert image.count("height='12'") == len(lines) + 1 and f"{abs(way):.1f}" in image and "July to September 2026" in image
    assert get(f"/download/change/icpc_15wd.csv{asked}&share=1").status_code == 404


# -- small multiples and judgements ------------------------------------------------------------------


def teams_and_view(source, indicator=PERCENT):
    snapshot = source.snapshot()
    view = view_of(snapshot, indicator.id, view="teams")
    found = team_figures(indicator, view, snapshot)
    return snapshot, view, found, {} if why_no_funnel(indicator, found) else in_funnel(found)[1]


def test_each_small_chart_draws_the_teams_own_settled_quarters(source):
    snapshot, view, found, positions = teams_and_view(source)
    axis, teams = multiples.teams_of(PERCENT, view, snapshot, found, positions)
    assert {team.name for team in teams} == {name for name, figure in found if figure.value is not None} and axis[-1] == "2026-27 Q2"
    for team in teams:
        series = {figure.period: figure for figure in snapshot.series("icpc_15wd", team.name, "quarter")}
        assert team.values == [series[label].value if series[label].status == "ok" else None for label in axis]


def test_a_team_with_a_target_of_its_own_is_drawn_beside_that(source, monkeypatch):
    snapshot, view, found, positions = teams_and_view(source)
    own = next(name for name, figure in found if figure.value is not None)
    of_all = snapshot.reference.targets("icpc_15wd", "", view.period.end).value
    usual = type(snapshot.reference).targets
    mine = lambda self, indicator, team, on: Target(indicator, 41.0, team=own) if team == own else usual(self, indicator, team, on)  # noqa: E731
    monkeypatch.setattr(type(snapshot.reference), "targets", mine)
    snapshot = replace(snapshot, _made={})
    drawn = {team.name: team.aims[-1] for team in multiples.teams_of(PERCENT, view, snapshot, found, positions)[1]}
    assert len(drawn) > 1 and drawn == {name: 41.0 if name == own else of_all for name in drawn}
    aims = aims_of(PERCENT, view, snapshot, found)
    assert (aims[own], aims[WHOLE]) == (41.0, of_all)


def test_those_that_need_attention_come_first(source):
    def team(name, value, position=0, variation="common", judgement="met"):
        return multiples.Team(name, SimpleNamespace(value=value, judgement=judgement), SimpleNamespace(variation=variation), position, ())

    teams = [team("Fine", 90), team("Misses", 70, judgement="not met"), team("Ahead", 99, 2), team("Falling", 85, variation="concern"), team("Behind", 60, -2, judgement="not met")]
    assert [each.name for each in sorted(teams, key=lambda each: multiples.attention(PERCENT, each))] == ["Behind", "Falling", "Misses", "Fine", "Ahead"]
    low = SimpleNamespace(good="low")
    teams = [team("Low", 2, -2), team("High", 20, 2), team("Middle", 9)]
    assert [each.name for each in sorted(teams, key=lambda each: multiples.attention(low, each))] == ["High", "Middle", "Low"]
    said = multiples.in_words(PERCENT, [team("A", 70, judgement="not met", variation="concern"), team("B", 90), team("C", 80, judgement="near", variation="concern"), team("D", 50, judgement="too few")])
    assert said == "Of 4\u00a0teams 1 meets the target, 1 lies within its tolerance, 1 misses it and 1 has too few cases to judge. The charts of A and C show a real change for the worse."


def test_the_grid_says_what_each_team_has_and_leads_to_its_page(source):
    snapshot, view, found, positions = teams_and_view(source)
    grid = multiples.team_multiples(PERCENT, view, snapshot, found, positions)
    said = written(grid)
    for name, figure in found:
        if figure.value is not None:
            assert name in said and f"{figure.value:.1f}%" in said and f"/team?period=2026-27+Q2&team={quote_plus(name)}" in markup(grid)
    assert "all on one scale" in said
    assert multiples.team_multiples(PERCENT, view, snapshot, found[:1], positions) is None


def test_a_judgement_is_the_same_lozenge_wherever_it_stands(source):
    snapshot = source.snapshot()
    seen = set()
    for indicator in snapshot.indicators.values():
        for team in (WHOLE, *snapshot.teams):
            figure = snapshot.figure(indicator.id, snapshot.default_period(), team)
            if figure is not None and figure.judgement == "met":
                view = view_of(snapshot, indicator.id, team=team)
                reliably = real.reading(indicator, view, snapshot).is_reliable
                assert written(judged(indicator, figure, snapshot)) == ("Met, reliably" if reliably else "Met")
                seen.add(reliably)
    assert seen == {True, False}


def test_the_door_to_groups_is_the_one_guarded_one(app, source, monkeypatch):
    def shut(*asked):
        raise access.NotAllowed

    monkeypatch.setattr(access, "breakdown", shut)
    snapshot = source.snapshot()
    view = view_of(snapshot, by="age")
    with app.server.test_request_context("/indicator/icpc_15wd?view=change"):
        page = origin.change_view(PERCENT, view, snapshot, snapshot.figure("icpc_15wd", view.period), None)
        assert origin.frame_of(PERCENT, view, snapshot) is None
    assert "1 to 4" not in written(page)
