"""An example of an improvement plan for the synthetic authority, so that its page shows what a plan in use looks like.

It goes beside the synthetic data alone. Nothing in it is anybody's plan: the words of the recommendations, which measure of success
is put to which of them, the targets by quarter, the actions and the risks are all made up.
"""

import csv
import datetime as dt
from pathlib import Path

SOURCE = "Example, for synthetic data"

RECOMMENDATIONS = {
    "Example: decisions at the front door": ("contacts", "contacts_72h", "referrals", "referral_rate", "referral_decision_24h", "rereferrals_12m"),
    "Example: help before things get worse": ("early_help_partner", "helpline_calls", "helpline_families", "supporting_families"),
    "Example: assessments and plans that fit the child": ("assessments_45wd", "cin_plan_rate", "assessments_repeat_12m", "cin_visits_in_time"),
    "Example: children protected in time": (
        "section47_rate", "cp_plan_rate", "cp_repeat_plans", "cp_15_months", "strategy_48h", "strategy_attendance", "cp_visits_in_time", "cp_reviews_in_time", "cp_neglect",
    ),
    "Example: children in care seen, well and safe": (
        "children_in_care_rate", "care_unregistered", "care_visits_in_time", "care_reviews_in_time", "care_health_assessments", "care_dental_checks", "missing_children",
        "return_interviews_72h",
    ),
    "Example: enough homes of the right kind": ("care_foster_homes", "foster_households", "connected_households", "carer_training"),
    "Example: permanence without delay": ("plo_16_weeks", "proceedings_26_weeks", "proceedings_weeks", "special_guardianship"),
    "Example: a workforce that stays": ("permanent_rate", "vacancy_rate", "turnover_rate"),
    "Example: knowing how good practice is": ("audits_good", "audits_requires_improvement", "audits_inadequate", "compliments"),
}  # fmt: skip

#: indicator: which way, tolerance, and the ends of the four quarters of the year before and of the present one.
TARGETS = {
    "caseload_over_24": ("or fewer", 1, (2, 2, 1, 1), (1, 1, 0, 0)),
    "permanent_tenure_12m": ("or more", 2, (60, 65, 70, 75), (78, 80, 82, 85)),
    "permanent_rate": ("or more", 2, (68, 70, 72, 75), (77, 79, 81, 83)),
    "supervision_workers": ("or more", 5, (60, 70, 80, 90), (90, 90, 95, 95)),
    "assessments_nfa": ("or less", 3, (30, 29, 28, 27), (26, 25, 24, 22)),
    "plans_good": ("or more", 5, (25, 30, 35, 40), (40, 45, 50, 55)),
    "assessments_45wd": ("or more", 3, (72, 74, 76, 78), (79, 80, 82, 84)),
    "complaints_in_time": ("or more", 5, (70, 75, 80, 80), (80, 85, 85, 90)),
    "contacts_72h": ("or more", 2, (84, 85, 86, 87), (88, 89, 90, 92)),
    "referral_decision_24h": ("or more", 2, (85, 87, 89, 90), (90, 92, 94, 95)),
    "rereferrals_12m": ("or less", 2, (20, 20, 19, 19), (18, 18, 17, 16)),
    "early_help_partner": ("or more", 3, (60, 62, 64, 66), (68, 69, 70, 72)),
    "cin_visits_in_time": ("or more", 3, (80, 82, 84, 86), (88, 88, 90, 90)),
    "strategy_48h": ("or more", 2, (92, 92, 94, 94), (95, 95, 96, 96)),
    "cp_visits_in_time": ("or more", 3, (85, 86, 88, 90), (92, 92, 94, 95)),
    "cp_reviews_in_time": ("or more", 2, (94, 94, 96, 96), (97, 97, 98, 98)),
    "care_visits_in_time": ("or more", 3, (82, 84, 86, 88), (90, 90, 92, 92)),
    "care_reviews_in_time": ("or more", 2, (90, 90, 92, 92), (94, 94, 95, 95)),
    "care_health_assessments": ("or more", 3, (85, 86, 88, 90), (90, 91, 92, 93)),
    "care_dental_checks": ("or more", 3, (65, 68, 70, 72), (75, 76, 78, 80)),
    "return_interviews_72h": ("or more", 5, (70, 72, 75, 78), (80, 82, 84, 85)),
    "plo_16_weeks": ("or more", 5, (45, 48, 50, 52), (55, 56, 58, 60)),
    "proceedings_26_weeks": ("or more", 5, (55, 56, 58, 60), (60, 62, 64, 65)),
    "vacancy_rate": ("or less", 2, (28, 27, 26, 25), (24, 23, 22, 20)),
    "turnover_rate": ("or less", 2, (22, 21, 20, 19), (18, 17, 16, 15)),
    "audits_good": ("or more", 5, (24, 26, 28, 30), (35, 38, 42, 45)),
}

