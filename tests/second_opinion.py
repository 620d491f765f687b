"""Every figure a second time: slow, row by row, without pandas' arithmetic and without the engine.

Each function is given rows as dictionaries (None for missing), the first and last day of a period, and the as-at day.
It returns (numerator, denominator, pending), with None for the denominator of counts and rates.
"""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache

import holidays
import pandas as pd

SOCIAL_WORK = {"social_worker", "senior_practitioner", "newly_qualified"}
ENGLISH = frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(2019, 2028)))


def rows_of(frame: pd.DataFrame) -> list[dict]:
    """The rows that count, as dictionaries of plain values."""
    rows = [{k: None if pd.isna(v) else v for k, v in row.items()} for row in frame.to_dict("records")]
    for row in rows:
        for column, value in row.items():
            if isinstance(value, pd.Timestamp):
                row[column] = value.to_pydatetime()
    return [row for row in rows if row.get("step_status_code") not in ("cancelled", "proposed") and not row.get("is_temporary")]


def months_later(day, months):
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


@cache
def working_days(start, end):
    days, n = start, 0
    while days < end:
        days += dt.timedelta(days=1)
        n += days.weekday() < 5 and days.date() not in ENGLISH
    return n


def placed(rows, column, first, last):
    return [row for row in rows if row[column] is not None and first <= row[column] < last + dt.timedelta(days=1)]


def is_open(row, day):
    return row["started_on"] <= day and (row["ended_on"] is None or row["ended_on"] > day)


def in_team(rows, team):
    return rows if team == "" else [row for row in rows if (row["team"] or "(no team)") == team]


def timely(table, hours):
    def figure(tables, team, first, last, as_at):
        numerator = denominator = pending = 0
        for row in in_team(placed(tables[table], "received_at", first, last), team):
            if row["decided_at"] is None and as_at + dt.timedelta(days=1) - row["received_at"] <= dt.timedelta(hours=hours):
                pending += 1
                continue
            denominator += 1
            if row["decided_at"] is not None:
                numerator += dt.timedelta(0) <= row["decided_at"] - row["received_at"] <= dt.timedelta(hours=hours)
        return numerator, denominator, pending

    return figure


def condition(table, column, among, counts):
    def figure(tables, team, first, last, as_at):
        chosen = [row for row in in_team(placed(tables[table], column, first, last), team) if among(row)]
        return sum(counts(row) for row in chosen), len(chosen), 0

    return figure


def number(table, column, among=lambda row: True):
    def figure(tables, team, first, last, as_at):
        return sum(among(row) for row in in_team(placed(tables[table], column, first, last), team)), None, 0

    return figure


def of_12_months(table, column):
    def figure(tables, team, first, last, as_at):
        first = months_later(last + dt.timedelta(days=1), -12)
        return len(placed(tables[table], column, first, last)), None, 0

    return figure


def stock(table, among=lambda row: True):
    def figure(tables, team, first, last, as_at):
        return sum(is_open(row, min(last, as_at)) and among(row) for row in in_team(tables[table], team)), None, 0

    return figure


def rereferrals_12m(tables, team, first, last, as_at):
    chosen = in_team(placed(tables["referrals"], "received_at", first, last), team)
    return sum(is_rereferral(row, tables["referrals"]) for row in chosen), len(chosen), 0


def is_rereferral(row, rows):
    for other in rows:
        if other["child_id"] == row["child_id"] and (other["received_at"], id_key(other)) < (row["received_at"], id_key(row)):
            one, two = (at["received_at"].replace(hour=0, minute=0) for at in (other, row))
            if months_later(one, 12) >= two:
                return True
    return False


def id_key(row):
    return int(row["referral_id"][1:])


def cp_repeat_plans(tables, team, first, last, as_at):
    chosen = in_team(placed(tables["cp_plans"], "started_on", first, last), team)
    numerator = 0
    for row in chosen:
        earlier = [o for o in tables["cp_plans"] if o["child_id"] == row["child_id"] and o["started_on"] < row["started_on"]]
        numerator += bool(earlier or (row["previous_plans"] or 0) >= 1)
    return numerator, len(chosen), 0


def cp_15_months(tables, team, first, last, as_at):
    day = min(last, as_at)
    chosen = [row for row in in_team(tables["cp_plans"], team) if is_open(row, day)]
    return sum(months_later(row["started_on"], 15) <= day for row in chosen), len(chosen), 0


def snapshot(tables, day):
    latest = max(row["as_at_on"] for row in tables["workforce"] if row["as_at_on"] <= day)
    return [row for row in tables["workforce"] if row["as_at_on"] == latest]


