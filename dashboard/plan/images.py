"""The heat map and the risks as images to take away, from what their pages show."""

from dashboard import cells, heatmap, wording
from dashboard.images.frame import PAD, WIDTH, framed, source_line
from dashboard.images.grid import (
    NAME,
    Line,
    heat_drawn,
    heat_key,
    risks_drawn,
    stacked,
)
from dashboard.plan import risks
from metrics.plan import SCALE, level_of

ROOM = WIDTH - 2 * PAD


def of_heatmap(view, snapshot):
    """The heat map as it is asked for: by teams or by months, coloured by judgement or by signal, of one theme or all."""
    found, colour = heatmap.columns(view, snapshot), heatmap.coloured(view)
    lines = []
    for theme in heatmap.themes(view, snapshot):
        rows = []
        for indicator in snapshot.themes[theme]:
            figures = [snapshot.figure(indicator.id, column.period, column.team) for column in found]
            if any(figure is not None and figure.status != "not loaded" for figure in figures):
                made = [None if figure is None else cell(indicator, column, figure, colour, snapshot) for column, figure in zip(found, figures, strict=True)]
                unit = heatmap.unit(indicator)
                rows.append(Line(indicator.title if indicator.title.endswith(unit) else f"{indicator.title}, {unit}", tuple(made)))
        if rows:
            lines += [Line(theme), *rows]
    counts = [[each and each[0] for each in line.cells] for line in lines if line.cells]
    kinds = {kind for row in counts for kind in row}
    if not lines:
        return None
    drawn = heat_drawn(lines, [column.name for column in found], ROOM - NAME)
    key = heat_key([(kind, words.partition(";")[0]) for kind, words in heatmap.KINDS[colour].items() if kind in kinds], drawn.width)
    when = f"by team, {wording.period(view.period)}" if heatmap.by(view) == "teams" else f"the {heatmap.n_months(view)} months to {wording.month(view.period.end)}"
    whose = view.team if view.team and heatmap.by(view) == "months" else snapshot.authority.short_name
    lead = f"{whose}: {when}, coloured by {heatmap.COLOURS[colour].lower()}"
    return framed(stacked(drawn, key), title="Heat map", lead=lead, said=heatmap.says(counts, found, colour), source=source_line(snapshot))


def cell(indicator, column, figure, colour, snapshot):
    if not cells.has_value(figure):
        return "none", wording.DASH
    return heatmap.SAYS[colour](indicator, column, figure, snapshot)[0], heatmap.shown(indicator, figure.value)


def of_risks(view, snapshot):
    """The risks by likelihood and impact; None where none are written down."""
    plan = snapshot.plan
    if not plan.risks:
        return None
    named = {(up, along): [f"{risk.id} {risk.risk}" for risk in plan.risks if (risk.likelihood, risk.impact) == (up, along)] for up in SCALE for along in SCALE}
    drawn = risks_drawn({at: (level_of(*at), names) for at, names in named.items()}, risks.LIKELIHOOD[1:], risks.IMPACT[1:], 1000)
    return framed(drawn, title="Risks of the improvement plan", lead=f"{snapshot.authority.short_name}: by likelihood and impact", said=risks.summary(plan), source=source_line(snapshot))
