from metrics.clocks import within_months
from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.supervised import last_case_supervision
from metrics.visited import children_open


@proportion(
    title="Children whose case supervision is up to date",
    question="Does a manager think about every child's case?",
    theme="Practice quality",
    good="high",
    shape="census",
    counts="case supervision within the interval in settings (default one calendar month)",
    of="open cases on the last day",
    needs={"children_in_need": ("child_id", "started_on", "ended_on"), "supervisions": ("child_id", "held_on")},
    may_use={"supervisions": ("type_code",)},
    settings=("case_supervision_months",),
    source="Improvement plan, 2022, measure 8",
    order=2,
)
def supervision_cases(tables, day):
    """Children with an open episode of need on the last day; one counts if their case was last supervised within the interval.

    Exactly so many calendar months counts. A child with two open episodes is one child. A supervision of the worker does not
    count, whichever child it names; one without a type is of the case of the child it names. A case opened within the
    interval and not yet supervised does not count.
    """
    children = children_open(tables, "children_in_need", day)
    held_on = last_case_supervision(tables, children["child_id"], day)["held_on"]
    return census(children, counted=within_months(held_on, tables.settings["case_supervision_months"], day))