def caseloads(tables, day):
    """By worker: their children, FTE and team."""
    by_worker = {}
    for row in tables["allocations"]:
        if is_open(row, day):
            by_worker.setdefault(row["worker_id"], []).append(row)
    posts = snapshot(tables, day)
    result = {}
    for worker, allocations in by_worker.items():
        theirs = [post for post in posts if post["worker_id"] == worker]
        if not theirs:
            latest = max(row["started_on"] for row in allocations)
            teams = {row["team"] for row in allocations if row["started_on"] == latest}
            # The engine takes the first of several teams in the order of their categories, and no team last.
            fte, team = 1.0, min(teams, key=lambda team: (team is None, team or ""))
        elif any(post["role_code"] in SOCIAL_WORK for post in theirs):
            fte = sum(post["fte"] or 0 for post in theirs)
            team = min(theirs, key=lambda post: (-(post["fte"] if post["fte"] is not None else -1), int(post["post_id"][1:])))["team"]
        else:
            continue
        result[worker] = {row["child_id"] for row in allocations}, fte, team or "(no team)"
    return result


def caseload_average(tables, team, first, last, as_at):
    held = [w for w in caseloads(tables, min(last, as_at)).values() if team in ("", w[2])]
    return sum(len(children) for children, _, _ in held), round(sum(fte for _, fte, _ in held), 9), 0


def caseload_over_24(tables, team, first, last, as_at):
    held = [w for w in caseloads(tables, min(last, as_at)).values() if team in ("", w[2])]
    return sum(len(children) > 24 for children, _, _ in held), None, 0


def holds(post, day):
    began = post["started_on"] is None or post["started_on"] <= day
    return post["employment_code"] in ("permanent", "agency") and began and (post["ended_on"] is None or post["ended_on"] > day)


def agency_rate(tables, team, first, last, as_at):
    day = min(last, as_at)
    posts = [p for p in in_team(snapshot(tables, day), team) if p["role_code"] in SOCIAL_WORK and holds(p, day) and p["fte"] is not None]
    agency = sum(p["fte"] for p in posts if p["employment_code"] == "agency")
    return round(agency, 9), round(sum(p["fte"] for p in posts), 9), 0


def permanent_rate(tables, team, first, last, as_at):
    day = min(last, as_at)
    posts = [p for p in in_team(snapshot(tables, day), team) if p["role_code"] in SOCIAL_WORK]
    return sum(p["employment_code"] == "permanent" and holds(p, day) for p in posts), len(posts), 0


def in_working_days(start, end, limit):
    return lambda row: row[end] >= row[start] and working_days(row[start], row[end]) <= limit


def anyone(row):
    return True


def begun(table, start, done, limit):
    """What began in the period and was done within so many working days; undone and no older than that, it is pending."""

    def figure(tables, team, first, last, as_at):
        numerator = denominator = pending = 0
        for row in in_team(placed(tables[table], start, first, min(last, as_at)), team):
            begun_on, done_on = midnight(row[start]), midnight(row[done])
            if done_on is None and working_days(begun_on, as_at) <= limit:
                pending += 1
                continue
            denominator += 1
            numerator += done_on is not None and done_on >= begun_on and working_days(begun_on, done_on) <= limit
        return numerator, denominator, pending

    return figure


def midnight(at):
    return None if at is None else at.replace(hour=0, minute=0)


def strategy_48h(tables, team, first, last, as_at):
    chosen = [row for row in in_team(placed(tables["strategy_discussions"], "held_at", first, last), team) if row["referral_received_at"]]
    in_time = [dt.timedelta(0) <= row["held_at"] - row["referral_received_at"] <= dt.timedelta(hours=48) for row in chosen]
    return sum(in_time), len(chosen), 0


def screened_24h(tables, team, first, last, as_at):
    renamed = {"contacts": [{**row, "decided_at": row["screened_at"]} for row in tables["contacts"]]}
    return timely("contacts", 24)(renamed, team, first, last, as_at)


def assessments_overdue(tables, team, first, last, as_at):
    day, n = min(last, as_at), 0
    for row in in_team(tables["assessments"], team):
        is_still_open = row["started_on"] <= day and (row["authorised_on"] is None or row["authorised_on"] > day)
        n += is_still_open and working_days(row["started_on"], day) >= 45
    return n, None, 0


def assessments_repeat_12m(tables, team, first, last, as_at):
    ended = [row for row in tables["assessments"] if row["authorised_on"]]
    chosen, numerator = in_team(placed(ended, "authorised_on", first, last), team), 0
    for row in chosen:
        before = [o for o in ended if o["child_id"] == row["child_id"] and in_order(o) < in_order(row)]
        numerator += any(months_later(o["authorised_on"], 12) >= row["authorised_on"] for o in before)
    return numerator, len(chosen), 0


