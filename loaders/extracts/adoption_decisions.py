"""Decisions to place a child for adoption, as the SSDA903 return has them (placed_for_adoption): `adoptions` is worked out from them."""

from dataclasses import replace

from loaders import episodes
from loaders.extracts import adoptions
from loaders.schema import Extract, Layout, day, id_

EXTRACT = Extract(
    table="adoption_decisions",
    row_is="one decision that a child should be placed for adoption",
    key=("child_id", "decision_on"),
    in_order=(("decision_on", "reversed_on"),),
    columns={
        "child_id": id_("CHILD", required=True),
        # Its heading says otherwise: it is the day of the decision, not of the placement.
        "decision_on": day("DATE_PLACED", required=True),
        "reversed_on": day("DATE_PLACED_CEASED", required=True, may_be_blank=True),
        "reversal_reason_code": replace(adoptions.EXTRACT.columns["reversal_reason_code"], headings=("REASON_PLACED_CEASED",)),
    },
    only_with={"CHILD": ("DATE_PLACED",)},
    layouts={"ssda903": Layout("CHILD", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED")},
    fills={"adoptions": episodes.adoptions},
)
