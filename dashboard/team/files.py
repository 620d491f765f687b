"""My team as files: the table of teams, and that of a team's worklists and figures. Numbers, no rows; yet for inside, as their page is."""

import pandas as pd
from flask import abort

from dashboard import access, cells, real, wording
from dashboard.images.frame import framed, source_line
from dashboard.images.rows import Row, rows_drawn
from dashboard.team import lists
from dashboard.team.caseload import LIMIT, aim_of, sentence
from dashboard.team.figures import also
from dashboard.team.teams import caseload_figure, latest_of
from dashboard.view import View


def register(server, attached):
    """`attached(frame, name, ending, title)` makes a file of a frame."""

    @server.get("/download/team/<kind>.<ending>")
    def team_file(kind, ending):
        snapshot = server.config["SOURCE"].snapshot()
        view = View.of_file(snapshot)
        make = {"figures": figures, "teams": teams}.get(kind)
        if make is None or ending not in ("csv", "xlsx") or view.period is None:
            abort(404)
        try:
            access.check(view.team, "The %s of my team, %s", kind, view.period.label)
        except access.NotAllowed:
            abort(403)
        return attached(make(view, snapshot), "-".join(filter(None, ["my-team", kind, view.period.label, view.team])), ending, "My team")


def teams(view, snapshot):
    """A row for each team: what it holds, what is late, what falls due."""
    rows = []
    for team in snapshot.teams:
        held, over, lines = caseload_figure(snapshot, team), latest_of(snapshot, "caseload_over_24", team), lists.lines(snapshot, team)
        rows.append(
            {
                "team": team, "as_at": lists.day(snapshot), "children": held and held.numerator, "fte": held and held.denominator,
                "workers_over_24": over.numerator if held and over is not None else None, "late": lists.to_mend(lines), "due": lists.to_come(lines),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def figures(view, snapshot):
    """A row for each worklist with its figure, and for the figures shown beside them."""
    found = lists.lines(snapshot, view.team)
    pairs = [*((line, line.list.indicator) for line in found), *((None, indicator) for indicator in also(view, snapshot, found))]
    return pd.DataFrame([row(line, indicator, view, snapshot) for line, indicator in pairs])


def caseloads(view, snapshot, frame):
    """What each worker of a team holds, as bars beside the aim and the limit; None where nobody holds any."""
    workers = lists.shown(frame)
    if not workers or not view.team:
        return None
    aim = aim_of(snapshot, view, lists.day(snapshot))
    high = max(max(worker.n_children for worker in workers), LIMIT) * 1.04
    rows = [Row(worker.worker or worker.worker_id, wording.number(worker.n_children), f"{wording.number(worker.fte, 1)} FTE" if worker.fte is not None else "", worker.n_children, is_bar=True, aim=aim) for worker in workers]
    drawn = rows_drawn(rows, 0, high, ("0", f"{wording.number(high)} children"), LIMIT)
    keys = [*([("target", f"aim {wording.number(aim)}")] if aim else []), ("limit", f"limit {LIMIT}")]
    lead = f"{view.team}: children held by each social worker on {wording.day(lists.day(snapshot))}"
    return framed(drawn, title="Caseloads", lead=lead, keys=keys, said=sentence(workers, aim), source=source_line(snapshot))


def row(line, indicator, view, snapshot):
    figure = indicator and snapshot.figure(indicator.id, view.period, view.team)
    has, value = cells.has_value(figure), lambda of: of.value if cells.has_value(of) else None
    others = indicator and snapshot.compared(indicator, view.period.end, "2021" if view.compare == "neighbours-2021" else "2025")
    return {
        "worklist": line.list.id if line else "", "title": line.list.title if line else indicator.title, "as_at": lists.day(snapshot),
        "overdue": line and line.overdue, "due": line and line.due, "due_in_working_days": line and line.list.ahead, "counted": line and line.counted,
        "indicator": indicator.id if indicator else "", "team": view.team, "period": view.period.label, "status": figure.status if figure else "",
        **{name: getattr(figure, name) if has else None for name in ("numerator", "denominator", "value")},
        "why_missing": "" if has or indicator is None else snapshot.why_missing(indicator, figure, view.team), "target": figure.target if has else "", "judgement": figure.judgement if has else "",
        "value_before": value(snapshot.before(indicator.id, view.period, view.team)) if indicator else None,
        "variation": real.word(real.reading(indicator, view, snapshot)) if has else "", "all_teams": value(snapshot.figure(indicator.id, view.period)) if indicator else None,
        "england": others.england.value if others else None, "region": others.region.value if others else None, "neighbours_mean": others.neighbour_mean.value if others else None,
    }  # fmt: skip
