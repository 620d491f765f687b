"""Children looked after: how stable their placements are."""

from loaders.publication import Figure, category, published
from loaders.schema import figure


def _of_group(group: str, stability: str) -> Figure:
    return Figure(
        value="percent", counts=("children",), of=("children",),
        where={"group": group, "stability": stability}, of_where={"group": group, "stability": "total"},
    )  # fmt: skip


PUBLISHED = published(
    "published_cla_placements",
    "the children looked after of one area, year and group, by the stability of their placements",
    publication="CLA", title="Children looked after in England including adoptions",
    filters={
        "group": category(
            "cla_group",
            codes={
                "at 31 March": "CLA on 31 March",
                "for 2 years": "CLA 2 years on 31 March",
                "under 16, for 2.5 years": (
                    "Children looked after continuously for at least 2.5 years on 31 March aged under 16 years",
                    "Children looked after continuously for at least 2.5 years at 31 March aged under 16 years",
                ),
            },
        ),
        "stability": category(
            "placement_stability",
            codes={
                "total": "Total children",
                "3 or more in the year": "With 3 or more placements during the year",
                "3 or more in 2 years": "With 3 or more placements during the previous 2 years",
                # Until 2023 the label named adoptive placements, which are in it as before.
                "same carer for 2 years": (
                    "Living with the same carer for at least 2 years",
                    "Living with the same carer for at least 2 years, or are placed for adoption and their adoptive placement together with their "
                    "previous placement, last for at least 2 years",
                ),
            },
        ),
    },
    figures={"children": figure("children_count", "number", required=True), "percent": figure("children_percent", "percentage", required=True)},
    gives={
        "cla_3plus_placements_pct": _of_group("at 31 March", "3 or more in the year"),
        "cla_2yr_3plus_placements_pct": _of_group("for 2 years", "3 or more in 2 years"),
        "cla_long_term_stability_pct": _of_group("under 16, for 2.5 years", "same carer for 2 years"),
    },
)  # fmt: skip
