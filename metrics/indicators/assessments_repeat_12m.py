import pandas as pd

from metrics.cohorts import events, previous
from metrics.indicator import proportion


@proportion(
    title="Repeat assessments within 12 months",
    question="Are children assessed again because the last assessment changed nothing?",
    theme="Assessment and planning",
    good="low",
    counts="the child had another assessment authorised in the 12 months before",
    of="assessments authorised",
    needs={"assessments": ("child_id", "authorised_on")},
    may_use={"assessments": ("assessment_id",)},
    looks_back_months=12,
    source="Improvement plan, 2024",
    order=6,
)
def assessments_repeat_12m(tables):
    """Assessments authorised; one counts if another of the same child was authorised in the 12 months before.

    Exactly twelve months counts. Of two authorised on one day the one with the higher id is the repeat.
    """
    ended = tables["assessments"].dropna(subset=["authorised_on"])
    before = previous(ended, "authorised_on", same="child_id", order="assessment_id")
    return events(ended, on="authorised_on", counted=ended["authorised_on"] <= before + pd.DateOffset(months=12))
