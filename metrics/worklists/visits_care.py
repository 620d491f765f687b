from metrics.indicators.care_visits_in_time import care_visits_in_time
from metrics.seen_in_care import visits_in_care
from metrics.visited import last_visit
from metrics.worklist import on, rows, worklist


@worklist(
    title="Visits to children in care", what="Visit in care", indicator=care_visits_in_time, group="Visits", order=2,
    besides="whose first visit is not due yet",
)  # fmt: skip
def visits_care(tables, day):
    """Children in care, by when the next visit is due: in the first week of a placement, then six weeks after the last one, or
    three months in a long-term foster placement of a year or longer.

    A child not yet visited in a new placement is due by the end of its first week. The figure counts such a child as not in
    time from the first day; here they are overdue only once the week is past.
    """
    children = visits_in_care(tables, day)
    last = last_visit(tables, ("care",), children["child_id"], day)
    seen_on, began_on = last["visited_on"], children["began_on"]
    seen_there = seen_on >= began_on
    why = on("Last seen on {}", seen_on).where(seen_there, on("Not yet seen in the placement that began on {}", began_on))
    return rows(children, due_on=children["due_on"], since_on=seen_on.where(seen_there, began_on), why=why, last=last.where(seen_there), table="visits")
