from metrics.indicators.audits_completed import audits_completed
from metrics.indicators.audits_good import audits_good
from metrics.indicators.audits_inadequate import audits_inadequate
from metrics.indicators.audits_requires_improvement import audits_requires_improvement
from metrics.indicators.plans_good import plans_good

AUDITS = """
    audit_id | audited_on | grade_code           | moderated_grade_code | plan_grade_code
    1        | 2024-03-01 | good                 |                      | good
    2        | 2024-03-02 | good                 | inadequate           |
    3        | 2024-03-31 |                      |                      | inadequate
    4        | 2024-03-05 | requires_improvement | outstanding          | requires_improvement
    5        | 2024-03-05 | unmapped             | unmapped             | unmapped
    6        | 2024-04-01 | good                 |                      | good
"""


def test_every_audit_is_completed_graded_or_not(measure):
    assert measure(audits_completed, "2024-03", audits=AUDITS) == 5


def test_the_moderated_grade_stands_the_ungraded_are_not_among_them_and_the_unknown_are(measure):
    assert measure(audits_good, "2024-03", audits=AUDITS) == (2, 4)
    assert measure(audits_inadequate, "2024-03", audits=AUDITS) == (1, 4)
    assert measure(audits_requires_improvement, "2024-03", audits=AUDITS) == (0, 4)


def test_plans_have_a_grade_of_their_own(measure):
    assert measure(plans_good, "2024-03", audits=AUDITS) == (1, 4)
