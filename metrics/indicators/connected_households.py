from metrics.fostering import approved
from metrics.indicator import count


@count(
    title="Connected carer households",
    question="How many relatives and friends foster a child they know?",
    theme="Children in care",
    good=None,
    shape="census",
    counts="approved connected-person households on the last day",
    needs={"foster_households": ("household_id", "type_code", "started_on", "ended_on")},
    published="2022-03-31: 43; 2023-03-31: 49; 2024-03-31: 66",
    source="Improvement plan, 2024",
    order=23,
)
def connected_households(tables, day):
    """Households of connected persons (relatives or friends of the child) that are approved on the last day.

    One whose approval ends on the day is no longer. A household that is approved twice over counts once. One of an unknown
    kind is not among them.
    """
    return approved(tables, day, "connected")
