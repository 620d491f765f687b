from metrics.cohorts import spells
from metrics.indicator import count


@count(
    title="Children on a child protection plan",
    question="How many children need a plan to keep them safe?",
    theme="Child protection",
    good=None,
    shape="spells",
    counts="plans open on the last day",
    needs={"cp_plans": ("started_on", "ended_on")},
    published="2013-03-31: 208; 2014-03-31: 237; 2015-04: 159; 2015-09: 230",
    source="Ofsted, 2014; Self-evaluation, 2015",
    order=3,
)
def cp_plans(tables):
    """Child protection plans open on the last day of the period.

    A plan that ends on the day is no longer open, one that starts on it is. A child with two plans open at once counts
    twice. Temporary plans, of children visiting from elsewhere, are not counted.
    """
    return spells(tables["cp_plans"])
