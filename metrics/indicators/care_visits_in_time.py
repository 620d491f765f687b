import pandas as pd

from metrics.care import LONG_TERM, children_in_care, current_placements
from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.visited import last_visit


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
    children = children_in_care(tables, day)
    began_on, kind = _placement(tables, day, children)
    visited_on = last_visit(tables, ("care",), children["child_id"], day)["visited_on"]
    settings = tables.settings
    first = pd.Timedelta(days=settings["care_first_visit_days"])
    is_new = began_on + first >= day
    is_lasting = kind.isin(LONG_TERM) & (began_on + pd.DateOffset(years=1) <= day)
    until = visited_on + pd.Timedelta(weeks=settings["care_visit_weeks"])
    until = until.where(~is_lasting, visited_on + pd.DateOffset(months=int(settings["care_visit_long_term_months"])))
    until = until.where(~is_new, visited_on + first)
    in_time = (until >= day) & (is_new | (visited_on >= began_on))
    return census(children, counted=in_time, notes={"{n} not yet visited in a new placement": is_new & ~in_time})


def _placement(tables, day, children):
    """When each child's present placement began, and its kind."""
    began_on, kind = children["started_on"], pd.Series(None, children.index, dtype=object)
    if "placement_started_on" in children:
        said = children["placement_started_on"]
        began_on = said.where((said >= began_on) & (said <= day), began_on)
    if "placement_type_code" in children:
        kind = children["placement_type_code"].astype(object)
    if "placements" in tables:
        placement = current_placements(tables, day, children["child_id"])
        is_known = placement["started_on"].notna()
        began_on, kind = placement["started_on"].where(is_known, began_on), placement["type_code"].astype(object).where(is_known, kind)
    return began_on, kind
