"""Children looked after for 12 months or more: convictions, health, and strengths and difficulties."""

from loaders.publication import Figure, category, published
from loaders.schema import figure


def _of_all(breakdown: str) -> Figure:
    return Figure(
        value="percent", counts=("children",), of=("children",),
        where={"group": "health", "breakdown": breakdown}, of_where={"group": "health", "breakdown": "total"},
    )  # fmt: skip


PUBLISHED = published(
    "published_cla_health",
    "the children looked after for 12 months or more of one area, year and group, by how they do",
    publication="CLA", title="Children looked after in England including adoptions",
    filters={
        "group": category(
            "characteristic",
            codes={
                "health": "Health assessments: Children looked after all ages",
                "development": "Development assessments: Children looked after ages 0 to 4 years",
                "convictions": "Convictions: Children looked after Ages 10 to 17 years",
                "difficulties": "Ages 5 to 16 years with SDQ score",
                "substances": "Substance misuse: Children looked after all ages",
            },
        ),
        "breakdown": category(
            "breakdown",
            codes={
                "total": ("Total all ages", "Total ages 0 to 4 years", "Total ages 10 to 17 years", "Total ages 5 to 16 years"),
                "assessed": "Had their annual health assessment",
                "immunised": "Had their immunisations up to date",
                "teeth checked": "Had their teeth checked by a dentist",
                "development assessed": "Development assessments up to date",
                "convicted": "Convicted or subject to youth cautions, or youth conditional cautions during the year",
                "score received": "SDQ score was received",
                "average score": "SDQ average score",
                "normal": "SDQ score is normal",
                "borderline": "SDQ score is borderline",
                "cause for concern": "SDQ score is a cause for concern",
                "misuses": "Identified as having a substance misuse problem",
                "received intervention": "Received an intervention for their substance misuse problem",
                "refused intervention": "Offered intervention but refused it",
            },
        ),
    },
    figures={"children": figure("children_count", "number", required=True), "percent": figure("children_percent", "percentage", required=True)},
    gives={
        "cla_health_assessment_pct": _of_all("assessed"),
        "cla_immunisations_pct": _of_all("immunised"),
        "cla_dental_check_pct": _of_all("teeth checked"),
        # The score stands where the number of children does.
        "cla_sdq_average_score": Figure(value="children", where={"group": "difficulties", "breakdown": "average score"}),
    },
)  # fmt: skip
