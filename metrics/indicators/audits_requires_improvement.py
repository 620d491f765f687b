from metrics.audited import graded
from metrics.indicator import proportion


@proportion(
    title="Audits graded requires improvement",
    question="How much practice is short of good, and safe?",
    theme="Practice quality",
    good=None,
    counts="graded requires improvement",
    of="audits graded",
    needs={"audits": ("audited_on", "grade_code")},
    may_use={"audits": ("moderated_grade_code",)},
    published="2023-11: 38; 2024-03: 50",
    source="Improvement plan, 2024",
    order=5,
)
def audits_requires_improvement(tables):
    """Audits that were graded; one counts if it was graded requires improvement.

    The moderated grade stands where there is one. An audit without a grade is not among them; one with a grade that is not
    known is, and does not count.
    """
    return graded(tables, ("requires_improvement",))
