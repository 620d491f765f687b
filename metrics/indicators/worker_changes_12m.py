from metrics.care import children_in_care
from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.workforce import got_another_worker


@proportion(
    title="Children in care with a change of social worker in 12 months",
    question="Do children in care keep the social worker they know?",
    theme="Children in care",
    good="low",
    shape="census",
    counts="a different allocated worker in the 12 months to the last day (contiguous allocations to one worker merged)",
    of="children in care for 12 months or more",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "allocations": ("child_id", "worker_id", "started_on", "ended_on"),
    },
    may_use={"allocations": ("worker",)},
    looks_back_months=12,
    source="Improvement plan, 2022, measure 3",
    order=13,
)
def worker_changes_12m(tables, day):
    """Children in care for 12 calendar months or longer; one counts if a worker was allocated in the 12 months to the day who was not at first.

    At first: on the day on which the 12 months begin, or else with the child's first allocation in them. One worker's
    allocations are one, whether or not there is a gap between them. A second worker beside the first is a change only if
    they came later. Pseudo-workers (duty, a team's name, unallocated) are nobody.
    """
    children = children_in_care(tables, day, months=12)
    return census(children, counted=got_another_worker(tables, day, children["child_id"], months=12))
