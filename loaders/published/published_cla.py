"""Children looked after: at 31 March, starting and ceasing, with rates to the whole number."""

from loaders.publication import Figure, category, published
from loaders.schema import figure

_RATE = {"value": "rate", "counts": ("children",), "of": ("population",)}

PUBLISHED = published(
    "published_cla",
    "the children looked after of one area, year and kind: at 31 March, starting, ceasing",
    publication="CLA", title="Children looked after in England including adoptions",
    filters={
        "kind": category(
            "population_type", "population_count",
            codes={
                "at 31 March": ("Children looked after on 31 March each year", "Children looked after at 31 March each year"),
                "starting": "Children starting to be looked after each year",
                "ceasing": "Children ceasing to be looked after each year",
            },
        ),
    },
    figures={
        "population": figure("population_estimate", required=True),
        "children": figure("children_count", "number", required=True),
        "rate": figure("rate_per_10000", required=True),
    },
    gives={
        "cla_rate": Figure(**_RATE, where={"kind": "at 31 March"}),
        "cla_started_rate": Figure(**_RATE, where={"kind": "starting"}),
        "cla_ceased_rate": Figure(**_RATE, where={"kind": "ceasing"}),
    },
)  # fmt: skip
