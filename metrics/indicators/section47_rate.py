from metrics.cohorts import events
from metrics.indicator import rate


@rate(
    title="Section 47 enquiries per 10,000",
    question="Do we investigate significant harm more often than others?",
    theme="Child protection",
    good=None,
    counts="enquiries started in the 12 months to the end of the period",
    needs={"section47": ("strategy_on",)},
    compares_with="s47_rate",
    published="2022-23: 371; 2023-24: 269",
    source="Improvement plan, 2024",
    order=1,
)
def section47_rate(tables):
    """Section 47 enquiries started in the 12 months to the end of the period, per 10,000 children.

    An enquiry starts with the strategy discussion that initiates it. A child with two enquiries counts twice.
    """
    return events(tables["section47"], on="strategy_on")
