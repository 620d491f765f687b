from metrics.clocks import time_taken
from metrics.indicator import average


@average(
    unit="days",
    title="Days from entering care to moving in with adopters",
    question="How long do children wait for their new family?",
    theme="Court and permanence",
    good="low",
    counts="days from entering care to placement",
    of="children adopted",
    needs={"adoptions": ("entered_care_on", "placed_on", "adoption_order_on")},
    published="2014-05: 15 months (England 21; target 14)",
    source="Ofsted, 2014",
    order=5,
)
def adoption_days(tables):
    """Days from entering care to moving in with the adopters, of children adopted in the period, on average; the median is beside it.

    A child without either day, or placed before entering care, is left out.
    """
    return time_taken(tables["adoptions"], "entered_care_on", "placed_on", on="adoption_order_on", days_each=1)
