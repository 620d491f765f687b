"""The children for whom something is late: who should be asked about first."""

from collections import Counter, namedtuple

from dashboard import cells, wording
from dashboard import plain as html
from dashboard.team import lists
from metrics.worklist import worklists

FIRST = 10

#: A child, and the rows that say what is late for them, the most urgent first.
Child = namedtuple("Child", "child_id worker rows")


def children(late):
    """The children with something late, in the order of the list that is most urgent, and then of how late they are on it."""
    order = list(worklists())
    by_child = {}
    for row in late:
        by_child.setdefault(row.child_id, []).append(row)
    found = [Child(child, next((row.worker for row in rows if row.worker), None), rows) for child, rows in by_child.items()]

    def urgency(child):
        first = child.rows[0]
        return order.index(first.worklist), -(first.working_days if first.working_days is not None else 1e6), -len(child.rows), child.child_id

    return sorted(found, key=urgency)


def first_children(view, found):
    """The first ten of them, and the way to all."""
    if not found:
        return [html.P("Nothing is late for any child of this team.", className="muted")]
    shown = found[:FIRST]
    more = None
    if len(found) > FIRST:
        more = html.P(html.A(f"All {wording.number(len(found))} children", href=view.href(list="children"), id="all-children"), className="below")
    return [table(shown, f"The {len(shown)} children to ask about first"), html.P(said(found), className="story"), more]


def said(found):
    """How many children something is late for, and what it is most often."""
    things = Counter(worklists()[name].title for child in found for name in {row.worklist for row in child.rows})
    (thing, n), *_ = things.most_common(1)
    return f"Something is late for {wording.plural(len(found), 'child', 'children')}, most often: {thing[:1].lower()}{thing[1:]} ({wording.number(n)})."


def table(found, caption, with_team=False):
    """The children with all that is late for them; the team is that of the most urgent."""
    head = [("Child", "c-child"), *([("Team", "c-team")] if with_team else []), ("Worker", "c-worker"), ("What is late", "c-what")]
    rows = [
        html.Tr(
            [
                html.Th(child.child_id, scope="row", className="c-child"),
                *([html.Td(child.rows[0].team, className="c-team")] if with_team else []),
                html.Td(child.worker or html.Span("Nobody is named", className="muted"), className="c-worker"),
                html.Td(html.Ul([what(row) for row in child.rows], className="things"), className="c-what"),
            ]
        )
        for child in found
    ]
    return cells.folding(head, rows, caption, "children")


def what(row):
    one = worklists()[row.worklist]
    return html.Li([html.Span(row.what, className="thing"), lists.when(row, one), html.Span(row.why, className="small")])
