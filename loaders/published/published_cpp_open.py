"""Children in need: child protection plans open at 31 March, by how long they had lasted (file D5)."""

from loaders.publication import ANY_CATEGORY, POPULATION, Figure, published
from loaders.schema import figure

PUBLISHED = published(
    "published_cpp_open",
    "the child protection plans open in one area at 31 March",
    publication="CIN", title="Children in need", months=7,
    figures={
        "category": ANY_CATEGORY,
        "at_31_march": figure("CPP_At31", required=True),
        "at_31_march_rate": figure("CPP_At31_rate", optional_extra=True),
        "to_3_months": figure("3_months_or_less"),
        "to_3_months_percent": figure("3_months_or_less_percent"),
        "to_6_months": figure("more_than_3_months_6_months"),
        "to_6_months_percent": figure("more_than_3_months_6_months_percent"),
        "to_1_year": figure("more_than_6_months_less_than_1_year"),
        "to_1_year_percent": figure("more_than_6_months_less_than_1_year_percent"),
        "to_2_years": figure("1_year_less_than_2_years"),
        "to_2_years_percent": figure("1_year_less_than_2_years_percent"),
        "from_2_years": figure("2_years_or_more", required=True),
        "from_2_years_percent": figure("2_years_or_more_percent"),
    },
    gives={
        "cpp_rate": Figure(value="at_31_march_rate", counts=("at_31_march",), of=POPULATION),
        "cpp_2yr_plus_pct": Figure(value="from_2_years_percent", counts=("from_2_years",), of=("at_31_march",)),
    },
)  # fmt: skip
