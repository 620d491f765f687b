from metrics.cohorts import open_on
from metrics.indicators.cp_reviews_in_time import cp_reviews_in_time
from metrics.reviewed import last_review, months_between_reviews
from metrics.worklist import on, rows, worklist


@worklist(
    title="Child protection reviews", what="Child protection review", indicator=cp_reviews_in_time, group="Reviews and plans", order=1,
    besides="with an earlier review that was late",
)  # fmt: skip
def reviews_cp(tables, day):
    """Child protection plans, by when the next review is due: the first 3 months after the plan starts, each later one 6 months after the one before.

    A plan one of whose earlier reviews was late stays late in the figure for as long as it is open; here it says so, and is
    overdue only if the next review is.
    """
    plans = open_on(tables["cp_plans"], day)
    found = months_between_reviews(tables, "cp", plans, day, first=3, later=6)
    last = last_review(tables, "cp", plans["child_id"], day)
    last = last.where(last["held_on"] >= plans["started_on"])
    why = on("Last reviewed on {}", last["held_on"]).fillna(on("Not reviewed since the plan started on {}", plans["started_on"]))
    earlier = on("; the review held on {} was late", found["late_held_on"]) + on(" (due {})", found["late_due_on"])
    since_on = last["held_on"].fillna(plans["started_on"])
    return rows(plans, due_on=found["next_due_on"], since_on=since_on, why=why + earlier.fillna(""), last=last, table="reviews")
