"""Where children's paths go: each edge as a small table, what goes in comes out, and a slow count that agrees."""

from collections import Counter
from datetime import timedelta

import pandas as pd
import pytest

from metrics.conversions import conversions
from metrics.flow import LINKED, NODES, PLANNED, STAGES, TABLES, Flows, node_of
from metrics.tables import Table
from tests.random_tables import random_tables
from tests.written_tables import loaded

AS_AT = "2024-06-30"
QUARTER = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-03-31")
CONTACT = "contact_id | child_id | received_at      | decided_at       | outcome_code\n"
REFERRAL = "referral_id | child_id | received_at      | decided_at       | outcome_code\n"
ASSESSMENT = "assessment_id | child_id | started_on | authorised_on | outcome_code\n"
ENQUIRY = "enquiry_id | child_id | strategy_on | is_conference_unnecessary | icpc_on | is_plan_made\n"
PLAN = "child_id | started_on | ended_on\n"
HEADS = {
    "contacts": CONTACT, "referrals": REFERRAL, "assessments": ASSESSMENT, "section47": ENQUIRY, "cp_plans": PLAN, "cin_plans": PLAN,
    "care_periods": "child_id | started_on | ended_on | legal_status_code\n",
}  # fmt: skip


def flows(as_at=AS_AT, **rows):
    """Flows of tables written out without their headings; a table that is not written is loaded and empty, None is not loaded."""
    tables = {}
    for name, head in HEADS.items():
        if rows.get(name, "") is not None:
            tables[name] = loaded(name, head + rows.get(name, ""), as_at, "2020-01-01")
    return Flows(tables)


def links(start="contact", days=QUARTER, team="", **rows):
    return dict(flows(**rows).flow(start, *days, team).links)


# -- one stage after another --------------------------------------------------------------------------------------------


def test_a_child_is_followed_from_contact_to_leaving_care():
    assert links(
        contacts="1 | A | 2024-02-01 10:00 | 2024-02-02 | referral",
        referrals="1 | A | 2024-02-02 09:00 | 2024-02-02 | assessment",
        assessments="1 | A | 2024-02-05 | 2024-03-20 | child_protection",
        section47="1 | A | 2024-02-12 | no | 2024-03-01 | yes",
        cp_plans="A | 2024-03-01 | 2024-04-10",
        care_periods="A | 2024-04-10 | 2024-05-01 | C1",
    ) == {
        ("contact", "referral"): 1, ("referral", "section47"): 1, ("section47", "child_protection"): 1, ("child_protection", "plan:care"): 1,
    }  # fmt: skip


def test_a_child_who_comes_twice_has_two_paths_and_a_referral_is_counted_once():
    contacts = """1 | A | 2024-02-01 | 2024-02-02 | referral
                  2 | A | 2024-02-03 | 2024-02-04 | referral
                  3 | A | 2024-03-20 | 2024-03-21 | advice"""
    # The later contact has the referral; of the earlier one it is known that the case was taken up.
    assert links(contacts=contacts, referrals="1 | A | 2024-02-04 | | ") == {
        ("contact", "referral"): 1, ("contact", "contact:known"): 1, ("contact", "contact:advice"): 1, ("referral", "referral:open"): 1,
    }  # fmt: skip
    both = "1 | A | 2024-02-04 | | \n2 | A | 2024-02-04 | | "
    assert links(contacts=contacts, referrals=both)["contact", "referral"] == 2


@pytest.mark.parametrize(("day", "went"), [("2024-03-02", "referral"), ("2024-03-03", "contact:known"), ("2024-03-04", "contact:unknown"), ("2024-01-31", "contact:known")])
def test_a_referral_follows_a_contact_of_its_day_or_up_to_thirty_days_before_it_never_one_after_it(day, went):
    assert links(contacts="1 | A | 2024-02-01 23:00 | 2024-02-02 | referral", referrals=f"1 | A | {day} 08:00 | | ")["contact", went] == 1


