from metrics.cohorts import census
from metrics.indicator import average
from metrics.workforce import held_by_social_workers


@average(
    title="Average caseload",
    question="Do social workers have time for each child?",
    theme="Workforce",
    good="low",
    shape="census",
    counts="children allocated on the last day to social workers who hold at least one (a child with two workers "
    "counts for each; managers and others are left out)",
    of="FTE of those workers, from the latest workforce snapshot on or before the day; a worker missing there counts "
    "as a social worker of 1.0 FTE and is reported; the team is the worker's in that snapshot",
    needs={
        "allocations": ("child_id", "worker_id", "started_on", "ended_on"),
        "workforce": ("post_id", "worker_id", "role_code", "fte"),
    },
    may_use={"workforce": ("as_at_on",)},
    compares_with="csww_average_caseload",
    published="2013-10: over 30; 2014-05: 18",
    source="Improvement plan, 2022, measure 1; Self-evaluation, 2015; Ofsted, 2014",
    order=1,
)
def caseload_average(tables, day):
    """Children allocated to social workers on the last day of the period, for each FTE of those who hold any.

    A child counts once for each of their workers, however many allocations they have. A worker's FTE is the sum of
    their posts; one social-work post makes a social worker. A post without FTE is left out. A worker who is missing
    from the snapshot counts as a social worker of 1.0 FTE, in the team of their latest allocation.
    """
    children, posts, missing = held_by_social_workers(tables, day)
    return [
        census(children, of=False, table="allocations"),
        census(
            posts,
            counted=False,
            weight=posts["fte"],
            left_out={"{n} post{s} without FTE left out": posts["fte"].isna()},
            table="workforce",
        ),
        census(missing, counted=False, notes={"FTE assumed for {n} worker{s}": True}, table="workforce"),
    ]
