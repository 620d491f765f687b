import pandas as pd

from metrics.cohorts import census, open_on
from metrics.indicator import proportion
from metrics.reviewed import months_between_reviews_kept


@proportion(
    title="Child protection reviews in timescale",
    question="Is every plan looked at again when it should be?",
    theme="Child protection",
    good="high",
    shape="census",
    counts="first review within 3 months and each later one within 6",
    of="plans open 3 months or more on the last day",
    needs={"cp_plans": ("child_id", "started_on", "ended_on"), "reviews": ("child_id", "type_code", "held_on")},
    compares_with="cpp_reviewed_on_time_pct",
    source="Self-evaluation, 2015; Improvement plan, 2024",
    order=15,
)
def cp_reviews_in_time(tables, day):
    """Child protection plans open for 3 calendar months or more on the last day; one counts if no review was ever late.

    The first is due 3 months after the plan starts, each later one 6 months after the one before; on the day itself it is in
    time. A review that is due by the last day and has not been held is late.
    """
    plans = open_on(tables["cp_plans"], day)
    plans = plans[plans["started_on"] + pd.DateOffset(months=3) <= day]
    return census(plans, counted=months_between_reviews_kept(tables, "cp", plans, day, first=3, later=6))
