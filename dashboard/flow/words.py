"""Places, rates, steps and work of a flow in words. Nothing here knows of Dash."""

from dashboard import wording
from metrics.conversions import TELLS
from metrics.flow import LINKED, NODES as AT, PLANNED, Flow
from metrics.in_hand import Work

#: A place as a column heading or a label has it, and what is counted of it.
NODES = {
    "contact": "Contacts",
    "referral": "Referrals",
    "assessment": "Assessment only",
    "section47": "Section 47 enquiry",
    "care": "In care",
    "child_protection": "Child protection plan",
    "cin_plan": "Child in need plan",
}
FATES = {
    "early_help": "Early help",
    "advice": "Advice",
    "no_further_action": "No further action",
    "known": "Case open already",
    "on": "Went on, not loaded where",
    "unknown": "Outcome not found",
    "open": "Not decided yet",
}
OWN_FATES = {
    "assessment:open": "Assessment still open",
    "assessment:unknown": "No plan found",
    "plan:care": "Came into care",
    "plan:child_protection": "To child protection",
    "plan:cin_plan": "To child in need",
    "plan:open": "Still on it",
    "plan:ended": "Ended",
}
MEANINGS = {
    "known": f"Said to go on, and no record of its own: another referral or assessment of the child lies within {LINKED} days, or an assessment, plan or care was open.",
    "unknown": f"Closed without an outcome that is known, or said to go on and nothing came: within {LINKED} days, of a plan within {PLANNED} days of the assessment.",
    "open": "Not decided, or what is to follow may still come.",
    "on": "Said to go on; the extract that would tell where is not loaded, or does not cover these days.",
}
#: (singular, plural) of what a flow begins with.
PATHS = {
    "contact": ("contact", "contacts"),
    "referral": ("referral", "referrals"),
    "assessment": ("assessment", "assessments"),
    "plan": ("plan or period of care", "plans and periods of care"),
}
STARTS = {"contact": "Contacts", "referral": "Referrals", "assessment": "Assessments", "plan": "Plans and care"}
AFTER = {
    "contact": "What became of the contacts",
    "referral": "What became of the referrals",
    "assessment": "What became of the assessments",
    "plan": "What came after the plan or care",
}

#: Each rate: its name, and what counts.
RATES = {
    "referred": ("Contacts that became a referral", "of contacts decided"),
    "assessed": ("Referrals that were assessed", "of referrals decided"),
    "enquired": ("Assessments with a section 47 enquiry", "of all assessed, open ones too"),
    "planned": ("Assessments that led to a plan or care", "of assessments done"),
    "planned_after_enquiry": ("Section 47 enquiries that led to a child protection plan or care", "of those whose assessment is done"),
    "stepped_up": ("Child in need plans that became protection or care", "of plans that ended or changed"),
    "stepped_down": ("Child protection plans that became child in need plans", "of plans that ended or changed"),
}

STEPS = {
    "contact_decided": ("Contact to decision", "waiting: contacts not decided"),
    "referral_decided": ("Referral to decision", "waiting: referrals not decided"),
    "assessment_started": ("Referral to start of assessment", "waiting: referrals decided for assessment that have none yet"),
    "assessment_authorised": ("Start of assessment to authorisation", "waiting: assessments still open"),
    "conference_held": ("Strategy discussion to initial conference", "of conferences held"),
    "plan_begun": ("Start of assessment to plan or care", "of those that led to one"),
    "plan_lasted": ("Plan or care, from start to end", "waiting: those still on it"),
}

WORK = {
    "contacts": ("Contacts not decided", "past 72 hours"),
    "referrals": ("Referrals not decided", "past 24 hours"),
    "assessments": ("Assessments open", "past 45 working days"),
    "section47": ("Section 47 enquiries, conference to come", "past 15 working days"),
    "cin_plans": ("Child in need plans", ""),
    "cp_plans": ("Child protection plans", "at 15 months or longer"),
    "care": ("Children in care", ""),
}


def place(node: str) -> str:
    """A node in words: Case open already; Child protection plan."""
    if ":" not in node:
        return NODES[node]
    return OWN_FATES.get(node) or FATES[node.partition(":")[2]]


def kind(node: str) -> str:
    """How a node is drawn: a `stage`, `out` of the service, still `open`, or `lost` from sight."""
    fate = node.partition(":")[2]
    if not fate or fate in ("care", "child_protection", "cin_plan"):
        return "stage"
    return {"open": "open", "unknown": "lost", "on": "lost"}.get(fate, "out")


