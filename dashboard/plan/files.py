"""The improvement plan and the heat map as files: measures quarter by quarter, actions with how they stood before, risks, every cell.

Made of the snapshot alone, so they may be shared outside as the pages are. Values are not rounded.
"""

import pandas as pd
from flask import abort

from dashboard import cells, heatmap
from dashboard.plan import actions, images
from dashboard.plan.measures import rows as measure_rows
from dashboard.plan.measures import year_of
from dashboard.view import View
from metrics.plan import COLUMNS, RISKS


def register(server, attached):
    """`attached(frame, name, ending, title)` makes a file of a frame."""

    @server.get("/download/plan/<kind>.<ending>")
    def plan_file(kind, ending):
        view, snapshot = asked(server)
        frames = {"measures": measures, "actions": of_actions, "risks": of_risks}
        make = {"csv": frames, "xlsx": frames, "svg": {"risks": images.of_risks}}.get(ending, {}).get(kind)
        content = make and make(view, snapshot)
        if content is None:
            abort(404)
        name = "-".join(filter(None, ["plan", kind, *([year_of(view).label, view.team] if kind == "measures" else [])]))
        return attached(content, name, ending, f"Improvement plan: {kind}")

    @server.get("/download/heatmap.<ending>")
    def heatmap_file(ending):
        view, snapshot = asked(server)
        make = {"csv": of_cells, "xlsx": of_cells, "svg": images.of_heatmap}.get(ending)
        content = make and view.period and make(view, snapshot)
        if content is None:
            abort(404)
        name = "-".join(filter(None, ["heatmap", heatmap.by(view), view.period.label, view.team if heatmap.by(view) == "months" else "", view.asked("part") if ending == "svg" else ""]))
        return attached(content, name, ending, "Heat map")


def asked(server):
    snapshot = server.config["SOURCE"].snapshot()
    view = View.of_file(snapshot)
    return view, snapshot.shared if view.share else snapshot


def measures(view, snapshot):
    """A row for each measure, and for each measure of success of a recommendation."""
    plan, found = snapshot.plan, []
    for part, title, those in [
        *((f"measure {m.number}", "", [m]) for m in plan.measures),
        *((r.name.lower(), r.title, r.measures) for r in plan.recommendations),
        ("recommendation", "", plan.unplaced),
    ]:
        for row in measure_rows(those, view, snapshot):
            quarters = {}
            for n, (figure, target) in enumerate(row.quarters, start=1):
                quarters |= {f"q{n}": figure.value if cells.has_value(figure) else None, f"q{n}_target": target.text if target else ""}
            latest = row.latest
            found.append(
                {
                    "belongs_to": part, "recommendation": title, "indicator": row.measure.indicator, "title": row.title, "team": view.team, "year": year_of(view).label,
                    "baseline": row.baseline and row.baseline[0], "baseline_of": row.baseline and row.baseline[1], **quarters,
                    "latest": latest and latest.value, "latest_period": latest and latest.period, "target": row.target.text if row.target else "",
                    "judgement": latest.judgement if latest else "", "colour": row.colour, "variation": row.reading and row.reading.variation,
                    "assurance": row.reading and row.reading.assurance, "note": row.why,
                }
            )  # fmt: skip
    return pd.DataFrame(found)


def of_actions(view, snapshot):
    """As in the file of actions: every version of each, the latest of each last."""
    rows = [
        {
            "id": version.id, **actions.written(version), "due_on": version.due_on, "updated_on": version.updated_on,
            "stands": version is action, "overdue_days": version.overdue_days(actions.today()) if version is action else None,
        }
        for action in snapshot.plan.actions for version in (*action.earlier, action)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["id", *actions.FIELDS, "updated_on", "stands", "overdue_days"])


def of_risks(view, snapshot):
    rows = [{**{name: getattr(risk, name) for name in COLUMNS[RISKS]}, "score": risk.score, "level": risk.level} for risk in snapshot.plan.risks]
    return pd.DataFrame(rows, columns=[*COLUMNS[RISKS], "score", "level"])


def of_cells(view, snapshot):
    """A row for each cell that has a figure, or a reason why not, with what both colours say of it."""
    rows = []
    shown = [indicator for theme in heatmap.themes(view, snapshot) for indicator in snapshot.themes[theme]]
    for indicator in shown:
        for column in heatmap.columns(view, snapshot):
            figure = snapshot.figure(indicator.id, column.period, column.team)
            if figure is None:
                continue
            has = cells.has_value(figure)
            says = {name: heatmap.KINDS[name][kind(indicator, column, figure, snapshot)[0]] if has else "" for name, kind in heatmap.SAYS.items()}
            why = "" if has else snapshot.why_missing(indicator, figure, column.team)
            rows.append(
                {
                    "theme": indicator.theme, "indicator": indicator.id, "title": indicator.title, "team": column.team, "period": column.period.label, "status": figure.status,
                    "numerator": figure.numerator, "denominator": figure.denominator, "value": figure.value, "target": figure.target, **says, "note": why,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)