def in_order(assessment):
    return assessment["authorised_on"], int((assessment["assessment_id"] or "R-1")[1:]), assessment["row"]


def lasting(table, counts):
    """Of what is open on the last day, what meets a condition: `counts(row, day)`."""

    def figure(tables, team, first, last, as_at):
        day = min(last, as_at)
        chosen = [row for row in in_team(tables[table], team) if is_open(row, day)]
        return sum(bool(counts(row, day)) for row in chosen), len(chosen), 0

    return figure


def children_of(tables, table, team, day):
    """A row for each child with an open spell: the one that started first."""
    first = {}
    for row in sorted(tables[table], key=lambda row: (row["started_on"], row["row"])):
        if is_open(row, day) and row["child_id"] is not None:
            first.setdefault(row["child_id"], row)
    return in_team(list(first.values()), team)


def last_of(tables, table, child, day, column, kinds, unless=lambda row: False):
    made = [row for row in tables[table] if row["child_id"] == child and row["type_code"] in kinds and row[column] and row[column] <= day and not unless(row)]
    return max(made, key=lambda row: (row[column], row["row"]), default=None)


def not_seen(visit):
    return visit["is_seen"] is False


def visited(table, kind, limit):
    def figure(tables, team, first, last, as_at):
        day = min(last, as_at)
        children = children_of(tables, table, team, day)
        visits = [last_of(tables, "visits", child["child_id"], day, "visited_on", (kind,), not_seen) for child in children]
        return sum(visit is not None and working_days(visit["visited_on"], day) <= limit for visit in visits), len(children), 0

    return figure


def cp_seen_alone(tables, team, first, last, as_at):
    day, numerator, denominator = min(last, as_at), 0, 0
    for child in children_of(tables, "cp_plans", team, day):
        visit = last_of(tables, "visits", child["child_id"], day, "visited_on", ("cp",), not_seen)
        if visit and visit["visited_on"] >= child["started_on"]:
            denominator += 1
            numerator += visit["is_seen_alone"] is True
    return numerator, denominator, 0


def cp_reviews_in_time(tables, team, first, last, as_at):
    day, numerator, denominator = min(last, as_at), 0, 0
    for plan in in_team(tables["cp_plans"], team):
        if not is_open(plan, day) or months_later(plan["started_on"], 3) > day:
            continue
        denominator += 1
        held = sorted(
            r["held_on"] for r in tables["reviews"]
            if r["type_code"] == "cp" and r["child_id"] == plan["child_id"] and r["held_on"] and plan["started_on"] <= r["held_on"] <= day
        )  # fmt: skip
        due, in_time = months_later(plan["started_on"], 3), True
        for on in held:
            in_time &= on <= due
            due = months_later(on, 6)
        numerator += in_time and due >= day
    return numerator, denominator, 0


def core_groups_in_time(tables, team, first, last, as_at):
    day = min(last, as_at)
    children = children_of(tables, "cp_plans", team, day)
    held = [last_of(tables, "reviews", child["child_id"], day, "held_on", ("core_group",)) for child in children]
    return sum(group is not None and (day - group["held_on"]).days <= 42 for group in held), len(children), 0


def grade(audit):
    """The grade that stands, None where there is none."""
    return next((audit[name] for name in ("moderated_grade_code", "grade_code") if audit[name] is not None), None)


def is_complaint(row):
    return row["type_code"] not in ("compliment", "comment", "enquiry")


def in_days(start, end, most):
    return lambda row: row[start] is not None and 0 <= (row[end] - row[start]).days <= most


def average(table, column, start, end, unit):
    def figure(tables, team, first, last, as_at):
        rows = in_team(placed(tables[table], column, first, last), team)
        taken = [(row[end] - row[start]).days for row in rows if row[start] and row[end] and row[end] >= row[start]]
        return sum(taken) / unit, len(taken), 0

    return figure


def early_help_waiting(tables, team, first, last, as_at):
    day, waiting = min(last, as_at), 0
    for row in in_team(tables["early_help_assessments"], team):
        asked, begun_on = row["requested_on"], row["started_on"]
        waiting += asked is not None and asked <= day and (begun_on is None or begun_on > day)
    return waiting, None, 0


def unallocated_cases(tables, team, first, last, as_at):
    day = min(last, as_at)
    held = {
        row["child_id"] for row in tables["allocations"]
        if is_open(row, day) and row["worker_id"] is not None and (row["worker"] or "").lower() not in ("unallocated", "duty")
    }  # fmt: skip
    return sum(is_open(row, day) and row["child_id"] not in held for row in in_team(tables["children_in_need"], team)), None, 0


