import pandas as pd

PROBLEMS = pd.DataFrame(
    [("contacts", 1, "contact_id", "an identifier stored as a number with a fraction: digits may be lost"),
     ("contacts", 2, "received_at", "not a day"),
     ("contacts", -1, "contact_id", "an identifier too long to be stored as a number: its last digits may be lost"),
     ("cp_plans", 0, "plan_id", "an identifier too long to be stored as a number: its last digits may be lost")],
    columns=["of_table", "of_place", "column", "problem"],
)  # fmt: skip


def test_rows_of_which_the_reader_said_so_fail(try_check):
    try_check("id_stored_as_number", problems=PROBLEMS, contacts="""
        contact_id | child_id | received_at | so
        1          | A        | 2024-01-01  | fine
        48.5512    | A        | 2024-01-02  | fails
        3          | B        |             | fine
    """)
