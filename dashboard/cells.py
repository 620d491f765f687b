"""The parts of a table cell that recur: a value and what it is of, a judgement, a change, why there is nothing.

Signs carry no meaning alone: each stands beside its word.
"""

from dashboard import plain as html
from dashboard import wording
from dashboard.plain import Span

#: (judgement, whether reliably) of each chip there is, and what it says, best first.
JUDGED = {
    ("met", True): "Met, and while nothing changes every month will meet it",
    ("met", False): "Met in the period shown",
    ("near", False): "Not met, but no further from it than the target allows",
    ("not met", False): "Not met",
    ("too few", False): "Fewer than ten cases: no judgement rests on so few",
}
CHIPS = {"met": "good", "near": "near", "not met": "bad", "too few": "plain"}


def sr(text):
    """For screen readers only."""
    return Span(text, className="sr-only")


def again(text):
    """What a row of a table need not repeat: read out, and shown where rows are cards of their own."""
    return Span(text, className="again-when-narrow")


def two(first, second=None, **props):
    """Two lines: the fact, and the small print under it."""
    return [Span(first, className="fact"), Span(second, className="small") if second else None]


def chip(judgement, reliably=False):
    """A judgement as a word in a coloured lozenge with a sign; None where there is none.

    Blue where the target is met and, by the limits of the control chart, will be while nothing changes.
    """
    if judgement not in CHIPS:
        return None
    if judgement == "met" and reliably:
        return Span(wording.RELIABLY, className="chip chip-best")
    return Span(wording.JUDGEMENTS[judgement], className=f"chip chip-{CHIPS[judgement]}")


def tag(text, kind="plain"):
    return Span(text, className=f"chip chip-{kind}")


def value(indicator, figure, mark=None):
    """The value with what it is of, and a mark before it where there is one. What is so far only says so."""
    small = wording.counts(indicator, figure)
    if figure.status == "incomplete":
        small = f"{small} so far".strip()
    shown = wording.value(indicator, figure.value)
    return [
        Span([mark, shown] if mark else shown, className="value"),
        Span(small, className="small") if small else None,
    ]


def has_value(figure):
    return figure is not None and figure.value is not None and figure.status in ("ok", "incomplete")


def change(indicator, now, then, since):
    """+1.4 on the quarter; its direction is read out as better or worse."""
    found = wording.change(indicator, now, then)
    if found is None:
        return None
    digits, verdict = found
    return [
        digits,
        Span(f" on {since}", className="unit"),
        sr(f", {verdict}" if verdict else ", neither better nor worse") if indicator.good else None,
    ]


def figure_rows(pairs, className="facts"):
    """Term and description, for panels."""
    children = []
    for term, description in pairs:
        if description is not None:
            children.append(html.Div([html.Dt(term), html.Dd(description)]))
    return html.Dl(children, className=className)


def table(head, rows, caption, classes="dense"):
    """A table with a caption for those who hear it. `head`: (name, class) of each column; `rows`: the rows, or lists of rows that belong together."""
    return html.Table(
        [
            html.Caption(caption, className="sr-only"),
            html.Thead(html.Tr([html.Th(name, scope="col", className=classes) for name, classes in head])),
            *(html.Tbody(body) for body in bodies_of(rows)),
        ],
        className=f"table-plain {classes}",
    )


def bodies_of(rows):
    return rows if rows and isinstance(rows[0], list) else [rows]


def stacked(head, rows, caption, classes):
    """A table whose rows become cards on a small screen, where each cell says what its column is.

    `head`: (name, classes) for each column; a cell that spans columns stands without a name, and so does what follows it.
    `rows`: the rows, or lists of rows that belong together.
    """
    for row in (row for body in bodies_of(rows) for row in body):
        found = row["props"]["children"]
        for (name, _), cell in zip(head, found if isinstance(found, list) else [found], strict=False):
            if cell["props"].get("colSpan"):
                break
            if cell["type"] == "Td" and isinstance(name, str):
                cell["props"]["data-label"] = name
    return table(head, rows, caption, f"stack {classes}")


def folding(head, rows, caption, classes):
    """`stacked`, of a table that fits a small desk: its rows become cards on yet smaller screens only."""
    made = stacked(head, rows, caption, classes)
    made["props"]["className"] = f"table-plain fold {classes}"
    return made


def scroller(table, label):
    """A table too wide for a small screen scrolls by itself, by keyboard too; the page never does."""
    return html.Div(table, className="scroller", tabIndex=0, role="region", **{"aria-label": label})


def pager(view, n, size, what, /, **choices):
    """Earlier and later pages as links; nothing where one page holds all."""
    pages = -(-n // size)
    if pages <= 1:
        return None
    here = min(view.page, pages)
    first, last = (here - 1) * size + 1, min(here * size, n)
    return html.Nav(
        [
            html.A(
                "Previous",
                href=view.href(page=here - 1 if here > 2 else None, **choices),
                rel="prev",
                id="page-previous",
            )
            if here > 1
            else html.Span("Previous", className="muted"),
            html.Span(f"{wording.number(first)} to {wording.number(last)} of {wording.number(n)}"),
            html.A("Next", href=view.href(page=here + 1, **choices), rel="next", id="page-next")
            if here < pages
            else html.Span("Next", className="muted"),
        ],
        className="pager",
        **{"aria-label": f"Pages of {what}"},
    )


def page_of(view, items, size):
    """The part of a list that this page of the URL shows; the last page where the URL asks for a later one."""
    pages = max(1, -(-len(items) // size))
    here = min(view.page, pages)
    return items[(here - 1) * size : here * size]
