from metrics.indicators.assessments_nfa import assessments_nfa


def test_of_the_authorised_assessments_those_without_further_action(measure):
    assert measure(assessments_nfa, "2024-05", assessments="""
        child_id | authorised_on | outcome_code
        A        | 2024-05-30    | no_further_action
        B        | 2024-05-30    | early_help
        C        | 2024-05-30    | cin_plan
        D        |               | no_further_action
    """) == (1, 3)  # fmt: skip


def test_an_outcome_that_is_missing_or_not_recognised_is_in_the_denominator_only(measure):
    assert measure(assessments_nfa, "2024-05", assessments="""
        child_id | authorised_on | outcome_code
        A        | 2024-05-30    |
        B        | 2024-05-30    | unmapped
    """) == (0, 2)  # fmt: skip
