"""Children in need: section 47 enquiries, initial conferences, and the working days to them (file C4)."""

from loaders.publication import ANY_CATEGORY, POPULATION, Figure, published
from loaders.schema import figure

PUBLISHED = published(
    "published_cin_section47",
    "the section 47 enquiries and initial conferences of one area and year",
    publication="CIN", title="Children in need", months=7,
    figures={
        "category": ANY_CATEGORY,
        "enquiries": figure("Section47", required=True),
        "enquiries_rate": figure("Section47_rate", optional_extra=True),
        "enquiry_children": figure("Section47_child"),
        "enquiry_children_rate": figure("Section47_child_rate", optional_extra=True),
        "conferences": figure("ICPC", required=True),
        "conferences_rate": figure("ICPC_rate", optional_extra=True),
        "conference_children": figure("ICPC_child"),
        "conference_children_rate": figure("ICPC_child_rate", optional_extra=True),
        "days_0_10": figure("Duration_0-10_days"),
        "days_11_15": figure("Duration_11-15_days"),
        "days_16_20": figure("Duration_16-20_days"),
        "days_21_or_more": figure("Duration_21+_days"),
        "days_lower_quartile": figure("Duration_25th_Percentile"),
        "days_median": figure("Duration_median"),
        "days_upper_quartile": figure("Duration_75th_Percentile"),
    },
    gives={
        "s47_rate": Figure(value="enquiries_rate", counts=("enquiries",), of=POPULATION),
        "icpc_rate": Figure(value="conferences_rate", counts=("conferences",), of=POPULATION),
        # The bands of many authorities are suppressed, and those of England and the regions are rounded.
        "icpc_15wd_pct": Figure(counts=("days_0_10", "days_11_15"), of=("conferences",), where_nothing_better=True),
        "s47_to_icpc_pct": Figure(counts=("conferences",), of=("enquiries",)),
    },
)  # fmt: skip
