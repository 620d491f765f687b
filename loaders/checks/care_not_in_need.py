"""A child in care who is not among the children in need."""

from loaders.checks.shared import check, found


@check(
    title="In care, not in need",
    why="Everyone in care is in need: the child is missing from the count of children in need, or has left care and the record does not say so.",
    do="Open the episode of need again, or end the period of care.",
    needs={"care_periods": ("started_on", "ended_on"), "children_in_need": ("started_on", "ended_on")},
)
def care_not_in_need(tables):
    """Periods that are open on the earlier of the two as-at days, short breaks included, set beside who is in need on that day."""
    periods, need = tables["care_periods"], tables["children_in_need"]
    day = min(periods.as_at, need.as_at)
    in_need = tables.whose(need, need.open_on(day))
    yield found(periods, ~in_need[periods.child], of=periods.open_on(day) & (periods.child >= 0), columns=("child_id",))
