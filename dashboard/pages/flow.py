"""How children move from contact to referral, assessment, plan and care, and out; how long it takes; and the work in hand."""

import dash

from dashboard import plain as html
from dashboard import shell, wording
from dashboard.flow import words
from dashboard.flow.asked import Asked
from dashboard.flow.rows import downloads, rows_view
from dashboard.flow.sankey import KEYS, sankey
from dashboard.flow.tables import every_link, in_hand, rates, steps, went
from dashboard.opens import opens, under
from metrics.differences import SAME
from metrics.flow import LINKED, PLANNED

dash.register_page(__name__, path="/flow", name="Flow", title=f"Flow · {shell.NAME}", order=2.2)


@shell.page(filters=True, compares=False)
def layout(view, snapshot):
    if snapshot.is_empty or view.period is None:
        return [
            shell.heading("Flow", "There is no flow to show yet, because nothing has been loaded."),
            html.Div(html.P(html.A("Go to Data", href="/data", className="button")), className="card empty"),
        ]
    asked = Asked(view, shell.source())
    if asked.opened:
        return rows_view(asked)
    return [
        shell.heading("Flow", summary(asked, snapshot), how_far(asked)),
        begin_with(asked),
        *(followed(asked) if asked.flow is not None and asked.flow.n else [nothing(asked)]),
        hand_card(asked),
        how_followed(asked),
    ]


def summary(asked, snapshot):
    whose = asked.team or f"{snapshot.authority.short_name} children’s services"
    if asked.flow is None:
        return f"{whose}, {wording.period(asked.view.period)}."
    return f"{whose}: {words.paths(asked.start, asked.flow.n)} of {words.days(asked.flow)}, and what had become of each by {wording.day(asked.flow.seen_to)}."


def how_far(asked):
    """What a reader must know before trusting the last stages."""
    flow = asked.flow
    if flow is None or not flow.n:
        return None
    said = [] if flow.is_over else [f"{words.days(flow)} is not over: these are those so far."]
    if asked.team:
        said.append("They are the team’s own; what came of them is counted whoever did the later work.")
    n_open = sum(n for (_, target), n in flow.links.items() if words.kind(target) == "open" and not target.startswith("plan:"))
    if n_open:
        said.append(f"Of {words.paths(flow.start, n_open)} it is not known yet where they go: they are drawn hollow.")
    return " ".join([*said, *words.without(flow)])


def begin_with(asked):
    """Where paths begin: each stage with how many came to it in these days."""
    items = []
    for stage in asked.starts:
        n = asked.flows.begun(stage, asked.first, asked.last, asked.team)
        here = {"aria-current": "true"} if stage == asked.start else {}
        items.append(
            html.Li(html.A([words.STARTS[stage], html.Span(wording.number(n), className="count")], href=asked.view.href(**{"from": stage}), id=f"from-{stage}", **here))
        )
    return html.Nav(html.Ul(items), className="tabs tabs-page", **{"aria-label": "What paths begin with"}) if items else None


def nothing(asked):
    if not asked.starts:
        return html.Div(html.P("Load contacts, referrals, assessments or plans: a flow needs one of them."), className="card empty")
    what = words.STARTS[asked.start].lower()
    if asked.flow is None:
        text = f"The {what} loaded do not cover {wording.period(asked.view.period)}."
    else:
        text = f"{asked.team or 'Nobody'} has no {what} of {words.days(asked.flow)}."
    return html.Div(html.P([text, " Choose another period, or what paths begin with."]), className="card empty")


def followed(asked):
    said = words.sentence(asked.flow)
    yield opens(
        "Where they went",
        words.paths(asked.flow.start, asked.flow.n),
        [
            html.Div([sankey(asked.flow, said, asked.to_node), closer(asked)], className="drawn-flow"),
            html.P(said, className="story"),
            key(),
            went(asked),
            every_link(asked),
            downloads(asked, "links", "where paths went", image=True),
        ],
        className="card flow-card",
        is_open=True,
    )
    if asked.rates:
        yield opens(
            "How many went on",
            f"{wording.plural(len(asked.rates), 'rate')}, {len(changed(asked)) or 'none'} other than a year ago",
            [rates(asked), html.P(rates_said(asked), className="story"), downloads(asked, "rates", "how many went on")],
            className="card flow-card later",
        )
    found = taken_steps(asked)
    if found:
        yield opens(
            "How long each step took",
            steps_said(asked),
            [
                steps(asked),
                html.P(steps_said(asked), className="story"),
                html.P(
                    "Working days count from the day after the start to the end: the same day is 0. Who still waits counts as taking longer than the wait so far "
                    "(Kaplan and Meier’s estimate): of finished cases alone a median would flatter, and hide the late ones. The band holds the middle half, the line stands "
                    "at the median, a plus marks the longest.",
                    className="small",
                ),
                downloads(asked, "steps", "how long each step took"),
            ],
            className="card flow-card later",
        )


