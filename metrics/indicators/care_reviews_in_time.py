from metrics.cohorts import events
from metrics.indicator import proportion


@proportion(
    title="Children in care reviews in timescale",
    question="Is the plan for every child in care looked at when it should be?",
    theme="Children in care",
    good="high",
    counts="held on or before the day due (20 working days, 3 months, 6 months)",
    of="reviews due; pending while not held and the day due is not past; not held and older counts as late",
    needs={"reviews": ("type_code", "due_on", "held_on")},
    matures="the day the review is due",
    source="Self-evaluation, 2015; Improvement plan, 2024",
    order=10,
)
def care_reviews_in_time(tables):
    """Reviews of children in care, by the day they are due; one counts if it was held on or before that day.

    When each is due (20 working days after coming into care, 3 months after the first, 6 months after the one before) is as
    the extract says; a review without such a day is in no period. One that has not been held and is not yet past its day is
    pending; past it, it is late.
    """
    reviews = tables["reviews"]
    reviews = reviews[(reviews["type_code"] == "care") & reviews["due_on"].notna()]
    due_on, held_on = reviews["due_on"], reviews["held_on"]
    return events(reviews, on="due_on", counted=held_on <= due_on, pending=held_on.isna() & (due_on >= tables.as_at))
