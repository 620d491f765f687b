"""A team: is it in time, is it getting better, compared with whom, which children are late, and who holds them."""

import dash

from dashboard import access, shell, wording
from dashboard import plain as html
from dashboard.opens import under
from dashboard.team import lists
from dashboard.team.caseload import caseload
from dashboard.team.children import children, first_children
from dashboard.team.figures import every_list, figures
from dashboard.team.one_list import ALL, files, one_list
from dashboard.team.teams import caseload_figure, teams
from metrics.worklist import worklists

dash.register_page(__name__, path="/team", name="My team", title=f"My team · {shell.NAME}", order=1.5)


FIRST = "Children to ask about first"
#: What stands on the page of a team, as links on a small screen, where it is long.
PARTS = {"in-time": "In time", "children": "Children", "caseloads": "Caseloads"}


@shell.page(filters=True)
def layout(view, snapshot):
    if snapshot.is_empty:
        return nothing_loaded(view)
    asked = view.asked("list")
    if asked == ALL or asked in worklists():
        return one_list(view, snapshot, asked)
    if not view.team:
        return every_team(view, snapshot)
    try:
        rows = access.worklist(shell.source(), "all", view.team)
        held = access.caseload(shell.source(), view.team)
    except access.NotAllowed:
        return [shell.heading(view.team, *summary(view, snapshot), above=crumbs(view)), figures(view, snapshot), not_allowed()]
    late = lists.late(rows)
    found = children(late)
    parts = [("in-time", figures(view, snapshot)), ("children", to_ask_about(view, found, len(rows))), ("caseloads", caseload(view, snapshot, held, late))]
    shown = [(anchor, part) for anchor, part in parts if part is not None]
    return [
        shell.heading(view.team, *summary(view, snapshot, found), above=crumbs(view)),
        html.Nav(html.Ul([html.Li(html.A(PARTS[anchor], href=f"#{anchor}")) for anchor, _ in shown]), className="on-page team-parts", **{"aria-label": "On this page"}),
        *(part for _, part in shown),
    ]


def every_team(view, snapshot):
    on = wording.day(lists.day(snapshot))
    return [
        shell.heading("My team", f"Choose a team: the link keeps it, and every page then shows it. What is late and due is as at {on}."),
        teams(view, snapshot),
        html.P(["Every team together: ", html.A("all children with something late", href=view.href(list=ALL)), "."], className="below"),
        every_list(view, snapshot),
    ]


def crumbs(view):
    return html.Nav(html.A("All teams", href=view.href(team=None)), className="crumbs", **{"aria-label": "You are here"})


def summary(view, snapshot, found=()):
    """Who holds how many, and how much is late; and of which day each half of the page is."""
    on = wording.day(lists.day(snapshot))
    held = caseload_figure(snapshot, view.team)
    lines = lists.lines(snapshot, view.team)
    late, due = lists.to_mend(lines), lists.to_come(lines)
    said = []
    if held:
        said.append(f"{wording.plural(held.numerator, 'child', 'children')} held by {wording.number(held.denominator, 1)} FTE social workers.")
    if lines:
        whom = f", for {wording.plural(len(found), 'child', 'children')}" if found else ""
        soon = f"{wording.number(due) if due else 'nothing'} {'fall' if due > 1 else 'falls'} due in the next ten working days"
        said.append(f"{wording.plural(late, 'thing is', 'things are') if late else 'Nothing is'} late{whom}; {soon}.")
    return [
        " ".join(said),
        f"Lists and caseloads are as at {on}, the day the data reach to, whatever period is chosen; figures are of {wording.period(view.period)}.",
    ]


def to_ask_about(view, found, n_rows):
    """The children to ask about first, and everything as a file."""
    parts = [*first_children(view, found), files(view, "all", n_rows, "every row of every list", n_tables=0)]
    shown = under(FIRST, wording.plural(len(found), "child", "children"), parts, is_open=True)
    return html.Section([html.H2(FIRST, id="children"), shown], className="part", **{"aria-labelledby": "children"})


def not_allowed():
    return html.P("You may see how many there are, but not the children themselves.", className="muted below")


def nothing_loaded(view):
    return [
        shell.heading("My team", "There are no teams yet, because nothing has been loaded."),
        html.Div(html.P(html.A("Go to Data", href=view.href("/data"), className="button")), className="card empty"),
    ]
