from metrics.cohorts import events
from metrics.indicator import proportion


@proportion(
    title="Calls to the help and advice line from families",
    question="Do families themselves ask us for advice?",
    theme="Early help",
    good=None,
    counts="the caller is a family member",
    of="calls received",
    needs={"helpline_calls": ("received_at", "caller_code")},
    published="2023-24: 50",
    source="Improvement plan, 2024",
    order=5,
)
def helpline_families(tables):
    """Calls to the help and advice line; one counts if a member of a family called.

    A call that does not say who called does not count.
    """
    calls = tables["helpline_calls"]
    return events(calls, on="received_at", counted=calls["caller_code"] == "family")
