"""The neighbours of each model side by side, and every authority, as tables."""

from types import SimpleNamespace

from dashboard import cells, chance, wording
from dashboard import plain as html
from dashboard.indicator.authorities import ranked


def neighbours_table(indicator, model, comparison, models, is_chosen):
    """Every neighbour of a model with its value or why it has none, closest first; mean and median below."""
    elsewhere = {each.area for other, at in models.items() if other != model for each in at.neighbours}
    rows = []
    for place, each in enumerate(comparison.neighbours, start=1):
        note = each.reason or each.note
        also = None if each.area in elsewhere or not elsewhere else html.Span("only in this model", className="small")
        rows.append(
            html.Tr(
                [
                    html.Td(str(place), className="num muted"),
                    html.Th([each.name, " ", also], scope="row"),
                    html.Td(
                        wording.value(indicator, each.value) if each.value is not None else html.Span(note[:1].upper() + note[1:], className="small"),
                        className="num",
                    ),
                ]
            )
        )
    n = f"{comparison.n_reporting} of {comparison.n_neighbours} report"
    summary = [
        html.Tr(
            [html.Td(""), html.Th([name, " ", html.Span(n, className="small")], scope="row"), html.Td(total(indicator, each), className="num strong")]
        )
        for name, each in (("Mean", comparison.neighbour_mean), ("Median", comparison.neighbour_median))
    ]
    year = wording.financial_year(comparison.period_end) if comparison.period_end is not None else ""
    return html.Table(
        [
            html.Caption(f"{model} model, {year}" + (", chosen above" if is_chosen else ""), className="shown"),
            html.Thead(
                html.Tr(
                    [
                        html.Th("Rank", scope="col", className="num"),
                        html.Th("Neighbour", scope="col"),
                        html.Th("Published", scope="col", className="num"),
                    ]
                )
            ),
            html.Tbody(rows),
            html.Tfoot(summary),
        ],
        className="table-plain dense neighbours",
    )


def total(indicator, published):
    return wording.value(indicator, published.value) if published.value is not None else html.Span(published.reason.capitalize(), className="small")


def every_authority(indicator, comparison, everyone, drawn):
    """All of them in order, with counts and place; those without a figure last, with the reason."""
    positions = dict(zip((each.area for each in drawn[1]), drawn[0].adjusted, strict=True)) if drawn else {}
    neighbours = {each.area for each in comparison.neighbours}
    low = comparison.better == "low"
    values = [each.value for each in ranked(everyone)]
    rank_of = {each.area: 1 + sum((other < each.value) if low else (other > each.value) for other in values) for each in ranked(everyone)}
    ordered = sorted(everyone, key=lambda each: (rank_of.get(each.area, 10_000), each.value is None, each.name))
    body = []
    for each in ordered:
        mark = "neighbour" if each.area in neighbours else "own" if each.area == comparison.area else ""
        value = wording.value(indicator, each.value) if each.value is not None else html.Span(each.reason, className="muted")
        body.append(
            html.Tr(
                [
                    html.Td(str(rank_of.get(each.area, "")), className="num muted"),
                    html.Th(
                        [each.name, html.Span(f" {mark}", className="small") if mark == "neighbour" else None],
                        scope="row",
                        className="strong" if mark == "own" else "",
                    ),
                    html.Td(value, className="num strong"),
                    html.Td(said_counts(indicator, each.numerator, each.denominator) if each.has_counts else "", className="num muted"),
                    html.Td(chance.POSITIONS[int(positions[each.area])] if each.area in positions else "") if drawn else None,
                    html.Td(each.note or ("" if each.is_ranked else "too small to rank"), className="muted"),
                ],
                className="chosen" if mark == "own" else "",
            )
        )
    head = [
        ("Rank", "num"),
        ("Authority", ""),
        ("Published", "num"),
        ("Of", "num"),
        *([("Limits that allow for over-dispersion", "")] if drawn else []),
        ("Note", ""),
    ]
    caption = f"Every authority, rank 1 is the {'best' if comparison.better else 'highest'}"
    return cells.scroller(cells.table(head, body, caption), f"{indicator.title}, every authority")


def said_counts(indicator, numerator, denominator):
    return wording.counts(indicator, SimpleNamespace(numerator=numerator, denominator=denominator))
