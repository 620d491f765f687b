from metrics.care import children_in_care, current_placements
from metrics.cohorts import census
from metrics.indicator import proportion


@proportion(
    title="Children in care placed outside the authority",
    question="Do children live near those they know?",
    theme="Children in care",
    good="low",
    shape="census",
    counts="current placement is outside the authority",
    of="children in care on the last day",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "placements": ("child_id", "started_on", "ended_on", "location_code"),
    },
    published="2014-03-31: 27 (65 children)",
    source="Ofsted, 2014",
    order=5,
)
def care_outside_area(tables, day):
    """Children in care on the last day; one counts if their placement on that day is outside the authority.

    Of several placements that are open, the one that began last. A child without one, or with one of which it is not known
    where it is, is in care and does not count; the figure says how many those are. Children on short breaks are not in care.
    """
    children = children_in_care(tables, day)
    location = current_placements(tables, day, children["child_id"])["location_code"]
    return census(children, counted=location == "out", notes={"{n} in no known place": ~location.isin(("in", "out"))})
