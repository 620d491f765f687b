"""The figure by team: each with its interval on one scale, and all in a funnel that says which of them chance would not give."""

from dashboard import cells, chance, charts, svg, wording
from dashboard import plain as html
from dashboard.indicator.funnel import Dot, funnel_chart, heading_of, in_words, key
from dashboard.indicator.judged import judged
from dashboard.indicator.multiples import team_multiples
from dashboard.snapshot import WHOLE
from dashboard.take_away import of_view, take_away
from metrics.comparison import FEWEST_TO_JUDGE
from metrics.funnels import funnel

FEWEST = 3  # teams that a funnel is worth drawing for


def teams_view(indicator, view, snapshot, figure, comparison):
    found = team_figures(indicator, view, snapshot)
    why = why_no_funnel(indicator, found)
    if why:
        grid = team_multiples(indicator, view, snapshot, found, {})
        return html.Div(
            [
                grid,
                html.H2("The period shown") if grid else None,
                team_table(indicator, view, snapshot, found),
                html.P(why, className="small"),
            ],
            className="teams",
        )
    chart, said, positions = chart_of(indicator, view, found)
    return html.Figure(
        [
            team_multiples(indicator, view, snapshot, found, positions),
            html.H2("The period shown: is it chance?"),
            in_words(chart, f"teams-{indicator.id}", f"{indicator.title}, a funnel of {wording.plural(len(positions), 'team')}. The table below has the same figures."),
            html.Figcaption(
                [
                    html.P(said, className="story"),
                    html.Ul([key(*each) for each in KEYS], className="keys"),
                    html.P(
                        "Between the limits lies what chance would give if all teams did the same work equally well: the fewer the cases, the wider. "
                        f"Of {wording.plural(len(positions), 'team')} that are all alike, one or more would lie beyond a 95% limit in {chance.by_luck(len(positions))} of periods, "
                        "and beyond a 99.8% limit hardly ever. The limits allow for chance alone: with so few teams, what else they all differ by cannot be told from it."
                    ),
                ]
            ),
            team_table(indicator, view, snapshot, found),
        ],
        className="trend teams",
    )


KEYS = [("team", "a team"), ("outside", "a team outside the limits"), ("mean", "all these teams"), ("inner", "95% limits"), ("outer", "99.8% limits")]


def chart_of(indicator, view, found):
    """(figure of the funnel, what it says, where each team lies in it)."""
    drawn, positions = in_funnel(found)
    centre = wording.value(indicator, 100 * drawn.mean)
    chart = funnel_chart(drawn, dots(indicator, view, found, positions), scale=100, percent=True, of=heading_of(indicator), centre=centre)
    return chart, outside_in_words(indicator, found, positions), positions


def team_figures(indicator, view, snapshot):
    """(team, figure) of each team that has any, whether or not it has a value."""
    found = [(team, snapshot.figure(indicator.id, view.period, team)) for team in snapshot.teams]
    return [(team, figure) for team, figure in found if figure is not None and figure.status != "not loaded"]


def settled(found):
    return [(team, figure) for team, figure in found if cells.has_value(figure) and figure.status == "ok" and figure.denominator]


def why_no_funnel(indicator, found):
    """Why teams are in no funnel, as a sentence; "" where they can be."""
    if indicator.is_rate:
        return "Rates are for the whole authority only: a team has no population."
    if indicator.unit == "count":
        return "A number of cases has nothing to be set against, so that no limits of chance can be drawn: a team has more because it has more to do."
    if indicator.unit != "percent" or indicator.is_ratio:
        return "This is no percentage of cases: how much of it is chance cannot be worked out from its two sums, so that there are no limits to draw."
    if len(settled(found)) < FEWEST:
        return f"Fewer than {FEWEST} teams have a settled figure for this period: there is no funnel to draw."
    return ""


def in_funnel(found):
    """The funnel of the teams that have a settled figure, and where each of them lies in it; None of a team with too few cases to say so."""
    teams = settled(found)
    drawn = funnel([figure.numerator for _, figure in teams], [figure.denominator for _, figure in teams], are_rates=False)
    enough = [figure.denominator >= FEWEST_TO_JUDGE for _, figure in teams]
    return drawn, {team: int(position) if is_enough else None for (team, _), position, is_enough in zip(teams, drawn.positions, enough, strict=True)}


