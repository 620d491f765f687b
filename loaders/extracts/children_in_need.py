"""Children in need, by the census's definition: everyone in need of services, those on plans and in care included."""

from loaders.extracts.shared import ANNEX_A, CASE, CHILD, NEEDS
from loaders.schema import Extract, Layout, code, day, id_

EXTRACT = Extract(
    table="children_in_need",
    row_is="one episode of need of one child, open or closed",
    key=("need_id", "child_id"),
    key_without_id=("child_id", "started_on"),
    in_order=(("started_on", "ended_on"), ("started_on", "last_seen_on")),
    one_at_a_time=("started_on", "ended_on"),
    columns={
        "need_id": id_("Episode of Need ID", "Need ID", "CIN Episode ID", "CIN ID"),
        "child_id": CHILD,
        # Of a child whose assessment is open: when the referral came that led to it.
        "started_on": day("CIN Start Date", "Need Start", "Need Start Date", "Episode of Need Start", required=True),
        # Blank while open.
        "ended_on": day("CIN Closure Date", "CIN End Date", "Need End", "Need End Date", "Episode of Need End", "CINclosureDate"),
        "primary_need_code": code("Primary Need Code", "Primary Need", "Category of Need", codes=NEEDS),
        # The first that applies.
        "status_code": code(
            "Case Status",
            codes={
                "care": ("Looked after child", "Looked after", "Child in care", "Children in care", "CLA", "LAC", "CIC", "CLA&CP", "CLA and CP", "CP/CLA", "CLA/CP", "LAC/CP"),
                "child_protection": ("Child protection plan", "Child protection", "CP plan", "CPP", "CP", "CP Ext"),
                "cin_plan": ("Child in need plan", "Child in need", "CIN plan", "CIN"),
                "assessment": ("Open assessment", "Open asmt", "Assessment", "Being assessed"),
                "closed": ("Closed episode", "Closed case", "Closed - stepdown", "Closed - step down"),
            },
        ),
        "last_seen_on": day("Date Child Was Last Seen", "Last Seen", "Date Last Seen", "Child Last Seen", "DateChildLastSeen"),
        "end_reason_code": code(
            "Reason for Closure", "Closure Reason", "CIN Closure Reason",
            codes={
                "RC1": ("Adopted",), "RC2": ("Died",), "RC3": ("Child arrangements order", "Residence order"),
                "RC4": ("Special guardianship order",), "RC5": ("Transferred to services of another LA", "Transferred to another LA", "Transferred to another local authority"),
                "RC6": ("Transferred to adult services", "Transferred to adult social care services"),
                "RC7": ("Services ceased, any other reason", "Services ceased for any other reason", "Services ceased for any other reason, including child no longer in need", "Services ceased"),
                "RC8": ("Closed after assessment, NFA", "Case closed after assessment, no further action", "Closed after assessment, no further action"),
                "RC9": ("Closed after assessment, referred to early help", "Case closed after assessment, referred to early help"),
                "step_down": (
                    "Step down", "Stepped down", "Step down to early help", "Stepped down to early help", "Closed - stepdown", "Closed - step down",
                    "Step down to Early Help (EH)",
                ),
            },
        ),
        **CASE,
    },
    layouts={"cin census": Layout("LAchildID", "CIN Start Date", "CINclosureDate", "PrimaryNeedCode", "ReasonForClosure"), "annex a": Layout(
        *ANNEX_A, "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen", "DateChildLastSeen", "CIN Closure Date", "Reason for Closure",
        "Case Status",
    )},
)  # fmt: skip
