from metrics.cohorts import events
from metrics.indicator import ratio
from metrics.workforce import social_work


@ratio(
    title="Sickness absence",
    question="Is the work making social workers ill?",
    theme="Workforce",
    good="low",
    shape="events, 12 months",
    counts="working days lost",
    of="working days available",
    needs={"workforce": ("as_at_on", "role_code", "employment_code", "sickness_days", "available_days")},
    compares_with="csww_absence_rate_pct",
    source="Improvement plan, 2022",
    order=10,
)
def sickness_rate(tables):
    """Working days that permanent social workers lost to sickness in the 12 months to the end of the period, of those they had.

    As DfE counts, agency workers are not among them. Each snapshot says what was lost, and what there was, since the one
    before; its day places both. A row that lacks either is left out.
    """
    posts = social_work(tables["workforce"])
    posts = posts[posts["employment_code"] == "permanent"]
    lost, available = posts["sickness_days"], posts["available_days"]
    return events(
        posts,
        on="as_at_on",
        amount=lost.fillna(0),
        weight=available.fillna(0),
        left_out={"{n} without days lost or available left out": lost.isna() | available.isna()},
    )
