from metrics.indicators.cin_visits_in_time import cin_visits_in_time
from metrics.visited import next_visits
from metrics.worklist import worklist


@worklist(
    title="Child in need visits", what="Child in need visit", indicator=cin_visits_in_time, group="Visits", order=3,
    besides="whose first visit is not due yet",
)  # fmt: skip
def visits_cin(tables, day):
    """Children on a child in need plan, by when the next visit is due: so many working days after the last one that saw the child.

    A child not yet visited since the plan began is due so many working days after its start. The figure counts such a child as
    not in time from the first day; here they are overdue only once that day is past.
    """
    return next_visits(tables, day, "cin_plans", "cin", int(tables.settings["cin_visit_working_days"]))
