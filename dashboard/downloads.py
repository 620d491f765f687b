"""Figures and rows as files: CSV for scripts, XLSX for people. Ordinary links, so they work without a page.

Values are not rounded. Text that a spreadsheet would run as a formula is kept as text.
"""

import io
import logging

import pandas as pd
from flask import Response, abort, request

from dashboard import access, faults, sharing
from dashboard.compare import files as compare_files
from dashboard.flow import files as flow_files
from dashboard.plan import files as plan_files
from dashboard.view import View, one
from metrics.worklist import worklists

log = logging.getLogger(__name__)

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FIGURES = [
    "indicator", "area", "team", "period", "period_start", "period_end", "numerator", "denominator", "value", "lower",
    "upper", "status", "target", "judgement", "note",
]  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def register(server):
    @server.get("/download/<kind>/<indicator_id>.<ending>")
    def download(kind, indicator_id, ending):
        source = server.config["SOURCE"]
        snapshot = source.snapshot()
        indicator = snapshot.indicators.get(indicator_id)
        if indicator is None or ending not in TYPES or kind not in ("figures", "rows", "difference"):
            abort(404)
        view = View.read(snapshot, request.path, request.args.to_dict())
        if view.period is None or (one(request.args, "team") and view.team != one(request.args, "team")):
            abort(404)  # never the figures of everyone under the name of a team
        if kind == "figures":
            frame = figures(snapshot.shared if view.share else snapshot, indicator, view)
        else:
            door = access.rows_behind if kind == "rows" else access.rows_between
            frame = guarded(door, source, indicator, view.period, view.team)
        name = "-".join(
            filter(None, [indicator.id, view.period.grain if kind == "figures" else view.period.label, view.team])
        )
        name += "-changed" if kind == "difference" else "-shared" if view.share else ""
        return attached(frame, name, ending, indicator.title)

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
        quality, (check, table, team, month) = snapshot.assessed, (one(request.args, n) for n in ("check", "table", "team", "month"))
        if ending not in TYPES or quality is None or check not in quality.about or (table and table not in snapshot.tables):
            abort(404)
        if team and team not in snapshot.teams:
            abort(404)
        frame = guarded(access.findings, source, check, table or None, team)
        if month:
            frame = frame[frame["month"].astype(str) == month]
        return attached(frame, "-".join(filter(None, [check, table, team, month])), ending, quality.about[check][0])

    @server.get("/download/worklist/<list_id>.<ending>")
    def worklist(list_id, ending):
        found = worklists().get(list_id)
        if (found is None and list_id != "all") or ending not in TYPES:
            abort(404)
        source, team = server.config["SOURCE"], chosen_team(server.config["SOURCE"].snapshot())
        state = source.snapshot().on_lists.get((list_id, ""))
        if found is not None and (state is None or state.status != "ok"):
            abort(404)
        frame = guarded(access.worklist, source, list_id, team)
        return attached(frame, "-".join(filter(None, [f"worklist-{list_id}", team])), ending, found.title if found else "Worklists")

    @server.get("/download/caseload.<ending>")
    def caseload(ending):
        if ending not in TYPES:
            abort(404)
        source, team = server.config["SOURCE"], chosen_team(server.config["SOURCE"].snapshot())
        return attached(guarded(access.caseload, source, team), "-".join(filter(None, ["caseload", team])), ending, "Caseloads")

    @server.get("/download/problems.xlsx")
    def problems():
        body = guarded(access.problems_workbook, server.config["SOURCE"])
        return Response(body, mimetype=TYPES["xlsx"], headers={"Content-Disposition": 'attachment; filename="problems by team.xlsx"'})

    compare_files.register(server, attached)
    flow_files.register(server, attached)
    plan_files.register(server, attached)

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


def chosen_team(snapshot):
    """The team that the address names, "" for none; 404 where there is no such team: never everyone's rows under its name."""
    team = one(request.args, "team")
    if team and team not in snapshot.teams:
        abort(404)
    return team


def guarded(door, *asked):
    """Rows about children through a door of `access`; 403 where this person may not see them."""
    try:
        return door(*asked)
    except access.NotAllowed:
        abort(403)


def attached(frame, name, ending, title):
    name = "".join(each if each.isalnum() or each in "-_" else "-" for each in name)
    body = as_csv(frame) if ending == "csv" else as_xlsx(frame, title)
    return Response(body, mimetype=TYPES[ending], headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'})


def plain(words, status):
    return Response(words + "\n", status=status, mimetype="text/plain; charset=utf-8")


def figures(snapshot, indicator, view):
    values = snapshot.values
    chosen = (
        (values["indicator"] == indicator.id) & (values["team"] == view.team) & (values["grain"] == view.period.grain)
    )
    return values.loc[chosen, FIGURES].sort_values("period_end")


def is_formula(value):
    return isinstance(value, str) and value.startswith(FORMULA)


def as_csv(frame):
    """UTF-8 with a mark, so that Excel reads accents rightly; a cell that would be a formula begins with an apostrophe."""
    frame = frame.copy()
    for name in frame:
        if not pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_datetime64_any_dtype(frame[name]):
            frame[name] = frame[name].astype(object).map(lambda value: f"'{value}" if is_formula(value) else value)
    return ("﻿" + frame.to_csv(index=False, lineterminator="\r\n", date_format=None)).encode()


def as_xlsx(frame, title):
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
    return out.getvalue()
