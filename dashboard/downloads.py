"""Figures and rows as files, CSV for scripts and XLSX for people, and drawings as SVG. Ordinary links, so they work without a page.

Values are not rounded. Text that a spreadsheet would run as a formula is kept as text.
"""

import io
import logging

import pandas as pd
from flask import Response, abort, current_app, request

from dashboard import access, changes_files, faults, sharing
from dashboard.compare import files as compare_files
from dashboard.data import headings, taken
from dashboard.data.quality import PARTS
from dashboard.flow import files as flow_files
from dashboard.indicator import files as indicator_files
from dashboard.plan import files as plan_files
from dashboard.scorecard import files as scorecard_files
from dashboard.team import files as team_files
from dashboard.view import View, one
from metrics.worklist import worklists

log = logging.getLogger(__name__)

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
IMAGE = "image/svg+xml; charset=utf-8"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def register(server):
    @server.get("/download/lines/<int:load>.csv")
    def lines(load):
        source = server.config["SOURCE"]
        if load not in set(source.snapshot().files.get("load", pd.Series(dtype=object)).dropna().astype(int)):
            abort(404)
        if sharing.asked():
            abort(403)
        return attached(source.lines(load), f"lines-of-load-{load}", "csv", "Lines")

    @server.get("/download/findings.<ending>")
    def findings(ending):
        source = server.config["SOURCE"]
        snapshot = source.snapshot()
        quality, (check, table, month), team = snapshot.assessed, (one(request.args, n) for n in ("check", "table", "month")), View.of_file(snapshot).team
        if ending not in TYPES or quality is None or check not in quality.about or (table and table not in snapshot.tables):
            abort(404)
        frame = guarded(access.findings, source, check, table or None, team)
        if month:
            frame = frame[frame["month"].astype(str) == month]
        return attached(frame, "-".join(filter(None, [check, table, team, month])), ending, quality.about[check][0])

    @server.get("/download/quality/<part>.<ending>")
    def quality(part, ending):
        snapshot = server.config["SOURCE"].snapshot()
        found, (table, month), team = snapshot.assessed, (one(request.args, n) for n in ("table", "month")), View.of_file(snapshot).team
        if ending not in TYPES or found is None or part not in PARTS or (table and table not in snapshot.tables):
            abort(404)
        if sharing.asked():
            abort(403)
        return attached(of_quality(getattr(found, part), team, table, month), "-".join(filter(None, ["quality", part, table, team, month])), ending, PARTS[part])

    @server.get("/download/worklist/<list_id>.<ending>")
    def worklist(list_id, ending):
        found = worklists().get(list_id)
        if (found is None and list_id != "all") or ending not in TYPES:
            abort(404)
        source = server.config["SOURCE"]
        team = View.of_file(source.snapshot()).team
        state = source.snapshot().on_lists.get((list_id, ""))
        if found is not None and (state is None or state.status != "ok"):
            abort(404)
        frame = guarded(access.worklist, source, list_id, team)
        return attached(frame, "-".join(filter(None, [f"worklist-{list_id}", team])), ending, found.title if found else "Worklists")

    @server.get("/download/caseload.<ending>")
    def caseload(ending):
        source = server.config["SOURCE"]
        view = View.of_file(source.snapshot())
        if ending not in (*TYPES, "svg"):
            abort(404)
        content = guarded(access.caseload, source, view.team)
        if ending == "svg":
            content = team_files.caseloads(view, source.snapshot(), content)
        if content is None:
            abort(404)
        return attached(content, "-".join(filter(None, ["caseload", view.team])), ending, "Caseloads")

    @server.get("/download/problems.xlsx")
    def problems():
        body = guarded(access.problems_workbook, server.config["SOURCE"])
        return Response(body, mimetype=TYPES["xlsx"], headers={"Content-Disposition": 'attachment; filename="problems by team.xlsx"'})

    for files in (changes_files, indicator_files, compare_files, flow_files, plan_files, scorecard_files, team_files, headings, taken):
        files.register(server, attached)

    server.log_exception = lambda raised: log.error("A request failed: %s: %s", request.path, faults.place(raised[1]))

    @server.errorhandler(404)
    def not_found(error):
        return plain("There is nothing at this address.", 404)

    @server.errorhandler(403)
    def not_allowed(error):
        return plain("You may not see these rows.", 403)

    @server.errorhandler(413)
    def too_large(error):
        return plain("These files are too large to be uploaded together. Load them a few at a time.", 413)

    @server.errorhandler(500)
    def failed(error):
        return plain("Something went wrong. The details are in the log of this server.", 500)


