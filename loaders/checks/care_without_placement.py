"""A child in care of whom no placement says where they live."""

from loaders.checks.shared import SHORT_BREAKS, check, found


@check(
    title="In care without a placement",
    why="The record does not say where the child lives; the child is in no figure of placements.",
    do="Enter the placement, or end the period of care.",
    needs={"care_periods": ("started_on", "ended_on"), "placements": ("started_on", "ended_on")},
)
def care_without_placement(tables):
    """Periods that are open on the earlier of the two as-at days, but for short breaks, of children without an open placement."""
    periods, placements = tables["care_periods"], tables["placements"]
    day = min(periods.as_at, placements.as_at)
    placed = tables.whose(placements, placements.open_on(day))
    of = periods.open_on(day) & ~periods.is_any("legal_status_code", *SHORT_BREAKS) & (periods.child >= 0)
    yield found(periods, ~placed[periods.child], of=of, columns=("child_id",))
