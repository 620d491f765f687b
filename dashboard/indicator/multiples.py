"""Small multiples of an indicator's teams: a small chart each, all on one scale, those that need attention first."""

from dataclasses import dataclass
from typing import Any

from dashboard import cells, charts, icons, real, theme, wording
from dashboard import plain as html
from dashboard.compare.drawings import small_multiple
from dashboard.indicator.figures import DRAWN
from dashboard.indicator.judged import judged
from dashboard.sentences import when
from dashboard.snapshot import WHOLE
from dashboard.take_away import of_view, take_away

JUDGEMENTS = ("not met", "near", "too few", "no target", "", "met")


@dataclass(frozen=True)
class Team:
    """A team's figure of the period shown, what its control chart says, where it lies in the funnel (None where in none), its line, and what it is held to."""

    name: str
    figure: Any
    found: Any
    position: int | None
    figures: tuple
    aims: tuple = ()

    @property
    def values(self):
        return [figure.value if figure is not None and figure.status == "ok" else None for figure in self.figures]


def grain_of(view):
    """Quarters, which waver less where teams are small, unless the page shows months."""
    return "month" if view.period.grain == "month" else "quarter"


def teams_of(indicator, view, snapshot, found, positions):
    """The teams that have a figure, in the order in which they need attention. `found`: (team, figure); `positions` in the funnel."""
    whole = [figure for figure in snapshot.series(indicator.id, WHOLE, grain_of(view)) if figure.period_start <= view.period.end]
    first = next((n for n, figure in enumerate(whole) if figure.value is not None), 0)
    drawn = whole[first:][-DRAWN[grain_of(view)] :]
    axis = [figure.period for figure in drawn]
    made = []
    for name, figure in found:
        if cells.has_value(figure):
            line = {each.period: each for each in snapshot.series(indicator.id, name, grain_of(view))}
            aims = tuple(snapshot.target_value(indicator, each.period_end, name) for each in drawn)
            made.append(Team(name, figure, real.reading(indicator, view.on(name), snapshot), positions.get(name), tuple(line.get(label) for label in axis), aims))
    return axis, sorted(made, key=lambda team: attention(indicator, team))


def attention(indicator, team):
    """What puts one team before another: beyond chance for the worse, a concern on its chart, its target; then by its figure, the worst first."""
    good = {"high": 1, "low": -1, None: 0}[indicator.good]
    side = (team.position or 0) * good
    value = team.figure.value * (good or -1)  # where neither way is good the highest first
    return min(side, 0), team.found.variation != "concern", JUDGEMENTS.index(team.figure.judgement), abs(side) if good else -abs(team.position or 0), value


@dataclass(frozen=True)
class Grid:
    """All that the small charts share: the teams, periods, the line of all teams behind each (None where there is none), ends of the scale, and places shaded."""

    teams: list
    figures: list
    behind: list | None
    low: float
    high: float
    held: list
    grain: str

    @property
    def ends(self):
        return [when(figure) for figure in (self.figures[0], self.figures[-1])]

    @property
    def keys(self):
        found = [("own", "the team"), *([("12-months", "all teams")] if self.behind else [])]
        return [*found, *([("target", "target")] if any(aim is not None for team in self.teams for aim in team.aims) else []), ("shaded", "period shown")]

    def says(self, indicator):
        ends = " to ".join(wording.number(end, 0 if wording.whole(end) else 1) + wording.suffix(indicator) for end in (self.low, self.high))
        return f"By {self.grain}, {self.ends[0]} to {self.ends[1]}, all on one scale: {ends}. Those that need attention come first. A gap is a {self.grain} without a settled figure."


def grid_of(indicator, view, snapshot, found, positions):
    """What is drawn of the teams; None where fewer than two have a figure."""
    axis, teams = teams_of(indicator, view, snapshot, found, positions)
    if len(teams) < 2 or len(axis) < 2:
        return None
    whole = {figure.period: figure for figure in snapshot.series(indicator.id, WHOLE, grain_of(view))}
    behind = [whole[label].value if whole[label].status == "ok" else None for label in axis] if indicator.unit != "count" else None
    lines = (behind or [], *(team.aims for team in teams), *(team.values for team in teams))
    drawn = [value for line in lines for value in line if value is not None]
    low, high, _ = charts.nice_range(drawn or [0, 1], floor_at=0, ceiling_at=100 if indicator.unit == "percent" and max(drawn or [0]) <= 100 else None)
    held = [n for n, label in enumerate(axis) if whole[label].period_start <= view.period.end and whole[label].period_end >= view.period.start]
    return Grid(teams, [whole[label] for label in axis], behind, low, high, held, grain_of(view))


