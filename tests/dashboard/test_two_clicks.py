"""What is asked at improvement boards, scrutiny and team meetings: each is answered within two clicks of the page that one is on.

A click is a link of the page; the answer is words on the page it leads to. Choices of the bar are not needed for any of them.
"""

import html
import re

import pytest

SCORECARD, TEAM, REREFERRALS = "/", "/team?team=Assessment+2", "/indicator/rereferrals_12m"
TEAM_LIST, ALL_LISTS = "/team?team=Assessment+2&list=visits_cp", "/team?list=visits_cp"

#: question: (the page one is on, the links one follows, what the answer says)
QUESTIONS = {
    "Are we seeing children in time in my team, is it getting better, compared with whom, and which are late?": (
        SCORECARD, ("/team", TEAM), ("Is it getting better?", "Neighbours", "Children to ask about first", "overdue")),
    "How many children of my team have no visit within the standard, and who are they?": (TEAM, (TEAM_LIST,), ("overdue", "Why it is here", "Last seen")),
    "How many visits to children on a plan are late in the whole service, and in which teams?": (SCORECARD, ("/team", ALL_LISTS), ("All teams, on", "Late, by team: ")),
    "Are we worse than our neighbours on re-referrals, and is it getting worse?": (SCORECARD, (REREFERRALS,), ("Compared with", "Neighbours", "Is a change real?|usual ups and downs|real change")),
    "Which neighbour does best at it?": (SCORECARD, (REREFERRALS, f"{REREFERRALS}?view=others"), ("Lincolnshire|North Yorkshire|Shropshire|Suffolk",)),
    "Who holds more than 24 children?": (SCORECARD, ("/team", f"{TEAM}#caseloads"), ("over 24",)),
    "What changed since last quarter, and why?": (SCORECARD, ("/changes",), ("against the quarter before",)),
    "Which team brings the figure down?": (SCORECARD, ("/indicator/icpc_15wd",), ("By team", "Beyond chance?")),
    "Which children are behind this number, and in which file?": (SCORECARD, ("/indicator/icpc_15wd", "/indicator/icpc_15wd?view=rows"), ("which is the figure above", "Where it stands")),
    "Is it the same for children of every age?": (SCORECARD, ("/indicator/contacts_72h", "/indicator/contacts_72h?view=kinds"), ("Age",)),
    "What does this number count?": (SCORECARD, (REREFERRALS, "/definitions?theme=Front+door#rereferrals_12m"), ("At the edges", "Which way is good")),
    "How good are the data it rests on, and what do the codes mean?": (SCORECARD, ("/indicator/contacts_to_referral", "/data?table=contacts"), ("Not usable", "how the files write them")),
    "Which extract is late, and which was refused?": (SCORECARD, ("/data", "/data?view=files"), ("Refused",)),
    "Which actions of the plan are overdue, and whose are they?": (SCORECARD, ("/plan",), ("Overdue", "Actions")),
    "How long does it take from contact to decision, and who still waits?": (SCORECARD, ("/flow",), ("How long each step took", "Still waiting")),
    "Where is it red, team by team?": (SCORECARD, ("/heatmap",), ("by team", "Not met")),
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_takes_two_clicks_at_most(page, question):
    address, clicks, answer = QUESTIONS[question]
    assert len(clicks) <= 2
    for link in clicks:
        links = {html.unescape(each) for each in re.findall(r'"href": "([^"]*)"', page(address.split("#")[0]))}
        assert link in links
        address = link
    said = page(address.split("#")[0]).replace("\u00a0", " ")
    assert [words for words in answer if not re.search(words, said)] == []
