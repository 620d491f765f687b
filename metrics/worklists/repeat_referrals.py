import pandas as pd

from metrics.cohorts import previous
from metrics.indicators.rereferrals_12m import rereferrals_12m
from metrics.worklist import on, rows, worklist


@worklist(
    title="Repeat referrals", what="Referred again within 12 months", indicator=rereferrals_12m, group="Looking again", order=1,
    late="in the last 3 months", ahead=0, months=3, newest_first=True,
)  # fmt: skip
def repeat_referrals(tables, day):
    """Referrals of the last three months, that of the day the last, of a child who had another in the 12 months before; the newest first."""
    referrals = tables["referrals"]
    before = previous(referrals, "received_at", same="child_id", order="referral_id").dt.normalize()
    received_on = referrals["received_at"].dt.normalize()
    is_late = received_on >= (day - pd.DateOffset(months=2)).replace(day=1)
    referrals, received_on, before = referrals[is_late], received_on[is_late], before[is_late]
    why = on("Referred again on {}", received_on) + on("; before that on {}", before)
    return rows(referrals, since_on=received_on, why=why)