def paths(start: str, n: int) -> str:
    """2,195 contacts"""
    return wording.plural(n, *PATHS[start])


def days(flow: Flow) -> str:
    """July to September 2026: the days of a flow, which are whole months."""
    first, last = flow.first, flow.last
    if (first.year, first.month) == (last.year, last.month):
        return wording.month(first)
    if first.year == last.year:
        return f"{wording.MONTHS[first.month - 1]} to {wording.month(last)}"
    return f"{wording.month(first)} to {wording.month(last)}"


def sentence(flow: Flow) -> str:
    """The drawing in words: how many went on at each stage, and how many came to a plan; nothing of a stage whose tables cannot tell."""
    parts = [f"Of {paths(flow.start, flow.n)}"]
    referred, assessed, planned = (flow.into(*AT[stage]) for stage in ("referral", "assessment", "plan"))
    tells = lambda rate: not TELLS[rate] & set(flow.without)  # noqa: E731
    if flow.start == "contact" and tells("referred"):
        parts.append(f"{wording.number(referred)} became referrals ({share(referred, flow.n)})")
    if flow.start in ("contact", "referral") and tells("assessed"):
        parts.append(f"{wording.number(assessed)} were assessed ({share(assessed, flow.n)})")
    if flow.start != "plan":
        if tells("planned"):
            parts.append(f"{wording.number(planned)} came to a plan or into care ({share(planned, flow.n)})")
        on = sum(n for (_, target), n in flow.links.items() if target.endswith(":on"))
        if on or not parts[1:]:
            parts.append(f"{wording.number(on)} went on to what is not loaded ({share(on, flow.n)})")
    else:
        after = flow.out_of(*AT["plan"])
        parts.append(f"{wording.number(after.get('plan:open', 0))} still last")
        parts.append(f"{wording.number(after.get('plan:ended', 0))} ended with nothing after")
    still = sum(n for (_, target), n in flow.links.items() if target == "assessment:open")
    said = f"{parts[0]}, {wording.listed(parts[1:])} by {wording.day(flow.seen_to)}."
    if still:
        said += f" {wording.plural(still, 'assessment is', 'assessments are')} still open."
    return said


def share(part, whole):
    return f"{wording.number(100 * part / whole, 1)}%"


def without(flow: Flow) -> list[str]:
    """A sentence for the tables that cannot tell, for each reason: what is not drawn for want of them."""
    said = {"not loaded": "{names} are not loaded", "begins": "the {names} loaded begin on {day} only", "ends": "the {names} loaded end on {day}"}
    same = {}
    for table, (why, day) in flow.without.items():
        same.setdefault((why, wording.day(day) if day is not None and day == day else "no day"), []).append(wording.table_name(table))
    found = (said[why].format(names=wording.listed(names), day=day) for (why, day), names in same.items())
    return [f"{words[:1].upper()}{words[1:]}: where paths go there cannot be told." for words in found]


def amount(units: int | None, unit: str) -> str:
    """26 hours; 2.5 days for more than three days of hours; 38 working days."""
    if units is None:
        return "not reached yet"
    if units == 0:
        return "the same hour" if unit == "hours" else "the same day"
    if unit == "hours" and units > 72:
        return f"{wording.number(units / 24, 1)}{wording.NBSP}days"
    if unit == "days" and units >= 365:
        return f"{wording.number(units / 30.4375, 0)}{wording.NBSP}months"
    return wording.plural(units, unit.removesuffix("s"), unit)


def between(low: int | None, high: int | None, unit: str) -> str:
    """35 to 46 working days"""
    first, last = amount(low, unit), amount(high, unit)
    if first == last:
        return first
    number, _, what = first.partition(wording.NBSP)
    return f"{number if what.removesuffix('s') == last.partition(wording.NBSP)[2].removesuffix('s') else first} to {last}"


def band(work: Work, place: int) -> str:
    """Under 1 day; 1 to 2 days; 45 working days or more."""
    begins = work.begins
    unit = lambda n: work.unit.removesuffix("s") if n == 1 else work.unit  # noqa: E731
    if place == 0:
        return f"Under {begins[0]} {unit(begins[0])}"
    if place == len(begins):
        return f"{begins[-1]} {work.unit} or more"
    low, high = begins[place - 1], begins[place] - 1
    return f"{low} {unit(low)}" if low == high else f"{low} to {high} {work.unit}"
