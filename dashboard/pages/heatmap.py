"""Every indicator by team or by month on one sheet, coloured by how it is judged or by what its control chart says."""

from itertools import groupby

import dash

from dashboard import cells, heatmap, shell, wording
from dashboard.blocks import block
from dashboard.plain import (
    H2,
    A,
    Caption,
    Div,
    Li,
    P,
    Span,
    Table,
    Tbody,
    Td,
    Th,
    Thead,
    Tr,
    Ul,
)
from dashboard.plan.images import sheets
from dashboard.take_away import of_view, take_away
from dashboard.without_figure import without_figure

dash.register_page(__name__, path="/heatmap", name="Heat map", title=f"Heat map · {shell.NAME}", order=2.6)

MANY = 22  # columns that no longer fit a desk


@shell.page(filters=True, for_sharing=True, compares=False)
def layout(view, snapshot):
    if snapshot.is_empty or view.period is None:
        return [shell.heading("Heat map", "There are no figures yet, because nothing has been loaded."), P(A("Go to Data", href="/data", className="button"))]
    colour, found = heatmap.coloured(view), heatmap.columns(view, snapshot)
    bodies, apart, kinds, drawn = [], [], [], {}
    for theme in heatmap.themes(view, snapshot):
        rows = []
        for indicator in snapshot.themes[theme]:
            made = heatmap.row(indicator, found, colour, snapshot)
            if made is None:
                apart.append(indicator)
            else:
                rows.append(Tr([name(indicator, view), *made]))
                kinds.append(heatmap.kinds_of(made))
                drawn.setdefault(theme, []).append(indicator)
        if rows:
            bodies.append(Tbody([Tr([Th(H2(theme), scope="rowgroup"), Td(colSpan=len(found))], className="theme"), *rows]))
    heatmap.enterable(bodies)
    return [
        shell.heading("Heat map", lead(view, snapshot)),
        Div([choices(view, snapshot), legend(colour)], className="heat-top"),
        P("The words of a cell are shown while it has the focus or the pointer; the arrow keys go from one to the next, Enter opens the indicator.", className="small", id="heat-how"),
        Div(
            block(Table([Caption(caption(view, colour), className="sr-only"), Thead(headings(view, found)), *bodies], className=f"heat heat-{heatmap.by(view)}", **{"aria-describedby": "heat-how"})),
            className="heat-box" + (" heat-many" if len(found) > MANY and heatmap.by(view) == "teams" else ""), tabIndex=0, role="region", **{"aria-label": "Heat map"},
        ),
        P(heatmap.says(kinds, found, colour), className="story"),
        take_away("the heat map", of_view(view, "heatmap", **{each: view.asked(each) for each in ("by", "months", "colour", "theme")}), image=True, n_parts=max(1, len(sheets(drawn, found)))),
        without_figure(apart, view, snapshot, view.team if heatmap.by(view) == "months" else "", is_open=not bodies),
    ]  # fmt: skip


def lead(view, snapshot):
    whose = f"{snapshot.authority.short_name} children’s services"
    if heatmap.by(view) == "teams":
        return f"{whose} by team, {wording.period(view.period)}."
    return f"{view.team or whose}, the {heatmap.n_months(view)} months to {wording.month(view.period.end)}."


def caption(view, colour):
    what = wording.period(view.period) if heatmap.by(view) == "teams" else view.team or "all teams"
    return f"Indicators by {'team' if heatmap.by(view) == 'teams' else 'month'}, {what}, coloured by {heatmap.COLOURS[colour].lower()}"


def choices(view, snapshot):
    themes = {"": "All themes"} | {theme: theme for theme in snapshot.themes}
    return Div(
        [
            choice("Columns", "by", heatmap.BY, heatmap.by(view)),
            choice("Months", "months", {n: f"{n} months" for n in heatmap.MONTHS}, str(heatmap.n_months(view))) if heatmap.by(view) == "months" else None,
            choice("Coloured by", "colour", heatmap.COLOURS, heatmap.coloured(view)),
            choice("Theme", "theme", themes, view.asked("theme") if view.asked("theme") in themes else ""),
        ],
        className="filters",
    )


def choice(label, name, options, chosen):
    """A choice whose first option is what the address means when it does not say: it is "all" to the browser, which leaves it out."""
    first = next(iter(options))
    keys = {key: "all" if key == first else key for key in options}
    return shell.choice(label, name, [(keys[key], words) for key, words in options.items()], keys[chosen])


def legend(colour):
    items = [Li([Span(className=f"heat-key h-{kind}"), words]) for kind, words in heatmap.KINDS[colour].items()]
    return Ul([*items, Li([Span(className="heat-key h-na"), "Not a matter of this team"])], className="heat-keys small", **{"aria-label": "What the colours and signs mean"})


def headings(view, found):
    corner = Th("Indicator", scope="col", className="h-name", rowSpan=2 if heatmap.by(view) == "months" else None)
    if heatmap.by(view) == "teams":
        return Tr([corner, *(Th(A(column.name, href=view.href("/", team=column.team or None)), scope="col", className="chosen" if column.team == view.team else "") for column in found)])
    years = [
        Th(year, colSpan=len(list(group)), scope="colgroup", className="h-year")
        for year, group in groupby(column.period.start.year for column in found)
    ]  # fmt: skip
    months = [Th([wording.MONTHS[column.period.start.month - 1][:3], cells.sr(f" {column.period.start.year}")], scope="col") for column in found]
    return [Tr([corner, *years]), Tr(months)]


def name(indicator, view):
    return Th([A(indicator.title, href=view.href(f"/indicator/{indicator.id}")), Span(f" {heatmap.unit(indicator)}", className="unit")], scope="row", className="h-name")
