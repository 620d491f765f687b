from metrics.care import FOSTER_PLACEMENTS, children_in_care, current_placements
from metrics.cohorts import census
from metrics.indicator import count


@count(
    title="Children in independent fostering agency placements",
    question="How often do we have to buy a foster home?",
    theme="Children in care",
    good="low",
    shape="census",
    counts="current placement is with an independent agency",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "placements": ("child_id", "started_on", "ended_on", "type_code", "provider_code"),
    },
    source="Self-evaluation, 2015",
    order=7,
)
def care_fostering_agency(tables, day):
    """Children in care on the last day who are in a foster placement (U1 to U6) that an agency provides, private or voluntary (PR4, PR5).

    Of several placements that are open, the one that began last. Another authority's carers (PR2) are no agency's.
    """
    children = children_in_care(tables, day)
    placement = current_placements(tables, day, children["child_id"])
    return census(children[placement["type_code"].isin(FOSTER_PLACEMENTS) & placement["provider_code"].isin(("PR4", "PR5"))])
