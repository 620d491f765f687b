import pandas as pd

from metrics.indicators.supervision_workers import supervision_workers
from metrics.supervised import case_holders_supervised, supervisions_of_workers
from metrics.worklist import on, rows, worklist


@worklist(
    title="Supervision of workers", what="Supervision of the worker", indicator=supervision_workers, group="Supervision", order=3,
    late="not supervised this month", besides="not supervised yet, with the month not over", months=1, on_the_day=True, may_use={"workforce": ("worker",)},
)  # fmt: skip
def worker_supervision(tables, day):
    """Case holders in post who have not been supervised in the month of the day to which the data reach: due by its end."""
    holders, supervised, _ = case_holders_supervised(tables, [(day + pd.offsets.MonthEnd(0)).normalize()])
    holders = holders[~supervised]
    held = supervisions_of_workers(tables)[0]
    last_on = holders["worker_id"].astype(object).map(held.groupby(held["worker_id"].astype(object))["held_on"].max())
    why = on("Last supervised on {}", last_on).fillna("No supervision is recorded")
    return rows(holders, due_on=holders["month_end"], since_on=last_on, why=why, worker=holders.get("worker"))
