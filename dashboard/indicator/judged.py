"""The judgement of a figure as the lozenge that every page shows: blue where its control chart says that it will go on being met."""

from dashboard import cells, real


def judged(indicator, figure, snapshot):
    """The lozenge of a figure's judgement, by the chart of its own team at its own period; None where there is none."""
    if figure.judgement != "met":
        return cells.chip(figure.judgement)
    period = snapshot.period(figure.period, figure.grain)
    found = real.read(snapshot.signal(indicator, figure.team), period, snapshot.target(indicator, period.end, figure.team))
    return cells.chip(figure.judgement, found.is_reliable)
