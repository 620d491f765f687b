"""One indicator as files: its figures, teams, authorities, kinds of case and rows as CSV and XLSX, and what is drawn of them as images.

Each holds what its view of the page shows, from the same functions; numbers are not rounded. With `share=1` it is made of protected figures.
"""

import pandas as pd
from flask import abort

from dashboard import access, cells, chance, icons, real, theme, wording
from dashboard.compare.drawings import multiple_body
from dashboard.images.frame import framed, source_line
from dashboard.images.multiples import Multiple, multiples_drawn
from dashboard.images.plot import plotted
from dashboard.images.rows import Row, rows_drawn
from dashboard.indicator import (
    authorities,
    beside,
    kinds,
    multiples,
    origin,
    others,
    teams,
    trajectory,
    trend,
)
from dashboard.indicator.panels import compared
from dashboard.snapshot import WHOLE
from dashboard.view import View
from metrics.breakdown import BREAKDOWNS

FIGURES = [
    "indicator", "area", "team", "period", "period_start", "period_end", "numerator", "denominator", "value", "lower",
    "upper", "status", "target", "judgement", "note",
]  # fmt: skip
LIMITS = ["own_events_a_year", "mean", "lower_limit", "upper_limit", "says", "rule"]


def register(server, attached):
    """`attached(content, name, ending, title)` makes a file of a frame, or of a drawing."""

    @server.get("/download/<kind>/<indicator_id>.<ending>")
    def download(kind, indicator_id, ending):
        snapshot = server.config["SOURCE"].snapshot()
        indicator = snapshot.indicators.get(indicator_id)
        make = {"csv": FRAMES, "xlsx": FRAMES, "svg": IMAGES}.get(ending, {}).get(kind)
        if indicator is None or make is None:
            abort(404)
        view = View.of_file(snapshot)
        if view.period is None:
            abort(404)
        try:
            content = make(indicator, view, snapshot.shared if view.share else snapshot, server.config["SOURCE"])
        except access.NotAllowed:
            abort(403)
        if content is None:
            abort(404)
        return attached(content, name(kind, indicator, view), ending, indicator.title)


def name(kind, indicator, view):
    when = trend.points_of(view) if kind == "chart" else view.period.grain if kind == "figures" else view.asked("year") if kind == "others" else view.period.label
    what = {"difference": "changed", "rows": "", "figures": ""}.get(kind, kind)
    return "-".join(filter(None, [indicator.id, what, by(view) if kind == "kinds" else "", when, view.team if kind != "others" else "", "shared" if view.share else ""]))


def by(view):
    return view.asked("by") if view.asked("by") in BREAKDOWNS else kinds.DEFAULT


# -- as frames -------------------------------------------------------------------------------------------


def figures(indicator, view, snapshot, source):
    """Every period of the view's grain, oldest first, with what the control chart of that grain says of it."""
    values = snapshot.values
    chosen = (values["indicator"] == indicator.id) & (values["team"] == view.team) & (values["grain"] == view.period.grain)
    frame = values.loc[chosen, FIGURES].sort_values("period_end")
    signal = snapshot.signal(indicator, view.team, view.period.grain, **trend.options(view))
    return frame.assign(**dict(zip(LIMITS, zip(*(said(signal, period) for period in frame["period"]), strict=True), strict=True))) if len(frame) else frame


def said(signal, period):
    """A value for each of LIMITS: of a point; without limits where it is none of the chart's, or has too few beside it."""
    point = signal.at(period)
    own = point.value if point is not None and signal.is_own_events else None
    if point is None or not real.is_judged(signal, signal.periods.index(period)):
        return own, None, None, None, "", ""
    return own, point.mean, point.lower, point.upper, icons.VARIATION[point.kind][0], point.special or ""


def of_teams(indicator, view, snapshot, source):
    """The whole authority and each team that has any, with where it lies in the funnel."""
    found = teams.team_figures(indicator, view, snapshot)
    positions = {} if teams.why_no_funnel(indicator, found) else teams.in_funnel(found)[1]
    rows = []
    for team, figure in [("", snapshot.figure(indicator.id, view.period)), *found]:
        if figure is not None:
            place = positions.get(team, "")
            rows.append({**{column: getattr(figure, column) for column in FIGURES}, "beyond_chance": chance.TOO_FEW if place is None else chance.POSITIONS.get(place, "")})
    return pd.DataFrame(rows, columns=[*FIGURES, "beyond_chance"])


