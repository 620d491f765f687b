from metrics.ages import births, has_turned
from metrics.care import children_in_care
from metrics.clocks import within_months
from metrics.cohorts import census
from metrics.health import last_checked
from metrics.indicator import proportion


@proportion(
    title="Health assessments up to date",
    question="Does someone look after the health of children in care?",
    theme="Children in care",
    good="high",
    shape="census",
    counts="assessed within 12 months (6 if under 5)",
    of="children in care for 12 months or more",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "health_checks": ("child_id", "type_code", "checked_on"),
    },
    may_use={"children": ("child_id", "born_on")},
    compares_with="cla_health_assessment_pct",
    source="Improvement plan, 2024; Ofsted, 2014",
    order=14,
)
def care_health_assessments(tables, day):
    """Children in care for 12 calendar months or longer; one counts if the last health assessment was no more than 12 months ago.

    Of a child who is under 5 on the day, no more than 6. Exactly so many months counts; so does an initial health assessment.
    A child whose birth is not known is taken for 5 or older, and the figure says how many those are.
    """
    children = children_in_care(tables, day, months=12)
    born_on = births(tables, children["child_id"])
    is_under_5 = born_on.notna() & ~has_turned(5, born_on, day)
    checked_on = last_checked(tables, day, children["child_id"], "health_assessment", "initial_health")
    in_time = within_months(checked_on, 12, day) & (~is_under_5 | within_months(checked_on, 6, day))
    return census(children, counted=in_time, notes={"{n} taken for 5 or older": born_on.isna()})
