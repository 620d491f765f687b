from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.latest import latest_snapshot
from metrics.workforce import SOCIAL_WORK_ROLES, in_post


@proportion(
    title="Established posts held by permanent staff",
    question="Are we building a workforce of our own?",
    theme="Workforce",
    good="high",
    shape="census",
    counts="posts held by a permanent social worker",
    of="established social-work posts, vacant and agency-covered ones included",
    needs={"workforce": ("role_code", "employment_code")},
    may_use={"workforce": ("as_at_on", "started_on", "ended_on")},
    published="2022-23: 41 (51 of 124); 2023-24: 51 (74 of 144)",
    source="Improvement plan, 2024; Improvement plan, 2022, measure 5",
    order=4,
)
def permanent_rate(tables, day):
    """Social-work posts held by permanent staff, of all established social-work posts.

    Posts are counted, not FTE; they are those of the latest snapshot on or before the last day of the period. A post
    whose holder has left by then, or has not yet started, is established but not held.
    """
    snapshot = latest_snapshot(tables, "workforce", day)
    posts = snapshot[snapshot["role_code"].isin(SOCIAL_WORK_ROLES)]
    return census(posts, counted=(posts["employment_code"] == "permanent") & in_post(posts, day))
