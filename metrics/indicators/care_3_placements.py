from metrics.care import children_in_care, places_lived
from metrics.cohorts import census
from metrics.indicator import proportion


@proportion(
    title="Children in care with three or more placements in a year",
    question="Are children moved again and again?",
    theme="Children in care",
    good="low",
    shape="census",
    counts="three or more placements in the 12 months to the last day, temporary ones left out",
    of="children in care on the last day",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "placements": ("child_id", "started_on", "ended_on", "type_code"),
    },
    may_use={"placements": ("change_reason_code",)},
    looks_back_months=12,
    compares_with="cla_3plus_placements_pct",
    published="2012-13: 7 (England 11)",
    source="Ofsted, 2014; Improvement plan, 2022",
    order=3,
)
def care_3_placements(tables, day):
    """Children in care on the last day; one counts if three or more placements were begun in the 12 months to it, or going on when they began.

    Temporary placements (T0 to T4) are left out. To be adopted by one's present carer (A3, A5), and a change of status only
    (reason PLACE), is no move: with the placement before it that makes one. A placement of an earlier period of care within
    the 12 months is among them. A child with two open periods of care is one child; children on short breaks are not in care.
    """
    children = children_in_care(tables, day)
    n = places_lived(tables, day, children["child_id"])
    return census(children, counted=n >= 3, notes={"{n} without a placement": n == 0})
