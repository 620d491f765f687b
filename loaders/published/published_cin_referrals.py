"""Children in need: referrals, re-referrals, no further action, not in need (file C1). Until 2024 it printed rates too."""

from loaders.publication import ANY_CATEGORY, POPULATION, Figure, published
from loaders.schema import figure

PUBLISHED = published(
    "published_cin_referrals",
    "the referrals of one area and year",
    publication="CIN", title="Children in need", months=7,
    figures={
        "category": ANY_CATEGORY,
        "referrals": figure("referral_count", "Referrals", required=True),
        "referrals_rate": figure("referral_rate", "Referrals_rate", optional_extra=True),
        "rereferrals": figure("rereferral_count", "Re_referrals", required=True),
        "rereferrals_percent": figure("rereferral_percent", "Re_referrals_percent"),
        "nfa": figure("no_further_action_count", "No_Further_Action"),
        "nfa_percent": figure("no_further_action_percent"),
        "not_in_need": figure("not_in_need_count", "Not_in_Need"),
        "not_in_need_percent": figure("not_in_need_percent"),
        "referred_children": figure("referral_child_count", "Referrals_child"),
        "referred_children_rate": figure("referral_child_rate", "Referrals_child_rate", optional_extra=True),
        "rereferred_children": figure("rereferral_child_count", "Re_referrals_child"),
        "rereferred_children_percent": figure("rereferral_child_percent", "Re_referrals_child_percent"),
    },
    gives={
        "referral_rate": Figure(value="referrals_rate", counts=("referrals",), of=POPULATION),
        "rereferral_pct": Figure(value="rereferrals_percent", counts=("rereferrals",), of=("referrals",)),
        "referral_nfa_pct": Figure(value="nfa_percent", counts=("nfa",), of=("referrals",)),
        "referral_not_in_need_pct": Figure(value="not_in_need_percent", counts=("not_in_need",), of=("referrals",)),
    },
)  # fmt: skip
