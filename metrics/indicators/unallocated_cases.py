from metrics.cohorts import census, open_on
from metrics.indicator import count
from metrics.workforce import by_real_workers


@count(
    title="Unallocated cases",
    question="Is there a child in need whom no social worker holds?",
    theme="Assessment and planning",
    good="low",
    shape="census",
    counts="open cases with no allocated worker, or only a pseudo-worker (duty, team name, unallocated)",
    needs={"children_in_need": ("child_id", "started_on", "ended_on"), "allocations": ("child_id", "worker_id", "started_on", "ended_on")},
    may_use={"allocations": ("worker",)},
    source="Improvement plan, 2022, measure 6",
    order=9,
)
def unallocated_cases(tables, day):
    """Episodes of need open on the last day of a child whom no worker holds.

    Pseudo-workers are listed in data/reference/pseudo_workers.csv; the names of teams are such names too. An allocation to
    one of them is none.
    """
    cases = open_on(tables["children_in_need"], day)
    held = by_real_workers(tables, open_on(tables["allocations"], day))
    return census(cases[~cases["child_id"].astype(object).isin(held["child_id"].astype(object))])
