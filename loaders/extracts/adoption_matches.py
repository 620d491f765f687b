"""Children matched with adopters, as the SSDA903 return has them (AD1): `adoptions` is worked out from them.

Who the adopters are (their number, sex and legal status) is not taken: no indicator asks.
"""

from loaders import episodes
from loaders.schema import Extract, Layout, day, id_, yes_no

EXTRACT = Extract(
    table="adoption_matches",
    row_is="one child matched with adopters",
    key=("child_id", "decision_on"),
    in_order=(("decision_on", "matched_on"),),
    columns={
        "child_id": id_("CHILD", required=True),
        "decision_on": day("DATE_INT", required=True),
        "matched_on": day("DATE_MATCH", required=True, may_be_blank=True),
        "is_foster_carer": yes_no("FOSTER_CARE"),
    },
    only_with={"CHILD": ("DATE_INT",)},
    layouts={"ssda903": Layout("CHILD", "DATE_INT", "DATE_MATCH", "FOSTER_CARE")},
    fills={"adoptions": episodes.adoptions},
)
