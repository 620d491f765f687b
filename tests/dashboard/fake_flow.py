"""Made-up tables of the front door and what follows, for the page of flow: enough of each to draw, over nineteen months."""

import random

import pandas as pd

from tests.written_tables import loaded, typed

FIRST, AS_AT = pd.Timestamp(2025, 4, 1), pd.Timestamp(2026, 10, 31)


def flow_tables(names):
    """As many of the tables as are named, as at 31 October 2026; what they hold is invented by a seeded generator."""
    chance, rows = random.Random(5), {name: [] for name in ("contacts", "referrals", "assessments", "section47", "cp_plans", "cin_plans", "care_periods")}
    days = (AS_AT - FIRST).days + 1
    on = lambda day: FIRST + pd.Timedelta(days=day) if day < days else None  # noqa: E731

    def add(table, **row):
        rows[table].append({**row, "worker": f"W{chance.randint(1, 30)}"})

    for number in range(1900):
        child, day = f"10{chance.randint(0, 1400):05d}", number * days // 1900
        team = "MASH" if chance.random() < 0.9 else None
        came = on(day) + pd.Timedelta(minutes=chance.randint(480, 1200))
        decided = None if chance.random() < 0.01 else came + pd.Timedelta(hours=chance.randint(1, 90))
        goes_on = chance.random() < 0.25
        outcome = None if decided is None else "referral" if goes_on else chance.choice(["advice", "early_help", "no_further_action"])
        add("contacts", contact_id=f"K{number}", child_id=child, received_at=came, decided_at=decided, outcome_code=outcome, team=team)
        if not goes_on or decided is None or chance.random() < 0.03:
            continue
        assessed = chance.random() < 0.9
        add("referrals", referral_id=f"R{number}", child_id=child, received_at=decided, decided_at=decided + pd.Timedelta(hours=chance.randint(1, 40)), outcome_code="assessment" if assessed else chance.choice(["no_further_action", "early_help"]), team="MASH")
        if not assessed:
            continue
        start, team = day + chance.randint(2, 8), chance.choice(["Assessment 1", "Assessment 2"])
        if on(start) is None:
            continue
        end = start + chance.randint(14, 90)
        went = chance.choice(["cin_plan", "cin_plan", "child_protection", "no_further_action", "early_help", "care"])
        add("assessments", assessment_id=f"A{number}", child_id=child, started_on=on(start), authorised_on=on(end), outcome_code=went if on(end) is not None else None, team=team)
        if went == "child_protection":
            held = start + chance.randint(8, 24)
            add("section47", enquiry_id=f"S{number}", child_id=child, strategy_on=on(start), icpc_on=on(held), is_conference_unnecessary=False if on(held) is not None else None, is_plan_made=True if on(held) is not None else None, team=team)
            end = held
        table = {"cin_plan": "cin_plans", "child_protection": "cp_plans", "care": "care_periods"}.get(went)
        if table and on(end) is not None and chance.random() < 0.95:
            ends = end + chance.randint(60, 500)
            add(table, child_id=child, started_on=on(end), ended_on=on(ends), team="Children in Care" if went == "care" else "Child Protection & Court")
            if went == "child_protection" and on(ends) is not None:
                add("cin_plans", child_id=child, started_on=on(ends), ended_on=on(ends + chance.randint(60, 200)), team="Child Protection & Court")
    made = {}
    for name in names:
        if name in rows:
            frame = typed(name, pd.DataFrame(rows[name]).astype({c: object for c in ("is_conference_unnecessary", "is_plan_made") if c in pd.DataFrame(rows[name])}))
            if name == "section47":  # typed() reads yes and no
                for column in ("is_conference_unnecessary", "is_plan_made"):
                    frame[column] = pd.array([row[column] for row in rows[name]], dtype="boolean")
            made[name] = loaded(name, frame, AS_AT, FIRST)
    return made