def test_on_one_day_a_referral_may_be_timed_before_the_contact_that_led_to_it():
    assert ("contact", "referral") in links(contacts="1 | A | 2024-02-01 23:00 | | referral", referrals="1 | A | 2024-02-01 | | ")


def test_a_contact_that_went_another_way_is_not_followed():
    assert links(contacts="1 | A | 2024-02-01 | 2024-02-01 | early_help", referrals="1 | A | 2024-02-02 | | ") == {("contact", "contact:early_help"): 1}


def test_a_contact_said_to_be_a_referral_has_it_before_one_of_which_nothing_is_known():
    found = links(contacts="1 | A | 2024-02-01 | 2024-02-02 | referral\n2 | A | 2024-02-02 | | ", referrals="1 | A | 2024-02-02 | | ")
    assert found == {("contact", "referral"): 1, ("contact", "contact:open"): 1, ("referral", "referral:open"): 1}


def test_of_a_contact_without_outcome_the_referral_tells():
    assert links(contacts="1 | A | 2024-02-01 | 2024-02-02 | ", referrals="1 | A | 2024-02-02 | | ")["contact", "referral"] == 1


def test_what_is_promised_is_open_while_it_may_come_and_then_not_found():
    young = "1 | A | 2024-03-31 | 2024-03-31 | referral"
    assert links(contacts=young, as_at="2024-04-29") == {("contact", "contact:open"): 1}
    assert links(contacts=young, as_at="2024-04-30") == {("contact", "contact:unknown"): 1}


def test_an_outcome_that_nobody_mapped_is_not_known():
    assert links(contacts="1 | A | 2024-02-01 | 2024-02-02 | unmapped") == {("contact", "contact:unknown"): 1}


def test_a_referral_while_the_childs_case_is_open_leads_to_no_second_assessment():
    rows = {"referrals": "1 | A | 2024-03-01 | 2024-03-01 | assessment", "assessments": "1 | A | 2024-01-10 | | "}
    assert links("referral", **rows) == {("referral", "referral:known"): 1}
    assert links("referral", **{**rows, "assessments": "1 | A | 2023-09-10 | 2023-10-10 | early_help"}) == {("referral", "referral:unknown"): 1}


def test_an_enquiry_goes_with_the_assessment_it_falls_in_and_one_alone_stands_for_itself():
    assessed = "1 | A | 2024-02-05 | 2024-03-20 | no_further_action\n2 | B | 2024-02-05 | 2024-03-20 | no_further_action"
    enquiries = "1 | A | 2024-02-01 | yes | | \n2 | C | 2024-03-01 | no | 2024-03-10 | yes"
    assert links("assessment", assessments=assessed, section47=enquiries, cp_plans="C | 2024-03-10 | ") == {
        ("section47", "assessment:no_further_action"): 1, ("assessment", "assessment:no_further_action"): 1, ("section47", "child_protection"): 1,
        ("child_protection", "plan:open"): 1,
    }  # fmt: skip


def test_of_plans_that_begin_on_one_day_the_most_serious_is_where_a_path_went():
    rows = {"assessments": "1 | A | 2024-02-05 | 2024-03-20 | cin_plan", "cin_plans": "A | 2024-03-20 | ", "cp_plans": "A | 2024-03-20 | "}
    assert links("assessment", **rows) == {("assessment", "child_protection"): 1, ("child_protection", "plan:open"): 1}


def test_a_plan_begun_decides_whatever_the_outcome_says():
    rows = {"assessments": "1 | A | 2024-02-05 | 2024-03-20 | no_further_action", "cin_plans": "A | 2024-03-25 | "}
    assert ("assessment", "cin_plan") in links("assessment", **rows)


@pytest.mark.parametrize(("began", "went"), [("2024-05-19", "cin_plan"), ("2024-05-20", "assessment:unknown")])
def test_a_plan_begins_up_to_sixty_days_after_the_assessment(began, went):
    rows = {"assessments": "1 | A | 2024-02-05 | 2024-03-20 | cin_plan", "cin_plans": f"A | {began} | "}
    assert links("assessment", **rows, as_at="2024-06-30")["assessment", went] == 1


