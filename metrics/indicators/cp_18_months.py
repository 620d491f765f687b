import pandas as pd

from metrics.cohorts import spells
from metrics.indicator import proportion


@proportion(
    title="Child protection plans of 18 months or more",
    question="Are children kept on a plan for very long without becoming safe?",
    theme="Child protection",
    good="low",
    shape="spells",
    counts="open 18 calendar months or longer on the last day",
    of="plans open on the last day",
    needs={"cp_plans": ("started_on", "ended_on")},
    source="Self-evaluation, 2015",
    order=10,
)
def cp_18_months(tables):
    """Child protection plans open on the last day of the period; one counts from 18 calendar months after its start.

    Exactly 18 months counts. A plan started on the 31st reaches them on the last day of a shorter month.
    """
    plans = tables["cp_plans"]
    return spells(plans, counted_from=plans["started_on"] + pd.DateOffset(months=18))
