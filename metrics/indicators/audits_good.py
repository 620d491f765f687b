from metrics.audited import graded
from metrics.indicator import proportion


@proportion(
    title="Audits graded good or outstanding",
    question="Is practice good when we look at it closely?",
    theme="Practice quality",
    good="high",
    counts="graded good or outstanding",
    of="audits graded",
    needs={"audits": ("audited_on", "grade_code")},
    may_use={"audits": ("moderated_grade_code",)},
    published="2023-11: 22; 2024-03: 27",
    source="Improvement plan, 2024",
    order=4,
)
def audits_good(tables):
    """Audits that were graded; one counts if it was graded good or outstanding.

    The moderated grade stands where there is one. An audit without a grade is not among them; one with a grade that is not
    known is, and does not count.
    """
    return graded(tables, ("good", "outstanding"))
