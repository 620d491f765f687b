from metrics.care import SHORT_BREAKS
from metrics.cohorts import events
from metrics.indicator import proportion


@proportion(
    title="Children leaving care through special guardianship",
    question="Do children find permanence with people they know?",
    theme="Court and permanence",
    good="high",
    counts="reason for ending is special guardianship",
    of="periods of care ended",
    needs={"care_periods": ("ended_on", "end_reason_code")},
    may_use={"care_periods": ("legal_status_code",)},
    published="2012-13: 21 (neighbours 9)",
    source="Ofsted, 2014; Improvement plan, 2024",
    order=6,
)
def special_guardianship(tables):
    """Periods of care ended; one counts if it ended with a special guardianship order.

    The codes E43 to E48 all say so: to former foster carers, to others, to relatives. Series of short breaks are not
    among the periods where the legal status says so.
    """
    periods = tables["care_periods"]
    if "legal_status_code" in periods:
        periods = periods[~periods["legal_status_code"].isin(SHORT_BREAKS)]
    return events(periods, on="ended_on", counted=periods["end_reason_code"].isin(("E43", "E44", "E45", "E46", "E47", "E48")))