def test_who_is_on_a_plan_already_is_said_to_be():
    rows = {"assessments": "1 | A | 2024-02-05 | 2024-03-20 | cin_plan", "cin_plans": "A | 2023-11-20 | "}
    assert links("assessment", **rows) == {("assessment", "assessment:known"): 1}


def test_short_breaks_are_no_care():
    rows = {"assessments": "1 | A | 2024-02-05 | 2024-03-20 | care", "care_periods": "A | 2024-03-20 | | V4"}
    assert links("assessment", **rows) == {("assessment", "assessment:unknown"): 1}


@pytest.mark.parametrize(
    ("plans", "went"),
    [
        ({"cin_plans": "A | 2024-02-01 | "}, "plan:open"),
        ({"cin_plans": "A | 2024-02-01 | 2024-05-01"}, "plan:ended"),
        ({"cin_plans": "A | 2024-02-01 | 2024-05-01\nA | 2024-05-31 | "}, "plan:cin_plan"),
        ({"cin_plans": "A | 2024-02-01 | 2024-05-01\nA | 2024-06-01 | "}, "plan:ended"),
        ({"cin_plans": "A | 2024-02-01 | ", "cp_plans": "A | 2024-04-01 | "}, "plan:child_protection"),
    ],
)
def test_after_a_plan_comes_the_next_that_begins_while_it_lasts_or_within_thirty_days(plans, went):
    assert links("plan", **plans)["cin_plan", went] == 1


def test_a_flow_of_plans_begins_with_each_of_them():
    found = links("plan", cin_plans="A | 2024-02-01 | ", cp_plans="B | 2024-02-01 | 2024-03-01")
    assert found == {("cin_plan", "plan:open"): 1, ("child_protection", "plan:ended"): 1}


# -- what is missing ----------------------------------------------------------------------------------------------------


def test_without_the_next_table_it_is_said_that_a_path_went_on():
    found = flows(contacts="1 | A | 2024-02-01 | 2024-02-02 | referral\n2 | B | 2024-02-01 | 2024-02-02 | advice", referrals=None, cp_plans=None)
    flow = found.flow("contact", *QUARTER)
    assert dict(flow.links) == {("contact", "contact:on"): 1, ("contact", "contact:advice"): 1}
    assert dict(flow.without) == {"referrals": ("not loaded", None), "cp_plans": ("not loaded", None)}
    assert "referral" not in found.starts()


def test_a_table_that_begins_after_the_period_or_ends_before_its_end_cannot_tell():
    tables = {name: loaded(name, head, AS_AT, "2020-01-01") for name, head in HEADS.items()}
    tables["referrals"] = loaded("referrals", REFERRAL, AS_AT, "2024-02-01")
    tables["assessments"] = loaded("assessments", ASSESSMENT, "2024-03-01", "2020-01-01")
    flow = Flows(tables).flow("contact", *QUARTER)
    assert flow.without["referrals"] == ("begins", pd.Timestamp("2024-02-01"))
    assert flow.without["assessments"] == ("ends", pd.Timestamp("2024-03-01"))
    assert flow.seen_to == pd.Timestamp(AS_AT)


def test_there_is_no_flow_of_days_before_its_table_begins_or_after_it_ends():
    assert flows().flow("contact", pd.Timestamp("2019-01-01"), pd.Timestamp("2019-03-31")) is None
    assert flows().flow("contact", pd.Timestamp("2024-07-01"), pd.Timestamp("2024-09-30")) is None
    assert flows(contacts=None).flow("contact", *QUARTER) is None


def test_an_extract_that_never_says_when_contacts_are_decided_leaves_them_open_no_longer_than_a_referral_may_take():
    columns = frozenset({"child_id", "received_at"})
    tables = {"contacts": Table(loaded("contacts", CONTACT + "1 | A | 2024-02-01 | | \n2 | B | 2024-06-20 | | ", AS_AT).frame, pd.Timestamp(AS_AT), columns, pd.Timestamp("2020-01-01"))}
    flow = Flows(tables).flow("contact", pd.Timestamp("2024-01-01"), pd.Timestamp("2024-06-30"))
    assert dict(flow.links) == {("contact", "contact:unknown"): 1, ("contact", "contact:open"): 1}


