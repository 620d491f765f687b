"""The improvement plan on a page: its measures, its recommendations, what is being done, and what could go wrong."""

import dash

from dashboard import cells, shell, wording
from dashboard.plain import (
    H2,
    H3,
    A,
    Caption,
    Div,
    Li,
    Nav,
    P,
    Section,
    Span,
    Table,
    Tbody,
    Td,
    Th,
    Thead,
    Tr,
    Ul,
)
from dashboard.plan import actions, measures, risks
from dashboard.take_away import of_view, take_away
from metrics.plan import MEASURES, STATUSES

dash.register_page(__name__, path="/plan", name="Improvement plan", title=f"Improvement plan · {shell.NAME}", order=2.4)


@shell.page(filters=True, for_sharing=True, compares=False)
def layout(view, snapshot):
    plan = snapshot.plan
    numbered = measures.rows(plan.measures, view, snapshot)
    groups = successes(plan, view, snapshot)
    return Div(
        [
            shell.heading("Improvement plan", lead(view, snapshot), EXAMPLE if snapshot.is_synthetic else "", snapshot.plan_fault),
            Div([summary(plan, numbered, groups), Nav(Ul([Li(A(name, href=f"#{anchor}")) for anchor, name in PARTS]), className="on-page", **{"aria-label": "On this page"})],
                className="plan-top"),
            Div(
                [
                    Section([H2(f"The {len(numbered)} measures that matter", id="measures"), *tabled([(None, numbered)], "The measures of the plan", view, snapshot, numbered=True), measures.note(), take_away("the measures", of_view(view, "plan/measures"))],
                            className="part plan-measures"),
                    Section([H2("Recommendations and their measures of success", id="recommendations"), bare(plan), *tabled(groups, "Measures of success", view, snapshot),
                             take_away("the measures of success", of_view(view, "plan/measures")) if groups else None],
                            className="part plan-recommendations later"),
                    actions.section(view, plan, snapshot),
                    risks.section(plan, take_away("the risks", of_view(view, "plan/risks"), image=True)),
                ],
                className="plan-parts",
            ),
        ],
        className="plan-sheet",
    )  # fmt: skip


EXAMPLE = "With synthetic data goes an example of a plan, its actions, risks and targets made up, until you write one of your own."
PARTS = (("measures", "Measures"), ("recommendations", "Recommendations"), ("actions", "Actions"), ("risks", "Risks"))


def lead(view, snapshot):
    year = measures.year_of(view)
    whose = view.team or f"{snapshot.authority.short_name} children’s services"
    to = f", with figures to {wording.day(snapshot.as_at)}" if snapshot.as_at is not None else ""
    return f"{whose}, {year.label}: {wording.period(year)}{to}."


def summary(plan, numbered, groups):
    """How many stand where, in one small table: what each colour means stands in its heading."""
    lines = [
        ("Measures", [one.colour for one in numbered], None),
        ("Measures of success", [one.colour for _, rows in groups for one in rows], None),
        ("Actions", [action.status for action in plan.actions], len(actions.overdue(plan.actions))),
    ]
    columns = [
        Th([Span(colour.capitalize(), className=f"chip chip-{measures.KINDS[colour]}"), Span(f"{measures.MEANS[colour]}. Actions: {STATUSES[colour].lower()}", className="small")], scope="col")
        for colour in measures.COLOURS
    ]  # fmt: skip
    body = [
        Tr([Th(name, scope="row"), *(Td(found.count(colour) or Span("0", className="muted"), className="num") for colour in measures.COLOURS), Td(late_words(late), className="num")])
        for name, found, late in lines
    ]
    head = Tr([Th(cells.sr("What"), scope="col"), *columns, Th(["Overdue", Span("Past its day and not blue", className="small")], scope="col")])
    table = Table([Caption("How many stand where", className="sr-only"), Thead(head), Tbody(body)], className="table-plain standing-table")
    return Div(table, className="scroller", tabIndex=0, role="region", **{"aria-label": "How many stand where"})


def tabled(groups, caption, view, snapshot, numbered=False):
    """A table of measures, what it says, and those that wait for an extract; without a table where all do and nothing is to be said of their groups."""
    found = [one for _, rows in groups for one in rows]
    shown = [one for one in found if not measures.waits(one)]
    if shown or any(head for head, _ in groups):
        yield measures.table(groups, caption, view, numbered)
    yield measures.said(found)
    yield measures.waiting(found, view, snapshot, is_open=not shown, anchor="measures-not-loaded" if numbered else "not-loaded")


def late_words(late):
    return Span([wording.DASH, cells.sr("does not apply")], className="muted") if late is None else Span(late, className="strong" if late else "muted")


def successes(plan, view, snapshot):
    """(heading, rows) of each recommendation that something is known of, then of each theme the measures without one; no heading over nothing."""
    groups = []
    for one in plan.recommendations:
        rows = measures.rows(one.measures, view, snapshot)
        if one.title or rows or plan.actions_of(one.name.lower()):
            groups.append((headed(one, plan, rows), rows))
    rest = measures.rows(plan.unplaced, view, snapshot)
    themes = dict.fromkeys(row.indicator.theme if row.indicator else "Others" for row in rest)
    order = [*(theme for theme in snapshot.themes if theme in themes), *(theme for theme in themes if theme not in snapshot.themes)]
    for theme in order:
        rows = [row for row in rest if (row.indicator.theme if row.indicator else "Others") == theme]
        is_waiting = all(map(measures.waits, rows))
        groups.append((None if is_waiting else Div([H3(theme), standing(theme, rows)]), rows))
    return groups


def standing(name, rows):
    """On a small screen, how many measures stand where, which opens them; those that wait for an extract stand below the table."""
    colours = [one.colour for one in rows if not measures.waits(one)]
    if not colours:
        return None
    chips = [Span([str(colours.count(each)), cells.sr(f" {each}")], className=f"chip chip-{measures.KINDS[each]}") for each in measures.COLOURS if each in colours]
    return measures.more([Span(wording.plural(len(colours), "measure")), *chips], name)


def headed(one, plan, rows):
    """The name of a recommendation, how its measures stand, and what is being done about it."""
    part = one.name.lower()
    items = [
        Li([actions.chip(action.status), " ", A(action.action, href=f"#change-{action.id}"), f", {action.owner}, due {wording.short_day(action.due_on)}", late(action)])
        for action in plan.actions_of(part)
    ]
    return Div([H3(f"{one.name}: {one.title}" if one.title else one.name), standing(one.name, rows), Ul(items, className="its-actions") if items else P("No action yet.", className="small")])


def late(action):
    days = action.overdue_days(actions.today())
    return f": overdue by {wording.plural(days, 'day')}" if days else ""


def bare(plan):
    """Which recommendations have no words yet, and where to write them."""
    without = [one.number for one in plan.recommendations if not one.title]
    if not without and not plan.unplaced:
        return None
    said = []
    if without:
        said.append(f"The words of {'recommendation' if len(without) == 1 else 'recommendations'} {wording.cells(without)} are not known here.")
    if plan.unplaced:
        said.append(f"Of {wording.plural(len(plan.unplaced), 'measure')} of success nobody has said yet to which recommendation they belong: they stand by theme.")
    said.append(f"Both are written in {MEASURES} in the reference folder: words as the title of a recommendation’s number, and the number beside each measure.")
    return P(" ".join(said), className="small prose")
