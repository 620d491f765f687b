"""Visits to children in care: whether they are in time, and by when the next is due."""

from __future__ import annotations

import pandas as pd

from metrics.care import LONG_TERM, children_in_care, current_placements
from metrics.tables import Tables
from metrics.visited import last_visit


def visits_in_care(tables: Tables, day: pd.Timestamp) -> pd.DataFrame:
    """Children in care on the day, with `is_in_time`, `is_new` (in the first days of a placement), `began_on` (the placement) and `due_on`.

    `due_on` is the last day on which the child is in time if nobody visits before: of a placement in which nobody has
    visited yet the end of its first days, and after that so long after the last visit as applies to the placement.
    """
    children = children_in_care(tables, day)
    began_on, kind = _placement(tables, day, children)
    visited_on = last_visit(tables, ("care",), children["child_id"], day)["visited_on"]
    settings = tables.settings
    first = pd.Timedelta(days=settings["care_first_visit_days"])
    usual = visited_on + pd.Timedelta(weeks=settings["care_visit_weeks"])
    lasting = visited_on + pd.DateOffset(months=int(settings["care_visit_long_term_months"]))
    is_new, is_seen_there = began_on + first >= day, visited_on >= began_on

    def until(on):
        return lasting.where(kind.isin(LONG_TERM) & (began_on + pd.DateOffset(years=1) <= on), usual)

    in_time = (until(day).where(~is_new, visited_on + first) >= day) & (is_new | is_seen_there)
    # Whether the placement has lasted long enough is asked on the first day on which the usual interval would not do.
    due_on = until((usual + pd.Timedelta(days=1)).clip(lower=day)).where(is_seen_there, began_on + first)
    return children.assign(is_in_time=in_time, is_new=is_new, began_on=began_on, due_on=due_on)


def _placement(tables, day, children):
    """When each child's present placement began, and its kind."""
    began_on, kind = children["started_on"], pd.Series(None, children.index, dtype=object)
    if "placement_started_on" in children:
        said = children["placement_started_on"]
        began_on = said.where((said >= began_on) & (said <= day), began_on)
    if "placement_type_code" in children:
        kind = children["placement_type_code"].astype(object)
    if "placements" in tables:
        placement = current_placements(tables, day, children["child_id"])
        is_known = placement["started_on"].notna()
        began_on, kind = placement["started_on"].where(is_known, began_on), placement["type_code"].astype(object).where(is_known, kind)
    return began_on, kind
