"""The rows between a figure as it was first reported and as it is now: through the one guarded door, fifty at a time."""

from dashboard import access, shell, wording
from dashboard import plain as html
from dashboard.data.effects import changes
from dashboard.indicator.figures import downloads
from dashboard.rowlist import row_list, worth_showing


def changes_view(indicator, view, snapshot, figure, comparison):
    if snapshot.restated(figure) is None:
        return html.P("This figure is as it was first reported.", className="muted")
    try:
        frame = access.rows_between(shell.source(), indicator, view.period, view.team)
    except access.NotAllowed:
        return html.P("You may see this figure, but not the children behind it.", className="muted")
    if frame.empty:
        return html.P(
            "No single row makes the difference: what the figure rests on changed, its definition, a target day or the population.",
            className="muted",
        )
    return html.Div(
        [
            html.P(changes(frame), className="story"),
            row_list(view, worth_showing(frame), f"Rows that changed {indicator.title}, {wording.period(view.period)}", view="changes"),
            downloads(indicator, view, "difference", f"all {wording.plural(len(frame), 'row')}", "the rows shown"),
        ]
    )