# -- teams, and a year ago ----------------------------------------------------------------------------------------------


def test_a_teams_paths_are_followed_whoever_does_the_later_work():
    contacts = "1 | A | 2024-02-01 | 2024-02-02 | referral | Hub\n2 | B | 2024-02-01 | 2024-02-02 | advice | \n3 | C | 2024-02-01 | 2024-02-02 | advice | Night"
    referrals = "1 | A | 2024-02-02 | | | Town"
    tables = {
        "contacts": loaded("contacts", CONTACT.strip() + " | team\n" + contacts, AS_AT, "2020-01-01"),
        "referrals": loaded("referrals", REFERRAL.strip() + " | team\n" + referrals, AS_AT, "2020-01-01"),
    }
    found = Flows(tables)
    assert dict(found.flow("contact", *QUARTER, "Hub").links) == {("contact", "referral"): 1, ("referral", "referral:open"): 1}
    assert dict(found.flow("contact", *QUARTER, "(no team)").links) == {("contact", "contact:advice"): 1}
    assert found.flow("contact", *QUARTER, "Nobody").n == 0
    assert (found.starts("Hub"), found.starts("Town"), found.starts("Nobody")) == (["contact"], ["referral"], [])


def test_a_year_ago_is_followed_no_longer_than_now():
    contacts = "1 | A | 2023-02-01 | 2023-02-02 | referral\n2 | B | 2023-02-01 | 2023-07-01 | advice"
    referrals = "1 | A | 2023-02-02 | 2023-02-03 | assessment"
    assessments = "1 | A | 2023-02-03 | 2023-06-30 | no_further_action"
    now = flows(contacts=contacts, referrals=referrals, assessments=assessments)
    then = now.flow("contact", *QUARTER, "", 1)
    assert then.seen_to == pd.Timestamp("2023-06-30")
    assert dict(then.links) == {
        ("contact", "referral"): 1, ("contact", "contact:open"): 1, ("referral", "assessment"): 1, ("assessment", "assessment:no_further_action"): 1,
    }  # fmt: skip
    before = flows(contacts=contacts, referrals=referrals, assessments=assessments, as_at="2024-06-29").flow("contact", *QUARTER, "", 1)
    assert before.links["assessment", "assessment:open"] == 1


def test_a_february_is_compared_with_the_whole_of_the_last():
    then = flows().flow("contact", pd.Timestamp("2025-02-01"), pd.Timestamp("2025-02-28"), "", 1) or flows(as_at="2025-03-31").flow(
        "contact", pd.Timestamp("2025-02-01"), pd.Timestamp("2025-02-28"), "", 1
    )
    assert (then.first, then.last) == (pd.Timestamp("2024-02-01"), pd.Timestamp("2024-02-29"))


# -- how long -----------------------------------------------------------------------------------------------------------


def test_steps_say_how_long_they_took_and_who_still_waits():
    steps = flows(
        contacts="1 | A | 2024-02-01 10:00 | 2024-02-02 10:30 | referral\n2 | B | 2024-03-01 10:00 | | \n3 | C | 2024-03-01 10:00 | 2024-03-01 09:00 | advice",
        referrals="1 | A | 2024-02-02 11:00 | 2024-02-02 12:00 | assessment",
        assessments="1 | A | 2024-02-05 | | ",
    ).flow("contact", *QUARTER).steps
    decided = steps["contact_decided"]
    assert (decided.unit, decided.n_done, decided.quantile(0.25), decided.n_waiting) == ("hours", 1, 25, 1)  # one decided before it came is left out
    assert decided.longest_waiting == 121 * 24 + 14
    assert steps["assessment_started"].quantile(0.5) == 1  # from a Friday to the Monday
    assert (steps["assessment_authorised"].n_done, steps["assessment_authorised"].longest_waiting) == (0, 100)


# -- rates --------------------------------------------------------------------------------------------------------------


