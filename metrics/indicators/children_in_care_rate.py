from metrics.care import SHORT_BREAKS
from metrics.cohorts import spells
from metrics.indicator import rate


@rate(
    title="Children in care per 10,000",
    question="Are more children in care here than elsewhere?",
    theme="Children in care",
    good=None,
    shape="spells",
    counts="periods of care open on the last day, short-break legal statuses V3 and V4 left out",
    needs={"care_periods": ("started_on", "ended_on", "legal_status_code")},
    compares_with="cla_rate",
    published="2013-03-31: 60; 2014-03-31: 67.24; 2022-23: 121; 2023-24: 112",
    source="Improvement plan, 2024; Ofsted, 2014",
    decimals=0,
    order=2,
)
def children_in_care_rate(tables):
    """Periods of care open on the last day of the period, without short breaks, per 10,000 children.

    Periods of care are counted as in children_in_care. Shown as a whole number, as DfE publishes it.
    """
    periods = tables["care_periods"]
    return spells(periods[~periods["legal_status_code"].isin(SHORT_BREAKS)])