def of_team_lines(indicator, view, snapshot, source):
    """Each team's figures by month or quarter, as the small charts draw them."""
    grid = grid_of_teams(indicator, view, snapshot)
    rows = [{column: getattr(figure, column) for column in FIGURES} for team in grid.teams for figure in team.figures if figure is not None] if grid else []
    return pd.DataFrame(rows, columns=FIGURES) if rows else None


def grid_of_teams(indicator, view, snapshot):
    found = teams.team_figures(indicator, view, snapshot)
    return multiples.grid_of(indicator, view, snapshot, found, {} if teams.why_no_funnel(indicator, found) else teams.in_funnel(found)[1])


def of_others(indicator, view, snapshot, source):
    """Every authority's published figure of the day shown, in order, with its counts, its place and the sets of neighbours it is in."""
    if compared(indicator, view, snapshot) is None:
        return None
    day, everyone, drawn = shown(indicator, view, snapshot)
    code, reference = snapshot.authority.code, snapshot.reference
    positions = dict(zip((each.area for each in drawn[1]), zip(drawn[0].adjusted, drawn[0].positions, strict=True), strict=True)) if drawn else {}
    sets = {model: set(reference.neighbours(code, model)) for model in reference.neighbour_models}
    in_order = authorities.in_order(snapshot.compared(indicator, day, others.model_of(view)), everyone)
    values = [each.value for each in in_order]
    rows = []
    for each in [*in_order, *(each for each in everyone if each not in in_order)]:
        adjusted, plain = positions.get(each.area, (None, None))
        rows.append(
            {
                "published_indicator": indicator.compares_with, "period_end": day, "area": each.area, "name": each.name, "value": each.value, "numerator": each.numerator,
                "denominator": each.denominator, "rank": values.index(each.value) + 1 if each in in_order else None, "of": len(in_order),
                "limits_adjusted": "" if adjusted is None else chance.POSITIONS[int(adjusted)], "limits_of_chance": "" if plain is None else chance.POSITIONS[int(plain)],
                **{f"neighbour_{model}": each.area in of for model, of in sets.items()}, "reason": each.reason or "", "note": each.note, "release": each.release,
            }
        )  # fmt: skip
    return in_numbers(pd.DataFrame(rows), ("value", "numerator", "denominator", "rank"))


def in_numbers(frame, names):
    return frame.assign(**{name: pd.to_numeric(frame[name]) for name in names})


def of_kinds(indicator, view, snapshot, source):
    """The groups of the breakdown shown, as metrics.breakdown has them."""
    figure = snapshot.figure(indicator.id, view.period, view.team)
    if kinds.why_not(indicator, by(view)) or not cells.has_value(figure):
        return None
    found = access.breakdown(source, indicator, view.period, view.team, by(view))
    whose = {"indicator": indicator.id, "area": figure.area, "team": view.team, "period": view.period.label, "by": by(view)}
    return found.assign(**{key: value for key, value in whose.items() if key not in found})[[*whose, *(column for column in found if column not in whose)]]


FRAMES = {
    "figures": figures,
    "teams": of_teams,
    "team-lines": of_team_lines,
    "others": of_others,
    "kinds": of_kinds,
    "trajectory": lambda indicator, view, snapshot, source: trajectory.frame_of(indicator, view, snapshot),
    "change": lambda indicator, view, snapshot, source: origin.frame_of(indicator, view, snapshot),
    "rows": lambda indicator, view, snapshot, source: access.rows_behind(source, indicator, view.period, view.team),
    "difference": lambda indicator, view, snapshot, source: access.rows_between(source, indicator, view.period, view.team),
}


# -- as images -------------------------------------------------------------------------------------------


def whole(indicator, view, snapshot, drawn, when, said, keys=(), published=(), whose=None, title=""):
    lead = f"{whose or view.team or snapshot.authority.short_name}: {when}"
    return framed(drawn, title=title or indicator.title, lead=lead, keys=keys, said=said, source=source_line(snapshot, *published))