def test_rates_leave_out_what_is_open_and_are_set_beside_a_year_ago():
    months = [f"2024-02-{day:02d}" for day in range(1, 21)]
    contacts = "\n".join(f"{n} | N{n} | {day} | {day} | {'referral' if n < 15 else 'advice'}" for n, day in enumerate(months))
    contacts += "\n98 | X | 2024-02-02 | | \n" + "\n".join(f"{n + 100} | O{n} | {day.replace('2024', '2023')} | {day.replace('2024', '2023')} | {'referral' if n < 2 else 'advice'}" for n, day in enumerate(months))
    referrals = "\n".join(f"{n} | N{n} | {months[n]} | | " for n in range(15)) + "\n" + "\n".join(f"{n + 50} | O{n} | {months[n].replace('2024', '2023')} | | " for n in range(2))
    found = flows(contacts=contacts, referrals=referrals)
    (rate,) = conversions(found.flow("contact", *QUARTER), found.flow("contact", *QUARTER, "", 1))
    assert (rate.id, rate.x, rate.n, rate.still_open, rate.ago, rate.verdict) == ("referred", 15, 20, 1, (2, 20), "above")
    assert (round(rate.lower, 4), round(rate.upper, 4)) == (0.5313, 0.8881)  # Wilson's interval of 15 of 20


def test_there_is_no_rate_of_who_went_on_where_no_table_tells():
    found = flows(
        contacts="1 | A | 2024-02-01 | 2024-02-02 | referral\n2 | B | 2024-02-01 | 2024-02-02 | advice",
        referrals="1 | A | 2024-02-02 | 2024-02-02 | assessment", assessments=None, section47=None, cin_plans=None,
    ).flow("contact", *QUARTER)  # fmt: skip
    assert [rate.id for rate in conversions(found)] == ["referred"]


# -- for all tables -----------------------------------------------------------------------------------------------------

PERIODS = [("2023-04-01", "2024-03-31"), ("2024-06-01", "2024-06-30"), ("2021-04-01", "2024-06-30")]


@pytest.fixture(scope="module", params=range(3))
def random_flows(request):
    tables = random_tables(request.param, n=300, children=40 + 60 * request.param)
    return tables, Flows(tables)


@pytest.mark.parametrize("start", STAGES)
@pytest.mark.parametrize("days", PERIODS)
@pytest.mark.parametrize("team", ["", "Ash"])
def test_what_goes_in_comes_out_and_every_number_opens_into_its_rows(random_flows, start, days, team):
    tables, found = random_flows
    days = tuple(map(pd.Timestamp, days))
    flow = found.flow(start, *days, team)
    if flow is None:
        assert all(found.reach[name] > days[0] for name in TABLES[start])
        return
    nodes = [node for stage in STAGES[STAGES.index(start) :] for node in NODES[stage]]
    assert sum(flow.into(node) for node in NODES[start]) == flow.n
    for node in nodes:
        assert sum(flow.out_of(node).values()) == flow.into(node)
    leaves = sum(n for (_, target), n in flow.links.items() if ":" in target)
    assert leaves == flow.n
    for (source, target), n in flow.links.items():
        rows = found.rows(start, *days, team, source, target)
        assert len(rows) == n
        assert rows[["table", "file", "row"]].notna().all(axis=None)
        assert not rows.duplicated(["table", "file", "row"]).any()
        assert (rows["went_to"] == target).all()
    assert len(found.rows(start, *days, team, nodes[0])) == flow.into(nodes[0])


def test_a_slow_count_agrees(random_flows):
    tables, found = random_flows
    rows = read(tables)
    followed = rows, lead(rows["contact"], rows["referral"], "referral"), lead(rows["referral"], rows["assessment"], "assessment"), plans_of(rows)
    told = 0
    for start in STAGES:
        for days in PERIODS:
            for years_ago in (0, 1):
                flow = found.flow(start, *map(pd.Timestamp, days), "", years_ago)
                if flow is not None:
                    told += flow.n
                    assert dict(flow.links) == slow(*followed, start, flow), (start, days, years_ago)
    assert told > 1000


