"""Referrals: contacts taken up by social care, with when they came and when they were decided."""

from loaders.extracts.shared import ANNEX_A, CASE, CHILD, SOURCES
from loaders.schema import Extract, Layout, code, id_, moment, number

EXTRACT = Extract(
    table="referrals",
    row_is="one referral of one child received at the front door",
    key=("referral_id", "child_id"),
    key_without_id=("child_id", "received_at", "source_code"),
    repeats_are_genuine=True,
    in_order=(("received_at", "decided_at"),),
    columns={
        "referral_id": id_("Referral ID", "Referral Number", "REFERRAL_ID"),
        "child_id": CHILD,
        "received_at": moment("Referral Received", "Date of Referral", "Date of the Referral", "Referral Date", "REFERRAL_DATE", "CINreferralDate", required=True),
        "decided_at": moment("Referral Decision", "Referral Decision Date", "Referral Completed"),
        # Also a yes/no column "Referral NFA?": yes is no further action; no leaves open what came of it.
        "outcome_code": code(
            "Referral Outcome", "Referral NFA?", "Referral NFA",
            codes={
                "assessment": ("Assessment", "Further assessment", "Statutory assessment"),
                "strategy_discussion": ("Strategy Discussion",),
                "early_help": ("Early Help", "EH"),
                "no_further_action": ("NFA", "Yes", "Y", "1", "true"),
                "": ("No", "N", "0", "false", "Further action"),
            },
        ),
        "source_code": code("Referral Source", "SOURCE_OF_REFERRAL", codes=SOURCES),
        # Annex A only; the same value stands on every row of a child.
        "prior_referrals_12m": number("Number of Referrals in Last 12 Months", "ReferralsLast12Months", between=(0, 999)),
        **CASE,
    },
    layouts={"cin census": Layout("LAchildID", "CINreferralDate", "ReferralSource", "ReferralNFA"), "annex a": Layout(
        *ANNEX_A, "Date of Referral", "Date of the Referral", "Referral Date", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months",
        "ReferralsLast12Months",
    )},
)  # fmt: skip
