import pandas as pd

from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.reviewed import last_held
from metrics.visited import children_open


@proportion(
    title="Core groups in timescale",
    question="Do the people around a child on a plan meet as often as they should?",
    theme="Child protection",
    good="high",
    shape="census",
    counts="last core group within the interval in settings (default 6 weeks)",
    of="children on a plan on the last day",
    needs={"cp_plans": ("child_id", "started_on", "ended_on"), "reviews": ("child_id", "type_code", "held_on")},
    settings=("core_group_weeks",),
    source="Improvement plan, 2022",
    order=17,
)
def core_groups_in_time(tables, day):
    """Children on a child protection plan on the last day; one counts if the last core group was within the interval, to the day.

    A child with two open plans is one child. One on a plan for less than the interval and without a core group yet does not
    count.
    """
    children = children_open(tables, "cp_plans", day)
    held_on = last_held(tables, "core_group", children["child_id"], day)
    return census(children, counted=held_on >= day - pd.Timedelta(weeks=tables.settings["core_group_weeks"]))
