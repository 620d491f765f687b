from metrics.indicator import proportion
from metrics.missing import interviewed_within


@proportion(
    title="Return interviews within 72 hours",
    question="Is a child who went missing asked why, while it can still help?",
    theme="Children in care",
    good="high",
    counts="interview held no more than 72 hours after return",
    of="missing episodes ended; declined and not offered reported apart; pending while not held and no more than 72 hours old",
    needs={"missing_episodes": ("started_at", "ended_at", "interviewed_at")},
    may_use={"missing_episodes": ("type_code", "is_interview_offered", "is_interview_accepted")},
    matures="72 hours after the return",
    source="Ofsted, 2014 (48 hours); Improvement plan, 2024",
    order=20,
)
def return_interviews_72h(tables):
    """Missing episodes that ended; one counts if the return interview was held no more than 72 elapsed hours after the return.

    An interview that was declined, or not offered, was not held: the episode stays in the denominator, and the figure says how
    many those are. Without either and no more than 72 hours old at the end of the as-at day it is pending; older, it is late.
    An interview before the return, or a return before going missing, does not count. A time that is not recorded is midnight,
    and the figure is then marked "to the day". Absences are left out. Within 48 hours is `return_interviews_48h`.
    """
    return interviewed_within(tables, hours=72)
