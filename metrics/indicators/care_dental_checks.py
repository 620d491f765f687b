from metrics.care import children_in_care
from metrics.clocks import within_months
from metrics.cohorts import census
from metrics.health import last_checked
from metrics.indicator import proportion


@proportion(
    title="Dental checks up to date",
    question="Do children in care see a dentist?",
    theme="Children in care",
    good="high",
    shape="census",
    counts="checked within 12 months",
    of="children in care for 12 months or more",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "health_checks": ("child_id", "type_code", "checked_on"),
    },
    compares_with="cla_dental_check_pct",
    source="Improvement plan, 2024",
    order=16,
)
def care_dental_checks(tables, day):
    """Children in care for 12 calendar months or longer; one counts if the last dental check was no more than 12 months ago.

    Exactly 12 calendar months counts. Children of every age are among them.
    """
    children = children_in_care(tables, day, months=12)
    return census(children, counted=within_months(last_checked(tables, day, children["child_id"], "dental"), 12, day))
