from metrics.cohorts import open_on
from metrics.indicators.assessments_overdue import assessments_overdue
from metrics.visited import working_days_after
from metrics.worklist import on, rows, worklist


@worklist(
    title="Assessments", what="Assessment reaches 45 working days", indicator=assessments_overdue, group="Assessments", order=1, on_the_day=True,
    needs={"assessments": ("child_id",)},
)  # fmt: skip
def assessments(tables, day):
    """Open assessments, by the day on which 45 working days have passed since their start: at its end an open one can no longer be in time."""
    started = tables["assessments"].dropna(subset=["started_on"])
    found = open_on(started[tables.calendar.covers(started["started_on"])], day, closes="authorised_on")
    due_on = working_days_after(tables, found["started_on"], 45)
    return rows(found, due_on=due_on, since_on=found["started_on"], why=on("Open since {}", found["started_on"]))
