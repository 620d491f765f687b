from metrics.care import FOSTER_PLACEMENTS, children_in_care, current_placements
from metrics.cohorts import census
from metrics.indicator import proportion


@proportion(
    title="Children in care in foster placements",
    question="How many of our children live in a family?",
    theme="Children in care",
    good=None,
    shape="census",
    counts="current placement is with foster or connected carers",
    of="children in care on the last day",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "placements": ("child_id", "started_on", "ended_on", "type_code"),
    },
    compares_with="cla_foster_placement_pct",
    published="2014-03-31: 148 children",
    source="Ofsted, 2014; Improvement plan, 2024",
    order=6,
)
def care_foster_homes(tables, day):
    """Children in care on the last day; one counts if placed with foster carers, or with relatives or friends who foster (U1 to U6).

    Who is placed for adoption (A3 to A6), with parents or on a temporary placement is not. Of several placements that are
    open, the one that began last. A child without one does not count; the figure says how many those are.
    """
    children = children_in_care(tables, day)
    kind = current_placements(tables, day, children["child_id"])["type_code"]
    return census(children, counted=kind.isin(FOSTER_PLACEMENTS), notes={"{n} without a known placement": kind.isna() | (kind == "unmapped")})