#: belongs to, what is to be done, whose it is, and each note made of it: (days before or after the data end, due so many days after it, status, note).
ACTIONS = (
    ("measure 1", "Bring newly qualified workers' caseloads to 15 before any is given a second family", "Head of service, assessment", ((-180, -60, "grey", ""), (-90, -30, "green", "Rule agreed with team managers"), (-10, -30, "blue", "No newly qualified worker above 15 for three months running, by the caseload list"))),
    ("measure 3", "Keep a child's worker when the case passes from assessment to children in care", "Head of service, children in care", ((-120, 30, "amber", "Two of six teams do; joint visits begin next"),)),
    ("measure 5", "Offer every agency worker a permanent post, with the retention payment", "Principal social worker", ((-150, 45, "amber", "Slow start"), (-20, 60, "green", "Nine of fourteen have accepted"))),
    ("measure 6", "Look through unallocated cases every morning, and tell the head of service by noon", "Team manager, MASH", ((-60, 20, "green", "Done every day since the summer"),)),
    ("measure 7", "Put supervision into the case-management system and stop the separate spreadsheet", "Service manager, systems", ((-90, -14, "red", "Waiting for the supplier; escalated to the programme board"),)),
    ("measure 8", "Dip-sample ten supervision records a month for reflection, not only for presence", "Quality assurance lead", ((-45, 75, "green", "Two rounds done"),)),
    ("measure 10", "Train every team manager in writing plans with families", "Principal social worker", ((-100, 90, "amber", "Half are trained; two sessions were cancelled"),)),
    ("measure 15", "Name one officer for each complaint, with a reminder on day seven", "Complaints manager", ((-30, 40, "green", "Reminders are on"),)),
    ("recommendation 1", "Put a qualified decision-maker on the front door until 20:00", "Head of service, front door", ((-70, 25, "green", "Rota agreed with the unions"),)),
    ("recommendation 2", "Train school leads to complete early help assessments", "Early help manager", ((-80, 50, "green", "41 of 78 schools"),)),
    ("recommendation 3", "Draw up a plan with each family within ten days of the assessment", "Head of service, assessment", ((-40, 100, "grey", ""),)),
    ("recommendation 4", "Book reviews of child protection plans at the conference before", "Conference chairs' manager", ((-110, -40, "green", "Nearly every plan; the new chair starts next month"),)),
    ("recommendation 5", "Offer dental checks at the clinic beside the contact centre", "Designated nurse", ((-60, 35, "amber", "Room found, dentist not yet"),)),
    ("recommendation 6", "Begin the spring campaign for foster carers with two neighbours", "Fostering manager", ((-25, 150, "grey", ""),)),
    ("recommendation 7", "Hold a gatekeeping panel every week for pre-proceedings", "Court progression manager", ((-130, -20, "blue", "Held every week for a quarter; minutes are kept"),)),
    ("recommendation 8", "Ask every leaver why, and tell the board each quarter", "Human resources partner", ((-50, 10, "green", "First round told in the last report"),)),
    ("recommendation 9", "Moderate a fifth of audits with a second auditor", "Quality assurance lead", ((-75, 65, "green", "Agreement on 31 of 38"),)),
)  # fmt: skip

RISKS = (
    ("Experienced workers leave for neighbouring councils", 4, 4, "Retention payment; stay interviews; progression panel every quarter", "Principal social worker"),
    ("Demand at the front door rises faster than early help can take", 3, 4, "Weekly flow meeting; two posts held in reserve", "Head of service, front door"),
    ("Too few homes near by, so that children move far away", 4, 5, "Sufficiency plan; shared campaign with two neighbours", "Head of service, children in care"),
    ("The new case-management release delays supervision records", 3, 3, "Paper form kept; supplier meets the board", "Service manager, systems"),
    ("Agency costs overrun the budget", 4, 3, "Monthly review of every agency post", "Finance partner"),
    ("Changes last only while somebody watches", 2, 4, "An action is blue only with three months' evidence", "Director of children's services"),
    ("Data arrive late, and the board steers by old figures", 2, 3, "Extracts by the third working day; quality sent to each team", "Performance lead"),
    ("Partners do not attend strategy discussions", 2, 5, "Attendance told to the partnership every month", "Head of service, child protection"),
    ("A change of leadership resets the plan", 1, 4, "Plan owned by the board, not by persons", "Chief executive"),
)


def write_plan(folder: Path, shipped: Path, last_day: dt.date) -> None:
    """The files of the example, with days around that of the data; the measures' baselines are those shipped."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "plan_measures.csv", "kind,number,title,indicator,baseline,baseline_of,source", _measures(shipped / "plan_measures.csv"))
    _write(folder / "trajectories.csv", "indicator,team,year,baseline,baseline_on,q1,q2,q3,q4,direction,tolerance,source", _targets(last_day))
    _write(folder / "plan_actions.csv", "id,belongs_to,action,owner,due_on,status,note,updated_on", _actions(last_day))
    _write(folder / "plan_risks.csv", "id,risk,likelihood,impact,mitigation,owner", [(f"R{n}", *risk) for n, risk in enumerate(RISKS, start=1)])


def _measures(path: Path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    number_of = {indicator: n for n, indicators in enumerate(RECOMMENDATIONS.values(), start=1) for indicator in indicators}
    for row in rows:
        if row["kind"] == "measure":
            yield tuple(row.values())
    for n, title in enumerate(RECOMMENDATIONS, start=1):
        yield "recommendation", n, title, "", "", "", SOURCE
    for row in rows:
        if row["kind"] == "recommendation" and row["indicator"]:
            yield tuple((row | {"number": number_of.get(row["indicator"], "")}).values())


def _targets(last_day: dt.date):
    year = last_day.year - (last_day.month < 4)
    for indicator, (direction, tolerance, before, now) in TARGETS.items():
        for start, quarters in ((year - 1, before), (year, now)):
            yield indicator, "", f"{start}-{(start + 1) % 100:02d}", "", "", *quarters, direction, tolerance, SOURCE


def _actions(last_day: dt.date):
    for n, (belongs_to, action, owner, notes) in enumerate(ACTIONS, start=1):
        for noted, due, status, note in notes:
            yield f"A{n}", belongs_to, action, owner, last_day + dt.timedelta(due), status, note, last_day + dt.timedelta(noted)


def _write(path: Path, columns: str, rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split(","))
        writer.writerows(rows)
