from metrics.indicators.agency_rate import agency_rate


def test_fte_of_agency_social_workers_of_all_social_workers_in_post(measure):
    assert measure(agency_rate, "2024-04", workforce="""
        as_at_on   | post_id | role_code           | employment_code | fte
        2024-04-30 | P1      | social_worker       | agency          | 0.7
        2024-04-30 | P2      | senior_practitioner | agency          | 0.1
        2024-04-30 | P3      | newly_qualified     | permanent       | 1.0
        2024-04-30 | P4      | social_worker       | vacant          | 1.0
        2024-04-30 | P5      | social_worker       | unmapped        | 1.0
        2024-04-30 | P6      | team_manager        | agency          | 1.0
        2024-04-30 | P7      |                     | agency          | 1.0
    """) == (0.8, 1.8)  # fmt: skip


def test_in_post_means_started_by_the_day_and_not_ended(measure):
    assert measure(agency_rate, "2024-04", workforce="""
        as_at_on   | post_id | role_code     | employment_code | fte | started_on | ended_on
        2024-04-15 | P1      | social_worker | agency          | 1.0 | 2024-04-30 |
        2024-04-15 | P2      | social_worker | agency          | 1.0 | 2024-05-01 |
        2024-04-15 | P3      | social_worker | agency          | 1.0 | 2023-04-01 | 2024-04-30
        2024-04-15 | P4      | social_worker | permanent       | 1.0 | 2023-04-01 | 2024-05-01
        2024-04-15 | P5      | social_worker | permanent       | 1.0 |            |
    """) == (1, 3)  # fmt: skip


def test_a_post_without_fte_is_left_out_and_noted(figure):
    row = figure(agency_rate, "2024-04", workforce="""
        as_at_on   | post_id | role_code     | employment_code | fte
        2024-04-30 | P1      | social_worker | agency          |
        2024-04-30 | P2      | social_worker | permanent       |
        2024-04-30 | P3      | social_worker | permanent       | 0.5
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["note"]) == (0, 0.5, "2 posts without FTE left out")


def test_the_latest_snapshot_on_or_before_the_day_counts_until_there_is_another(measure):
    workforce = """
        as_at_on   | post_id | role_code     | employment_code | fte
        2024-03-31 | P1      | social_worker | agency          | 1.0
        2024-05-31 | P1      | social_worker | permanent       | 1.0
    """
    months = ("2024-03", "2024-04", "2024-05")
    assert [measure(agency_rate, month, as_at="2024-06-30", workforce=workforce) for month in months] == [(1, 1), (1, 1), (0, 1)]


def test_before_the_first_snapshot_it_starts_too_late(figure):
    given = {
        "contacts": """
            child_id | received_at
            A        | 2024-01-01
        """,
        "workforce": """
            as_at_on   | post_id | role_code     | employment_code | fte
            2024-04-30 | P1      | social_worker | agency          | 1.0
        """,
        "as_at": "2024-04-30",
        "reaches_back_to": None,
    }
    assert figure(agency_rate, "2024-03", **given)["status"] == "starts too late"
    assert figure(agency_rate, "2024-04", **given)["status"] == "ok"
