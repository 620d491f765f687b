"""Which months each table covers: a calendar of shapes with words, and for one table month by month."""

from bisect import bisect_left

from dashboard import cells, wording
from dashboard import plain as html
from metrics.periods import period

DRAWN = 24  # months
STATES = {
    "loaded": "loaded",
    "partly": "partly loaded",
    "missing": "missing",
    "before": "before the first extract",
}
LETTERS = "JFMAMJJASOND"
MOST_SAID = 4  # months that are named beside a table


def calendar_view(asked):
    months, states = prepared(asked)
    if not months:
        return html.P("No table has dated rows.", className="card empty")
    if asked.table:
        return by_month(asked, states.get(asked.table, {}))
    until = asked.view.asked("until")
    end = bisect_left(months, until) + 1 if until in months else len(months)
    shown = months[max(0, end - DRAWN) : end]
    body = []
    for table in asked.snapshot.table_names:
        name = wording.table_name(table)
        name = name[:1].upper() + name[1:]
        found = states.get(table)
        if not found:
            why = "no dated rows" if table in asked.snapshot.tables else "not loaded"
            head = html.Th(name, scope="row")
            body.append(html.Tr([head, html.Td(why, colSpan=len(shown) + 1, className="muted c-why")]))
            continue
        head = html.Th(html.A(name, href=asked.href(table=table)), scope="row")
        body.append(
            html.Tr(
                [
                    head,
                    *(month_cell(month, found.get(month)) for month in shown),
                    html.Td(in_words(found, shown), className="c-words"),
                ]
            )
        )
    years = {}
    for month in shown:
        years.setdefault(month[:4], []).append(month)
    head = [
        html.Tr(
            [
                html.Th("Table", rowSpan=2, scope="col"),
                *(html.Th(year, colSpan=len(of_year), scope="colgroup", className="c-year") for year, of_year in years.items()),
                html.Th("In words", rowSpan=2, scope="col", className="c-words"),
            ]
        ),
        html.Tr([html.Th([html.Span(LETTERS[int(month[5:]) - 1], **{"aria-hidden": "true"}), cells.sr(wording.month(period(month).start))], scope="col", className="c-month") for month in shown]),
    ]  # fmt: skip
    first, last = (wording.month(period(month).start) for month in (shown[0], shown[-1]))
    return html.Div(
        [
            html.Div(
                [
                    html.P(f"{first} to {last}.", className="lead"),
                    html.Ul(
                        [html.Li([shape(state), words.capitalize()]) for state, words in STATES.items()],
                        className="states",
                        **{"aria-label": "What the shapes mean"},
                    ),
                    moves(asked, months, end),
                ],
                className="calendar-top",
            ),
            html.Table(
                [
                    html.Caption(f"Months that each table covers, {first} to {last}", className="sr-only"),
                    html.Thead(head),
                    html.Tbody(body),
                ],
                className="table-plain dense calendar",
            ),
        ]
    )


def prepared(asked):
    """(months, table -> month -> its line), once for a snapshot."""

    def make():
        states = {}
        for line in asked.quality.calendar.astype(object).to_dict("records"):
            states.setdefault(line["table"], {})[str(line["month"])] = line
        return sorted({month for found in states.values() for month in found}), states

    return asked.snapshot.once("calendar", make)


def shape(state):
    return html.Span(className=f"shape shape-{state}", **{"aria-hidden": "true"})


def month_cell(month, line):
    state = line["state"] if line else "before"
    return html.Td([shape(state), cells.sr(STATES[state])], className="c-month", **{"data-letter": LETTERS[int(month[5:]) - 1]})


def in_words(found, shown):
    """All loaded; or what is not, with its months."""
    said = []
    for state in ("missing", "partly"):
        months = [month for month in shown if found.get(month, {}).get("state") == state]
        if months:
            named = runs(months)
            words = wording.listed(named[-MOST_SAID:]) if len(named) > 1 else named[0]
            if len(named) > MOST_SAID:
                words = f"{len(months)} months, the last {named[-1]}"
            said.append(f"{state.capitalize()}: {words}")
    loaded = [month for month in shown if found.get(month, {}).get("state") == "loaded"]
    if not said:
        if len(loaded) == len(shown):
            return "Every month"
        return f"Every month from {wording.short_month(period(loaded[0]).start)}" if loaded else "None of these months"
    return ". ".join(said)


def runs(months):
    """Months drawn together where they follow one another: Mar 2024, Jun 2024 to Aug 2024."""
    found = []
    for month in map(period, months):
        if found and found[-1][1].moved(1) == month:
            found[-1][1] = month
        else:
            found.append([month, month])
    return [
        wording.short_month(a.start) if a == b else f"{wording.short_month(a.start)} to {wording.short_month(b.start)}"
        for a, b in found
    ]


def moves(asked, months, end):
    if len(months) <= DRAWN:
        return None
    earlier = months[max(DRAWN, end - DRAWN) - 1] if end > DRAWN else None
    later = months[min(len(months), end + DRAWN) - 1] if end < len(months) else None
    return html.Nav(
        [
            html.A("Earlier", href=asked.href(until=earlier), id="calendar-earlier") if earlier else html.Span("Earlier", className="muted"),
            html.A("Later", href=asked.href(until=later if later != months[-1] else None), id="calendar-later")
            if later
            else html.Span("Later", className="muted"),
        ],
        className="moves",
        **{"aria-label": "Other months"},
    )


def by_month(asked, found):
    """One table, newest month first: its state, rows, and why it is not whole."""
    head = [("Month", ""), ("State", ""), ("Rows", "num"), ("Why", "")]
    body = [
        html.Tr(
            [
                html.Th(wording.month(period(month).start), scope="row"),
                html.Td(html.Span([shape(line["state"]), STATES[line["state"]].capitalize()], className="state")),
                html.Td(wording.number(int(line["n_rows"] or 0)), className="num"),
                html.Td(line.get("why") or "", className="muted"),
            ]
        )
        for month, line in sorted(found.items(), reverse=True)
    ]
    name = wording.table_name(asked.table)
    if not body:
        return html.P(f"No rows of {name} have a day.", className="card empty")
    return cells.stacked(head, body, f"Months of {name}", "dense months")
