from .sheets import Sheet, why_not


def test_the_minimal_headings_are_enough():
    sheet = Sheet("""
        episode_id | child_id | start_at         | end_at           | rhi_offered | rhi_date         | rhi_accepted
        1          | 9001     | 04/03/2024 22:10 | 05/03/2024 07:30 | Yes         | 06/03/2024 15:00 | Yes
        2          | 9001     | 2024-03-09T23:00 |                  |             |                  |
    """)
    assert (sheet.table, sheet.unknown) == ("missing_episodes", ())
    assert sheet.rows("episode_id started_at ended_at interviewed_at is_interview_offered is_interview_accepted") == [
        ("1", "2024-03-04 22:10:00", "2024-03-05 07:30:00", "2024-03-06 15:00:00", True, True),
        ("2", "2024-03-09 23:00:00", None, None, None, None),
    ]


def test_offered_and_accepted_are_told_apart_where_both_cells_hold_the_whole_outcome():
    outcomes = {
        "Offered and Accepted": (True, True),
        "Offered and Declined (by YP)": (True, False),
        "Offered and Accepted (CYP not present/refused on arrival)": (True, True),
        "Not Offered (Missing Again)": (False, None),
        "Not Offered (Unable to make contact)": (False, None),
        "Not Offered (Other)": (False, None),
    }
    lines = [f"{n} | 04/03/2024 | {outcome} | {outcome}" for n, outcome in enumerate(outcomes)]
    sheet = Sheet("\n".join(["Person ID | Missing From | RHI Offered | RHI Accepted", *lines]))
    assert sheet.rows("is_interview_offered is_interview_accepted") == list(outcomes.values())
    assert sheet.problems == []


def test_a_return_before_going_missing_is_kept_and_reported():
    sheet = Sheet("""
        Person ID | Missing From     | Missing Until    | Missing or Absent
        9001      | 04/03/2024 22:10 | 03/03/2024 07:30 | M
        9001      | 04/03/2024 23:10 | 05/03/2024       | Away from placement
    """)
    assert sheet.rows("type_code") == [("missing",), ("absent",)]
    assert sheet.problems == [(2, "Missing Until", "before 'Missing From'", "kept")]


def test_any_start_and_end_are_no_missing_episode():
    assert "No row holds the headings" in why_not("Child ID | Start At | End At | Team")


def test_where_one_column_holds_the_whole_outcome_offered_and_accepted_are_worked_out(store, write_csv, load_one):
    outcomes = ("Offered and Accepted", "Offered and Declined (by YP)", "Not Offered (Other)", "")
    report = load_one(write_csv([["Person ID", "Missing From", "Return Interview Outcome"], *([f"{n}", f"0{n + 1}/03/2024 22:10", o] for n, o in enumerate(outcomes))]))
    assert report["sheets"][0]["problems"] == []
    table = store.snapshot().tables["missing_episodes"]
    found = table.frame[["is_interview_offered", "is_interview_accepted"]].astype(object).where(lambda f: f.notna(), None).values.tolist()
    assert found == [[True, True], [True, False], [False, None], [None, None]]
    assert {"is_interview_offered", "is_interview_accepted"} <= table.columns
