"""One worklist as a view of its own: every row, why it is there and since when, fifty at a time, and as a file."""

from collections import Counter

from dashboard import access, cells, shell, wording
from dashboard import plain as html
from dashboard.rowlist import address
from dashboard.take_away import of_view, take_away
from dashboard.team import lists
from dashboard.team.children import children, table
from metrics.worklist import COUNTED, OVERDUE, worklists

ROWS_A_PAGE = 50
ALL = "children"


def one_list(view, snapshot, list_id):
    """The list of this id, or that of all children with something late."""
    one = worklists().get(list_id)
    if one is not None and (n := snapshot.on_lists.get((one.id, ""))) is not None and n.status != "ok":
        return heading(view, one.title, "This list is not to be had: a table that it needs is not loaded, or does not reach back far enough.")
    try:
        frame = access.worklist(shell.source(), one.id if one else "all", view.team)
    except access.NotAllowed:
        return heading(view, one.title if one else "Children with something late", "You may see how many there are, but not the children themselves.")
    return rows_of(one, frame, view, snapshot) if one else all_children(frame, view, snapshot)


def heading(view, title, *sentences):
    crumbs = [html.A("My team", href=view.href("/team", team=None)), " / "]
    if view.team:
        crumbs += [html.A(view.team, href=view.href("/team", list=None))]
    else:
        crumbs += ["All teams"]
    return shell.heading(title, *sentences, above=html.Nav(crumbs, className="crumbs", **{"aria-label": "You are here"}))


def all_children(frame, view, snapshot):
    found = children(lists.late(frame))
    n = sum(len(child.rows) for child in found)
    said = f"{view.team or 'All teams'}: {wording.plural(n, 'thing')} late for {wording.plural(len(found), 'child', 'children')} on {wording.day(lists.day(snapshot))}."
    return [
        heading(view, "Children with something late", said, "The order is that of what is most urgent: children not seen come first."),
        table(cells.page_of(view, found, ROWS_A_PAGE), "Children with something late", with_team=not view.team) if found else html.P("Nothing is late for any child."),
        cells.pager(view, len(found), ROWS_A_PAGE, "children", list=ALL),
        files(view, "all", len(frame), "every row of every list"),
    ]


def rows_of(one, frame, view, snapshot):
    rows = lists.shown(frame)
    day = snapshot.on_lists[one.id, ""].as_at
    part = cells.page_of(view, rows, ROWS_A_PAGE)
    first, sums = sentences(one, rows, day, view, snapshot)
    return [
        heading(view, one.title, first),
        whose(rows, view) if not view.team else None,
        table_of(one, part, view) if rows else html.P("Nobody is on this list.", className="muted"),
        cells.pager(view, len(rows), ROWS_A_PAGE, "rows", list=one.id),
        html.P(sums, className="story") if sums else None,
        files(view, one.id, len(rows), f"all {wording.plural(len(rows), 'row')}") if rows else None,
        html.Section([html.H2("Who is on it"), *(html.P(part) for part in said_of(one)), intervals(one, snapshot)], className="part prose"),
    ]


def whose(rows, view):
    """Of every team together: how many each has that are late, most first, each leading to the team's own list."""
    found = Counter(row.team for row in rows if row.state == OVERDUE)
    if not found:
        return None
    links = []
    for team, n in sorted(found.items(), key=lambda each: (-each[1], each[0].casefold())):
        links += [" · ", html.A(team, href=view.href(team=team, list=view.asked("list"))), f": {wording.number(n)}"]
    return html.P(["Late, by team: ", *links[1:]], className="story by-team")


def said_of(one):
    text = " \n".join(line.strip() for line in one.function.__doc__.splitlines())
    return [part.replace("\n", " ") for part in text.split(" \n \n")]


