"""The scorecard as a file: the indicators that the address asks for, in its order, with everything that its columns can show. Made of the snapshot alone."""

import pandas as pd
from flask import abort

from dashboard import cells, data_notes, icons, real
from dashboard.scorecard.choices import Choices
from dashboard.scorecard.columns import last_months
from dashboard.scorecard.lines import LAST, Line
from dashboard.view import View


def register(server, attached):
    """`attached(frame, name, ending, title)` makes a file of a frame."""

    @server.get("/download/scorecard.<ending>")
    def scorecard(ending):
        snapshot = server.config["SOURCE"].snapshot()
        view = View.of_file(snapshot)
        if ending not in ("csv", "xlsx") or view.period is None:
            abort(404)
        snapshot = snapshot.shared if view.share else snapshot
        name = "-".join(filter(None, ["scorecard", view.period.label, view.team, "shared" if view.share else ""]))
        return attached(rows(view, snapshot), name, ending, "Scorecard")


def rows(view, snapshot):
    choices = Choices(view, snapshot)
    lines = choices.ordered([line for line in (Line(indicator, view, snapshot) for indicator in snapshot.indicators.values()) if choices.keeps(line)])
    return pd.DataFrame([row(line, view, snapshot) for line in lines if line.figure is not None or not view.team])


def row(line, view, snapshot):
    indicator, figure, found = line.indicator, line.figure, line.found if line.is_shown else None
    value = lambda of: of.value if cells.has_value(of) else None  # noqa: E731
    others, note, target = line.comparison, data_notes.note(indicator, view, snapshot), snapshot.target(indicator, view.period.end, view.team)
    months = [snapshot.figure(indicator.id, month, view.team) for month in last_months(view, snapshot)]
    return {
        "theme": indicator.theme, "indicator": indicator.id, "title": indicator.title, "unit": indicator.unit, "good": indicator.good or "", "area": snapshot.authority.code,
        "team": view.team, "period": view.period.label, "status": figure.status if figure else "not loaded",
        **{name: getattr(figure, name) if line.is_shown else None for name in ("numerator", "denominator", "value", "lower", "upper")},
        "why_missing": "" if line.is_shown else snapshot.why_missing(indicator, figure, view.team),
        **{f"month_{LAST - len(months) + n}": value(each) for n, each in enumerate(months, start=1)}, "year_to_date": line.to_date.value,
        "target": target.text if target else "", "tolerance": target.tolerance if target else None, "judgement": line.judgement[0] if line.judgement else "",
        "reliably_met": bool(line.judgement and line.judgement[1]), "value_before": value(line.before), "value_year_ago": value(line.year_ago),
        "variation": real.word(found) if found else "", "assurance": icons.ASSURANCE[found.assurance][0] if found and found.assurance else "",
        "needs_attention": "; ".join(line.attention), "all_teams": value(snapshot.figure(indicator.id, view.period)),
        "published_indicator": indicator.compares_with or "", "published_for": others.period_end if others else None,
        "england": others.england.value if others else None, "region": others.region.value if others else None, "neighbours_model": others.model if others else "",
        "neighbours_mean": others.neighbour_mean.value if others else None, "best_neighbour": others.best_neighbour.value if others and others.best_neighbour else None,
        "best_quarter": others.best_quarter if others else None, "rank": line.place.rank if line.place else None, "of": line.place.of if line.place else None,
        "quartile": line.place.quartile if line.place else None, "data_note": note.sentence if note else "",
    }  # fmt: skip
