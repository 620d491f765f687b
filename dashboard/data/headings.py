"""The headings by which the files of each table are known, loaded or not, and all of them as a file."""

import pandas as pd
from flask import abort, current_app

from dashboard import wording
from dashboard import plain as html
from dashboard.take_away import take_away

TYPES = {"id": "identifier", "moment": "day and time", "text": "words"}
PUBLISHED = "published_"
OURS = "release_year"  # a column of published figures that is no heading of a file: it is told by the years in it


def register(server, attached):
    """`attached(frame, name, ending, title)` makes a file of a frame."""

    @server.get("/download/headings.<ending>")
    def headings_file(ending):
        if ending not in ("csv", "xlsx"):
            abort(404)
        return attached(frame(current_app.config["SOURCE"].snapshot().dictionary), "headings", ending, "Headings")


def frame(dictionary):
    """A line for each heading that a file may have."""
    return pd.DataFrame(
        {
            "table": table, "a_row_is": about["row_is"], "column": name, "heading": heading, "holds": column["type"], "must_be_there": column["required"],
            "tells_rows_apart": name in about["key"], "codes": ", ".join(column.get("codes", ())),
        }
        for table, about in dictionary.items() for name, column in about["columns"].items() if name != OURS for heading in column["headings"]
    )  # fmt: skip


def take():
    return take_away("the headings of every table", lambda ending: f"/download/headings.{ending}", n_tables=0)


def others(view, snapshot):
    """What can be loaded beside the tables listed: extracts that no indicator needs, and published files. Where nothing is loaded no table is listed."""
    rest = [table for table in snapshot.dictionary if snapshot.is_empty or table not in snapshot.table_names]
    lines = []
    for words, found in (
        ("Extracts that can be loaded" if snapshot.is_empty else "Other extracts that can be loaded", [table for table in rest if not table.startswith(PUBLISHED)]),
        ("Files of published figures that can be loaded", [table for table in rest if table.startswith(PUBLISHED)]),
    ):
        links = [part for table in found for part in (", ", html.A(wording.table_name(table).removeprefix("published "), href=view.href(table=table)))]
        lines.append(html.P([f"{words}: ", *links[1:], "."]) if links else None)
    said = html.P("A file is known by its headings, whatever it and its sheets are called. Each table leads to the headings its files may have; all of them as one file:")
    return html.Div([*lines, said, take()], className="apart small")


def shown(column):
    """The heading that messages use."""
    return column["headings"][0]


def rest_of(column, known_as):
    """The other headings a file may have for a column, each kept whole."""
    rest = [heading for heading in column.get("headings", ()) if heading != known_as]
    return [part for heading in rest for part in (" · ", html.Span(heading, className="heading-word"))][1:] or html.Span("no other", className="muted")


def holds(name, column):
    """received at: day and time, must be there. What a column is called here, and what it holds."""
    said = [TYPES.get(column["type"], column["type"]), *(["must be there"] if column["required"] else [])] if column else []
    return f"{name.replace('_', ' ')}{': ' if said else ''}{', '.join(said)}"
