from metrics.care import children_in_care
from metrics.indicators.care_reviews_in_time import care_reviews_in_time
from metrics.worklist import on, rows, worklist


@worklist(
    title="Reviews of children in care", what="Review of a child in care", indicator=care_reviews_in_time, group="Reviews and plans", order=2,
    needs={"reviews": ("child_id",), "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code")},
)  # fmt: skip
def reviews_care(tables, day):
    """Reviews of children in care that have not been held, by the day they are due, as the extract says.

    Those still to be held: the child is in care, and no later review has been held in its place; of several such, the one that
    was due first. The figure of a month also counts reviews that were held late, or can no longer be held.
    """
    reviews = tables["reviews"]
    reviews = reviews[(reviews["type_code"] == "care") & reviews["child_id"].notna()]
    latest_held = reviews.groupby(reviews["child_id"].astype(object))["held_on"].max()
    due = reviews[reviews["held_on"].isna() & reviews["due_on"].notna()].sort_values(["due_on", "file", "row"], kind="stable")
    child = due["child_id"].astype(object)
    due = due[child.isin(children_in_care(tables, day)["child_id"].astype(object)) & ~(child.map(latest_held) >= due["due_on"])]
    due = due[~due["child_id"].duplicated()]
    held_on = due["child_id"].astype(object).map(latest_held)
    why = on("Last reviewed on {}", held_on).fillna("No review is recorded")
    return rows(due, due_on=due["due_on"], since_on=held_on, why=why)
