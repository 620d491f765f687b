from metrics.cohorts import events
from metrics.indicator import proportion


@proportion(
    title="Assessments ending in no further action",
    question="Are we assessing families who did not need it?",
    theme="Assessment and planning",
    good="low",
    counts="outcome is no further action",
    of="assessments authorised",
    needs={"assessments": ("authorised_on", "outcome_code")},
    source="Improvement plan, 2022, measure 9",
    order=2,
)
def assessments_nfa(tables):
    """Assessments authorised; one counts if its outcome is no further action.

    Early help is an action. An outcome that is missing or not recognised is not counted as no further action.
    """
    assessments = tables["assessments"]
    return events(assessments, on="authorised_on", counted=assessments["outcome_code"] == "no_further_action")
