"""How full and usable each column is, worst first; and what was recorded late, by table and month."""

from dashboard import cells, svg, wording
from dashboard import plain as html
from dashboard.data.checks import share_words

PAGE = 30
DRAWN = 24
LATE_DAYS = 31


def columns_view(asked):
    """Columns with most that is not usable, or blank where nothing should be, come first."""
    found = [line for line in asked.picked("columns") if line["n_rows"]]
    if not found:
        return html.P("No rows here.", className="card empty")
    found.sort(key=lambda line: (-lacking(line), line["n_filled"] / line["n_rows"], line["table"], line["column"]))
    n_bad = sum(bool(line["n_unusable"]) for line in found)
    body = []
    for line in cells.page_of(asked.view, found, PAGE):
        n, filled, bad = (int(line[name]) for name in ("n_rows", "n_filled", "n_unusable"))
        body.append(
            html.Tr(
                [
                    html.Th(line["heading"], scope="row"),
                    html.Td(wording.table_name(line["table"])),
                    html.Td(wording.number(n), className="num"),
                    html.Td(svg.two_bars((filled - bad) / n, bad / n), className="c-bars"),
                    html.Td(share_words(filled, n), className="num"),
                    html.Td([wording.number(n - filled), cells.sr(", which may be") if line["may_be_blank"] else None], className="num muted"),
                    html.Td(share_words(bad, filled) if bad else "none", className="num" + (" strong" if bad else " muted")),
                    html.Td(wording.number(bad), className="num muted"),
                ]
            )
        )  # fmt: skip
    head = [
        ("Column", ""), ("Table", ""), ("Rows", "num"), ("Usable, not usable", ""), ("Filled", "num"), ("Blank", "num"),
        ("Not usable", "num"), ("Cells not usable", "num"),
    ]  # fmt: skip
    return html.Div(
        [
            html.P(
                f"{wording.plural(len(found), 'column')}, {asked.whose()}; in {n_bad or 'none'} of them something was filled in that could not be used: "
                "no day, no number, or a code that is not known. A blank is no fault where nothing need have happened: a plan that is open has no end.",
                className="lead spaced-below",
            ),
            cells.stacked(head, body, f"Columns, {asked.whose()}, worst first", "dense columns"),
            cells.pager(asked.view, len(found), PAGE, "columns", view="quality", part="columns", table=asked.table, month=asked.month),
        ]
    )  # fmt: skip


def lacking(line):
    """The share of rows in which something is missing or not usable."""
    blank = 0 if line["may_be_blank"] else line["n_rows"] - line["n_filled"]
    return (line["n_unusable"] + blank) / line["n_rows"]


def late_view(asked):
    """For each table, or each month of one: how long it took until a row was first seen in an extract."""
    if asked.table:
        return late_by_month(asked)
    found = sorted((line for line in asked.picked("late") if line["n"]), key=lambda line: -line["n_over_31"] / line["n"])
    if not found:
        return html.P("Nothing can be said yet: it takes a second extract of a table to see what came late.", className="card empty")
    trends = late_trends(asked)
    body = [
        html.Tr(
            [
                html.Th(html.A(wording.table_title(line["table"]), href=asked.href(table=line["table"])), scope="row"),
                html.Td(wording.number(int(line["n"])), className="num"),
                html.Td(days(line["median_days"]), className="num"),
                html.Td(share_words(line["n_over_31"], line["n"]), className="num strong"),
                html.Td(wording.number(int(line["n_over_31"])), className="num muted"),
                html.Td(late_trend(trends.get(line["table"], []), line["table"])),
            ]
        )
        for line in found
    ]
    head = [("Table", ""), ("Rows", "num"), ("Median", "num"), (f"After {LATE_DAYS} days", "num"), ("Rows after that", "num"), (f"Median days by month, last {DRAWN}", "")]
    return html.Div([told(asked), cells.stacked(head, body, f"Recorded late, {asked.whose()}, latest first", "dense late")])


def days(amount):
    return wording.plural(int(amount), "day") if float(amount).is_integer() else f"{wording.number(amount, 1)}{wording.NBSP}days"


def told(asked):
    left = sum(n for table, n in getattr(asked.quality, "unjudged", {}).items() if asked.table in ("", table))
    return html.P(
        "Days from the event to the as-at day of the first extract that had the row, so at least until that extract was made. "
        + (f"{wording.plural(left, 'row')} of first extracts and without a day cannot be judged and are left out." if left else ""),
        className="lead spaced-below",
    )


def late_trends(asked):
    def make():
        frame = asked.quality.late
        months = asked.months[:DRAWN][::-1]
        found = {}
        for row in frame[(frame["team"] == asked.team) & frame["month"].isin(months)].itertuples(index=False):
            found.setdefault(row.table, {})[row.month] = row.median_days
        return {table: [(month, by_month.get(month)) for month in months] for table, by_month in found.items()}

    return asked.snapshot.once(("late", asked.team), make)


def late_trend(found, table):
    known = [(month, median) for month, median in found if median is not None]
    if len(known) < 2:
        return html.Span("too few months", className="muted small")
    (first, a), (last, b) = known[0], known[-1]
    words = f"{wording.table_title(table)}: median {days(a)} in {wording.month_named(first)}, {days(b)} in {wording.month_named(last)}."
    said = html.Span(f"{days(b)} in {wording.month_named(last, short=True)}", className="small")
    return html.Div([svg.small_line([median for _, median in found], words), said], className="drawn")


def late_by_month(asked):
    frame = asked.quality.late
    chosen = frame[(frame["table"] == asked.table) & (frame["team"] == asked.team) & (frame["month"] != "")]
    found = sorted(chosen.astype(object).to_dict("records"), key=lambda line: line["month"], reverse=True)
    if asked.month:
        found = [line for line in found if line["month"] == asked.month]
    if not found:
        return html.P(f"Nothing can be said of {wording.table_name(asked.table)} here.", className="card empty")
    body = [
        html.Tr(
            [
                html.Th(wording.month_named(line["month"]), scope="row"),
                html.Td(wording.number(int(line["n"])), className="num"),
                html.Td(days(line["median_days"]), className="num"),
                html.Td(share_words(line["n_over_31"], line["n"]), className="num strong"),
                html.Td(wording.number(int(line["n_over_31"])), className="num muted"),
            ]
        )
        for line in cells.page_of(asked.view, found, PAGE)
    ]
    head = [("Month of the event", ""), ("Rows", "num"), ("Median", "num"), (f"After {LATE_DAYS} days", "num"), ("Rows after that", "num")]
    return html.Div(
        [
            told(asked),
            cells.stacked(head, body, f"{wording.table_title(asked.table)} recorded late, {asked.team or 'all teams'}", "dense late"),
            cells.pager(asked.view, len(found), PAGE, "months", view="quality", part="late", table=asked.table),
        ]
    )
