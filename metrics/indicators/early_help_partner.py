from metrics.cohorts import events
from metrics.indicator import proportion


@proportion(
    title="Early help assessments completed by partner agencies",
    question="Do our partners take the lead in early help?",
    theme="Early help",
    good="high",
    counts="completed by an organisation other than the authority",
    of="early help assessments completed; the unmapped share is shown",
    needs={"early_help_assessments": ("completed_on", "organisation_code")},
    published="2022-23: 49; 2023-24: 67",
    source="Improvement plan, 2024",
    order=1,
)
def early_help_partner(tables):
    """Early help assessments completed; one counts if a partner completed it.

    Organisations are written freely: one that is neither known nor mapped stays among the assessments, does not count as
    a partner's, and the figure says how many those are.
    """
    completed = tables["early_help_assessments"]
    organisation = completed["organisation_code"]
    unmapped = ~organisation.isin(("authority", "partner"))
    return events(completed, on="completed_on", counted=organisation == "partner", notes={"{n} by an unmapped organisation": unmapped})
