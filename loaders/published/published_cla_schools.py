"""Stability measures for children looked after: changes of school."""

from loaders.publication import Figure, category, published
from loaders.schema import figure

PUBLISHED = published(
    "published_cla_schools",
    "the children looked after of one area, year and group, by their changes of school",
    publication="Stability", title="Stability measures for children looked after in England", months=21,
    filters={
        "group": category("cla_group", codes={"at 31 March": "CLA on 31 March", "for 2 years": "CLA 2 years on 31 March"}),
        "moves": category("move_measure", codes={"any": "Any moves", "mid-year": "Mid-year moves"}),
        "stability": category(
            "school_stability",
            codes={
                "total": "Total children",
                "in the year": ("With one or more moves during the year", "With one or more mid-year moves during the year"),
                "in 2 years": ("With one or more moves during the previous 2 years", "With one or more mid-year moves during the previous 2 years"),
            },
        ),
    },
    figures={"children": figure("children_count", "number", required=True), "percent": figure("children_percent", "percentage", required=True)},
    gives={
        "cla_mid_year_school_move_pct": Figure(
            value="percent", counts=("children",), of=("children",),
            where={"group": "at 31 March", "moves": "mid-year", "stability": "in the year"},
            of_where={"group": "at 31 March", "moves": "mid-year", "stability": "total"},
        ),
    },
)  # fmt: skip
