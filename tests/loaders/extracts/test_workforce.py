from .sheets import Sheet, why_not


def test_a_list_of_workers_without_posts_is_a_layout_of_its_own():
    sheet = Sheet("""
        worker_id | role          | team      | agency | fte  | start_date | end_date
        W1        | Social Worker | Fostering | No     | 0.6  | 04/03/2020 |
        W2        | NQSW          | Fostering | Y      | 1.0  | 04/03/2024 | 01/06/2024
        W2        | ASYE          | Fostering | 0      | 1.0  | 04/03/2024 | 01/06/2024
                  | Team Manager  | Fostering | No     | 1.0  |            |
    """)
    assert (sheet.table, sheet.layout) == ("workforce", "minimal")
    assert sheet.rows("worker_id role_code employment_code fte started_on ended_on") == [
        ("W1", "social_worker", "permanent", 0.6, "2020-03-04", None), ("W2", "newly_qualified", "permanent", 1.0, "2024-03-04", "2024-06-01"),
    ]  # fmt: skip
    assert [(row, heading, action) for row, heading, _, action in sheet.problems] == [(5, "worker_id", "row refused")]


def test_without_the_agency_column_a_list_without_posts_is_not_recognised():
    assert "no column headed 'Employment'" in why_not("Worker ID | Role | Team | FTE | Start Date | End Date")


def test_appraisals_sickness_and_leaving_of_a_post():
    sheet = Sheet("""
        As At      | Post ID | Worker ID | Role          | Employment | FTE | Leaving Date | Reason for Leaving | Appraisal Completed | Working Days Lost | Working Days Available
        31/03/2024 | P1      | W1        | Social Worker | Permanent  | 1   | 12/04/2024   | Voluntary resignation | 04/09/2023       | 2.5               | 20
        31/03/2024 | P2      | W2        | Social Worker | Permanent  | 1   | 12/04/2024   | Internal transfer  |                     | 0                 | 20
        31/03/2024 | P3      |           | Social Worker | Vacant     | 1   |              |                    |                     |                   |
        soon       | P4      | W4        | Social Worker | Permanent  | 1   |              |                    |                     |                   |
    """)
    assert sheet.rows("post_id ended_on leaving_reason_code appraised_on sickness_days available_days") == [
        ("P1", "2024-04-12", "resigned", "2023-09-04", 2.5, 20.0), ("P2", "2024-04-12", "moved_within", None, 0.0, 20.0), ("P3", None, None, None, None, None),
    ]  # fmt: skip
    assert [(row, heading, action) for row, heading, _, action in sheet.problems] == [(5, "As At", "blanked"), (5, "As At", "row refused")]
