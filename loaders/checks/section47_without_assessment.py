"""A section 47 enquiry without the assessment by which it is made."""

from loaders.checks.shared import check, found, has_one

DAYS = 31


@check(
    title="Section 47 without an assessment",
    why="An enquiry is made by an assessment: without one, nobody can say what it found, or the assessment is missing from its own figures.",
    do="Start the assessment, or enter the one that was made.",
    needs={"section47": ("strategy_on",), "assessments": ("started_on", "authorised_on")},
)
def section47_without_assessment(tables):
    """No assessment of the child that was open, or began or ended, within 31 days of the strategy discussion. Not looked at: enquiries of
    the last 31 days before the as-at day of the assessments, and of the first 31 days that they reach; and those about a child who was on a
    plan or in care that day, whose enquiry may be made by the work that goes on already."""
    enquiries, assessments = tables["section47"], tables["assessments"]
    began = assessments.day("started_on")
    if not len(began):
        return
    on = enquiries.day("strategy_on")
    of = (on >= began.min() + DAYS) & (on <= assessments.as_at - DAYS) & (enquiries.child >= 0)
    for name in ("cin_plans", "cp_plans", "care_periods"):
        if name in tables:
            cases = tables[name]
            of &= ~has_one(enquiries.child, on, on, cases, cases.day("started_on"), cases.day("ended_on"))
    assessed = has_one(enquiries.child, on - DAYS, on + DAYS, assessments, began, assessments.day("authorised_on"))
    yield found(enquiries, ~assessed, of=of, columns=("strategy_on",))
