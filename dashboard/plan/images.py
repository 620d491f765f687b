"""The heat map and the risks as images to take away, from what their pages show."""

from dashboard import cells, heatmap, wording
from dashboard.images.frame import PAD, WIDTH, framed, part_of, parts_of, source_line
from dashboard.images.grid import (
    HEADING,
    NAME,
    Line,
    across_of,
    heat_drawn,
    heat_key,
    risks_drawn,
    stacked,
    tall_of,
)
from dashboard.plan import risks
from metrics.plan import SCALE, level_of

ROOM = WIDTH - 2 * PAD


def with_figures(view, snapshot, found):
    """theme -> its indicators that have a figure, or a reason why not, in any column."""
    shown = {}
    for theme in heatmap.themes(view, snapshot):
        for indicator in snapshot.themes[theme]:
            figures = (snapshot.figure(indicator.id, column.period, column.team) for column in found)
            if any(figure is not None and figure.status != "not loaded" for figure in figures):
                shown.setdefault(theme, []).append(indicator)
    return shown


def sheets(shown, found):
    """The themes of each image, where one of all would not fit a page."""
    width = NAME + len(found) * across_of([column.name for column in found], ROOM - NAME) + 2 * PAD
    return parts_of([(theme, HEADING + sum(tall_of(named(indicator)) for indicator in those)) for theme, those in shown.items()], max(WIDTH, width))


def named(indicator):
    unit = heatmap.unit(indicator)
    return indicator.title if indicator.title.endswith(unit) else f"{indicator.title}, {unit}"


def of_heatmap(view, snapshot):
    """The heat map as it is asked for: by teams or by months, coloured by judgement or by signal, of one theme, all, or a part of them."""
    found, colour = heatmap.columns(view, snapshot), heatmap.coloured(view)
    lines, shown = [], with_figures(view, snapshot, found)
    themes, part = part_of(sheets(shown, found), view.asked("part"))
    for theme in themes:
        lines.append(Line(theme))
        for indicator in shown[theme]:
            figures = [snapshot.figure(indicator.id, column.period, column.team) for column in found]
            made = [None if figure is None else cell(indicator, column, figure, colour, snapshot) for column, figure in zip(found, figures, strict=True)]
            lines.append(Line(named(indicator), tuple(made)))
    counts = [[each and each[0] for each in line.cells] for line in lines if line.cells]
    kinds = {kind for row in counts for kind in row}
    if not lines:
        return None
    drawn = heat_drawn(lines, [column.name for column in found], ROOM - NAME)
    key = heat_key([(kind, words.partition(";")[0]) for kind, words in heatmap.KINDS[colour].items() if kind in kinds], drawn.width)
    when = f"by team, {wording.period(view.period)}" if heatmap.by(view) == "teams" else f"the {heatmap.n_months(view)} months to {wording.month(view.period.end)}"
    whose = view.team if view.team and heatmap.by(view) == "months" else snapshot.authority.short_name
    lead = f"{whose}: {when}, coloured by {heatmap.COLOURS[colour].lower()}"
    return framed(stacked(drawn, key), title=f"Heat map{part}", lead=lead, said=heatmap.says(counts, found, colour), source=source_line(snapshot))


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
