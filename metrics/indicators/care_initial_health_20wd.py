from metrics.clocks import begun_and_done_within
from metrics.health import initially_assessed
from metrics.indicator import proportion


@proportion(
    title="Initial health assessments within 20 working days",
    question="Is a child's health looked at as soon as they come into care?",
    theme="Children in care",
    good="high",
    counts="20 working days or fewer from entering care",
    of="children who entered care; pending while not assessed and 20 working days are not past; not assessed and older counts as late",
    needs={
        "care_periods": ("child_id", "started_on", "ended_on", "legal_status_code"),
        "health_checks": ("child_id", "type_code", "checked_on"),
    },
    matures="20 working days after entering care",
    published="2013-14: 82",
    source="Ofsted, 2014",
    order=15,
)
def care_initial_health_20wd(tables):
    """Periods of care that began; one counts if the initial health assessment came no more than 20 working days later.

    It is the first on or after the day of entering care, while the child was in care. Without one and no more than 20 working
    days old on the as-at day, the period is pending; older, it is late, also where the child left care before it was due.
    A child who entered care twice counts twice; series of short breaks are left out.
    """
    return begun_and_done_within(tables, initially_assessed(tables), "started_on", "assessed_on", 20, backwards="assessed before entering care")
