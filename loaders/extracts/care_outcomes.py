"""Outcomes of children in care, as the SSDA903 return has them (OC2): `health_checks` is worked out from them.

They say of a whole year, that ended on 31 March, whether each check was made; the day of none is given.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from loaders.schema import Extract, Layout, day, id_, number, yes_no

#: column -> type of health check.
CHECKS = {"has_health_assessment": "health_assessment", "has_dental_check": "dental", "has_immunisations": "immunisations", "has_surveillance": "surveillance"}


def health_checks(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame | None:
    """Health checks: of each child and year one of each kind, on 31 March, for that is as much as is known.

    A check that was made, and a questionnaire with a score, has that day; one that was not has it as the day it was due. Of
    immunisations, which are a state and no event, it is the day on which they were, or were not, up to date.
    """
    if "care_outcomes" not in frames:
        return None
    outcomes = frames["care_outcomes"]
    year_end = outcomes["as_at_on"].map(year_end_of)
    parts = []
    for column, kind in CHECKS.items():
        is_made = outcomes[column]
        checked = year_end.where(is_made.fillna(False).astype(bool) | (kind == "immunisations"))
        part = pd.DataFrame({"type_code": kind, "checked_on": checked, "due_on": year_end.where(checked.isna()), "is_up_to_date": is_made})
        parts.append(pd.concat([outcomes[["child_id", "file", "sheet", "row"]], part], axis=1)[is_made.notna().to_numpy()])
    scored = outcomes["sdq_score"].notna().to_numpy()
    part = pd.DataFrame({"type_code": "sdq", "checked_on": year_end, "sdq_score": outcomes["sdq_score"]})
    parts.append(pd.concat([outcomes[["child_id", "file", "sheet", "row"]], part], axis=1)[scored])
    return pd.concat(parts, ignore_index=True)


def year_end_of(as_at: pd.Timestamp) -> pd.Timestamp:
    """The 31 March that a return with this as-at day is about: one up to three months later, for its last event may lie as
    far before it, or else the last one."""
    if pd.isna(as_at):
        return as_at
    this = pd.Timestamp(as_at.year, 3, 31)
    return this if as_at >= this or as_at >= this - pd.Timedelta(days=92) else pd.Timestamp(as_at.year - 1, 3, 31)


EXTRACT = Extract(
    table="care_outcomes",
    row_is="one child in care in one year",
    key=("child_id", "as_at_on"),
    columns={
        # Absent or blank: the file's as-at day.
        "as_at_on": replace(day("As At"), optional_extra=True),
        "child_id": id_("CHILD", required=True),
        "has_health_assessment": yes_no("HEALTH_ASSESSMENT", required=True),
        "has_dental_check": yes_no("TEETH_CHECK", required=True),
        "has_immunisations": yes_no("IMMUNISATIONS"),
        # Of children under five.
        "has_surveillance": yes_no("HEALTH_CHECK"),
        "sdq_score": number("SDQ_SCORE", between=(0, 40)),
    },
    only_with={"CHILD": ("HEALTH_ASSESSMENT",)},
    layouts={"ssda903": Layout("CHILD", "As At", "HEALTH_ASSESSMENT", "TEETH_CHECK", "IMMUNISATIONS", "HEALTH_CHECK", "SDQ_SCORE")},
    fills={"health_checks": health_checks},
)
