"""The rows behind a figure: through the one guarded door, fifty at a time, adding up to it."""

import pandas as pd
from dash import html

from dashboard import access, cells, shell, wording
from dashboard.indicator.figures import downloads

ROWS_A_PAGE = 50

HEADINGS = {
    "numerator": "Counts",
    "denominator": "Of",
    "status": "Status",
    "note": "Note",
    "file": "File",
    "sheet": "Sheet",
    "row": "Row",
    "icpc_on": "Initial conference",
    "strategy_on": "Strategy discussion",
    "fte": "FTE",
}


def rows_view(indicator, view, snapshot, figure, comparison):
    if not cells.has_value(figure) and (figure is None or figure.status != "no cases"):
        return html.P("There is no figure here, and so there are no rows behind it.", className="muted")
    try:
        frame = access.rows_behind(shell.source(), indicator, view.period, view.team)
    except access.NotAllowed:
        return html.P("You may see this figure, but not the children behind it.", className="muted")
    if frame.empty:
        return html.P("No rows are counted in this figure.", className="muted")
    shown = [name for name in frame if name in HEADINGS or frame[name].notna().any()]
    if not indicator.has_denominator or indicator.is_rate:
        shown = [name for name in shown if name != "denominator"]
    if not frame["note"].astype(str).str.strip().any():
        shown = [name for name in shown if name != "note"]
    if frame["table"].nunique() < 2:
        shown = [name for name in shown if name != "table"]
    frame = ordered(frame, view.sort, shown)
    here = min(view.page, -(-len(frame) // ROWS_A_PAGE))
    part = frame[shown].iloc[(here - 1) * ROWS_A_PAGE : here * ROWS_A_PAGE]
    head = []
    for name in shown:
        up, down = view.sort == name, view.sort == f"-{name}"
        link = html.A(
            heading_words(name),
            href=view.href(view="rows", sort=f"-{name}" if up else name),
            id=f"sort-{name}",
        )
        head.append(
            html.Th(
                link,
                scope="col",
                className="num" if name in ("numerator", "denominator", "row") else "",
                **({"aria-sort": "ascending" if up else "descending"} if up or down else {}),
            )
        )
    columns = [[cell_words(each) for each in part[name]] for name in shown]
    right = [name in ("numerator", "denominator", "row") for name in shown]
    body = [
        html.Tr([html.Td(text, className="num" if is_right else "") for text, is_right in zip(row, right, strict=True)])
        for row in zip(*columns, strict=True)
    ]
    return html.Div(
        [
            html.P(adds_up(indicator, frame, figure), className="story"),
            cells.scroller(
                html.Table(
                    [
                        html.Caption(
                            f"The rows behind {indicator.title}, {wording.period(view.period)}", className="sr-only"
                        ),
                        html.Thead(html.Tr(head)),
                        html.Tbody(body),
                    ],
                    className="table-plain dense rows",
                ),
                "The rows behind the figure",
            ),
            cells.pager(view, len(frame), ROWS_A_PAGE, "rows", view="rows", sort=view.sort),
            downloads(indicator, view, "rows", f"Download all {wording.plural(len(frame), 'row')}"),
        ]
    )


def ordered(frame, sort, shown):
    name = sort.lstrip("-")
    if name not in shown:
        return frame
    column = frame[name]
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    return frame.loc[column.sort_values(ascending=not sort.startswith("-"), kind="stable", na_position="last").index]


def heading_words(name):
    if name in HEADINGS:
        return HEADINGS[name]
    words = name
    for ending in ("_at", "_on", "_code"):
        words = words.removesuffix(ending)
    words = words.replace("_", " ").removeprefix("is ")
    return words[:1].upper() + words[1:]


def cell_words(value):
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, pd.Timestamp):
        day = wording.short_day(value)
        return day if value == value.normalize() else f"{day} {value:%H:%M}"
    if pd.api.types.is_bool(value):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).replace("_", " ") if isinstance(value, str) and value.islower() and "_" in value else str(value)


def adds_up(indicator, frame, figure):
    """How many rows there are, and that they add up to the figure; plainly, also if they do not."""
    numerator, denominator = frame["numerator"].sum(), frame["denominator"].sum()
    words = [f"{wording.plural(len(frame), 'row')}."]
    says = lambda amount: wording.number(amount, 0 if wording.whole(amount) else 1)  # noqa: E731
    agree = abs(numerator - (figure.numerator or 0)) < 1e-6
    if indicator.has_denominator and not indicator.is_rate:
        agree = agree and abs(denominator - (figure.denominator or 0)) < 1e-6
        total = f"{says(numerator)} of {says(denominator)}"
        if indicator.unit == "children per FTE":
            total = f"{says(numerator)} children and {wording.number(denominator, 1)} FTE"
    else:
        total = says(numerator)
    words.append(
        f"They add up to {total}, which is the figure above."
        if agree
        else f"They add up to {total}, which is NOT the figure above: please report this."
    )
    left = frame["status"].astype(str).value_counts()
    for status in ("pending", "left out"):
        if left.get(status):
            words.append(f"{wording.plural(int(left[status]), 'row')} {'is' if left[status] == 1 else 'are'} {status}.")
    return " ".join(words)
