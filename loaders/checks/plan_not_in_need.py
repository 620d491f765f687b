"""A child on a protection plan who is not among the children in need."""

from loaders.checks.shared import check, found


@check(
    title="On a child protection plan, not in need",
    why="Everyone on a plan is in need: either the episode of need was closed too early or the plan is open too long. Both counts go into national returns.",
    do="Open the episode of need again, or end the plan.",
    needs={"cp_plans": ("started_on", "ended_on"), "children_in_need": ("started_on", "ended_on")},
)
def plan_not_in_need(tables):
    """Plans that are open on the earlier of the two as-at days, set beside who is in need on that day."""
    plans, need = tables["cp_plans"], tables["children_in_need"]
    day = min(plans.as_at, need.as_at)
    in_need = tables.whose(need, need.open_on(day))
    yield found(plans, ~in_need[plans.child], of=plans.open_on(day) & (plans.child >= 0), columns=("child_id",))