def in_care(tables, team, day, months=0):
    """A row for each child in care on the day, for so many months at least."""
    periods = [row for row in tables["care_periods"] if row["legal_status_code"] not in ("V3", "V4")]
    return [row for row in children_of({"care_periods": periods}, "care_periods", team, day) if months_later(row["started_on"], months) <= day]


def of_children_in_care(counts, months=0):
    """Of the children in care on the last day, those of whom `counts(tables, child, day)` is true."""

    def figure(tables, team, first, last, as_at):
        day = min(last, as_at)
        children = in_care(tables, team, day, months)
        return sum(bool(counts(tables, child, day)) for child in children), len(children), 0

    return figure


def number_in_care(counts):
    return lambda *given: (of_children_in_care(counts)(*given)[0], None, 0)


def placement_of(tables, child, day):
    """The placement of a child on the day that began last; one without anything in it where there is none."""
    found = [row for row in tables["placements"] if row["child_id"] == child["child_id"] and is_open(row, day)]
    return max(found, key=lambda row: (row["started_on"], row["row"]), default=dict.fromkeys(tables["placements"][0]))


def stays_of(tables, child, adopters):
    """[start, end] of each stay of a child, temporary ones left out."""
    found, last = [], None
    own = [row for row in tables["placements"] if row["child_id"] == child["child_id"] and (row["type_code"] or "")[:1] != "T"]
    for row in sorted(own, key=lambda row: (row["started_on"], row["row"])):
        same = row["type_code"] in adopters or (last and last["change_reason_code"] == "PLACE")
        if last and same and (last["ended_on"] is None or last["ended_on"] >= row["started_on"]):
            found[-1][1] = row["ended_on"]
        else:
            found.append([row["started_on"], row["ended_on"]])
        last = row
    return found


def moved_often(tables, child, day):
    begin = months_later(day, -12)
    return sum(start <= day and (end is None or end > begin) for start, end in stays_of(tables, child, ("A3", "A5"))) >= 3


def birth(tables, child):
    return next((row["born_on"] for row in tables["children"] if row["child_id"] == child["child_id"]), None)


def care_long_term_stability(tables, team, first, last, as_at):
    day, numerator, denominator = min(last, as_at), 0, 0
    for child in in_care(tables, team, day, 30):
        born_on = birth(tables, child)
        if born_on is None or months_later(born_on, 16 * 12) <= day:
            continue
        denominator += 1
        current = [start for start, end in stays_of(tables, child, ("A3", "A4", "A5", "A6")) if start <= day and (end is None or end > day)]
        numerator += bool(current) and months_later(current[-1], 24) <= day
    return numerator, denominator, 0


def is_fostered(placement):
    return placement["type_code"] in ("U1", "U2", "U3", "U4", "U5", "U6")


def fostered_by_agency(tables, child, day):
    placement = placement_of(tables, child, day)
    return is_fostered(placement) and placement["provider_code"] in ("PR4", "PR5")


def unregistered(tables, child, day):
    ordered = any(row["child_id"] == child["child_id"] and is_open(row, day) for row in tables["liberty_orders"])
    return ordered or placement_of(tables, child, day)["is_unregistered"] is True


def last_visit_of(tables, child, day, kind):
    visit = last_of(tables, "visits", child["child_id"], day, "visited_on", (kind,), not_seen)
    return visit and visit["visited_on"]


def visited_in_care(tables, child, day):
    placement = placement_of(tables, child, day)
    began_on = placement["started_on"] or child["started_on"]
    kind = placement["type_code"] if placement["started_on"] and placement["type_code"] else child["placement_type_code"]
    visited_on = last_visit_of(tables, child, day, "care")
    if visited_on is None:
        return False
    if (day - began_on).days <= 7:
        return (day - visited_on).days <= 7
    if visited_on < began_on:
        return False
    if kind in ("U1", "U4") and months_later(began_on, 12) <= day:
        return months_later(visited_on, 3) >= day
    return (day - visited_on).days <= 42


def due(table, column, done, among):
    def figure(tables, team, first, last, as_at):
        numerator = denominator = pending = 0
        for row in in_team(placed(tables[table], column, first, last), team):
            if not among(row):
                continue
            if row[done] is None and row[column] >= as_at:
                pending += 1
                continue
            denominator += 1
            numerator += row[done] is not None and row[done] <= row[column]
        return numerator, denominator, pending

    return figure


def seen_by_officer(tables, child, day):
    visited_on = last_visit_of(tables, child, day, "reviewing_officer")
    return visited_on and months_later(visited_on, 6) >= day


