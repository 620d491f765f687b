from metrics.indicators.cp_visits_in_time import cp_visits_in_time
from metrics.visited import next_visits
from metrics.worklist import worklist


@worklist(
    title="Child protection visits", what="Child protection visit", indicator=cp_visits_in_time, group="Visits", order=1,
    besides="whose first visit is not due yet",
)  # fmt: skip
def visits_cp(tables, day):
    """Children on a child protection plan, by when the next statutory visit is due: so many working days after the last one that saw the child.

    A child not yet visited since the plan began is due so many working days after its start. The figure counts such a child as
    not in time from the first day; here they are overdue only once that day is past.
    """
    return next_visits(tables, day, "cp_plans", "cp", int(tables.settings["cp_visit_working_days"]))
