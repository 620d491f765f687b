"""What changed as a file: the sentences of the page in its order, and the names of what it has no room for."""

import pandas as pd
from flask import abort

from dashboard import what_changed
from dashboard.view import View

COLUMNS = ["order", "period", "team", "kind", "indicator", "sentence", "accounting", "evidence"]


def register(server, attached):
    """`attached(frame, name, ending, title)` makes a file of a frame."""

    @server.get("/download/changes.<ending>")
    def changes(ending):
        source = server.config["SOURCE"]
        snapshot = source.snapshot()
        view = View.of_file(snapshot)
        if ending not in ("csv", "xlsx") or view.period is None:
            abort(404)
        snapshot = snapshot.shared if view.share else snapshot
        said = what_changed.told(view, snapshot, breakdown=what_changed.door(source, view, snapshot))
        return attached(rows(said, view), "-".join(filter(None, ["changes", view.period.label, view.team, "shared" if view.share else ""])), ending, "What changed")


def rows(said, view):
    data = what_changed.as_data(said, view)
    found = [{**change, "evidence": " ".join(change["evidence"])} for change in data["changes"]]
    for kind, names in (("Of less weight", data["more"]), ("As unusual as before", data["going_on"])):
        found += [{"kind": kind, "sentence": name} for name in names]
    shared = {"period": data["period"], "team": data["team"]}
    return pd.DataFrame([{"order": order, **shared, **each} for order, each in enumerate(found, start=1)], columns=COLUMNS)
