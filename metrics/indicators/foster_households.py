from metrics.fostering import approved
from metrics.indicator import count


@count(
    title="Foster carer households",
    question="Are there enough foster homes of our own?",
    theme="Children in care",
    good="high",
    shape="census",
    counts="approved mainstream households on the last day",
    needs={"foster_households": ("household_id", "type_code", "started_on", "ended_on")},
    published="2022-03-31: 87; 2023-03-31: 104; 2024-03-31: 87",
    source="Improvement plan, 2024; Improvement plan, 2022",
    order=22,
)
def foster_households(tables, day):
    """Mainstream foster households that are approved on the last day.

    One whose approval ends on the day is no longer. A household that is approved twice over counts once. Connected carers,
    short breaks, supported lodgings and households of an unknown kind are not among them.
    """
    return approved(tables, day, "mainstream")
