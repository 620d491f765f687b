import pandas as pd

from metrics.visited import children_open
from metrics.worklist import on, rows, worklist

#: The tables in which something is recorded of a child, and the days and moments that say when.
RECORDED = {
    "contacts": ("received_at",), "referrals": ("received_at",), "assessments": ("started_on", "authorised_on"),
    "section47": ("strategy_on", "icpc_on"), "strategy_discussions": ("held_at",), "visits": ("visited_on",), "reviews": ("held_on",),
    "supervisions": ("held_on",), "health_checks": ("checked_on",), "cin_plans": ("started_on", "ended_on"), "cp_plans": ("started_on", "ended_on"),
    "care_periods": ("started_on", "ended_on"), "placements": ("started_on", "ended_on"), "allocations": ("started_on",),
}  # fmt: skip


@worklist(
    title="Drift", what="Nothing recorded", group="Looking again", order=2, late="drifting", ahead=0,
    needs={"children_in_need": ("child_id", "started_on", "ended_on"), "visits": ("child_id", "visited_on")},
    may_use={table: ("child_id", *days) for table, days in RECORDED.items() if table != "visits"}, settings=("drift_days",),
)  # fmt: skip
def drift(tables, day):
    """Children with an open episode of need of whom nothing was recorded for longer than the interval in settings.

    Anything counts: a contact, a visit made (whether or not the child was seen), a review held, a supervision, a plan, a
    placement or an allocation that began. So does the start of the episode itself. Tables that are not loaded record nothing.
    """
    children = children_open(tables, "children_in_need", day)
    found = [pd.DataFrame({"child_id": children["child_id"].astype(object), "at": children["started_on"], "table": None, "file": None, "sheet": None, "row": None})]
    for table, columns in RECORDED.items():
        for column in columns:
            if {"child_id", column} <= set(tables.get(table, ())):
                frame = tables[table]
                frame = frame[(frame[column] < tables.as_at_end) & frame["child_id"].notna()]
                kept = frame[["child_id", "file", "sheet", "row"]].astype(object)
                found.append(kept.assign(at=frame[column].dt.normalize(), table=table))
    found = pd.concat(found, ignore_index=True)
    found = found[found["child_id"].isin(children["child_id"].astype(object))].sort_values("at", kind="stable")
    last = found[~found["child_id"].duplicated(keep="last")].set_index("child_id").reindex(children["child_id"].astype(object)).set_axis(children.index)
    due_on = last["at"] + pd.Timedelta(days=tables.settings["drift_days"])
    return rows(children, due_on=due_on, since_on=last["at"], why=on("Nothing recorded since {}", last["at"]), last=last, table=last["table"])
