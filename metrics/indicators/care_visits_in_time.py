from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.seen_in_care import visits_in_care


@proportion(
    title="Children in care visited in timescale",
    question="Are children in care seen as often as the law asks?",
    theme="Children in care",
    good="high",
    shape="census",
    counts="last visit within the interval that applies to the placement (1 week, 6 weeks, 3 months)",
    of="children in care on the last day",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "visits": ("child_id", "type_code", "visited_on"),
    },
    may_use={
        "care_periods": ("placement_type_code", "placement_started_on"),
        "placements": ("child_id", "started_on", "ended_on", "type_code"),
        "visits": ("is_seen",),
    },
    settings=("care_first_visit_days", "care_visit_weeks", "care_visit_long_term_months"),
    source="Improvement plan, 2022; Improvement plan, 2024",
    order=9,
)
def care_visits_in_time(tables, day):
    """Children in care on the last day; one counts if the last visit was within the interval that applies to the placement.

    In the first week of a placement the last visit must be no more than a week ago. After that the child must have been
    visited in the placement, no more than 6 weeks ago; in a long-term foster placement (U1, U4) of a year or longer, no more
    than 3 months ago. On the last day of the interval it is in time. A visit on which the child is recorded as not seen
    does not count. A child not yet visited in the first week of a placement does not count either; the figure says how many
    those are. Where no placement is known, it is taken to have begun as the period of care says.
    """
    found = visits_in_care(tables, day)
    return census(found, counted=found["is_in_time"], notes={"{n} not yet visited in a new placement": found["is_new"] & ~found["is_in_time"]})
