"""Care leavers: their accommodation, and what they do. The two files have the same columns since 2025, and other labels."""

from loaders.publication import Figure, category, published
from loaders.schema import figure


def _of_age(age: str, breakdown: str, total: str) -> Figure:
    return Figure(
        value="percent", counts=("leavers",), of=("leavers",),
        where={"age": age, "breakdown": breakdown}, of_where={"age": age, "breakdown": total},
    )  # fmt: skip


PUBLISHED = published(
    "published_care_leavers",
    "the care leavers of one area, year and age, by where they live or what they do",
    publication="CLA", title="Children looked after in England including adoptions",
    filters={
        "age": category(
            "care_leaver_age", "age",
            codes={"17 to 18": ("17 to 18 years", "Aged 17 to 18"), "19 to 21": ("19 to 21 years", "Aged 19 to 21")},
        ),
        "breakdown": category(
            "breakdown", "accommodation_suitability", "activity",
            codes={
                "accommodation total": "Suitability total",
                "suitable": "Accommodation considered suitable",
                "unsuitable": ("Accommodation considered unsuitable", "Accommodation considered not suitable"),
                "accommodation not known": "No information",
                "activity total": "Total",
                "active": "Total in education, employment or training",
                "not active": "Total not in education, employment or training",
                "activity not known": "Total information not known",
                "higher education": "Higher education i.e. studies beyond A level",
                "other education": "Education other than higher education",
                "training or employment": "In training or employment",
                "training or employment, no apprenticeship": "In training or employment (excl. apprenticeship)",
                "apprenticeship": "In an apprenticeship",
                "not active, ill or disabled": "Not in education, training or employment, owing to illness or disability",
                "not active, other": "Not in education, training or employment, owing to other reasons",
                "not active, pregnant or parent": "Not in education, training or employment, owing to pregnancy or parenting",
            },
        ),
    },
    figures={
        "leavers": figure("care_leaver_count", "number", required=True),
        "percent": figure("care_leaver_percent", "percentage", required=True),
    },
    gives={
        f"care_leavers_{age.replace(' to ', '_')}_{indicator}_pct": _of_age(age, breakdown, total)
        for age in ("17 to 18", "19 to 21")
        for indicator, breakdown, total in (
            ("suitable_accom", "suitable", "accommodation total"), ("eet", "active", "activity total"), ("neet", "not active", "activity total"),
        )
    },
)  # fmt: skip