def test_flows_do_not_depend_on_the_order_of_rows(random_flows):
    tables, found = random_flows
    shuffled = Flows({name: Table(t.frame.sample(frac=1, random_state=3), t.as_at, t.columns, t.reaches_back_to) for name, t in tables.items()})
    days = pd.Timestamp("2023-04-01"), pd.Timestamp("2024-03-31")
    now, then = found.flow("contact", *days), shuffled.flow("contact", *days)
    # Which of two rows of one child and day leads on depends on their order, how many do does not.
    assert now.n == then.n
    assert abs(now.into("referral") - then.into("referral")) <= 2


def slow(rows, referral_of, unit_of, plan_of, start, flow):
    """Each path by itself, a day and a child at a time."""
    seen, found = flow.seen_to, Counter()

    def assessed_as(unit):
        return "section47" if unit["enquired"] is not None and unit["enquired"] <= seen else "assessment"

    def fate(stage, row, needs, window):
        if row["settled"] is None or row["settled"] > seen:
            return "open"
        if row["said"] in ("early_help", "advice", "no_further_action"):
            return row["said"]
        if row["said"] is None:
            return "unknown"
        if needs in flow.without:
            return "on"
        if case_open(rows, stage, row["child"], min(row["settled"], seen)):
            return "known"
        return "open" if row["settled"] + timedelta(days=window) > seen else "unknown"

    def follow_plan(plan):
        nxt = next_plan(rows["plan"], plan)
        if nxt and nxt["on"] <= seen:
            found[plan["kind"], node_of("plan", nxt["kind"])] += 1
        else:
            found[plan["kind"], node_of("plan", "ended" if plan["ended"] and plan["ended"] <= seen else "open")] += 1

    def follow_unit(unit):
        plan = plan_of.get(id(unit))
        if plan and plan["on"] <= seen:
            found[assessed_as(unit), plan["kind"]] += 1
            follow_plan(plan)
            return
        table = {"care": "care_periods", "child_protection": "cp_plans", "cin_plan": "cin_plans"}.get(unit["said"])
        found[assessed_as(unit), node_of("assessment", fate("assessment", unit, table, PLANNED))] += 1

    def follow_referral(row):
        unit = unit_of.get(id(row))
        if unit and unit["on"] <= seen:
            found["referral", assessed_as(unit)] += 1
            follow_unit(unit)
        else:
            found["referral", node_of("referral", fate("referral", row, "assessments", LINKED))] += 1

    def follow_contact(row):
        referral = referral_of.get(id(row))
        if referral and referral["on"] <= seen:
            found["contact", "referral"] += 1
            follow_referral(referral)
        else:
            found["contact", node_of("contact", fate("contact", row, "referrals", LINKED))] += 1

    follow = {"contact": follow_contact, "referral": follow_referral, "assessment": follow_unit, "plan": follow_plan}[start]
    for row in rows[start]:
        if flow.first <= row["on"] <= min(flow.last, seen):
            follow(row)
    return dict(found)


