"""Orders that deprive a child in care of liberty, from when to when."""

from loaders.extracts.shared import CASE, RETURN_CHILD
from loaders.schema import Extract, Layout, day, id_

EXTRACT = Extract(
    table="liberty_orders",
    row_is="one order that deprives one child of liberty",
    key=("order_id", "child_id"),
    key_without_id=("child_id", "started_on"),
    in_order=(("started_on", "ended_on"),),
    columns={
        "order_id": id_("Deprivation of Liberty Order ID", "Order ID"),
        "child_id": RETURN_CHILD,
        "started_on": day("Deprivation of Liberty Start", "Deprivation of Liberty Order Start", "DoL Order Start", "DoL Start", "DOLO_START", required=True),
        # Blank while it lasts.
        "ended_on": day("Deprivation of Liberty End", "Deprivation of Liberty Order End", "DoL Order End", "DoL End", "DOLO_END"),
        **CASE,
    },
    only_with={"CHILD": ("DOLO_START",)},
    layouts={"ssda903": Layout("CHILD", "DOLO_START", "DOLO_END")},
)
