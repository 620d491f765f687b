"""What was wrong with what was loaded: problems and skipped lines, by file and column, each opening into its addresses."""

import hashlib

from dashboard import cells, reports, wording
from dashboard import plain as html
from dashboard.data.tables import chosen_table, narrowed

PAGE = 20
ADDRESSES = 500
CAPTION = {"problems": "Problems by file and column", "skipped": "Lines skipped by file"}
NONE = {"problems": "No problems: every cell could be used as it stands.", "skipped": "No line was skipped."}
WHAT = {"problems": "problem", "skipped": "line skipped"}


def problem_groups(snapshot):
    """(problems, skipped lines), grouped once for a snapshot: there may be many thousands."""
    return snapshot.once("problems", lambda: parted(reports.groups(snapshot.problems.to_dict("records"))))


def parted(found):
    return [each for each in found if not reports.is_skipped(each)], [each for each in found if reports.is_skipped(each)]


def kinds(view, snapshot, groups, here):
    """Problems or skipped lines of the store, of one table where the address says so."""
    table = chosen_table(view, snapshot)
    if table:
        groups = [group for group in groups if group["table"] == table]
    if not groups:
        return html.Div([narrowed(view, table, 0, WHAT[here], here), html.P(NONE[here])], className="card empty")
    return html.Div(
        [
            narrowed(view, table, reports.total(groups), WHAT[here], here),
            listed(view, groups, here, {"view": here, "table": table}),
        ]
    )


def listed(view, groups, here, choices):
    """The kinds, a page at a time, or the addresses of the one that the URL opens; `choices` are those of its own address."""
    opened = view.asked("group")
    group = next((group for group in groups if group_id(group) == opened), None) if opened else None
    if group is not None:
        return addresses(view, group, here, choices)
    return html.Section(
        [
            reports.problems_table(
                cells.page_of(view, groups, PAGE),
                CAPTION[here],
                all_of=lambda group: view.href(**choices, group=group_id(group)),
            ),
            cells.pager(view, len(groups), PAGE, "kinds", **choices),
            html.P("Addresses are given, never what stands there: it may be a child’s name.", className="small spaced"),
        ]
    )


def group_id(group):
    """A short name for a kind of problem in a column, the same each time."""
    words = "|".join(group[name] for name in reports.GROUPED_BY)
    return hashlib.sha256(words.encode()).hexdigest()[:10]


def addresses(view, group, here, choices):
    rows = cells.page_of(view, group["rows"], ADDRESSES)
    return html.Section(
        [
            html.P(html.A("Back to the list", href=view.href(**choices))),
            html.Div(
                [
                    html.H2(
                        f"{group['problem'][:1].upper()}{group['problem'][1:]}: {wording.plural(len(group['rows']), 'row')}"
                    ),
                    cells.figure_rows(
                        [
                            ("File", group["file"]),
                            ("Sheet", group["sheet"] or None),
                            ("Heading", f"{group['heading']}, column {group['column']}" if group["column"] else None),
                            ("What was done", group["action"]),
                            ("Rows", wording.cells(rows)),
                        ]
                    ),
                ],
                className="card",
            ),
            cells.pager(view, len(group["rows"]), ADDRESSES, "addresses", **choices, group=group_id(group)),
        ]
    )


def problem_part(problems, of_what, rest):
    """The problems of one load, the first kinds of them; `rest` says where all of them are."""
    groups, _ = parted(reports.groups(problems))
    if not groups:
        return [html.P("No problems in cells or rows.", className="spaced")]
    return [
        html.H3(wording.plural(reports.total(groups), "problem"), className="spaced"),
        reports.problems_table(groups[:PAGE], f"Problems of this {of_what}"),
        html.P([f"The first {PAGE} of {len(groups)} kinds are shown; ", rest, "."], className="small spaced")
        if len(groups) > PAGE
        else None,
    ]