def chart(indicator, view, snapshot, source):
    found = trend.drawn(indicator, view, snapshot, view.team)
    if not any(figure.value is not None for figure in found):
        return None
    signal = snapshot.signal(indicator, view.team, trend.points_of(view), **trend.options(view))
    comparison = compared(indicator, view, snapshot)
    line = trend.line_of(indicator, view, snapshot, comparison, found, signal)
    day = comparison and not beside.is_hidden(view) and comparison.period_end
    published = [others.sources(indicator, snapshot, others.everyone_on(indicator, snapshot, day), day)] if day else []
    words = " ".join(filter(None, [*trend.spoken(indicator, view, snapshot, signal), trend.span(indicator, line), *trend.said(line)]))
    when = f"by {signal.grain}, {trend.when(found[0])} to {trend.when(found[-1])}; {measured(indicator)}"
    return whole(indicator, view, snapshot, plotted(trend.charts.trend(line)), when, words, trend.keys(indicator, line), published)


def measured(indicator):
    """What a value is of: percent of contacts received; per 10,000 children; number of children."""
    if indicator.unit == "children per FTE":
        return indicator.unit
    counted = wording.clause(indicator.of if indicator.has_denominator and not indicator.is_rate else indicator.counts)
    return f"{'number' if indicator.unit == 'count' else indicator.unit} of {counted}" if not indicator.is_rate else f"{counted}, {indicator.unit} children"


def teams_image(indicator, view, snapshot, source):
    found = teams.team_figures(indicator, view, snapshot)
    if indicator.is_rate or not any(cells.has_value(figure) for _, figure in found):
        return None
    when, whose = f"by team, {wording.period_of(indicator, view.period, snapshot.as_at)}", snapshot.authority.short_name
    why = teams.why_no_funnel(indicator, found)
    if not why:
        drawn, words, _ = teams.chart_of(indicator, view, found)
        return whole(indicator, view, snapshot, plotted(drawn), when, words, teams.KEYS, whose=whose)
    everyone = snapshot.figure(indicator.id, view.period)
    is_count = indicator.unit == "count"
    aims = teams.aims_of(indicator, view, snapshot, found)
    low, high, _ = teams.scale(indicator, [figure for _, figure in found], None if is_count else everyone, aims.values())
    shown = [(WHOLE, everyone), *found] if not is_count else found
    drawn = rows_drawn([row(indicator, name, figure, aims.get(name)) for name, figure in shown], low, high, [teams.scale_words(indicator, end) for end in (low, high)])
    of_all = set(aims.values())
    keys = [*interval_key(figure for _, figure in shown), *([("target", f"target {wording.value(indicator, *of_all)}" if len(of_all) == 1 else "target")] if aims else [])]
    return whole(indicator, view, snapshot, drawn, when, teams.says(indicator, found), keys, whose=whose)


def interval_key(found):
    return [("interval", "value and its 95% interval")] if any(figure is not None and figure.lower is not None for figure in found) else []


def team_lines(indicator, view, snapshot, source):
    grid = grid_of_teams(indicator, view, snapshot)
    if grid is None:
        return None
    drawn = multiples_drawn([small(indicator, team, grid) for team in grid.teams])
    when = f"each team by {grid.grain}, {grid.ends[0]} to {grid.ends[1]}; {measured(indicator)}"
    return whole(indicator, view, snapshot, drawn, when, f"{multiples.in_words(indicator, grid.teams)} {grid.says(indicator)}", grid.keys, whose=snapshot.authority.short_name)


def small(indicator, team, grid):
    counts = wording.counts(indicator, team.figure)
    said = f"{wording.value(indicator, team.figure.value)}{f' ({counts})' if counts else ''}", ", ".join(filter(None, [wording.JUDGEMENTS.get(team.figure.judgement), real.word(team.found).lower()]))
    body = lambda width, height: multiple_body(team.values, grid.behind, grid.low, grid.high, theme.OWN, width, height, list(team.aims), grid.held)  # noqa: E731
    return Multiple(team.name, body, said)


def row(indicator, team, figure, aim=None):
    name = team or "All teams"
    if not cells.has_value(figure):
        return Row(name, said=wording.missing(indicator, figure, team=team))
    is_open = figure.status == "incomplete"
    words = ", ".join(filter(None, [wording.JUDGEMENTS.get(figure.judgement, ""), "so far" if is_open else ""]))
    counts = wording.counts(indicator, figure) if indicator.has_denominator else ""
    is_count = indicator.unit == "count"
    return Row(name, wording.value(indicator, figure.value), counts, figure.value, figure.lower, figure.upper, words, is_bar=is_count, is_open=is_open, is_strong=team == WHOLE, aim=aim)


