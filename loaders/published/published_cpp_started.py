"""Children in need: child protection plans started, and those that are a second or subsequent one (file D3)."""

from loaders.publication import ANY_CATEGORY, POPULATION, Figure, published
from loaders.schema import figure

PUBLISHED = published(
    "published_cpp_started",
    "the child protection plans started in one area and year",
    publication="CIN", title="Children in need", months=7,
    figures={
        "category": ANY_CATEGORY,
        "started": figure("CPP_start", required=True),
        "started_rate": figure("CPP_start_rate", optional_extra=True),
        "subsequent": figure("CPP_subsequent", required=True),
        "subsequent_percent": figure("CPP_subsequent_percent"),
    },
    gives={
        "cpp_started_rate": Figure(value="started_rate", counts=("started",), of=POPULATION),
        "cpp_second_or_subsequent_pct": Figure(value="subsequent_percent", counts=("subsequent",), of=("started",)),
    },
)  # fmt: skip
