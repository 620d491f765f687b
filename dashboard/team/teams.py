"""Every team with how much is late in it, for choosing one."""

from dashboard import cells, svg, theme, wording
from dashboard import plain as html
from dashboard.take_away import of_view, take_away
from dashboard.team import lists
from metrics.compute import NO_TEAM
from metrics.indicators.caseload_over_24 import LIMIT


def teams(view, snapshot):
    """A row for each team that a list concerns, those with most late first."""
    found = []
    for team in snapshot.teams:
        lines = lists.lines(snapshot, team)
        found.append((team, lists.to_mend(lines), lists.to_come(lines), lines))
    found.sort(key=lambda each: (each[0] == NO_TEAM, -each[1], each[0].casefold()))
    most = max((late for _, late, _, _ in found), default=0)
    head = [
        ("Team", "c-name"), ("Children", "c-n num"), ("FTE", "c-n num"), (f"Workers over {LIMIT}", "c-n num"), ("Late", "c-n num"), (cells.sr("Late, drawn"), "c-bar"),
        (f"Due in {lists.AHEAD} working days", "c-due num"), ("Most of it", "c-most"),
    ]  # fmt: skip
    rows = [row(team, late, due, lines, most, view, snapshot) for team, late, due, lines in found]
    return html.Div([cells.folding(head, rows, "Every team, with what is late", "every-team"), html.P(said(found), className="story"), take_away("every team", of_view(view, "team/teams"))])


def said(found):
    """How much is late in all, and where most of it is."""
    late = sum(each[1] for each in found)
    if not late:
        return "Nothing is late in any team."
    team, most, _, _ = max(found, key=lambda each: each[1])
    return f"{wording.number(late)} {'things are' if late > 1 else 'thing is'} late in {wording.plural(len(found), 'team')}, most of them in {team} ({wording.number(most)})."


def row(team, late, due, lines, most, view, snapshot):
    held = caseload_figure(snapshot, team)
    top = sorted((line for line in lines if line.overdue and line.list.id not in lists.APART), key=lambda line: -line.overdue)[:2]
    words = []
    for line in top:
        words += ["; ", html.A(line.list.title, href=view.href(team=team, list=line.list.id)), f": {lists.late_words(line.list, line.overdue)}"]
    return html.Tr(
        [
            html.Th(html.A(team, href=view.href(team=team)), scope="row", className="c-name"),
            html.Td(wording.number(held.numerator) if held else wording.DASH, className="c-n num"),
            html.Td(wording.number(held.denominator, 1) if held else wording.DASH, className="c-n num"),
            html.Td(over(snapshot, team, view) if held else wording.DASH, className="c-n num"),
            html.Td(html.Span(wording.number(late), className="value"), className="c-n num"),
            html.Td(bar(late, most), className="c-bar blank"),
            html.Td(wording.number(due), className="c-due num"),
            html.Td(words[1:] or html.Span("Nothing is late", className="muted"), className="c-most small"),
        ]
    )


def caseload_figure(snapshot, team):
    """The latest average caseload: children and FTE; None where the team has no social workers who hold any."""
    latest = latest_of(snapshot, "caseload_average", team)
    return latest if latest is not None and latest.numerator else None


def latest_of(snapshot, indicator_id, team):
    """The figure of the month that the lists are of."""
    day = lists.day(snapshot)
    return next((figure for figure in reversed(snapshot.series(indicator_id, team)) if figure.period_start <= day), None)


def over(snapshot, team, view):
    """How many social workers hold more than the limit, leading to who they are."""
    found = latest_of(snapshot, "caseload_over_24", team)
    if found is None or not found.numerator:
        return html.Span("0" if found is not None and found.numerator is not None else wording.DASH, className="muted")
    return html.A([wording.number(found.numerator), cells.sr(f" of {team}")], href=view.href(team=team, anchor="caseloads"))


def bar(n, most):
    width, height = 120, 12
    return svg.drawing(f"<rect y='1' width='{max(1, n / (most or 1) * width):.1f}' height='10' rx='1.5' fill='{theme.SOFT}'/>" if n else "", width, height, "", className="small-bar")