def dots(indicator, view, found, positions):
    made = []
    for team, figure in settled(found):
        kind = "chosen" if team == view.team else "outside" if positions[team] else "inside"
        words = chance.TOO_FEW if positions[team] is None else chance.POSITIONS[positions[team]]
        hover = f"<b>{team}</b><br>{wording.value(indicator, figure.value)}<br>{wording.counts(indicator, figure)}<br>{words}"
        made.append(Dot(team, figure.denominator, figure.value, kind, hover, label=team))
    return made


def outside_in_words(indicator, found, positions):
    """The teams outside their limits by name, in one sentence, and those with too few cases to say so."""
    parts = []
    for position in (2, 1, -1, -2):
        teams = [
            f"{team} ({wording.value(indicator, figure.value)}, {wording.counts(indicator, figure)})"
            for team, figure in settled(found)
            if positions[team] == position
        ]
        if teams:
            side, limit = "above" if position > 0 else "below", "99.8%" if abs(position) == 2 else "95%"
            parts.append(f"{wording.listed(teams)} {'lies' if len(teams) == 1 else 'lie'} {side} the {limit} limit")
    few = [team for team, _ in settled(found) if positions[team] is None]
    few_words = f" {wording.listed(few)} {'has' if len(few) == 1 else 'have'} fewer than {FEWEST_TO_JUDGE} cases: too few to tell." if few else ""
    if not parts:
        return f"No team lies outside the limits: their figures differ by no more than chance would give.{few_words}"
    return f"{'; '.join(parts)}: more than chance would give.{few_words}"


def says(indicator, found):
    """Which teams have the highest and the lowest value, or which has the only one."""
    known = sorted(((team, figure) for team, figure in found if cells.has_value(figure)), key=lambda pair: pair[1].value)
    if not known:
        return ""
    if len(known) == 1:
        return f"{known[0][0]} alone has a figure."
    low, high = (f"{team} ({wording.value(indicator, figure.value)})" for team, figure in (known[0], known[-1]))
    return f"{high} has the highest, {low} the lowest."


def beyond_chance(indicator, position):
    """Higher, 99.8%: one word of the column headed `Beyond chance?`."""
    if position is None:
        return cells.tag("Too few to tell")
    if not position:
        return cells.tag("No")
    words = f"{'Higher' if position > 0 else 'Lower'} ({'99.8%' if abs(position) == 2 else '95%'})"
    return cells.tag(words, chance.kind(indicator, position))


def by_team(indicator, view, snapshot):
    """The table of teams under the other views, with the way to their funnel."""
    if indicator.is_rate:
        return html.Section([html.H2("By team"), html.P(why_no_funnel(indicator, []), className="muted")], className="part")
    found = team_figures(indicator, view, snapshot)
    table = team_table(indicator, view, snapshot, found)
    if table is None:
        return None
    return html.Section([html.H2("By team", id="by-team"), table], className="part")