def permanence_plan_2nd_review(tables, team, first, last, as_at):
    day, numerator, denominator = min(last, as_at), 0, 0
    for child in in_care(tables, team, day):
        held = [
            r for r in tables["reviews"]
            if r["type_code"] == "care" and r["child_id"] == child["child_id"] and r["held_on"] and child["started_on"] <= r["held_on"] <= day
        ]  # fmt: skip
        if len(held) >= 2:
            denominator += 1
            said = [r for r in held if r["has_permanence_plan"] is not None]
            numerator += bool(said) and max(said, key=lambda r: (r["held_on"], r["row"]))["has_permanence_plan"] is True
    return numerator, denominator, 0


def has_new_worker(tables, child, day):
    begin, since = months_later(day, -12), {}
    for row in tables["allocations"]:
        nobody = row["worker_id"] is None or (row["worker"] or "").lower() in ("unallocated", "duty")
        if row["child_id"] == child["child_id"] and not nobody and row["started_on"] <= day and (row["ended_on"] is None or row["ended_on"] > begin):
            start = max(row["started_on"], begin)
            since[row["worker_id"]] = min(start, since.get(row["worker_id"], start))
    return len(set(since.values())) > 1


def last_check(tables, child, day, kinds, unless=lambda row: False):
    return last_of(tables, "health_checks", child["child_id"], day, "checked_on", kinds, unless)


def assessed(tables, child, day):
    check, born_on = last_check(tables, child, day, ("health_assessment", "initial_health")), birth(tables, child)
    most = 6 if born_on and months_later(born_on, 60) > day else 12
    return check and months_later(check["checked_on"], most) >= day


def seen_by_dentist(tables, child, day):
    check = last_check(tables, child, day, ("dental",))
    return check and months_later(check["checked_on"], 12) >= day


def immunised(tables, child, day):
    check = last_check(tables, child, day, ("immunisations",), lambda row: row["is_up_to_date"] is None)
    return check and check["is_up_to_date"]


def care_initial_health_20wd(tables, team, first, last, as_at):
    rows = []
    for period in placed(tables["care_periods"], "started_on", first, last):
        until = min(period["ended_on"] or as_at, as_at)
        own = [row["checked_on"] for row in tables["health_checks"] if row["child_id"] == period["child_id"] and row["type_code"] == "initial_health"]
        if period["legal_status_code"] not in ("V3", "V4"):
            # Whichever came first after entering care, where that was before leaving it.
            after = min((on for on in own if on and on >= period["started_on"]), default=None)
            rows.append({**period, "assessed_on": after if after and after <= until else None})
    return begun("care_periods", "started_on", "assessed_on", 20)({"care_periods": rows}, team, first, last, as_at)


def school_age(born_on, day):
    fifth, year = months_later(born_on, 60), born_on.year + 16 + (born_on.month >= 9)
    begins = min(end for end in (dt.datetime(fifth.year, *month_day) for month_day in ((3, 31), (8, 31), (12, 31))) if end >= fifth)
    fridays = [dt.datetime(year, 6, n) for n in range(24, 31) if dt.date(year, 6, n).weekday() == 4]
    return begins <= day <= fridays[-1]


def care_education_plans(tables, team, first, last, as_at):
    day, numerator, denominator = min(last, as_at), 0, 0
    for child in in_care(tables, team, day):
        born_on = birth(tables, child)
        if born_on and school_age(born_on, day):
            denominator += 1
            plan = last_of(tables, "reviews", child["child_id"], day, "held_on", ("education_plan",))
            numerator += plan is not None and months_later(plan["held_on"], 6) >= day
    return numerator, denominator, 0


def interviewed(hours):
    def figure(tables, team, first, last, as_at):
        numerator = denominator = pending = 0
        limit = dt.timedelta(hours=hours)
        for row in in_team(placed(tables["missing_episodes"], "ended_at", first, last), team):
            if row["type_code"] == "absent":
                continue
            held, settled = row["interviewed_at"], row["is_interview_offered"] is False or row["is_interview_accepted"] is False
            if held is None and not settled and as_at + dt.timedelta(days=1) - row["ended_at"] <= limit:
                pending += 1
                continue
            denominator += 1
            numerator += held is not None and row["ended_at"] >= row["started_at"] and dt.timedelta(0) <= held - row["ended_at"] <= limit
        return numerator, denominator, pending

    return figure


def households(kind):
    def figure(tables, team, first, last, as_at):
        found = {}
        for row in sorted(tables["foster_households"], key=lambda row: (row["started_on"], row["row"])):
            if is_open(row, min(last, as_at)) and row["type_code"] == kind:
                found[row["household_id"]] = row
        return len(in_team(list(found.values()), team)), None, 0

    return figure


