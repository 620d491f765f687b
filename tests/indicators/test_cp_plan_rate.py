from metrics.indicators.cp_plan_rate import cp_plan_rate
from tests.written_tables import SmallReference


def test_plans_open_on_the_last_day_per_10_000_children(figure):
    row = figure(cp_plan_rate, "2023-24", reference=SmallReference(children=34_000), cp_plans="""
        child_id | started_on | ended_on
        A        | 2024-03-31 |
        A        | 2024-03-01 |
        B        | 2024-03-01 | 2024-03-31
    """)  # fmt: skip
    assert (row["numerator"], row["denominator"], row["value"]) == (2, 34_000, 2 / 3.4)


def test_a_month_has_the_population_of_its_financial_year(figure):
    class Growing(SmallReference):
        def population(self, area, financial_year_end):
            return financial_year_end * 10, financial_year_end - 1

    plans = """
        child_id | started_on | ended_on
        A        | 2023-03-31 |
    """
    assert figure(cp_plan_rate, "2024-03", reference=Growing(), cp_plans=plans)["denominator"] == 20_240
    assert figure(cp_plan_rate, "2024-04", reference=Growing(), cp_plans=plans)["denominator"] == 20_250