def shown(indicator, view, snapshot):
    """The published day, every authority on it, and their funnel or None, as the view of others has them."""
    day = others.chosen_day(indicator, view, snapshot)
    everyone = others.everyone_on(indicator, snapshot, day)
    return day, everyone, authorities.funnel_of(indicator, everyone, snapshot.authority.code)


def others_image(indicator, view, snapshot, source):
    if compared(indicator, view, snapshot) is None:
        return None
    day, everyone, drawn = shown(indicator, view, snapshot)
    comparison = snapshot.compared(indicator, day, others.model_of(view))
    figure = snapshot.figure(indicator.id, view.period, view.team)
    made, keys, words = authorities.chart_of(indicator, view, snapshot, figure, comparison, everyone, drawn)
    if made is None:
        return None
    words = f"{others.standing(indicator, snapshot, comparison, day)} {words}"
    published = [others.sources(indicator, snapshot, everyone, day)]
    return whole(indicator, view, snapshot, plotted(made), f"among all authorities, {wording.financial_year(day)}", words, keys, published, snapshot.authority.short_name)


def kinds_image(indicator, view, snapshot, source):
    figure, found = snapshot.figure(indicator.id, view.period, view.team), of_kinds(indicator, view, snapshot, source)
    if found is None or found.empty:
        return None
    groups = list(found.astype(object).where(found.notna(), None).itertuples(index=False))
    is_share = kinds.has_share(indicator)
    made = [kinds.figure_of(indicator, group, figure) for group in groups]
    low, high, _ = kinds.scale(indicator, [*made, figure] if is_share else made, None)
    rows = [kind_row(indicator, group, each, figure, is_share) for group, each in zip(groups, made, strict=True)]
    drawn = rows_drawn(rows, low, high, [teams.scale_words(indicator, end) for end in (low, high)])
    when = f"by {BREAKDOWNS[by(view)][0].lower()}, {wording.period_of(indicator, view.period, snapshot.as_at)}; {measured(indicator)}"
    return whole(indicator, view, snapshot, drawn, when, kinds.says(indicator, groups), interval_key(made))


def kind_row(indicator, group, each, figure, is_share):
    if kinds.is_hidden(group):
        return Row(group.group, said="Hidden")
    if each.value is None:
        return Row(group.group, said=wording.DASH)
    shown = wording.value(indicator, each.value) if is_share else kinds.amount(group.numerator)
    of = wording.counts(indicator, each) if is_share else f"{wording.number(100 * group.numerator / (figure.numerator or 1), 1)}%"
    verdict = chance.GROUPS.get(getattr(group, "difference", None) or "", "")
    return Row(group.group, shown, of, each.value, each.lower, each.upper, verdict, is_bar=not is_share, is_open=figure.status == "incomplete")


def change_image(indicator, view, snapshot, source):
    """The way from one figure to the other, a step for each part."""
    parts = origin.parts_of(indicator, view, snapshot)
    if isinstance(parts, str) or not parts.is_found:
        return None
    low, high, places = origin.staircase(parts.change, parts.rows)
    way = parts.change.figure.value - parts.change.base.value
    rows = [
        Row(each.group, origin.signed(indicator, each.change), value=end, start=start, is_bar=True, goes_back=(end - start) * way < 0)
        for each, (start, end) in zip(parts.rows, places, strict=True)
    ]
    rows.append(Row("All", origin.signed(indicator, sum(each.change for each in parts.rows)), value=parts.change.figure.value, start=parts.change.base.value, is_bar=True, is_strong=True))
    drawn = rows_drawn(rows, low, high, [wording.value(indicator, end) for end in (low, high)])
    words = f"{origin.in_short(parts.change, parts.called)} {origin.what_it_says(parts.change, parts.found, parts.by)} {origin.STEPS}"
    when = f"{wording.period_of(indicator, view.period, snapshot.as_at)}, where the change came from, by {parts.name.lower()}; {measured(indicator)}"
    return whole(indicator, view, snapshot, drawn, when, words)


IMAGES = {"change": change_image, "chart": chart, "teams": teams_image, "team-lines": team_lines, "others": others_image, "kinds": kinds_image}