def of_leavers(counts, ages=None):
    """Of the care leavers of the latest snapshot and of these ages, those of whom `counts(row, day)` is true."""

    def figure(tables, team, first, last, as_at):
        day, numerator, denominator = min(last, as_at), 0, 0
        latest = max((row["as_at_on"] for row in tables["care_leavers"] if row["as_at_on"] <= day), default=None)
        for row in in_team(tables["care_leavers"], team):
            if row["as_at_on"] != latest or row["in_touch_code"] in ("died", "returned_home"):
                continue
            if ages:
                born_on = birth(tables, row)
                if born_on is None or not months_later(born_on, 12 * ages[0]) <= day < months_later(born_on, 12 * (ages[1] + 1)):
                    continue
            denominator += 1
            numerator += bool(counts(row, day))
        return numerator, denominator, 0

    return figure


def lately(column, months):
    """Whether the day in a column was no more than so many months ago."""
    return lambda row, day: row[column] and row[column] <= day <= months_later(row[column], months)


def contacted(row, day):
    return row["last_contact_on"] and 0 <= (day - row["last_contact_on"]).days <= 42


def staff(posts):
    """Each worker's posts; a post without a worker stands for itself. The first is that with most FTE."""
    by_worker = {}
    for post in sorted(posts, key=lambda post: (post["fte"] is None, -(post["fte"] or 0), int(post["post_id"][1:]))):
        by_worker.setdefault(post["worker_id"] or post["row"], []).append(post)
    return list(by_worker.values())


def is_social_work(post):
    return post["role_code"] in SOCIAL_WORK


def of_staff(among, counts):
    """Of the workers with posts in post on the day that are `among` those asked for: `counts(posts, day)`."""

    def figure(tables, team, first, last, as_at):
        day = min(last, as_at)
        people = staff([post for post in snapshot(tables, day) if holds(post, day) and among(post)])
        people = [posts for posts in people if team in ("", posts[0]["team"] or "(no team)")]
        return sum(bool(counts(posts, day)) for posts in people), len(people), 0

    return figure


def long_in_post(posts, day):
    started = [post["started_on"] for post in posts if post["started_on"]]
    return started and months_later(min(started), 12) < day


def managers_permanent(tables, team, first, last, as_at):
    day = min(last, as_at)
    roles = ("service_director", "head_of_service", "service_manager")
    posts = [p for p in in_team(snapshot(tables, day), team) if p["role_code"] in roles]
    return sum(p["employment_code"] == "permanent" and holds(p, day) for p in posts), len(posts), 0


def vacancy_rate(tables, team, first, last, as_at):
    day, vacant, filled = min(last, as_at), 0, 0
    for post in in_team(snapshot(tables, day), team):
        if is_social_work(post) and post["fte"] is not None and post["employment_code"] in ("permanent", "agency", "vacant"):
            if post["employment_code"] == "permanent" and holds(post, day):
                filled += post["fte"]
            else:
                vacant += post["fte"]
    return round(vacant, 9), round(vacant + filled, 9), 0


def turnover_rate(tables, team, first, last, as_at):
    day = min(last, as_at)
    remaining = [post for post in snapshot(tables, day) if post["employment_code"] == "permanent" and holds(post, day)]
    there, left = {post["worker_id"] for post in remaining}, {}
    for post in sorted(tables["workforce"], key=lambda post: (post["as_at_on"], post["row"])):
        ended_on = post["ended_on"]
        gone = post["as_at_on"] <= day and ended_on and months_later(day, -12) < ended_on <= day and post["leaving_reason_code"] != "moved_within"
        if gone and post["employment_code"] == "permanent" and is_social_work(post) and (post["worker_id"] is None or post["worker_id"] not in there):
            left[post["post_id"], post["worker_id"]] = post
    found = [sum(post["fte"] or 0 for post in in_team(list(posts), team)) for posts in (left.values(), filter(is_social_work, remaining))]
    return round(found[0], 9), round(found[1], 9), 0


def newly_qualified_caseload(tables, team, first, last, as_at):
    day = min(last, as_at)
    new = {post["worker_id"] for post in snapshot(tables, day) if post["role_code"] == "newly_qualified"}
    held = [load for worker, load in caseloads(tables, day).items() if worker in new and team in ("", load[2])]
    return sum(len(children) for children, _, _ in held), round(sum(fte for _, fte, _ in held), 9), 0


def sickness_rate(tables, team, first, last, as_at):
    lost = available = 0
    for post in in_team(placed(tables["workforce"], "as_at_on", months_later(last + dt.timedelta(days=1), -12), last), team):
        if is_social_work(post) and post["employment_code"] == "permanent" and None not in (post["sickness_days"], post["available_days"]):
            lost += post["sickness_days"]
            available += post["available_days"]
    return lost, available, 0