def team_multiples(indicator, view, snapshot, found, positions):
    """The grid with its sentence and its numbers; None where fewer than two teams have a figure."""
    grid = grid_of(indicator, view, snapshot, found, positions)
    if grid is None:
        return None
    return html.Section(
        [
            html.H2("Team by team"),
            html.Ul([small_chart(indicator, view, snapshot, team, grid) for team in grid.teams], className="multiples of-teams"),
            html.P(in_words(indicator, grid.teams), className="story"),
            html.Div([html.Ul([html.Li(words, className=f"key key-{kind}") for kind, words in grid.keys], className="keys"), html.P(grid.says(indicator))], className="small muted-text"),
            html.Details([html.Summary("These lines as a table"), cells.scroller(by_period(indicator, grid), f"{indicator.title}, each team by {grid.grain}")]),
            take_away(f"{indicator.title}, each team by {grid.grain}", of_view(view, f"team-lines/{indicator.id}"), image=True),
        ]
    )


def by_period(indicator, grid):
    """Each team's line as a row; so far, and why there is none, in a word."""
    head = [html.Th("Team", scope="col"), *(html.Th(when(figure), scope="col", className="num") for figure in grid.figures)]
    rows = [html.Tr([html.Th(team.name, scope="row"), *(html.Td(in_cell(indicator, figure), className="num") for figure in team.figures)]) for team in grid.teams]
    return html.Table([html.Caption(f"{indicator.title}, each team by {grid.grain}", className="sr-only"), html.Thead(html.Tr(head)), html.Tbody(rows)], className="table-plain dense")


def in_cell(indicator, figure):
    if not cells.has_value(figure):
        return html.Span("Hidden" if figure is not None and figure.status == "suppressed" else wording.DASH, className="muted")
    return [wording.value(indicator, figure.value), html.Span(" so far", className="small") if figure.status == "incomplete" else None]


#: What is said of teams that a judgement or a control chart puts together: of one, and of several.
TARGET = {
    "met": ("meets the target", "meet the target"),
    "near": ("lies within its tolerance", "lie within its tolerance"),
    "not met": ("misses it", "miss it"),
    "too few": ("has too few cases to judge", "have too few cases to judge"),
}
SIGNALS = {
    ("concern",): ("The chart of {} shows a real change for the worse.", "The charts of {} show a real change for the worse."),
    ("improvement",): ("The chart of {} shows a real change for the better.", "The charts of {} show a real change for the better."),
    ("up", "down"): ("The chart of {} shows more than its usual ups and downs.", "The charts of {} show more than their usual ups and downs."),
}


def in_words(indicator, teams):
    """How many teams meet the target and miss it, and whose control charts show more than chance, by name."""
    said = []
    counts = {judgement: sum(team.figure.judgement == judgement for team in teams) for judgement in TARGET}
    if any(counts.values()):
        parts = [f"{n or 'none'} {TARGET[judgement][n != 1]}" for judgement, n in counts.items() if n or judgement == "met"]
        said.append(f"Of {wording.plural(len(teams), 'team')} {wording.listed(parts)}.")
    for kinds, words in SIGNALS.items():
        if names := [team.name for team in teams if team.found.variation in kinds]:
            said.append(words[len(names) > 1].format(wording.listed(names)))
    known = [team for team in teams if team.found.variation is not None]
    if known and all(team.found.variation == "common" for team in known):
        said.append("No team’s control chart shows more than its usual ups and downs.")
    return " ".join(said) or "There are too few settled months to tell whether any team’s change is real."


def small_chart(indicator, view, snapshot, team, grid):
    figure, found = team.figure, team.found
    rises = found.point is not None and found.point.direction > 0
    return html.Li(
        [
            html.P(html.A(team.name, href=view.href(team=team.name)), className="multiple-name"),
            html.P([html.Span(wording.value(indicator, figure.value), className="strong"), " ", html.Span(wording.counts(indicator, figure), className="small")], className="multiple-value"),
            html.P([judged(indicator, figure, snapshot), html.Span([icons.variation(found.variation, rises), real.word(found)], className="multiple-says small")], className="multiple-signs"),
            small_multiple(team.values, grid.behind, grid.low, grid.high, theme.OWN, line_words(indicator, team, grid.ends), target=list(team.aims), held=grid.held),
            html.P(html.A(["The team’s page", cells.sr(f": {team.name}")], href=view.href("/team", team=team.name)), className="small multiple-on"),
        ]
    )


def line_words(indicator, team, ends):
    """The line in words: its first and last settled figure, its lowest and highest."""
    known = [(figure, value) for figure, value in zip(team.figures, team.values, strict=True) if value is not None]
    if not known:
        return f"{team.name}: no settled figure from {ends[0]} to {ends[1]}."
    low, high = min(known, key=lambda pair: pair[1]), max(known, key=lambda pair: pair[1])
    said = lambda pair: f"{wording.value(indicator, pair[1])} ({when(pair[0])})"  # noqa: E731
    return f"{team.name}: from {said(known[0])} to {said(known[-1])}; lowest {said(low)}, highest {said(high)}."
