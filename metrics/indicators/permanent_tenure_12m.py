import pandas as pd

from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.workforce import in_post, main_posts, posts_on, social_work


@proportion(
    title="Permanent social workers in post over 12 months",
    question="Do the social workers whom we employ stay?",
    theme="Workforce",
    good="high",
    shape="census",
    counts="in post for more than 12 months",
    of="permanent social workers on the last day",
    needs={"workforce": ("worker_id", "role_code", "employment_code", "started_on")},
    may_use={"workforce": ("as_at_on", "post_id", "fte", "ended_on")},
    source="Improvement plan, 2022, measure 4",
    order=5,
)
def permanent_tenure_12m(tables, day):
    """Permanent social workers in post on the last day; one counts if in post for more than 12 calendar months.

    Workers are counted, not posts or FTE: of several posts the earliest start stands. Exactly 12 months is not more. Whoever
    moved to another post has been in that since they moved. Without a start a worker does not count. The posts are those of
    the latest snapshot on or before the day.
    """
    posts = social_work(posts_on(tables, day))
    posts = posts[(posts["employment_code"] == "permanent") & in_post(posts, day)]
    workers = main_posts(posts)
    first = posts.groupby(posts["worker_id"].astype(object))["started_on"].min()
    since = first.reindex(workers["worker_id"].astype(object)).set_axis(workers.index)
    since = since.where(workers["worker_id"].notna(), workers["started_on"])
    return census(workers, counted=since + pd.DateOffset(months=12) < day, notes={"{n} without a start": since.isna()})
