import pandas as pd

from metrics.ages import births, has_turned
from metrics.care import children_in_care, settled_since
from metrics.cohorts import census
from metrics.indicator import proportion


@proportion(
    title="Long-term placement stability",
    question="Do children who stay in care stay with the same carers?",
    theme="Children in care",
    good="high",
    shape="census",
    counts="in the same placement for 2 years or more",
    of="children under 16 in care for 2.5 years or more",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "placements": ("child_id", "started_on", "ended_on", "type_code"),
        "children": ("child_id", "born_on"),
    },
    may_use={"placements": ("change_reason_code",)},
    compares_with="cla_long_term_stability_pct",
    source="Improvement plan, 2022",
    order=4,
)
def care_long_term_stability(tables, day):
    """Children under 16 in care for 30 calendar months or longer; one counts if in the same placement for 24 calendar months or longer.

    As DfE counts, a child who is placed for adoption (A3 to A6) has been there since the placement before that began. A change
    of status only (reason PLACE) is no move. Whoever is in a temporary placement (T0 to T4), or in none that is known, does
    not count. A child whose birth is not known is left out.
    """
    children = children_in_care(tables, day, months=30)
    born_on = births(tables, children["child_id"])
    is_old = has_turned(16, born_on, day)
    children, born_on = children[~is_old], born_on[~is_old]
    since = settled_since(tables, day, children["child_id"])
    return census(
        children,
        counted=since + pd.DateOffset(months=24) <= day,
        left_out={"{n} whose birth is not known left out": born_on.isna()},
        notes={"{n} without a lasting placement": since.isna() & born_on.notna()},
    )
