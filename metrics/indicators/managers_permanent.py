from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.latest import latest_snapshot
from metrics.workforce import in_post


@proportion(
    title="Senior leaders and managers who are permanent",
    question="Is the leadership there to stay?",
    theme="Workforce",
    good="high",
    shape="census",
    counts="post held by a permanent member of staff",
    of="service directors, heads of service and service managers",
    needs={"workforce": ("role_code", "employment_code")},
    may_use={"workforce": ("as_at_on", "started_on", "ended_on")},
    source="Improvement plan, 2022, measure 14",
    order=6,
)
def managers_permanent(tables, day):
    """Posts of service directors, heads of service and service managers; one counts if a permanent member of staff holds it on the last day.

    Posts are counted, vacant ones included; they are those of the latest snapshot on or before the day. A post whose holder
    has left by then, or has not yet started, is not held. Team managers are not among them.
    """
    posts = latest_snapshot(tables, "workforce", day)
    posts = posts[posts["role_code"].isin(("service_director", "head_of_service", "service_manager"))]
    return census(posts, counted=(posts["employment_code"] == "permanent") & in_post(posts, day))
