"""A child with a child in need plan and a child protection plan at once."""

from loaders.checks.shared import check, found


@check(
    title="On both kinds of plan",
    why="A child protection plan takes the place of a child in need plan; with both, the child counts in both figures.",
    do="End the child in need plan on the day the child protection plan began; or end that one.",
    needs={"cin_plans": ("started_on", "ended_on"), "cp_plans": ("started_on", "ended_on")},
)
def two_kinds_of_plan(tables):
    """Child in need plans that are open on the earlier of the two as-at days, and their child's protection plan is too."""
    plans, others = tables["cin_plans"], tables["cp_plans"]
    day = min(plans.as_at, others.as_at)
    on_other = tables.whose(others, others.open_on(day))
    yield found(plans, on_other[plans.child], of=plans.open_on(day) & (plans.child >= 0), columns=("ended_on",))
