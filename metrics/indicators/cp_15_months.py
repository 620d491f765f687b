import pandas as pd

from metrics.cohorts import spells
from metrics.indicator import proportion


@proportion(
    title="Child protection plans of 15 months or more",
    question="Are children kept on a plan for long without becoming safe?",
    theme="Child protection",
    good="low",
    shape="spells",
    counts="open 15 calendar months or longer on the last day",
    of="plans open on the last day",
    needs={"cp_plans": ("started_on", "ended_on")},
    source="Improvement plan, 2024",
    order=6,
)
def cp_15_months(tables):
    """Child protection plans open on the last day of the period; one counts from 15 calendar months after its start.

    Exactly 15 months counts. A plan started on the 31st reaches them on the last day of a shorter month.
    """
    plans = tables["cp_plans"]
    return spells(plans, counted_from=plans["started_on"] + pd.DateOffset(months=15))
