"""Stability measures for children looked after: changes of social worker."""

from loaders.publication import Figure, category, published
from loaders.schema import figure

PUBLISHED = published(
    "published_cla_workers",
    "the children looked after of one area, year and group, by their number of social workers",
    publication="Stability", title="Stability measures for children looked after in England", months=21,
    filters={
        "group": category("cla_group", codes={"at 31 March": "CLA on 31 March", "for 2 years": "CLA 2 years on 31 March"}),
        "stability": category("sw_stability", codes={"total": "Total children", "3 or more": "3 or more social workers during the year"}),
    },
    figures={"children": figure("children_count", "number", required=True), "percent": figure("children_percent", "percentage", required=True)},
    gives={
        "cla_3plus_social_workers_pct": Figure(
            value="percent", counts=("children",), of=("children",),
            where={"group": "at 31 March", "stability": "3 or more"}, of_where={"group": "at 31 March", "stability": "total"},
        ),
    },
)  # fmt: skip
