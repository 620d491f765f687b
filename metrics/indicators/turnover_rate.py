import pandas as pd

from metrics.cohorts import census
from metrics.indicator import ratio
from metrics.latest import latest_snapshot
from metrics.workforce import in_post, social_work


@ratio(
    title="Turnover",
    question="How many of the social workers whom we employ leave in a year?",
    theme="Workforce",
    good="low",
    shape="census",
    counts="FTE of permanent social workers who left in 12 months",
    of="FTE of permanent social workers in post on the last day",
    needs={"workforce": ("worker_id", "role_code", "employment_code", "fte", "ended_on")},
    may_use={"workforce": ("as_at_on", "post_id", "started_on", "leaving_reason_code")},
    looks_back_months=12,
    compares_with="csww_turnover_rate_pct",
    source="Improvement plan, 2024",
    order=8,
)
def turnover_rate(tables, day):
    """FTE of permanent social workers who left in the 12 months to the last day, set against the FTE of those in post on it.

    Who left is read from the ends of posts in all snapshots up to the day, each post and holder once, as the latest snapshot
    that has an end says. Whoever moved within the authority has not left: the reason says so, or they are in a permanent post
    on the last day. A post without FTE is left out. It is one amount set against another and may pass 100%.
    """
    posts = tables["workforce"]
    snapshot = latest_snapshot(tables, "workforce", day)
    staying = snapshot[(snapshot["employment_code"] == "permanent") & in_post(snapshot, day)]
    ended = posts[(posts["as_at_on"] <= day) & (posts["ended_on"] <= day) & (posts["ended_on"] > day - pd.DateOffset(months=12))]
    left = social_work(ended[ended["employment_code"] == "permanent"])
    left = left[~left["worker_id"].astype(object).isin(staying["worker_id"].dropna().astype(object))]
    if "leaving_reason_code" in left:
        left = left[left["leaving_reason_code"] != "moved_within"]
    left = left.sort_values(["as_at_on", "file", "row"], kind="stable")
    left = left[~left.duplicated(["post_id", "worker_id"], keep="last")]
    remaining, text = social_work(staying), "{n} post{s} without FTE left out"
    return [
        census(left, of=False, weight=left["fte"], left_out={text: left["fte"].isna()}),
        census(remaining, counted=False, weight=remaining["fte"], left_out={text: remaining["fte"].isna()}),
    ]
