from metrics.care import children_in_care, current_placements
from metrics.cohorts import census, open_on
from metrics.indicator import count


@count(
    title="Children in unregistered homes or deprived of liberty",
    question="Which children live where no one inspects, or are deprived of their liberty?",
    theme="Children in care",
    good="low",
    shape="census",
    counts="current placement is unregistered, or a deprivation of liberty order is in force",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "placements": ("child_id", "started_on", "ended_on", "is_unregistered"),
    },
    may_use={"liberty_orders": ("child_id", "started_on", "ended_on")},
    source="Improvement plan, 2024",
    order=8,
)
def care_unregistered(tables, day):
    """Children in care on the last day in an unregistered home, or whom an order in force on that day deprives of liberty; each once.

    An order that ends on the day is no longer in force. Of several placements that are open, the one that began last. Where
    no orders are loaded only the homes are known, and the figure says so.
    """
    children = children_in_care(tables, day)
    counted = current_placements(tables, day, children["child_id"])["is_unregistered"].fillna(False).astype(bool)
    if "liberty_orders" not in tables:
        return census(children, counted=counted, notes={"deprivation of liberty orders are not loaded": True})
    ordered = open_on(tables["liberty_orders"], day)["child_id"]
    return census(children[counted | children["child_id"].astype(object).isin(ordered.astype(object))])
