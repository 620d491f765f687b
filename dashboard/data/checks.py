"""What the checks of the data find: ranked, with why it matters and what to do, each opening into its rows."""

from dashboard import access, cells, shell, svg, wording
from dashboard import plain as html
from dashboard.rowlist import row_list, worth_showing
from dashboard.take_away import take_away

PAGE = 20
DRAWN = 24  # months of a trend
TEAMS = 3  # that are named beside a check


def checks_view(asked):
    found = asked.picked("checks")
    failing = [one for one in found if one["n"]]
    passing = [one for one in found if not one["n"]]
    if not found:
        return html.P("No check looks at these rows.", className="card empty")
    n_rows = sum(one["n"] for one in failing)
    said = (
        f"{wording.plural(len({one['check'] for one in found}), 'check')} looked at {asked.whose()}; "
        + (f"{len({one['check'] for one in failing})} find something, {wording.plural(n_rows, 'row')} in all." if failing else "none finds anything.")
    )
    return html.Div(
        [
            html.P(said, className="lead spaced-below"),
            table(asked, cells.page_of(asked.view, by_check(failing), PAGE)) if failing else None,
            cells.pager(asked.view, len(by_check(failing)), PAGE, "checks", view="quality", table=asked.table, month=asked.month),
            silent(passing),
        ]
    )


def silent(passing):
    if not passing:
        return None
    names = [f"{one['title']} ({wording.table_name(one['table'])}, {wording.number(one['of'])})" for one in sorted(passing, key=lambda one: one["title"])]
    return html.Details(
        [
            html.Summary(f"{wording.plural(len(passing), 'check')} of a table {'finds' if len(passing) == 1 else 'find'} nothing"),
            html.Ul([html.Li(name) for name in names], className="plain-list"),
        ]
    )


def by_check(failing):
    """The tables in which a check finds something together: the check with most rows first, in it the table with most."""
    groups = {}
    for one in sorted(failing, key=lambda one: (-one["n"], one["table"])):
        groups.setdefault(one["check"], []).append(one)
    return sorted(groups.values(), key=lambda group: -sum(one["n"] for one in group))


def table(asked, groups):
    trends, teams = told_apart(asked)
    with_team = not asked.team
    head = [
        ("Check", ""),
        ("What to do", ""),
        ("Table", ""),
        ("Rows that fail", "num"),
        (f"Share by month, last {DRAWN}", ""),
        *([("Most in", "")] if with_team else []),
    ]
    bodies = []
    for group in groups:
        title, why, do = asked.quality.about[group[0]["check"]]
        rows = []
        for n, one in enumerate(group):
            key = (one["check"], one["table"])
            rows_link = html.A(
                [html.Span(wording.number(one["n"]), className="fact strong"), cells.sr(f" rows of {wording.table_name(one['table'])}: {title}")],
                href=asked.href(check=one["check"], table=one["table"]),
            )
            rows.append(
                html.Tr(
                    [
                        html.Th([title, html.Span(why, className="small")] if not n else cells.again(title), scope="row"),
                        html.Td(do if not n else "", className="c-do-words"),
                        html.Td(wording.table_name(one["table"])),
                        html.Td([rows_link, html.Span(of_looked_at(one), className="small")], className="num"),
                        html.Td(trend(trends.get(key, []), title)),
                        *([html.Td(most_in(teams.get(key, [])), className="small-words")] if with_team else []),
                    ],
                    className="continued" if n else "",
                )
            )
        bodies.append(rows)
    caption = f"Checks that find something, {asked.whose()}, most rows first"
    return cells.stacked(head, bodies, caption, "dense checks")


def of_looked_at(one):
    return f"of {wording.number(one['of'])}, {share_words(one['n'], one['of'])}"


def share_words(n, of):
    """3.4%; none; never 0% of what is some, nor 100% of what is not all."""
    if not of:
        return wording.DASH
    if not n:
        return "none"
    share = 100 * n / of
    if 0 < share < 0.1:
        return "under 0.1%"
    if n < of and share >= 99.95:
        return "over 99.9%"
    return wording.number(share, 1 if share < 99.95 else 0) + "%"


def told_apart(asked):
    """(check, table) -> the last months as (month, n, of), and -> teams as (team, n), most first; prepared once for a team."""

    def make():
        frame = asked.quality.checks
        months = asked.months[:DRAWN][::-1]
        by_month, by_team = {}, {}
        for row in frame[(frame["team"] == asked.team) & frame["month"].isin(months)].itertuples(index=False):
            by_month.setdefault((row.check, row.table), {})[row.month] = (row.n, row.of)
        for row in frame[(frame["month"] == asked.month) & (frame["team"] != "") & (frame["n"] > 0)].itertuples(index=False):
            by_team.setdefault((row.check, row.table), []).append((row.team, row.n))
        trends = {key: [(month, *found.get(month, (0, 0))) for month in months] for key, found in by_month.items()}
        return trends, {key: sorted(found, key=lambda pair: -pair[1]) for key, found in by_team.items()}

    return asked.snapshot.once(("checks told apart", asked.team, asked.month), make)


def trend(found, title):
    shares = [n / of if of else None for _, n, of in found]
    known = [(month, n, of) for month, n, of in found if of]
    if len(known) < 2:
        return html.Span("too few months", className="muted small")
    first, last = known[0], known[-1]
    words = (
        f"{title}: {share_words(*first[1:])} in {wording.month_named(first[0])}, "
        f"{share_words(*last[1:])} in {wording.month_named(last[0])}."
    )
    said = html.Span(f"{share_words(*last[1:])} in {wording.month_named(last[0], short=True)}", className="small")
    return html.Div([svg.small_line(shares, words), said], className="drawn")


def most_in(teams):
    if not teams:
        return html.Span(wording.DASH, className="muted")
    said = [f"{team}: {wording.number(n)}" for team, n in teams[:TEAMS]]
    more = len(teams) - TEAMS
    return ", ".join(said) + (f", {more} more" if more > 0 else "")


# -- the rows of one check ---------------------------------------------------------------------------


def findings_view(asked):
    title, why, do = asked.quality.about[asked.check]
    back = html.P(html.A("All checks", href=asked.href(check=None, table=None)))
    team = asked.team
    try:
        frame = access.findings(shell.source(), asked.check, asked.table or None, team)
    except access.NotAllowed:
        return html.Div([back, html.H2(title), html.P("You may see how many rows fail, but not which.", className="muted")])
    if asked.month:
        frame = frame[frame["month"].astype(str) == asked.month]
    n = wording.plural(len(frame), "row")
    where = wording.table_name(asked.table) if asked.table else "all tables"
    query = {"check": asked.check, "table": asked.table or None, "team": team or None, "month": asked.month or None}
    return html.Section(
        [
            back,
            html.H2(title),
            html.P([why, " ", html.Strong("What to do: "), do], className="wide-line"),
            html.P(f"{n} of {where}, {asked.whose()}. Addresses and ids only."),
            row_list(asked.view, worth_showing(frame.drop(columns="check")), f"Rows that fail: {title}", view="quality", check=asked.check, table=asked.table, month=asked.month)
            if len(frame)
            else html.P("No row fails.", className="card empty"),
            take_away(f"all {n}", lambda ending: asked.view.href(f"/download/findings.{ending}", **query), copied="the rows shown") if len(frame) else None,
        ]
    )  # fmt: skip
