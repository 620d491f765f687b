"""A flow in tables: where paths went, the rates, how long steps took, and the work in hand. Each number opens into its rows."""

from types import SimpleNamespace

from dashboard import cells, svg, wording
from dashboard import plain as html
from dashboard.flow import words
from dashboard.flow.drawings import share_bar, strip
from dashboard.opens import under
from metrics.differences import SAME
from metrics.durations import MOST, QUARTILES
from metrics.flow import FATES, NODES, STAGES, node_of


def percent(part, whole, decimals=1):
    return f"{wording.number(100 * part / whole, decimals)}%" if whole else wording.DASH


# -- where paths went ------------------------------------------------------------------------------------------------------


def went(asked):
    """For each stage what became of those who came to it, side by side, as they stand in the drawing."""
    flow, blocks = asked.flow, []
    for stage in STAGES[STAGES.index(flow.start) :]:
        came = flow.into(*NODES[stage])
        if came:
            blocks.append(block(asked, stage, came))
    return html.Div(blocks, className="went")


def block(asked, stage, came):
    flow, ago = asked.flow, asked.ago
    then = ago.out_of(*NODES[stage]) if ago is not None else {}
    n_then = sum(then.values())
    out = flow.out_of(*NODES[stage])
    rows = []
    for node in targets(stage):
        if not out.get(node):
            continue
        rows.append(
            html.Tr(
                [
                    html.Th([words.place(node), share_bar(out[node] / came, words.kind(node))], scope="row"),
                    html.Td(
                        html.A([wording.number(out[node]), cells.sr(f" rows: {words.place(node)}")], href=asked.href(view="rows", to=node), id=f"to-{stage}-{node.replace(':', '-')}"),
                        className="num strong",
                    ),
                    html.Td(percent(out[node], came), className="num"),
                    html.Td(percent(then.get(node, 0), n_then), className="num muted") if n_then else None,
                ]
            )
        )
    head = [("Where to", ""), ("Paths", "num"), ("Share", "num"), *([("Year ago", "num")] if n_then else [])]
    table = html.Table(
        [
            html.Caption(f"{words.AFTER[stage]}: {wording.number(came)} in all", className="sr-only"),
            html.Thead(html.Tr([html.Th(name, scope="col", className=classes) for name, classes in head])),
            html.Tbody(rows),
            html.Tfoot(html.Tr([html.Th("All", scope="row"), html.Td(wording.number(came), className="num strong"), html.Td("100%", className="num"), html.Td() if n_then else None])),
        ],
        className="table-plain dense block",
    )
    said = f"{wording.number(came)}; most: {words.place(max(out, key=out.get))}"
    return html.Div([html.H3(words.AFTER[stage], id=f"after-{stage}"), under(words.AFTER[stage], said, [table], is_open=stage == flow.start)])


def targets(stage):
    following = STAGES[STAGES.index(stage) + 1] if stage != STAGES[-1] else None
    return [*(NODES[following] if following else ()), *(node_of(stage, fate) for fate in FATES[stage])]


def every_link(asked):
    """Each ribbon of the drawing with its number."""
    flow, rows = asked.flow, []
    for (source, target), n in flow.links.items():
        rows.append(
            html.Tr(
                [
                    html.Th(words.place(source), scope="row"),
                    html.Td(words.place(target)),
                    html.Td(
                        html.A([wording.number(n), cells.sr(f" rows from {words.place(source)} to {words.place(target)}")], href=asked.href(view="rows", of=source, to=target)),
                        className="num",
                    ),
                    html.Td(percent(n, flow.into(source)), className="num"),
                    html.Td(percent(n, flow.n), className="num"),
                ]
            )
        )
    head = [("From", ""), ("To", ""), ("Paths", "num"), ("Of those there", "num"), ("Of all", "num")]
    caption = "Every link of the drawing"
    return html.Details([html.Summary("Every link as a table"), cells.scroller(cells.table(head, rows, caption), caption)])


# -- rates -----------------------------------------------------------------------------------------------------------------


def rates(asked):
    head = [("Who went on", ""), ("Share", "num"), ("Of", "num"), ("95% interval, 0% to 100%", "c-interval"), ("A year ago", "num"), ("Since then", "")]
    rows = []
    for rate in asked.rates:
        name, of = words.RATES[rate.id]
        figure = SimpleNamespace(value=100 * rate.value, lower=100 * rate.lower, upper=100 * rate.upper, status="ok")
        said = f"{percent(rate.lower, 1)} to {percent(rate.upper, 1)}"
        rows.append(
            html.Tr(
                [
                    html.Th([name, html.Span(of, className="small")], scope="row"),
                    html.Td(percent(rate.x, rate.n), className="num strong"),
                    html.Td([f"{wording.number(rate.x)} of {wording.number(rate.n)}", still_open(rate)], className="num"),
                    html.Td([svg.interval(figure, 0, 100, ""), html.Span(said, className="small")], className="c-interval"),
                    html.Td(cells.two(percent(*rate.ago), f"{wording.number(rate.ago[0])} of {wording.number(rate.ago[1])}") if rate.ago else wording.DASH, className="num"),
                    html.Td(since(rate)),
                ]
            )
        )
    return cells.folding(head, rows, "How many went on at each stage", "rates")


