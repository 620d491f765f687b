"""Small published files in the shapes of each year: the columns that all have, for England, a region and an authority or two."""

from __future__ import annotations

ENGLAND, REGION, HEREFORDSHIRE = "E92000001", "E12000005", "E06000019"
_CIN = ("time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name")
_CLA = (*_CIN[:8], "la_name", "new_la_code")


def ees(columns: str, *rows: str, start=_CIN) -> list[list[str]]:
    """Rows of a file: `columns` are its own, and each of `rows` is a year, an area's code, and the cells of these columns, behind bars.

    England and regions are known by their codes; any other code is an authority's.
    """
    names = [name.strip() for name in columns.split("|")]
    lines = []
    for row in rows:
        year, area, *cells = (cell.strip() for cell in row.split("|"))
        level = {"E92": "National", "E12": "Regional"}.get(area[:3], "Local authority")
        common = {
            "time_period": year, "time_identifier": "Reporting year", "geographic_level": level, "country_code": ENGLAND, "country_name": "England",
            "region_code": "" if level == "National" else area if level == "Regional" else REGION,
            "new_la_code": area if level == "Local authority" else "",
        }  # fmt: skip
        lines.append([*(common.get(name, "") for name in start), *cells])
    return [[*start, *names], *lines]


def plans_started(*rows: str) -> list[list[str]]:
    """File D3: plans started, those that are a second or subsequent one, and their percentage."""
    return ees("category|CPP_start|CPP_subsequent|CPP_subsequent_percent", *(_with(row, "Plans") for row in rows))


def referrals(*rows: str) -> list[list[str]]:
    """File C1 as of 2025: referrals, re-referrals and their percentage."""
    return ees("referral_count|rereferral_count|rereferral_percent", *rows)


def looked_after(*rows: str, year=2025) -> list[list[str]]:
    """Children looked after at 31 March: population, number, rate; with the names of columns that a year's file has."""
    kind, number, label = ("population_type", "children_count", "on") if year >= 2025 else ("population_count", "number", "at")
    made = (_with(row, f"Children looked after {label} 31 March each year") for row in rows)
    return ees(f"{kind}|population_estimate|{number}|rate_per_10000", *made, start=_CLA)


def populations(*rows: str) -> list[list[str]]:
    return ees("age_group|population_estimate", *(_with(row, "Children aged 0 to 17 years") for row in rows))


def _with(row: str, category: str) -> str:
    year, area, rest = row.split("|", 2)
    return f"{year}|{area}|{category}|{rest}"
