"""Outcomes of care leavers, as the SSDA903 return has them (OC3): `care_leavers` is worked out from them.

They are the facts around each young person's birthday in a year that ended on 31 March, and are taken as facts of that day.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from loaders.extracts import care_leavers as leavers
from loaders.extracts.care_outcomes import year_end_of
from loaders.schema import Extract, Layout, code, day, id_

_KINDS = leavers.EXTRACT.columns["accommodation_code"].codes
_SUITABILITY = {"1": "suitable", "2": "unsuitable"}


def care_leavers(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame | None:
    """Care leavers on the return's 31 March. Accommodation `B1` is B and suitable, `B2` is B and not."""
    if "leaver_outcomes" not in frames:
        return None
    found = frames["leaver_outcomes"]
    accommodation = found["accommodation_code"].astype(object)
    return pd.DataFrame({
        "as_at_on": found["as_at_on"].map(year_end_of), "child_id": found["child_id"], "in_touch_code": found["in_touch_code"],
        "accommodation_code": accommodation.str[0].where(accommodation.str[1:].isin(list(_SUITABILITY)), accommodation),
        "suitability_code": accommodation.str[1:].map(_SUITABILITY), "activity_code": found["activity_code"],
        **{c: found[c] for c in ("file", "sheet", "row")},
    })  # fmt: skip


EXTRACT = Extract(
    table="leaver_outcomes",
    row_is="one care leaver in one year",
    key=("child_id", "as_at_on"),
    columns={
        # Absent or blank: the file's as-at day.
        "as_at_on": replace(day("As At"), optional_extra=True),
        "child_id": id_("CHILD", required=True),
        "in_touch_code": replace(leavers.EXTRACT.columns["in_touch_code"], headings=("IN_TOUCH",)),
        # 0: not in touch.
        "activity_code": code("ACTIV", codes={**leavers.EXTRACT.columns["activity_code"].codes, "": ("0",)}, required=True),
        "accommodation_code": code("ACCOM", codes={**{f"{kind}{s}": () for kind in _KINDS for s in _SUITABILITY}, "": ("0",)}, required=True),
    },
    only_with=dict.fromkeys(("CHILD", "IN_TOUCH"), ("ACTIV",)),
    layouts={"ssda903": Layout("CHILD", "As At", "IN_TOUCH", "ACTIV", "ACCOM")},
    fills={"care_leavers": care_leavers},
)
