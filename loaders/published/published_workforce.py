"""Children's social work workforce at 30 September: FTE and headcount, turnover, agency, vacancies, caseload, absence."""

from loaders.publication import Figure, published
from loaders.schema import figure

PUBLISHED = published(
    "published_workforce",
    "the social work workforce of one area, or of two with a joint return, at 30 September",
    publication="CSWW", title="Children's social work workforce", year_ends="30 September", months=5,
    figures={
        **{
            name: figure(name, required=name in ("inpost_fte", "agency_rate_fte"))
            for name in (
                "inpost_fte", "inpost_headcount", "starters_fte", "starters_headcount", "leavers_fte", "leavers_headcount",
                "turnover_rate_fte", "turnover_rate_headcount", "agency_fte", "agency_headcount", "agency_rate_fte", "agency_rate_headcount",
                "agency_cover_fte", "agency_cover_rate_fte", "vacancy_fte", "vacancy_rate_fte", "vacancy_agency_cover_rate_fte",
                "case_holders_fte", "cases", "caseload_fte", "working_days_lost_fte", "absence_rate_fte",
            )
        },
    },
    gives={
        "csww_agency_rate_pct": Figure(value="agency_rate_fte", counts=("agency_fte",), of=("agency_fte", "inpost_fte")),
        "csww_vacancy_rate_pct": Figure(value="vacancy_rate_fte", counts=("vacancy_fte",), of=("vacancy_fte", "inpost_fte")),
        "csww_turnover_rate_pct": Figure(value="turnover_rate_fte", counts=("leavers_fte",), of=("inpost_fte",)),
        "csww_average_caseload": Figure(value="caseload_fte", counts=("cases",), of=("case_holders_fte",)),
        "csww_absence_rate_pct": Figure(value="absence_rate_fte"),
        "csww_vacancies_agency_covered_pct": Figure(value="vacancy_agency_cover_rate_fte", counts=("agency_cover_fte",), of=("vacancy_fte",)),
    },
)  # fmt: skip
