from metrics.cohorts import census
from metrics.indicator import count
from metrics.workforce import held_by_social_workers

LIMIT = 24


@count(
    title="Social workers with more than 24 children",
    question="Is anyone carrying more than they can?",
    theme="Workforce",
    good="low",
    shape="census",
    counts="social workers with more than 24 children allocated on the last day",
    needs={
        "allocations": ("child_id", "worker_id", "started_on", "ended_on"),
        "workforce": ("post_id", "worker_id", "role_code", "fte"),
    },
    may_use={"workforce": ("as_at_on",)},
    source="Improvement plan, 2022, measure 2",
    order=2,
)
def caseload_over_24(tables, day):
    """Social workers to whom more than 24 children are allocated on the last day of the period.

    24 is not more than 24. Children and workers are those of caseload_average; part-time workers are held to the same
    number. The rows are the workers, each by the post with most FTE.
    """
    children, posts, missing = held_by_social_workers(tables, day)
    held = children["worker_id"].value_counts()
    too_many = held.index[held > LIMIT]
    main_posts = posts[~posts.duplicated("worker_id")]
    return [
        census(main_posts[main_posts["worker_id"].isin(too_many)], table="workforce"),
        census(
            missing[missing["worker_id"].isin(too_many)],
            notes={"{n} worker{s} missing from the workforce snapshot": True},
            table="workforce",
        ),
    ]
