from .sheets import Sheet, why_not


def test_the_days_of_an_adoption():
    sheet = Sheet("""
        Person ID | Entered Care | Adoption Decision | Placement Order | Matched with Adopters | Placed for Adoption | Adoption Order | Adoption Decision Reversed | Reason Reversed
        9001      | 04/03/2021   | 04/09/2021        | 01/12/2021      | 01/03/2022            | 01/04/2022          | 01/12/2022     |                            |
        9002      | 04/03/2021   | 04/09/2021        |                 |                       |                     |                | 01/02/2022                 | No adopters found
        9002      | 04/03/2021   | 04/09/2022        |                 | 01/03/2023            | 01/02/2023          |                |                            |
    """)
    assert sheet.rows("child_id decision_on placed_on adoption_order_on reversed_on reversal_reason_code") == [
        ("9001", "2021-09-04", "2022-04-01", "2022-12-01", None, None),
        ("9002", "2021-09-04", None, None, "2022-02-01", "RD3"),
        ("9002", "2022-09-04", "2023-02-01", None, None, None),
    ]
    assert sheet.problems == [(4, "Placed for Adoption", "before 'Matched with Adopters'", "kept")]


def test_an_order_without_the_decision_is_not_recognised():
    assert "no column headed 'Adoption Decision'" in why_not("Person ID | Adoption Order | Placed for Adoption | Entered Care")
