from metrics.indicator import proportion
from metrics.missing import interviewed_within


@proportion(
    title="Return interviews within 48 hours",
    question="Is a child who went missing asked why straight away?",
    theme="Children in care",
    good="high",
    counts="interview held no more than 48 hours after return",
    of="missing episodes ended; declined and not offered reported apart; pending while not held and no more than 48 hours old",
    needs={"missing_episodes": ("started_at", "ended_at", "interviewed_at")},
    may_use={"missing_episodes": ("type_code", "is_interview_offered", "is_interview_accepted")},
    matures="48 hours after the return",
    source="Ofsted, 2014",
    order=21,
)
def return_interviews_48h(tables):
    """As `return_interviews_72h`, with 48 elapsed hours: the second measure of it, as the inspection of 2014 put it."""
    return interviewed_within(tables, hours=48)