def supervision_workers(tables, team, first, last, as_at):
    numerator = denominator = 0
    while first <= min(last, as_at):
        following = months_later(first, 1)
        day = min(following - dt.timedelta(days=1), as_at)
        own = {
            row["worker_id"] for row in tables["supervisions"]
            if first <= row["held_on"] <= day and (row["type_code"] == "worker" or row["type_code"] != "case" and row["child_id"] is None)
        }  # fmt: skip
        made = of_staff(is_social_work, lambda posts, day, own=own: posts[0]["worker_id"] and posts[0]["worker_id"] in own)(tables, team, first, day, as_at)
        numerator, denominator, first = numerator + made[0], denominator + made[1], following
    return numerator, denominator, 0


def supervision_cases(tables, team, first, last, as_at):
    day, numerator = min(last, as_at), 0
    children = children_of(tables, "children_in_need", team, day)
    for child in children:
        held = [row["held_on"] for row in tables["supervisions"] if row["child_id"] == child["child_id"] and row["type_code"] != "worker" and row["held_on"] <= day]
        numerator += bool(held) and months_later(max(held), 1) >= day
    return numerator, len(children), 0


FIGURES = {
    "contacts": number("contacts", "received_at"),
    "contacts_72h": timely("contacts", 72),
    "contacts_to_referral": condition(
        "contacts", "received_at", lambda row: row["decided_at"] is not None, lambda row: row["outcome_code"] == "referral"
    ),
    "referrals": number("referrals", "received_at"),
    "referral_rate": of_12_months("referrals", "received_at"),
    "referral_decision_24h": timely("referrals", 24),
    "rereferrals_12m": rereferrals_12m,
    "assessments_45wd": condition("assessments", "authorised_on", anyone, in_working_days("started_on", "authorised_on", 45)),
    "assessments_nfa": condition("assessments", "authorised_on", anyone, lambda row: row["outcome_code"] == "no_further_action"),
    "section47_rate": of_12_months("section47", "strategy_on"),
    "icpc_15wd": condition("section47", "icpc_on", anyone, in_working_days("strategy_on", "icpc_on", 15)),
    "cp_plans": stock("cp_plans"),
    "cp_plan_rate": stock("cp_plans"),
    "cp_repeat_plans": cp_repeat_plans,
    "cp_15_months": cp_15_months,
    "cin_plan_rate": stock("cin_plans"),
    "children_in_care": stock("care_periods", lambda row: row["legal_status_code"] not in ("V3", "V4")),
    "children_in_care_rate": stock("care_periods", lambda row: row["legal_status_code"] not in ("V3", "V4")),
    "caseload_average": caseload_average,
    "caseload_over_24": caseload_over_24,
    "agency_rate": agency_rate,
    "permanent_rate": permanent_rate,
    "referral_decision_1wd": begun("referrals", "received_at", "decided_at", 1),
    "contacts_mash_24h": screened_24h,
    "strategy_48h": strategy_48h,
    "strategy_attendance": condition(
        "strategy_discussions", "held_at", anyone, lambda row: row["is_police_present"] is True and row["is_health_present"] is True
    ),
    "child_seen_5wd": begun("assessments", "started_on", "first_seen_on", 5),
    "assessments_overdue": assessments_overdue,
    "assessments_repeat_12m": assessments_repeat_12m,
    "children_in_need_rate": stock("children_in_need"),
    "cin_visits_in_time": visited("cin_plans", "cin", 20),
    "unallocated_cases": unallocated_cases,
    "icpc_rate": of_12_months("section47", "icpc_on"),
    "cp_18_months": lasting("cp_plans", lambda row, day: months_later(row["started_on"], 18) <= day),
    "cp_2_years": lasting("cp_plans", lambda row, day: (day - row["started_on"]).days > 729),
    "cp_plans_started_rate": of_12_months("cp_plans", "started_on"),
    "cp_visits_in_time": visited("cp_plans", "cp", 10),
    "cp_seen_alone": cp_seen_alone,
    "cp_reviews_in_time": cp_reviews_in_time,
    "cp_neglect": lasting("cp_plans", lambda row, day: row["category_code"] == "neglect"),
    "core_groups_in_time": core_groups_in_time,
    "audits_completed": number("audits", "audited_on"),
    "audits_good": condition("audits", "audited_on", grade, lambda row: grade(row) in ("good", "outstanding")),
    "audits_requires_improvement": condition("audits", "audited_on", grade, lambda row: grade(row) == "requires_improvement"),
    "audits_inadequate": condition("audits", "audited_on", grade, lambda row: grade(row) == "inadequate"),
    "plans_good": condition(
        "audits", "audited_on", lambda row: row["plan_grade_code"] is not None, lambda row: row["plan_grade_code"] in ("good", "outstanding")
    ),
    "midpoint_reviews": number("reviews", "held_on", lambda row: row["type_code"] == "midpoint"),
    "complaints": number("complaints", "received_on", is_complaint),
    "complaints_in_time": due("complaints", "due_on", "answered_on", is_complaint),
    "complaints_stage_1": condition("complaints", "closed_on", is_complaint, lambda row: row["resolved_stage_code"] == "stage_1"),
    "compliments": number("compliments", "received_on"),
    "early_help_partner": condition("early_help_assessments", "completed_on", anyone, lambda row: row["organisation_code"] == "partner"),
    "early_help_seen_10wd": begun("early_help_assessments", "started_on", "first_seen_on", 10),
    "early_help_waiting": early_help_waiting,
    "helpline_calls": number("helpline_calls", "received_at"),
    "helpline_families": condition("helpline_calls", "received_at", anyone, lambda row: row["caller_code"] == "family"),
    "supporting_families": number("supporting_families", "accepted_on"),
    "step_downs": number("children_in_need", "ended_on", lambda row: row["end_reason_code"] in ("RC9", "step_down")),
    "health_care_plans_20wk": condition("ehc_plans", "issued_on", anyone, in_days("requested_on", "issued_on", 140)),
    "plo_16_weeks": condition("pre_proceedings", "ended_on", anyone, in_days("started_on", "ended_on", 112)),
    "proceedings_26_weeks": condition("care_proceedings", "ended_on", anyone, in_days("started_on", "ended_on", 182)),
    "proceedings_weeks": average("care_proceedings", "ended_on", "started_on", "ended_on", 7),
    "adoptions": number("adoptions", "adoption_order_on"),
    "adoption_days": average("adoptions", "adoption_order_on", "entered_care_on", "placed_on", 1),
    "special_guardianship": condition(
        "care_periods", "ended_on", lambda row: row["legal_status_code"] not in ("V3", "V4"),
        lambda row: row["end_reason_code"] in ("E43", "E44", "E45", "E46", "E47", "E48"),
    ),
    "care_3_placements": of_children_in_care(moved_often),
    "care_long_term_stability": care_long_term_stability,
    "care_outside_area": of_children_in_care(lambda tables, child, day: placement_of(tables, child, day)["location_code"] == "out"),
    "care_foster_homes": of_children_in_care(lambda tables, child, day: is_fostered(placement_of(tables, child, day))),
    "care_fostering_agency": number_in_care(fostered_by_agency),
    "care_unregistered": number_in_care(unregistered),
    "care_visits_in_time": of_children_in_care(visited_in_care),
    "care_reviews_in_time": due("reviews", "due_on", "held_on", lambda row: row["type_code"] == "care"),
    "iro_visits_6m": of_children_in_care(seen_by_officer),
    "permanence_plan_2nd_review": permanence_plan_2nd_review,
    "worker_changes_12m": of_children_in_care(has_new_worker, 12),
    "care_health_assessments": of_children_in_care(assessed, 12),
    "care_initial_health_20wd": care_initial_health_20wd,
    "care_dental_checks": of_children_in_care(seen_by_dentist, 12),
    "care_immunisations": of_children_in_care(immunised, 12),
    "care_education_plans": care_education_plans,
    "missing_children": number("missing_episodes", "started_at", lambda row: row["type_code"] != "absent"),
    "return_interviews_72h": interviewed(72),
    "return_interviews_48h": interviewed(48),
    "foster_households": households("mainstream"),
    "connected_households": households("connected"),
    "carer_training": number("carer_training", "completed_on"),
    "care_leavers_in_touch": of_leavers(lambda row, day: row["in_touch_code"] == "yes", (17, 21)),
    "care_leavers_suitable": of_leavers(lambda row, day: row["suitability_code"] == "suitable", (19, 21)),
    "care_leavers_eet": of_leavers(lambda row, day: (row["activity_code"] or "")[:1] in ("F", "P"), (19, 21)),
    "pathway_plans": of_leavers(lately("pathway_reviewed_on", 6)),
    "adviser_visits": of_leavers(contacted),
    "permanent_tenure_12m": of_staff(lambda post: is_social_work(post) and post["employment_code"] == "permanent", long_in_post),
    "managers_permanent": managers_permanent,
    "vacancy_rate": vacancy_rate,
    "turnover_rate": turnover_rate,
    "newly_qualified_caseload": newly_qualified_caseload,
    "sickness_rate": sickness_rate,
    "appraisals": of_staff(anyone, lambda posts, day: any(lately("appraised_on", 12)(post, day) for post in posts)),
    "supervision_workers": supervision_workers,
    "supervision_cases": supervision_cases,
}
