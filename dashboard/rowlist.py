"""Rows about children as a list: fifty at a time, sorted by their headings, as words. They come through `access` only."""

import pandas as pd

from dashboard import cells, wording
from dashboard import plain as html
from dashboard.blocks import block

ROWS_A_PAGE = 50
RIGHT = ("numerator", "denominator", "numerator_before", "denominator_before", "months_since")
AS_IS = ("child_id", "worker", "team", "month")  # ids and names, to be found again as they are
ADDRESS = ("file", "sheet", "row")  # one column, which stays in view
UNMAPPED = "unmapped"  # of a coded value: its text means nothing known

HEADINGS = {
    "change": "What changes",
    "numerator_before": "Counted before",
    "denominator_before": "Of before",
    "numerator": "Counts",
    "denominator": "Of",
    "status": "Status",
    "note": "Note",
    "file": "Where it stands",
    "sheet": "Sheet",
    "row": "Row",
    "icpc_on": "Initial conference",
    "strategy_on": "Strategy discussion",
    "fte": "FTE",
}


def row_list(view, frame, caption, /, **choices):
    """One page of a frame as a table that sorts by its headings; `choices` are those of its own address."""
    shown = [name for name in frame if name not in ADDRESS] + ["file"] * ("file" in frame)
    frame = ordered(frame, view.sort, shown)
    here = min(view.page, max(1, -(-len(frame) // ROWS_A_PAGE)))
    part = frame.iloc[(here - 1) * ROWS_A_PAGE : here * ROWS_A_PAGE]
    head = []
    for name in shown:
        up, down = view.sort == name, view.sort == f"-{name}"
        link = html.A(
            heading_words(name),
            href=view.href(**{**choices, "sort": f"-{name}" if up else name}),
            id=f"sort-{name}",
        )
        head.append(
            html.Th(
                link,
                scope="col",
                className=classes(name),
                **({"aria-sort": "ascending" if up else "descending"} if up or down else {}),
            )
        )
    columns = [addresses(part) if name == "file" else [words(view, name, each) for each in part[name]] for name in shown]
    body = [
        html.Tr([html.Td(text, className=classes(name)) for text, name in zip(row, shown, strict=True)])
        for row in zip(*columns, strict=True)
    ]
    return html.Div(
        [
            cells.scroller(
                block(html.Table([html.Caption(caption, className="sr-only"), html.Thead(html.Tr(head)), html.Tbody(body)], className="table-plain dense rows")),
                caption,
            ),
            cells.pager(view, len(frame), ROWS_A_PAGE, "rows", **{**choices, "sort": view.sort}),
        ]
    )


def classes(name):
    return "num" if name in RIGHT else "c-where" if name == "file" else ""


def words(view, name, value):
    """What a cell says; a code that nobody has explained leads to where one can."""
    if name in AS_IS:
        return as_is(value)
    if name.endswith("_code") and UNMAPPED in as_is(value):
        return html.A([cell_words(value), cells.sr(": say what it means")], href=view.href("/data", view="codes", column=name))
    return cell_words(value)


def addresses(frame):
    """Of each row its file, sheet and row, as far as they are known."""
    known = [frame[name] if name in frame else [None] * len(frame) for name in ADDRESS]
    return [address(*each) for each in zip(*known, strict=True)]


def address(file, sheet, row):
    """contacts.xlsx, Report1, row 12"""
    row = as_is(row).removesuffix(".0")
    return ", ".join(filter(None, [as_is(file), as_is(sheet), f"row{wording.NBSP}{row}" if row else ""]))


def worth_showing(frame):
    """The columns that say something: those of the address and the count always, others where a row has a value."""
    has_value = frame.notna().any()
    shown = [name for name in frame if name in HEADINGS or has_value[name]]
    if "note" in shown and not frame["note"].astype(str).str.strip().any():
        shown.remove("note")
    if "table" in shown and frame["table"].nunique() < 2:
        shown.remove("table")
    return frame[shown]


def ordered(frame, sort, shown):
    name = sort.lstrip("-")
    if name not in shown:
        return frame
    column = frame[name]
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    place = column.reset_index(drop=True)
    return frame.iloc[place.sort_values(ascending=not sort.startswith("-"), kind="stable", na_position="last").index]


def heading_words(name):
    if name in HEADINGS:
        return HEADINGS[name]
    words = name
    for ending in ("_at", "_on", "_code"):
        words = words.removesuffix(ending)
    words = words.replace("_", " ").removeprefix("is ")
    return words[:1].upper() + words[1:]


def as_is(value):
    return "" if value is None or value is pd.NA or value != value else str(value)


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