def still_open(rate):
    return html.Span(f"{wording.number(rate.still_open)} still open", className="small") if rate.still_open else None


def since(rate):
    """Whether a rate differs from a year ago by more than chance; neither way is good in itself."""
    if rate.verdict is None:
        return html.Span("No figure a year ago", className="muted")
    if rate.verdict == SAME:
        return html.Span("No different beyond chance", className="muted")
    return html.Span(f"{'Higher' if rate.verdict == 'above' else 'Lower'} by more than chance", className="strong")


# -- how long --------------------------------------------------------------------------------------------------------------


def steps(asked):
    head = [
        ("Step", ""), ("Done", "num"), ("Half within", "num"), ("Middle half", ""), ("9 in 10 within", "num"), ("Half, a year ago", "num"),
        ("Each case: done, and waiting (hollow)", "c-strip"), ("Still waiting", ""),
    ]  # fmt: skip
    ago = asked.ago.steps if asked.ago is not None else {}
    rows = [step(name, taken, ago.get(name)) for name, taken in asked.flow.steps.items() if taken.n_done + taken.n_waiting]
    return cells.folding(head, rows, "How long each step took", "steps")


def step(name, taken, ago):
    title, of = words.STEPS[name]
    low, half, high = (taken.quantile(share) for share in QUARTILES)
    middle = words.amount(half, taken.unit)
    most = words.amount(taken.quantile(MOST), taken.unit)
    longest = f"longest {words.amount(taken.longest_waiting, taken.unit)} so far" if taken.n_waiting else None
    waiting = cells.two(wording.number(taken.n_waiting), longest) if taken.n_waiting else html.Span("None", className="muted")
    return html.Tr(
        [
            html.Th([title, html.Span(of, className="small")], scope="row"),
            html.Td(wording.number(taken.n_done), className="num"),
            html.Td(middle, className="num strong"),
            html.Td(words.between(low, high, taken.unit)),
            html.Td(most, className="num"),
            html.Td(words.amount(ago.quantile(0.5), ago.unit) if ago is not None and ago.n_done + ago.n_waiting else wording.DASH, className="num muted"),
            html.Td(strip(taken, f"{title}: half within {middle}, nine in ten within {most}."), className="c-strip"),
            html.Td(waiting),
        ]
    )


# -- work in hand ----------------------------------------------------------------------------------------------------------


def in_hand(asked):
    body, widest = [], max((len(one.bands) for one in asked.in_hand), default=1)
    for one in asked.in_hand:
        then = asked.in_hand_ago[one.work.id]
        if asked.team and not one.n and not then.n:
            continue  # no work of this team's
        title, limit = words.WORK[one.work.id]
        name = html.Th([title, html.Span(f"on {wording.day(one.day)}", className="small") if one.bands and one.day != asked.in_hand_day else None], scope="row")
        if not one.bands:
            body.append(html.Tr([name, html.Td(why_none(one), colSpan=widest + 2, className="muted")]))
            continue
        tallest = max(one.bands) or 1
        all_rows = html.A([wording.number(one.n), cells.sr(f" rows: {title}")], href=asked.href(view="rows", work=one.work.id), id=f"hand-{one.work.id}") if one.n else "0"
        body.append(
            html.Tr(
                [
                    name,
                    html.Td(all_rows, className="num strong c-value", **{"data-label": "In hand"}),
                    html.Td(wording.number(then.n) if then.bands else wording.DASH, className="num muted", **{"data-label": "A year before"}),
                    *(band(asked, one, place, n, tallest, limit) for place, n in enumerate(one.bands)),
                ]
            )
        )
    if not body:
        return html.P(f"{asked.team} has none of the work that is counted here.", className="muted")
    head = [("Work", ""), ("In hand", "num"), ("A year before", "num")]
    return html.Table(
        [
            html.Caption(f"Work in hand on {wording.day(asked.in_hand_day)}, by how long it has been open", className="sr-only"),
            html.Thead(
                html.Tr(
                    [
                        *(html.Th(title, scope="col", className=classes) for title, classes in head),
                        html.Th("By how long it has been open, the youngest first", scope="colgroup", colSpan=widest),
                    ]
                )
            ),
            html.Tbody(body),
        ],
        className="table-plain fold in-hand",
    )


def band(asked, one, place, n, tallest, limit):
    late = one.work.late_from is not None and place >= one.work.late_from
    label = words.band(one.work, place)
    number = wording.number(n)
    if n:
        said = f" rows of {words.WORK[one.work.id][0]}: {label}"
        number = html.A([number, cells.sr(said)], href=asked.href(view="rows", work=one.work.id, band=str(place)), id=f"hand-{one.work.id}-{place}")
    return html.Td(
        [
            html.Span(number, className="fact strong" if n else "fact muted"),
            share_bar(n / tallest, "late" if late else "soft"),
            html.Span(label, className="small"),
            html.Span(limit, className="small late") if late and n else None,
        ],
        className="c-band",
    )


def why_none(one):
    if one.without == "not loaded":
        return f"Not loaded: load the {wording.table_name(one.work.table)} extract"
    if one.without == "lacks":
        return f"The {wording.table_name(one.work.table)} loaded do not say when work is done"
    return f"The {wording.table_name(one.work.table)} loaded begin after this day"
