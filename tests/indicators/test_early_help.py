from metrics.indicators.early_help_partner import early_help_partner
from metrics.indicators.early_help_seen_10wd import early_help_seen_10wd
from metrics.indicators.early_help_waiting import early_help_waiting

ASSESSMENTS = """
    child_id | requested_on | started_on | first_seen_on | completed_on | organisation_code
    A        | 2024-02-20   | 2024-03-01 | 2024-03-15    | 2024-03-20   | partner
    B        | 2024-02-20   | 2024-03-01 | 2024-03-18    | 2024-03-31   | authority
    C        | 2024-02-20   | 2024-03-31 | 2024-03-30    | 2024-03-31   | unmapped
    D        | 2024-03-20   | 2024-04-01 |               |              |
    E        | 2024-03-31   |            |               |              |
    F        |              |            |               |              | partner
"""


def test_a_partners_of_all_completed_and_how_many_are_unmapped(figure):
    row = figure(early_help_partner, "2024-03", early_help_assessments=ASSESSMENTS)
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 3, "1 by an unmapped organisation")


def test_seen_on_day_10_is_in_time(figure):
    row = figure(early_help_seen_10wd, "2024-03", as_at="2024-05-31", early_help_assessments=ASSESSMENTS)
    assert (row["numerator"], row["denominator"], row["note"]) == (1, 3, "1 seen before the start")


def test_waiting_from_the_request_until_the_start(measure):
    assert measure(early_help_waiting, "2024-03", early_help_assessments=ASSESSMENTS) == 2
    assert measure(early_help_waiting, "2024-02", as_at="2024-03-31", early_help_assessments=ASSESSMENTS) == 3
