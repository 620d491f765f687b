"""What each worker of a team holds: children, hours, what makes the work hard, and what is late."""

from dashboard import cells, svg, theme, wording
from dashboard import plain as html
from dashboard.opens import under
from dashboard.take_away import of_view, take_away
from dashboard.team import lists
from metrics.indicators.caseload_over_24 import LIMIT

KINDS = (("n_care", "In care"), ("n_cp", "CP plan"), ("n_cin", "CIN plan"), ("n_other", "Other"))
WIDTH, HEIGHT = 320, 22


def caseload(view, snapshot, frame, late):
    """`frame`: metrics.caseloads of the team; `late`: the rows of what is late for its children."""
    workers = lists.shown(frame)
    day = lists.day(snapshot)
    if not workers:
        return None
    aim = aim_of(snapshot, view, day)
    overdue = {}
    for each in late:
        overdue[each.worker_id] = overdue.get(each.worker_id, 0) + 1
    most = max(worker.n_children for worker in workers)
    high = max(most, LIMIT) * 1.04
    drawn = f"Children ({wording.number(aim)} the aim, {LIMIT} the limit)" if aim else f"Children ({LIMIT} the limit)"
    families = any(worker.n_families is not None for worker in workers)
    head = [
        ("Social worker", "c-who"), ("FTE", "c-fte num"), (drawn, "c-bar"), ("Children", "c-n num"), ("For each FTE", "c-each num"),
        *((name, "c-kind num") for _, name in KINDS), *([("Families", "c-families num")] if families else []), ("Late", "c-overdue num"),
    ]  # fmt: skip
    rows = [row(worker, high, aim, families, overdue.get(worker.worker_id, 0)) for worker in workers]
    name = f"Caseloads on {wording.day(day, year=False)}"
    content = [
        cells.folding(head, [*rows, total(workers, families, overdue)], f"Caseloads of {view.team}, worker by worker", "caseloads"),
        html.P(sentence(workers, aim), className="story"),
        take_away(f"caseloads of {view.team}", of_view(view, "caseload", period=None, grain=None), image=True),
        html.P(complexity(families), className="small below"),
    ]
    return html.Section(
        [html.H2(name, id="caseloads"), under(name, sentence(workers, aim), content)],
        className="part",
        **{"aria-labelledby": "caseloads"},
    )


def aim_of(snapshot, view, day):
    """The target for the average caseload on the day; None where there is none."""
    indicator = snapshot.indicators.get("caseload_average")
    return indicator and snapshot.target_value(indicator, day, view.team)


def row(worker, high, aim, families, overdue):
    chips = [cells.tag("Newly qualified", "plain")] if worker.is_newly_qualified else []
    if worker.is_assumed:
        chips.append(html.Span("not in the workforce list: 1.0 FTE assumed", className="small"))
    each = wording.number(worker.n_children / worker.fte, 1) if worker.fte else wording.DASH
    kinds = [count(getattr(worker, column), "c-kind num") for column, _ in KINDS]
    return html.Tr(
        [
            html.Th([html.Span(worker.worker or worker.worker_id, className="fact"), *chips], scope="row", className="c-who"),
            html.Td(wording.number(worker.fte, 1) if worker.fte is not None else wording.DASH, className="c-fte num"),
            html.Td(bar(worker.n_children, high, aim), className="c-bar"),
            html.Td([html.Span(wording.number(worker.n_children), className="value"), over(worker.n_children, aim)], className="c-n num"),
            html.Td(each, className="c-each num"),
            *kinds,
            *([count(worker.n_families, "c-families num")] if families else []),
            count(overdue, "c-overdue num"),
        ]
    )


def over(n, aim):
    """Which line is passed, in words: the bar says it by its length."""
    if n > LIMIT:
        return html.Span(f"over {LIMIT}", className="small over-limit")
    return html.Span(f"over {wording.number(aim)}", className="small") if aim and n > aim else None


def count(n, classes):
    return html.Td(wording.number(n) if n else html.Span(wording.DASH if n is None else "0", className="muted"), className=classes)


def total(workers, families, overdue):
    fte = sum(worker.fte or 0 for worker in workers)
    n = sum(worker.n_children for worker in workers)
    return html.Tr(
        [
            html.Th("Together", scope="row", className="c-who"),
            html.Td(wording.number(fte, 1), className="c-fte num"),
            html.Td("", className="c-bar blank"),
            html.Td(html.Span(wording.number(n), className="value"), className="c-n num"),
            html.Td(wording.number(n / fte, 1) if fte else wording.DASH, className="c-each num"),
            *(count(sum(getattr(worker, column) for worker in workers), "c-kind num") for column, _ in KINDS),
            *([count(sum(worker.n_families or 0 for worker in workers), "c-families num")] if families else []),
            count(sum(overdue.get(worker.worker_id, 0) for worker in workers), "c-overdue num"),
        ],
        className="together",
    )


def bar(n, high, aim):
    """Children as a bar, with the lines of the aim and of the limit; the number stands beside it."""
    pad = 2

    def x(value):
        return round(pad + value / high * (WIDTH - 2 * pad), 1)

    fill = theme.ATTENTION if n > LIMIT else theme.OWN
    lines = "".join(
        f"<path d='M{x(at)} 1V{HEIGHT - 1}' stroke='{colour}' stroke-width='1.3' stroke-dasharray='3 2.5'/>"
        for at, colour in ((aim, theme.TARGET), (LIMIT, theme.INK))
        if at
    )
    body = f"<path d='M{pad} {HEIGHT / 2}H{WIDTH - pad}' stroke='{theme.LINE}'/><rect x='{pad}' y='6' width='{max(x(n) - pad, 1)}' height='10' rx='1.5' fill='{fill}'/>{lines}"
    return svg.drawing(body, WIDTH, HEIGHT, "", className="caseload-bar")


def sentence(workers, aim):
    """How many hold more than the lines."""
    said = f"{wording.plural(len(workers), 'social worker')} {'holds' if len(workers) == 1 else 'hold'} children. "
    over_limit, over_aim = (sum(worker.n_children > line for worker in workers) for line in (LIMIT, aim or LIMIT))
    if not over_aim:
        return f"{said}None of them holds more than {wording.number(aim or LIMIT)}."
    said += f"{wording.number(over_aim)} of them {'holds' if over_aim == 1 else 'hold'} more than {wording.number(aim or LIMIT)}"
    return said + (f", {wording.number(over_limit) if over_limit else 'none'} of these more than {LIMIT}." if aim else ".")


def complexity(families):
    said = ["A child with two workers counts for each. Each child is in the first column that applies: in care, on a child protection plan, on a child in need plan. "]
    if families:
        said.append("Children who share a referral, an assessment or a visit are taken for one family. ")
    else:
        said.append("No table says which children are siblings. ")
    return said
