"""Tables written out in tests, and a small reference to set them against.

A table is text: column names in the first line, a row in each of the others, cells between bars.

    child_id | received_at
    A        | 2023-06-10
    A        | 2024-06-10 14:30
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

from metrics.comparison import Target
from metrics.tables import Table

COLUMNS = {
    "contacts": "contact_id child_id received_at decided_at outcome_code source_code team worker step_status_code",
    "referrals": "referral_id child_id received_at decided_at outcome_code source_code prior_referrals_12m team worker step_status_code",
    "assessments": "assessment_id child_id started_on first_seen_on authorised_on outcome_code team worker step_status_code",
    "section47": "enquiry_id child_id strategy_on is_conference_unnecessary icpc_on is_plan_made team worker step_status_code",
    "cp_plans": "plan_id child_id started_on ended_on category_code previous_plans team worker is_temporary",
    "cin_plans": "plan_id child_id started_on ended_on team worker step_status_code",
    "care_periods": "period_id child_id started_on ended_on legal_status_code placement_type_code end_reason_code team worker",
    "allocations": "child_id worker_id worker team started_on ended_on",
    "children": "child_id born_on birth_expected_on died_on sex_code ethnic_group_code is_disabled",
    "workforce": "as_at_on post_id worker_id worker role_code team employment_code fte started_on ended_on",
}
COLUMNS = {table: tuple(columns.split()) for table, columns in COLUMNS.items()}
NUMBERS = ("fte", "previous_plans", "prior_referrals_12m")


def typed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with all the columns of its table, typed by their suffixes, and where each row came from."""
    frame = frame.reindex(columns=list(COLUMNS[table]))
    for column in frame:
        if column.endswith(("_on", "_at")):
            frame[column] = pd.to_datetime(frame[column], format="ISO8601").astype("datetime64[us]")
        elif column.startswith("is_"):
            frame[column] = frame[column].map({"yes": True, "no": False}).astype("boolean")
        elif column in NUMBERS:
            frame[column] = frame[column].astype("float64")
        else:
            frame[column] = frame[column].astype("str").astype("category")
    return frame.assign(
        file=pd.Categorical([f"{table}.xlsx"] * len(frame)),
        sheet=pd.Categorical(["Report1"] * len(frame)),
        row=np.arange(2, len(frame) + 2),
    )


def written(table: str, text: str) -> pd.DataFrame:
    """The table that a text with bars describes."""
    heading, *rows = ([cell.strip() or None for cell in line.split("|")] for line in text.strip().splitlines())
    unknown = set(heading) - set(COLUMNS[table])
    if unknown:
        raise ValueError(f"{table} has no column {', '.join(unknown)}")
    return typed(table, pd.DataFrame(rows, columns=heading))


def loaded(table: str, frame: pd.DataFrame | str, as_at, reaches_back_to=None) -> Table:
    """A loaded table, typed out or as a frame, whose files carried every column."""
    frame = written(table, frame) if isinstance(frame, str) else frame
    reaches_back_to = None if reaches_back_to is None else pd.Timestamp(reaches_back_to)
    return Table(frame, pd.Timestamp(as_at), frozenset(COLUMNS[table]), reaches_back_to)


class SmallReference:
    """10,000 children from mid-2000 to mid-2030, and the targets it is given."""

    authority = SimpleNamespace(code="E06000019", name="Herefordshire, County of")
    bank_holidays = ()

    def __init__(self, *targets: Target, children=10_000, mid_years=range(2000, 2031)):
        self.aims, self.children, self.mid_years = targets, children, mid_years

    def population(self, area, financial_year_end):
        mid_year = max((year for year in self.mid_years if year < financial_year_end), default=None)
        return (None, None) if mid_year is None else (self.children, mid_year)

    def targets(self, indicator, team, on):
        for whose in (team, ""):
            for target in self.aims:
                if (target.indicator, target.team) == (indicator, whose):
                    return target
        return None
