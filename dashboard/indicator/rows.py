"""The rows behind a figure: through the one guarded door, fifty at a time, adding up to it."""

from dashboard import access, cells, shell, wording
from dashboard import plain as html
from dashboard.indicator.figures import downloads
from dashboard.rowlist import row_list, worth_showing


def rows_view(indicator, view, snapshot, figure, comparison):
    if not cells.has_value(figure) and (figure is None or figure.status != "no cases"):
        return html.P("There is no figure here, and so there are no rows behind it.", className="muted")
    try:
        frame = access.rows_behind(shell.source(), indicator, view.period, view.team)
    except access.NotAllowed:
        return html.P("You may see this figure, but not the children behind it.", className="muted")
    if frame.empty:
        return html.P("No rows are counted in this figure.", className="muted")
    shown = worth_showing(frame)
    if not indicator.has_denominator or indicator.is_rate:
        shown = shown.drop(columns="denominator")
    return html.Div(
        [
            html.P(adds_up(indicator, frame, figure), className="story"),
            row_list(view, shown, f"The rows behind {indicator.title}, {wording.period(view.period)}", view="rows"),
            downloads(indicator, view, "rows", f"all {wording.plural(len(frame), 'row')}", "the rows shown"),
        ]
    )


def adds_up(indicator, frame, figure):
    """How many rows there are, and that they add up to the figure; plainly, also if they do not."""
    numerator, denominator = frame["numerator"].sum(), frame["denominator"].sum()
    words = [f"{wording.plural(len(frame), 'row')}."]
    says = lambda amount: wording.number(amount, 0 if wording.whole(amount) else 1)  # noqa: E731
    agree = abs(numerator - (figure.numerator or 0)) < 1e-6
    if indicator.has_denominator and not indicator.is_rate:
        agree = agree and abs(denominator - (figure.denominator or 0)) < 1e-6
        total = f"{says(numerator)} of {says(denominator)}"
        if indicator.unit == "children per FTE":
            total = f"{says(numerator)} children and {wording.number(denominator, 1)} FTE"
        elif indicator.unit in wording.AVERAGED:
            total = f"{says(numerator)}{wording.suffix(indicator)} of {wording.plural(denominator, 'case')}"
    else:
        total = says(numerator)
    words.append(
        f"They add up to {total}, which is the figure above."
        if agree
        else f"They add up to {total}, which is NOT the figure above: please report this."
    )
    left = frame["status"].astype(str).value_counts()
    for status in ("pending", "left out"):
        if left.get(status):
            words.append(f"{wording.plural(int(left[status]), 'row')} {'is' if left[status] == 1 else 'are'} {status}.")
    return " ".join(words)
