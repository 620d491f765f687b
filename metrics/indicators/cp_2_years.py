import pandas as pd

from metrics.cohorts import spells
from metrics.indicator import proportion


@proportion(
    title="Child protection plans of two years or more",
    question="Are children kept on a plan for years?",
    theme="Child protection",
    good="low",
    shape="spells",
    counts="open more than 729 days on the last day",
    of="plans open on the last day",
    needs={"cp_plans": ("started_on", "ended_on")},
    compares_with="cpp_2yr_plus_pct",
    source="Self-evaluation, 2015",
    order=11,
)
def cp_2_years(tables):
    """Child protection plans open on the last day of the period; one counts from 730 days after its start.

    Days are counted, not calendar years, as the published figure does: more than 729 of them.
    """
    plans = tables["cp_plans"]
    return spells(plans, counted_from=plans["started_on"] + pd.Timedelta(days=730))
