from metrics.indicators.complaints import complaints
from metrics.indicators.complaints_in_time import complaints_in_time
from metrics.indicators.complaints_stage_1 import complaints_stage_1
from metrics.indicators.compliments import compliments

COMPLAINTS = """
    complaint_id | received_on | due_on     | answered_on | closed_on  | resolved_stage_code
    1            | 2024-03-01  | 2024-03-15 | 2024-03-15  | 2024-03-16 | stage_1
    2            | 2024-03-01  | 2024-03-15 | 2024-03-16  | 2024-03-30 | stage_2
    3            | 2024-03-10  | 2024-03-22 |             | 2024-03-31 |
    4            | 2024-03-20  | 2024-04-03 |             |            |
"""


def test_received_is_placed_by_its_day(measure):
    assert measure(complaints, "2024-03", complaints=COMPLAINTS) == 4


def test_answered_on_the_day_due_is_in_time_and_unanswered_past_it_is_late(measure):
    assert measure(complaints_in_time, "2024-03", complaints=COMPLAINTS) == (1, 3)


def test_unanswered_is_pending_until_the_day_is_past(figure):
    assert figure(complaints_in_time, "2024-03", as_at="2024-03-22", complaints=COMPLAINTS)["denominator"] == 2
    assert figure(complaints_in_time, "2024-03", as_at="2024-03-23", complaints=COMPLAINTS)["denominator"] == 3


def test_resolved_at_stage_1_of_those_closed(figure):
    row = figure(complaints_stage_1, "2024-03", complaints=COMPLAINTS)
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 3, "1 without the stage")


def test_other_feedback_of_the_same_register_is_no_complaint(measure):
    assert measure(complaints, "2024-03", complaints="""
        complaint_id | received_on | type_code
        1            | 2024-03-01  | complaint
        2            | 2024-03-01  | compliment
        3            | 2024-03-01  |
        4            | 2024-03-01  | unmapped
    """) == 3  # fmt: skip


def test_compliments(measure):
    assert measure(compliments, "2024-03", compliments="received_on\n2024-03-01\n2024-03-31\n2024-04-01") == 2
