"""The risk heat map: five by five, each square with its risks by name, and the list of what is done about them."""

from dashboard import cells, wording
from dashboard.plain import (
    H2,
    Caption,
    Div,
    P,
    Section,
    Span,
    Table,
    Tbody,
    Td,
    Th,
    Thead,
    Tr,
)
from metrics.plan import LEVELS, RISKS, SCALE, level_of

LIKELIHOOD = ("", "1, rare", "2, unlikely", "3, possible", "4, likely", "5, almost certain")
IMPACT = ("", "1, slight", "2, minor", "3, moderate", "4, major", "5, severe")


def section(plan, take):
    if not plan.risks:
        words = f"No risks are written down. Add a row for each to {RISKS} in the reference folder: likelihood and impact from 1 to 5."
        return Section([H2("Risks", id="risks"), P(words, className="card empty")], className="part plan-risks")
    return Section([H2("Risks", id="risks"), Div([square(plan), listing(plan)], className="risks"), P(summary(plan), className="story"), take], className="part plan-risks later")


def summary(plan):
    counts = {level: sum(risk.level == level for risk in plan.risks) for _, level in LEVELS}
    said = wording.listed(f"{n} {level}" for level, n in counts.items() if n)
    return f"{wording.plural(len(plan.risks), 'risk')}: {said}. A risk is as grave as its likelihood times its impact."


def square(plan):
    body = []
    for likelihood in reversed(SCALE):
        head = Th(LIKELIHOOD[likelihood], scope="row")
        body.append(Tr([head, *(cell([r for r in plan.risks if (r.likelihood, r.impact) == (likelihood, impact)], likelihood, impact) for impact in SCALE)]))
    columns = [Th("Likelihood", scope="col"), *(Th(IMPACT[impact], scope="col") for impact in SCALE)]
    over = Tr([Td(""), Th("Impact", colSpan=5, scope="colgroup")])
    caption = Caption("Risks by likelihood and impact", className="sr-only")
    return Div(Table([caption, Thead([over, Tr(columns)]), Tbody(body)], className="risk-square"), className="scroller", tabIndex=0, role="region",
               **{"aria-label": "Risks by likelihood and impact"})  # fmt: skip


def cell(risks, likelihood, impact):
    level = level_of(likelihood, impact)
    names = [Span([Span(risk.id, className="strong"), Span(f" {risk.risk}", className="risk-words")], className="risk-name") for risk in risks]
    count = [Span(len(risks), className="risk-n"), cells.sr(" risk: " if len(risks) == 1 else " risks: ")] if risks else [cells.sr("no risk")]
    return Td([Span(level.capitalize(), className="risk-level"), *count, *names], className=f"risk risk-{level.replace(' ', '-')}" + ("" if risks else " risk-none"))


def listing(plan):
    head = [("Risk", ""), ("Likelihood × impact", "c-score"), ("What is done about it", "c-done"), ("Owner", "c-owner")]
    rows = [
        Tr(
            [
                Th([Span(risk.id, className="number"), Span(risk.risk)], scope="row"),
                Td(cells.two(f"{risk.likelihood} × {risk.impact} = {risk.score}", risk.level.capitalize()), className="c-score"),
                Td(risk.mitigation or Span("Nothing is written down", className="muted"), className="c-done"),
                Td(risk.owner, className="c-owner"),
            ]
        )
        for risk in plan.risks
    ]
    return cells.folding(head, rows, "Every risk, the gravest first", "risk-list")
