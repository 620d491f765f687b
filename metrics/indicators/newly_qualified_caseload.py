from metrics.cohorts import census
from metrics.indicator import average
from metrics.workforce import held_by_social_workers


@average(
    title="Average caseload of newly qualified social workers",
    question="Are those who are new to the work protected while they learn?",
    theme="Workforce",
    good="low",
    shape="census",
    counts="children allocated to workers in their assessed and supported year",
    of="FTE of those workers",
    needs={
        "allocations": ("child_id", "worker_id", "started_on", "ended_on"),
        "workforce": ("post_id", "worker_id", "role_code", "fte"),
    },
    may_use={"workforce": ("as_at_on",)},
    source="Improvement plan, 2022",
    order=9,
)
def newly_qualified_caseload(tables, day):
    """Children allocated on the last day to newly qualified social workers, for each FTE of those who hold any.

    As `caseload_average`: a child counts once for each of their workers, a worker's FTE is the sum of their posts, one post as
    newly qualified makes a newly qualified worker, and a post without FTE is left out. A worker missing from the snapshot is
    not known to be newly qualified.
    """
    children, posts, _ = held_by_social_workers(tables, day)
    who = posts.loc[posts["role_code"] == "newly_qualified", "worker_id"].astype(object)
    children, posts = (rows[rows["worker_id"].astype(object).isin(who)] for rows in (children, posts))
    return [
        census(children, of=False, table="allocations"),
        census(
            posts,
            counted=False,
            weight=posts["fte"],
            left_out={"{n} post{s} without FTE left out": posts["fte"].isna()},
            table="workforce",
        ),
    ]
