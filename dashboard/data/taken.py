"""The tables of the Data page as files: what is loaded, every load, every problem by its address, the codes, the releases."""

import pandas as pd
from flask import abort, current_app, request

from dashboard import sharing
from dashboard.data import problems
from dashboard.data.tables import chosen_table
from dashboard.reports import GROUPED_BY
from dashboard.take_away import take_away
from dashboard.view import one

TYPES = ("csv", "xlsx")


def register(server, attached):
    """`attached(frame, name, ending, title)` makes a file of a frame."""

    @server.get("/download/data/<kind>.<ending>")
    def data_file(kind, ending):
        snapshot, table = current_app.config["SOURCE"].snapshot(), one(request.args, "table")
        if kind not in KINDS or ending not in TYPES or (table and table not in snapshot.table_names and table not in snapshot.dictionary):
            abort(404)
        if sharing.asked():
            abort(403)
        title, made = KINDS[kind]
        frame = made(snapshot)
        if table and "table" in frame:
            frame = frame[frame["table"] == table]
        return attached(frame, "-".join(filter(None, [kind, table])), ending, title)


def take(view, snapshot, here):
    """The line under a table of the page; its files hold all that the page gives in parts. None where there is nothing, or one thing is opened."""
    kind = view.asked("part") if here == "codes" and view.asked("part") in KINDS else OF_VIEW[here]
    if kind is None or view.asked("load") or view.asked("group") or is_empty(kind, snapshot):
        return None
    table = chosen_table(view, snapshot) if here in ("files", "problems", "skipped") else ""
    return take_away(KINDS[kind][0].lower(), lambda ending: view.href(f"/download/data/{kind}.{ending}", table=table), n_tables=int(here != "codes"), copied="the table above")


def is_empty(kind, snapshot):
    if kind == "tables":
        return snapshot.is_empty
    if kind in WRONG:
        return not problems.problem_groups(snapshot)[WRONG.index(kind)]  # there may be many thousands of addresses
    return KINDS[kind][1](snapshot).empty


WRONG = ("problems", "skipped")  # as problem_groups has them


def tables(snapshot):
    of = {}
    for group in problems.problem_groups(snapshot)[0]:
        of[group["table"]] = of.get(group["table"], 0) + len(group["rows"])
    return pd.DataFrame(
        {"table": table, **snapshot.tables.get(table, {"n_rows": 0}), "n_problems": of.get(table, 0), "n_indicators": sum(table in each.needs for each in snapshot.indicators.values())}
        for table in snapshot.table_names
    )


def addresses(kind):
    """A line for each row with a problem; never what stands there."""

    def made(snapshot):
        groups = problems.problem_groups(snapshot)[WRONG.index(kind)]
        return pd.DataFrame([{**group, "row": row} for group in groups for row in group["rows"]], columns=[*GROUPED_BY, "row"])

    return made


#: name in the address: (what it is, the frame made of a snapshot).
KINDS = {
    "tables": ("Tables", tables),
    "loads": ("Files loaded and refused", lambda snapshot: snapshot.files),
    "problems": ("Problems by address", addresses("problems")),
    "skipped": ("Lines skipped", addresses("skipped")),
    "values": ("Values without a code", lambda snapshot: snapshot.unmapped),
    "mapped": ("Values with a meaning here", lambda snapshot: snapshot.mapped),
    "teams": ("Teams that are not known", lambda snapshot: snapshot.unknown_teams),
    "workers": ("Names of no worker", lambda snapshot: snapshot.pseudo_workers),
    "releases": ("Releases of published figures", lambda snapshot: snapshot.reference.holdings.assign(indicators=snapshot.reference.holdings["indicators"].map("; ".join))),
}
OF_VIEW = {"tables": "tables", "files": "loads", "problems": "problems", "skipped": "skipped", "codes": "values", "quality": None, "published": "releases"}
