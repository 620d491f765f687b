from metrics.cohorts import events
from metrics.indicator import count


@count(
    title="Families with sustained outcomes (Supporting Families)",
    question="Do families get to better places, and stay there?",
    theme="Early help",
    good="high",
    counts="claims accepted",
    needs={"supporting_families": ("accepted_on",)},
    published="2022-23: 160; 2023-24: 225",
    source="Improvement plan, 2024; Self-evaluation, 2015",
    order=6,
)
def supporting_families(tables):
    """Claims for families with sustained outcomes that were accepted, by the day of acceptance."""
    return events(tables["supporting_families"], on="accepted_on")