def of_quality(frame, team, table, month):
    """The lines that the page shows of a part of the quality: of one table the late ones month by month."""
    if table:
        frame = frame[frame["table"] == table]
    if "team" in frame:
        frame = frame[frame["team"] == team]
        frame = frame[frame["month"] != ""] if table and "median_days" in frame else frame[frame["month"] == month]
    return frame


def guarded(door, *asked):
    """Rows about children through a door of `access`; 403 where this person may not see them."""
    try:
        return door(*asked)
    except access.NotAllowed:
        abort(403)


def attached(content, name, ending, title):
    """A file of a frame; of the ending svg, of a drawing."""
    name = "".join(each if each.isascii() and each.isalnum() or each in "-_" else "-" for each in name)  # what any header can carry
    if ending == "svg":
        body, kind = content, IMAGE
    else:
        body, kind = as_csv(content) if ending == "csv" else as_xlsx(content, title, about()), TYPES[ending]
    return Response(body, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'})


def about():
    """What a workbook says of itself on its second sheet: a file outlives the page that it is from."""
    snapshot = current_app.config["SOURCE"].snapshot()
    said = [("Authority", snapshot.authority.name), ("Data as at", snapshot.as_at_words), ("From", f"Measures that Matter, {request.full_path.rstrip('?')}")]
    if snapshot.is_synthetic:
        said.append(("Synthetic data", "not real children"))
    if sharing.asked():
        said.append(("For sharing outside", "Numbers of one to five children, and others that would give them away, are hidden"))
    return said


def plain(words, status):
    return Response(words + "\n", status=status, mimetype="text/plain; charset=utf-8")


def is_formula(value):
    return isinstance(value, str) and value.startswith(FORMULA)


def as_csv(frame):
    """UTF-8 with a mark, so that Excel reads accents rightly; a cell that would be a formula begins with an apostrophe."""
    frame = frame.copy()
    for name in frame:
        if not pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_datetime64_any_dtype(frame[name]):
            frame[name] = frame[name].astype(object).map(lambda value: f"'{value}" if is_formula(value) else value)
    return ("﻿" + frame.to_csv(index=False, lineterminator="\r\n", date_format=None)).encode()


def as_xlsx(frame, title, about=()):
    """The frame as one sheet; `about`, (what, said), as a second."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Figures" if "value" in frame else "Rows")
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        book.set_properties({"title": title})
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(frame):
            sheet.write_string(0, place, name, bold)
            width = len(name)
            for row, value in enumerate(frame[name].astype(object), start=1):
                if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
                    continue
                if isinstance(value, pd.Timestamp):
                    sheet.write_datetime(
                        row, place, value.to_pydatetime(), day if value == value.normalize() else moment
                    )
                    width = max(width, 16)
                elif isinstance(value, bool):
                    sheet.write_boolean(row, place, value)
                elif isinstance(value, (int, float)):
                    sheet.write_number(row, place, value)
                else:
                    sheet.write_string(row, place, str(value))
                    width = max(width, min(len(str(value)), 48))
            sheet.set_column(place, place, width + 2)
        if len(frame):
            sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
        if about:
            sheet = book.add_worksheet("About")
            for row, (what, said) in enumerate([("Title", title), *about]):
                sheet.write_string(row, 0, what, book.add_format({"bold": True}))
                sheet.write_string(row, 1, said)
            sheet.set_column(0, 1, 24)
    return out.getvalue()
