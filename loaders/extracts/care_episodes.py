"""Episodes of care, as the SSDA903 return has them: what it was about a child's care, from one change of it to the next.

They are loaded to be added up: periods of care, placements and adoptions are worked out from them (loaders/episodes.py). An
episode that is open at the end of one year's return stands in the next again, with its end. Postcodes are not taken.
"""

from dataclasses import replace

from loaders import episodes
from loaders.extracts import care_periods, placements
from loaders.schema import Extract, Layout, code, day, id_

_HEADINGS = ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE", "URN")


def _as_in(module, name, *headings):
    return replace(module.EXTRACT.columns[name], headings=headings, required=False)


EXTRACT = Extract(
    table="care_episodes",
    row_is="one episode of care of one child",
    key=("child_id", "started_on"),
    in_order=(("started_on", "ended_on"),),
    one_at_a_time=("started_on", "ended_on"),
    columns={
        "child_id": id_("CHILD", required=True),
        "started_on": day("DECOM", required=True),
        "begin_reason_code": code(
            "RNE",
            codes={
                "S": ("Started to be looked after",), "L": ("Change of legal status only",), "P": ("Change of placement and carers only",),
                "T": ("Change of placement but same carers only",), "B": ("Change of legal status, placement and carers",),
                "U": ("Change of legal status and placement but same carers",),
            },
            required=True,
        ),
        "legal_status_code": _as_in(care_periods, "legal_status_code", "LS"),
        "need_code": code("CIN", codes={f"N{n}": () for n in range(1, 9)}),
        "placement_type_code": _as_in(placements, "type_code", "PLACE"),
        "provider_code": _as_in(placements, "provider_code", "PLACE_PROVIDER"),
        # Blank while it lasts.
        "ended_on": day("DEC"),
        "end_reason_code": _as_in(care_periods, "end_reason_code", "REC"),
        "change_reason_code": _as_in(placements, "change_reason_code", "REASON_PLACE_CHANGE"),
        "urn": _as_in(placements, "urn", "URN"),
    },
    layouts={"ssda903": Layout(*_HEADINGS)},
    only_with=dict.fromkeys((h for h in _HEADINGS if h != "DECOM"), ("DECOM",)),
    fills={"care_periods": episodes.care_periods, "placements": episodes.placements, "adoptions": episodes.adoptions},
)  # fmt: skip
