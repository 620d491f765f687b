from metrics.ages import births, of_school_age
from metrics.care import children_in_care
from metrics.clocks import within_months
from metrics.cohorts import census
from metrics.indicator import proportion
from metrics.reviewed import last_held


@proportion(
    title="Personal education plans up to date",
    question="Is someone planning each child's schooling with the school?",
    theme="Children in care",
    good="high",
    shape="census",
    counts="plan reviewed in the last term (default 6 months)",
    of="children in care of school age",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "reviews": ("child_id", "type_code", "held_on"),
        "children": ("child_id", "born_on"),
    },
    settings=("education_plan_months",),
    source="Self-evaluation, 2015",
    order=18,
)
def care_education_plans(tables, day):
    """Children in care on the last day who are of compulsory school age; one counts if their plan was reviewed within the interval.

    School age begins with the term after the fifth birthday and ends on the last Friday of June in the school year in which
    the child turns 16. Exactly so many calendar months counts. A child whose birth is not known is left out; one who is new
    to care and without a plan does not count.
    """
    children = children_in_care(tables, day)
    born_on = births(tables, children["child_id"])
    children = children[of_school_age(born_on, day) | born_on.isna()]
    held_on = last_held(tables, "education_plan", children["child_id"], day)
    return census(
        children,
        counted=within_months(held_on, tables.settings["education_plan_months"], day),
        left_out={"{n} whose birth is not known left out": born_on[children.index].isna()},
    )
