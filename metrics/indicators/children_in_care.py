from metrics.care import SHORT_BREAKS
from metrics.cohorts import spells
from metrics.indicator import count


@count(
    title="Children in care",
    question="How many children are we bringing up?",
    theme="Children in care",
    good=None,
    shape="spells",
    counts="periods of care open on the last day, short-break legal statuses V3 and V4 left out",
    needs={"care_periods": ("started_on", "ended_on", "legal_status_code")},
    published="2013-03-31: 216; 2014-03-31: 242",
    source="Ofsted, 2014",
    order=1,
)
def children_in_care(tables):
    """Periods of care open on the last day of the period, without short breaks.

    A period of care that ends on the day is no longer open. A legal status that is missing is not taken for a short
    break.
    """
    periods = tables["care_periods"]
    return spells(periods[~periods["legal_status_code"].isin(SHORT_BREAKS)])