def team_table(indicator, view, snapshot, found):
    if not any(cells.has_value(figure) for _, figure in found):
        return None
    positions = {} if why_no_funnel(indicator, found) else in_funnel(found)[1]
    whole = snapshot.figure(indicator.id, view.period)
    if view.sort in ("value", "-value"):
        sign = -1 if view.sort == "-value" else 1
        found.sort(key=lambda pair: (not cells.has_value(pair[1]), sign * ((pair[1].value or 0) if pair[1] else 0)))
    is_count = indicator.unit == "count"
    aims = aims_of(indicator, view, snapshot, found)
    is_judged = bool(aims)
    low, high, interval = scale(indicator, [figure for _, figure in found], None if is_count else whole, aims.values())
    words = f"{scale_words(indicator, low)} to {scale_words(indicator, high)}"
    if interval or is_judged:
        words += ", with " + wording.listed((["95% interval"] if interval else []) + (["target"] if is_judged else []))
    head = [
        html.Th("Team", scope="col"),
        sorted_heading(view),
        html.Th("Of", scope="col", className="num") if indicator.has_denominator else None,
        html.Th(words, scope="col"),
        html.Th("Judgement", scope="col") if is_judged else None,
        html.Th("Beyond chance?", scope="col") if positions else None,
    ]
    idle = [team for team, figure in found if figure.status == "no cases" and team != view.team]
    body = []
    for team, figure in [(WHOLE, whole), *found]:
        if team in idle:
            continue
        name = html.Th(
            html.A(team or "All teams", href=view.href(team=team or None, view=None if view.show == "chart" else view.show)),
            scope="row",
            className="c-team" + ("" if team else " strong"),
        )
        if not cells.has_value(figure):
            why = wording.missing(indicator, figure, team=team)
            body.append(html.Tr([name, html.Td(why, colSpan=5, className="muted c-rest")]))
            continue
        if is_count:
            drawing = svg.bar(figure, high) if team else None
        else:
            drawing = svg.interval(figure, low, high, interval_words(indicator, figure), aims.get(team))
        value = [wording.value(indicator, figure.value)]
        if figure.status == "incomplete":
            value.append(html.Span("so far", className="small"))
        body.append(
            html.Tr(
                [
                    name,
                    html.Td(value, className="num strong c-value"),
                    html.Td(wording.counts(indicator, figure), className="num muted c-of") if indicator.has_denominator else None,
                    html.Td(drawing, className="c-interval"),
                    html.Td(judged(indicator, figure, snapshot), className="c-judged") if is_judged else None,
                    html.Td(beyond_chance(indicator, positions[team]) if team in positions else None, className="c-against") if positions else None,
                ],
                className="chosen" if team == view.team else "",
            )
        )
    caption = f"{indicator.title} by team, {wording.period(view.period)}"
    return html.Div(
        [
            html.Table(
                [html.Caption(caption, className="sr-only"), html.Thead(html.Tr(head)), html.Tbody(body)],
                className="table-plain by-team" + (" by-chance-too" if positions else ""),
            ),
            html.P(says(indicator, found), className="story"),
            html.P(f"No cases: {wording.listed(idle)}.", className="small idle") if idle else None,
            take_away(f"{indicator.title} by team", of_view(view, f"teams/{indicator.id}"), image=True),
        ]
    )


def aims_of(indicator, view, snapshot, found):
    """What each of the rows is held to, by team, the whole authority among them; without those that have no target. Numbers of cases are not drawn beside theirs."""
    if indicator.unit == "count":
        return {}
    aims = {team: snapshot.target_value(indicator, view.period.end, team) for team in (WHOLE, *(name for name, _ in found))}
    return {team: aim for team, aim in aims.items() if aim is not None}


def scale(indicator, figures, whole, aims=()):
    """The ends of the scale that all rows share, and whether any of them has an interval."""
    shown = [figure for figure in (whole, *figures) if cells.has_value(figure)]
    interval = any(figure.lower is not None for figure in shown)
    if indicator.unit == "percent":
        return 0, 100, interval
    bounds = [bound for figure in shown for bound in (figure.value, figure.lower, figure.upper) if bound is not None]
    low, high, _ = charts.nice_range([0, *bounds, *aims], floor_at=0)
    return low, high, interval


def scale_words(indicator, amount):
    return wording.number(amount, 0 if wording.whole(amount) else 1) + ("%" if indicator.unit == "percent" else "")


def sorted_heading(view):
    link = html.A(
        wording.short_period(view.period),
        href=view.href(sort="value" if view.sort == "-value" else "-value", view=None if view.show == "chart" else view.show),
        id="sort-by-value",
    )
    order = {"value": "ascending", "-value": "descending"}.get(view.sort)
    return html.Th(link, scope="col", className="num", **({"aria-sort": order} if order else {}))


def interval_words(indicator, figure):
    if figure.lower is None:
        return f"{wording.value(indicator, figure.value)} on the scale"
    return f"95% interval {wording.value(indicator, figure.lower)} to {wording.value(indicator, figure.upper)}"