def read(tables):
    def each(name, opens, closes):
        for _, row in tables[name].frame.iterrows():
            if row.get("step_status_code") in ("cancelled", "proposed") or row.get("is_temporary") is True or pd.isna(row[opens]):
                continue
            day = lambda value: None if pd.isna(value) else value.normalize()  # noqa: E731
            yield row, {"child": row["child_id"], "on": day(row[opens]), "ended": day(row[closes]), "settled": day(row[closes]), "said": None}

    rows = {}
    says = {"contact": {"referral": "referral"}, "referral": {"assessment": "assessment", "strategy_discussion": "assessment"}}
    for stage, name in (("contact", "contacts"), ("referral", "referrals")):
        rows[stage] = []
        for row, one in each(name, "received_at", "decided_at"):
            one["said"] = says[stage].get(row["outcome_code"], row["outcome_code"] if row["outcome_code"] in ("early_help", "advice", "no_further_action") else None)
            if one["settled"] is None and not pd.isna(row["outcome_code"]):
                one["settled"] = one["on"]
            rows[stage].append(one)
    units, enquiries = [], []
    for row, one in each("assessments", "started_on", "authorised_on"):
        known = ("cin_plan", "child_protection", "care", "early_help", "no_further_action")
        one |= {"said": row["outcome_code"] if row["outcome_code"] in known else None, "enquired": None}
        if one["settled"] is None and not pd.isna(row["outcome_code"]):
            one["settled"] = one["on"]
        units.append(one)
    for row, one in each("section47", "strategy_on", "icpc_on"):
        needs_none, made = row["is_conference_unnecessary"], row["is_plan_made"]
        needs_none = False if pd.isna(needs_none) else bool(needs_none)
        one["said"] = "child_protection" if made is True else "no_further_action" if needs_none or made is False else None
        if one["settled"] is None:
            one["settled"] = one["on"] + timedelta(days=0 if needs_none else 60)
        one["enquired"] = one["on"]
        enquiries.append(one)
    alone = []
    for one in sorted(enquiries, key=lambda e: e["on"]):
        begun = [u for u in units if u["child"] == one["child"] and u["on"] - timedelta(days=14) <= one["on"]]
        owner = max(begun, key=lambda u: u["on"]) if begun else None
        if owner and one["on"] <= owner["on"] + timedelta(days=60):
            same = [u for u in begun if u["on"] == owner["on"]][-1]
            same["enquired"] = same["enquired"] or one["on"]
        else:
            alone.append(one)
    rows["assessment"] = units + [one for one in enquiries if any(one is other for other in alone)]
    rows["plan"] = []
    for kind, name in (("care", "care_periods"), ("child_protection", "cp_plans"), ("cin_plan", "cin_plans")):
        rows["plan"] += [one | {"kind": kind} for row, one in each(name, "started_on", "ended_on") if row.get("legal_status_code") not in ("V3", "V4")]
    return rows


def lead(earlier, later, word):
    """Round after round: who says so first, then of whom nothing is known."""
    led, taken = {}, set()
    for candidates in ([e for e in earlier if e["said"] == word], [e for e in earlier if e["said"] is None]):
        while True:
            wanted = {}
            for one in later:
                if id(one) in taken:
                    continue
                before = [(e["on"], n, e) for n, e in enumerate(candidates) if id(e) not in led and e["child"] == one["child"] and e["on"] <= one["on"]]
                if before and one["on"] <= max(before)[0] + timedelta(days=LINKED):
                    wanted.setdefault(id(max(before, key=lambda b: b[:2])[2]), []).append(one)
            if not wanted:
                break
            for owner, owned in wanted.items():
                led[owner] = min(owned, key=lambda o: o["on"])
                taken.add(id(led[owner]))
    return led


def plans_of(rows):
    found = {}
    begun = lambda unit: min(unit["on"], unit["enquired"] or unit["on"])  # noqa: E731
    for plan in rows["plan"]:
        before = [(begun(u), n, u) for n, u in enumerate(rows["assessment"]) if u["child"] == plan["child"] and begun(u) <= plan["on"]]
        if not before:
            continue
        unit = max(before, key=lambda b: b[:2])[2]
        if unit["settled"] is None or plan["on"] <= unit["settled"] + timedelta(days=PLANNED):
            had = found.get(id(unit))
            if had is None or plan["on"] < had["on"]:
                found[id(unit)] = plan
    return found


def next_plan(plans, plan):
    after = [p for p in plans if p["child"] == plan["child"] and p["on"] > plan["on"]]
    first = min(after, key=lambda p: p["on"], default=None)
    return first if first and (plan["ended"] is None or first["on"] <= plan["ended"] + timedelta(days=LINKED)) else None


def case_open(rows, stage, child, day):
    def is_open(spells):
        return any(s["child"] == child and s["on"] <= day and (s["settled"] is None or s["settled"] > day) for s in spells)

    if is_open(rows["plan"]):
        return True
    if stage == "assessment":
        return False
    others = rows["referral" if stage == "contact" else "assessment"]
    return is_open(rows["assessment"]) or any(o["child"] == child and abs((o["on"] - day).days) <= LINKED for o in others)