def intervals(one, snapshot):
    """The local practice standards that the list goes by."""
    names = [*(one.indicator.settings if one.indicator else ()), *one.settings]
    said = [snapshot.reference.settings_in_words[name] for name in names if name in snapshot.reference.settings_in_words]
    return html.P(f"{'; '.join(said)}. To change that, edit settings.csv in the reference data.", className="small") if said else None


def sentences(one, rows, day, view, snapshot):
    """How many are in each state, and that they add up to the figure."""
    overdue, counted = (sum(row.state == state for row in rows) for state in (OVERDUE, COUNTED))
    due = sum(row.state != OVERDUE and -row.working_days <= one.ahead for row in rows)
    said = [lists.late_words(one, overdue).replace("None", "none")]
    if one.ahead:
        said.append(f"{wording.number(due) if due else 'none'} due {lists.ahead_words(one)}")
    first = f"{view.team or 'All teams'}, on {wording.day(day)}: {wording.listed(said)}."
    return [first, adds_up(one, overdue + counted, counted, view, snapshot, day)]


def adds_up(one, late, counted, view, snapshot, day):
    """The figure that the late rows are the very rows of."""
    if one.indicator is None:
        return "No figure counts this."
    if not one.is_whole:
        return f"They are what is still to be done of what “{one.indicator.title}” counts."
    month = next((figure for figure in reversed(snapshot.series(one.indicator.id, view.team)) if figure.period_start <= day), None)
    besides = f", {wording.number(counted)} of them {one.besides}" if counted else ""
    has_figure = month is not None and month.numerator is not None
    if not has_figure and not late:
        return f"“{one.indicator.title}” has no cases here."
    if not has_figure or one.months not in (None, 1):
        months = f" in {'that month' if one.months == 1 else f'the last {one.months} months'}" if one.months else ""
        return f"{wording.number(late)} is what “{one.indicator.title}” counts{months}{besides}."
    if one.counts_lateness:
        of = f" of {wording.number(month.denominator)}" if one.indicator.has_denominator else ""
        return f"“{one.indicator.title}” counts {wording.number(month.numerator)}{of} on that day{besides}."
    return (
        f"“{one.indicator.title}” counts {wording.number(month.numerator)} of {wording.number(month.denominator)} on that day: "
        f"{wording.number(late)} not{besides}."
    )


def table_of(one, rows, view):
    """A list's rows. Of every team together each says its team; where nothing has a day by which it is due, each says since when instead."""
    is_of_workers = all(row.child_id is None for row in rows)
    is_due = any(row.due_on is not None for row in rows)
    columns = [
        ("Worker", "c-child", who) if is_of_workers else ("Child", "c-child", lambda row: row.child_id),
        *([] if view.team else [("Team", "c-team", lambda row: row.team)]),
        *([] if is_of_workers else [("Worker", "c-worker", who)]),
        *([("When", "c-when", lambda row: lists.when(row, one))] if is_due else []),
        ("Due by", "c-due-by", lambda row: day_words(row.due_on)) if is_due else ("Since", "c-due-by", lambda row: day_words(row.since_on)),
        ("Why it is here", "c-why-here", lambda row: row.why),
        ("Row", "c-row small", where),
    ]
    made = []
    for row in rows:
        (_, classes, make), *others = columns
        made.append(html.Tr([html.Th(make(row), scope="row", className=classes), *(html.Td(make(row), className=classes) for _, classes, make in others)]))
    return cells.folding([(name, classes.split()[0]) for name, classes, _ in columns], made, one.title, "one-list")


def who(row):
    return row.worker or html.Span("Nobody is named", className="muted")


def day_words(day):
    return html.Span(wording.DASH, className="muted") if day is None else wording.short_day(day)


def where(row):
    """The row of the file that makes it so."""
    return address(row.file, row.sheet, row.row)


def files(view, name, n, what, n_tables=1):
    return take_away(what, of_view(view, f"worklist/{name}", period=None, grain=None), n_tables=n_tables, copied="the rows shown") if n else None
