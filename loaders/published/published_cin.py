"""Children in need: episodes and children at any point, started, ended, at 31 March (file B1)."""

from loaders.publication import ANY_CATEGORY, POPULATION, Figure, published
from loaders.schema import figure

PUBLISHED = published(
    "published_cin",
    "the children in need of one area and year",
    publication="CIN", title="Children in need", months=7,
    figures={
        "category": ANY_CATEGORY,
        "at_any_point": figure("Anypoint_episodes", required=True),
        "at_any_point_rate": figure("Anypoint_episodes_rate", optional_extra=True),
        "at_any_point_children": figure("Anypoint_child"),
        "at_any_point_children_rate": figure("Anypoint_child_rate", optional_extra=True),
        "started": figure("Started_episodes"),
        "started_rate": figure("Started_episodes_rate", optional_extra=True),
        "started_children": figure("Started_child"),
        "started_children_rate": figure("Started_child_rate", optional_extra=True),
        "ended": figure("Ended_episodes"),
        "ended_rate": figure("Ended_episodes_rate", optional_extra=True),
        "ended_children": figure("Ended_child"),
        "ended_children_rate": figure("Ended_child_rate", optional_extra=True),
        "at_31_march": figure("At31_episodes", required=True),
        "at_31_march_rate": figure("At31_episodes_rate", optional_extra=True),
        "awaiting_assessment": figure("awaiting_assessment"),
        "awaiting_assessment_rate": figure("awaiting_assessment_rate", optional_extra=True),
    },
    gives={"cin_rate": Figure(value="at_31_march_rate", counts=("at_31_march",), of=POPULATION)},
)  # fmt: skip
