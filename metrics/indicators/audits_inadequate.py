from metrics.audited import graded
from metrics.indicator import proportion


@proportion(
    title="Audits graded inadequate",
    question="How much practice is not safe enough?",
    theme="Practice quality",
    good="low",
    counts="graded inadequate",
    of="audits graded",
    needs={"audits": ("audited_on", "grade_code")},
    may_use={"audits": ("moderated_grade_code",)},
    published="2023-11: 35; 2024-03: 23",
    source="Improvement plan, 2024",
    order=6,
)
def audits_inadequate(tables):
    """Audits that were graded; one counts if it was graded inadequate.

    The moderated grade stands where there is one. An audit without a grade is not among them; one with a grade that is not
    known is, and does not count.
    """
    return graded(tables, ("inadequate",))