def closer(asked):
    """From contacts the later steps are thin: the way to the same drawing from referrals on."""
    if asked.start != "contact" or "referral" not in asked.starts or not asked.flow.into("referral"):
        return None
    few = words.share(asked.flow.into("referral"), asked.flow.n)
    return html.P(
        [f"{few} of contacts go on, so what follows is drawn thin. ", html.A("Begin with referrals", href=asked.view.href(**{"from": "referral"})), " to see it larger."],
        className="closer small",
    )


def changed(asked):
    return [rate for rate in asked.rates if rate.verdict and rate.verdict != SAME]


def rates_said(asked):
    """Which rates differ from a year ago by more than chance."""
    compared = [rate for rate in asked.rates if rate.verdict]
    if not compared:
        return "There is no flow of the same days a year ago to compare with."
    differing = [f"{words.RATES[r.id][0].lower()} ({words.share(r.x, r.n)}, {words.share(*r.ago)} a year ago)" for r in changed(asked)]
    until = f"those of a year ago, followed to {wording.day(asked.ago.seen_to)}, as long as these"
    if not differing:
        return f"Beside {until}, no rate differs by more than chance (95%)."
    return f"Beside {until}, {wording.listed(differing)} {'differs' if len(differing) == 1 else 'differ'} by more than chance (95%)."


def taken_steps(asked):
    return {name: taken for name, taken in asked.flow.steps.items() if taken.n_done + taken.n_waiting}


def steps_said(asked):
    """The step that most people ask about, and who has waited longest."""
    found = taken_steps(asked)
    name = next((each for each in ("assessment_authorised", "contact_decided", "referral_decided", "plan_lasted") if each in found), next(iter(found)))
    taken, title = found[name], words.STEPS[name][0]
    half, most = (words.amount(taken.quantile(s), taken.unit) for s in (0.5, 0.9))
    said = f"{title}: half within {half}, nine in ten within {most}." if taken.quantile(0.5) is not None else f"{title}: half of them are not done yet."
    if taken.n_waiting:
        said += f" {wording.number(taken.n_waiting)} still {'waits' if taken.n_waiting == 1 else 'wait'}, the longest for {words.amount(taken.longest_waiting, taken.unit)} so far."
    return said


def hand_card(asked):
    n, late = (sum(getattr(one, name) or 0 for one in asked.in_hand) for name in ("n", "n_late"))
    return html.Section(
        [
            html.H2(f"Work in hand on {wording.day(asked.in_hand_day)}", id="in-hand"),
            under(
                "Work in hand",
                f"{wording.plural(n, 'case')}, {wording.number(late) if late else 'none'} past a limit",
                [in_hand(asked), html.P(hand_said(asked), className="story"), downloads(asked, "in-hand", "work in hand")],
            ),
        ],
        className="card flow-card later",
    )


def hand_said(asked):
    """What is past its limit."""
    late = []
    for one in asked.in_hand:
        if one.n_late:
            name, limit = words.WORK[one.work.id]
            late.append(f"{name}: {wording.number(one.n_late)} of {wording.number(one.n)} {limit}")
    if not any(one.bands for one in asked.in_hand):
        return "Nothing is known of the work in hand on this day."
    return f"{'; '.join(late)}." if late else "Nothing is past its limit."


def key():
    return html.Ul(
        [html.Li(said, className=f"key key-{kind}") for kind, said in KEYS],
        className="keys small",
        **{"aria-label": "What the signs mean"},
    )


def how_followed(asked):
    meanings = [html.Div([html.Dt(words.FATES[fate]), html.Dd(said)]) for fate, said in words.MEANINGS.items()]
    return html.Details(
        [
            html.Summary("How children are followed"),
            html.P(
                "Each contact, referral, assessment or plan of the period begins one path; a child who comes twice has two. At every stage a path goes to one place only, so what goes in "
                "is what comes out. The extracts do not say what led to what. It is told by child and day: a referral or an assessment belongs to the child’s latest contact or referral in "
                f"the {LINKED} days before it, one that says so before one of which nothing is known. A section 47 enquiry goes with the assessment it falls in. The first plan or care to begin "
                f"while an assessment is open, or within {PLANNED} days of it, is where it led, whatever its outcome says. After a plan comes the next of the child within {LINKED} days of its end."
            ),
            html.P("With a team chosen, paths are those that begin with the team’s own rows, at first at the stage where it has most of them."),
            html.Dl(meanings, className="facts"),
        ],
        className="how-followed prose",
    )
