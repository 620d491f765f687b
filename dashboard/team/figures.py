"""A team's figures and its worklists in one table: are we in time, is it getting better, compared with whom, and who is late."""

from bisect import bisect_right
from operator import attrgetter

from dashboard import cells, icons, real, svg, wording
from dashboard import plain as html
from dashboard.opens import under
from dashboard.take_away import of_view, take_away
from dashboard.team import lists

MONTHS_DRAWN = 24
BY_LIST = "List by list, every team together"
IN_TIME = "Are we in time, and who is late?"
JUDGED = ("met", "near", "not met")
#: What a control chart says of a figure, and that in a sentence.
MOVES = {"Improving": "improving", "Concern": "getting worse"}

#: Indicators without a list that a manager asks for first, in this order.
ALSO = ("child_seen_5wd", "assessments_45wd", "icpc_15wd", "caseload_average", "caseload_over_24", "newly_qualified_caseload", "worker_changes_12m", "care_3_placements")


def figures(view, snapshot):
    """A row for each worklist that concerns the team, with its indicator, and for the figures that a manager asks for besides."""
    found = lists.lines(snapshot, view.team)
    with_list = {line.list.indicator.id for line in found if line.list.indicator}
    others = also(view, snapshot, found)
    if not found and not others:
        return None
    on = wording.day(lists.day(snapshot), year=False)
    head = [
        ("Worklist, and its figure", "c-name"),
        (f"Late on {on}", "c-late"),
        (f"Due in {lists.AHEAD} working days", "c-due num"),
        (wording.short_period(view.period), "c-value num"),
        ("Target", "c-target"),
        ("Is it getting better?", "c-real"),
        *([("All teams", "c-all num")] if view.team else []),
        (beside_name(view, snapshot), "c-beside num"),
        (f"{MONTHS_DRAWN} months", "c-spark"),
    ]
    rows = [row(line, line.list.indicator, view, snapshot) for line in found] + [row(None, indicator, view, snapshot) for indicator in others]
    caption = f"Worklists on {on}, and figures of {wording.period(view.period)}, {view.team or 'all teams'}"
    return html.Section(
        [
            html.H2(IN_TIME, id="in-time"),
            under(
                IN_TIME,
                f"{wording.plural(len(found), 'worklist')}, {wording.plural(len(with_list) + len(others), 'figure')}",
                [
                    cells.folding(head, rows, caption, "team-figures"),
                    html.P(said(view, snapshot, found, [*(line.list.indicator for line in found if line.list.indicator), *others]), className="story"),
                    take_away("worklists and figures", of_view(view, "team/figures", compare=view.compare)),
                    html.P(rest(view, snapshot, {*with_list, *(i.id for i in others)}), className="small below"),
                ],
                is_open=True,
            ),
        ],
        className="part",
        **{"aria-labelledby": "in-time"},
    )


def said(view, snapshot, found, shown):
    """What the table says: how many targets are met, what moves by more than chance, and what is late."""
    figures = [snapshot.figure(indicator.id, view.period, view.team) for indicator in shown]
    aimed = [figure for figure in figures if cells.has_value(figure) and figure.judgement in JUDGED]
    met = sum(figure.judgement == "met" for figure in aimed)
    words = [real.word(real.reading(indicator, view, snapshot)) for indicator, figure in zip(shown, figures, strict=True) if cells.has_value(figure)]
    moves = [f"{wording.number(words.count(each))} {said}" for each, said in MOVES.items() if each in words]
    late = lists.to_mend(found)
    parts = [
        f"Of {wording.plural(len(aimed), 'figure')} judged by a target, {wording.number(met) if met else 'none'} {'meets' if met < 2 else 'meet'} it" if aimed else "No figure here is judged by a target",
        f"{wording.listed(moves)} by more than chance" if moves else "none has changed by more than chance",
        f"{wording.number(late)} {'things are' if late > 1 else 'thing is'} late" if late else "nothing is late",
    ]
    return f"{'; '.join(parts)}."


def also(view, snapshot, found):
    """The indicators of ALSO that none of the lists found has, and that say something of the team."""
    with_list = {line.list.indicator.id for line in found if line.list.indicator}
    others = [snapshot.indicators[name] for name in ALSO if name in snapshot.indicators and name not in with_list]
    return [indicator for indicator in others if says_something(snapshot.figure(indicator.id, view.period, view.team))]


def every_list(view, snapshot):
    """The lists of every team together: how many are late and due, and the figure that counts them. Whether it gets better is on the scorecard."""
    found = lists.lines(snapshot, view.team)
    if not found:
        return None
    on = wording.day(lists.day(snapshot), year=False)
    head = [("Worklist, and its figure", "c-name"), (f"Late on {on}", "c-late"), (f"Due in {lists.AHEAD} working days", "c-due num"), (wording.short_period(view.period), "c-value num")]
    rows = []
    for line in found:
        figure = snapshot.figure(line.list.indicator.id, view.period) if line.list.indicator else None
        shown = cells.value(line.list.indicator, figure) if cells.has_value(figure) else html.Span(wording.DASH, className="muted")
        rows.append(html.Tr([name(line, line.list.indicator, view), *late(line, view), html.Td(shown, className="c-value num")]))
    return html.Section(
        [
            html.H2(BY_LIST, id="lists"),
            under(
                BY_LIST,
                wording.plural(len(found), "worklist"),
                [
                    cells.folding(head, rows, f"Worklists of every team on {on}", "every-list"),
                    html.P(most_late(found), className="story"),
                    take_away("the lists of every team", of_view(view, "team/figures")),
                ],
            ),
        ],
        className="part",
        **{"aria-labelledby": "lists"},
    )


def most_late(found):
    """How much is late, and on which list most of it stands."""
    late, first = lists.to_mend(found), max((line for line in found if line.list.id not in lists.APART), key=lambda line: line.overdue, default=None)
    if not late:
        return "Nothing is late on any list."
    return f"{wording.number(late)} {'things are' if late > 1 else 'thing is'} late, most of them on the list {first.list.title} ({wording.number(first.overdue)})."


def says_something(figure):
    """Whether there is a figure: of a team that holds no children none is needed of how many are held."""
    return cells.has_value(figure) and bool(figure.numerator or figure.denominator)


def row(line, indicator, view, snapshot):
    return html.Tr([name(line, indicator, view), *(late(line, view) if line else [blank("c-late"), blank("c-due num")]), *of_period(indicator, view, snapshot)])


def name(line, indicator, view):
    """The list leads to its rows, the figure beside it to its own page."""
    if line is None:
        return html.Th(html.A(indicator.title, href=view.href(f"/indicator/{indicator.id}")), scope="row", className="c-name")
    parts = [html.A(line.list.title, href=view.href(list=line.list.id), id=f"list-{line.list.id}")]
    if indicator:
        parts.append(html.Span(html.A(indicator.title, href=view.href(f"/indicator/{indicator.id}")), className="small"))
    return html.Th(parts, scope="row", className="c-name")


def late(line, view):
    one = line.list
    more = None
    if line.counted:
        more = html.Span(f"and {wording.number(line.counted)} {one.besides}", className="small")
    chip = html.Span(lists.late_words(one, 0), className="muted")
    if line.overdue:
        chip = html.A(cells.tag(lists.late_words(one, line.overdue), lists.kind(one)), href=view.href(list=one.id), className="late-link")
    due = html.Span(wording.DASH, className="muted")
    if line.due:
        due = cells.two(wording.number(line.due), None if one.ahead == lists.AHEAD else f"in {one.ahead} working days")
    return [html.Td([chip, more], className="c-late"), html.Td(due, className="c-due num")]


def blank(classes):
    return html.Td(html.Span([wording.DASH, cells.sr("no list")], className="muted"), className=f"{classes} blank")


def of_period(indicator, view, snapshot):
    """The figure of the period: what it is of, its target, whether its change is real, and beside all teams."""
    if indicator is None:
        return [html.Td("No figure counts this", colSpan=6 if view.team else 5, className="c-why muted small")]
    figure = snapshot.figure(indicator.id, view.period, view.team)
    if not cells.has_value(figure):
        why = snapshot.why_missing(indicator, figure, view.team)
        return [html.Td(why, colSpan=4 if view.team else 3, className="c-why muted small"), beside(indicator, view, snapshot), spark(indicator, view, snapshot)]
    found = real.reading(indicator, view, snapshot)
    rises = found.point is not None and found.point.direction > 0
    since = cells.change(indicator, figure, snapshot.before(indicator.id, view.period, view.team), wording.GRAIN_WORDS[view.period.grain])
    whole = snapshot.figure(indicator.id, view.period)
    aim = html.Span("No target", className="muted small")
    if figure.target:
        aim = [html.Span(wording.target(indicator, figure.target), className="fact"), cells.chip(figure.judgement, found.is_reliable)]
    made = [
        html.Td(cells.value(indicator, figure), className="c-value num" + (" so-far" if figure.status == "incomplete" else "")),
        html.Td(aim, className="c-target"),
        html.Td([icons.beside(icons.variation(found.variation, rises), real.word(found)), html.Span(since, className="small") if since else None], className="c-real"),
    ]
    if view.team:
        shown = wording.value(indicator, whole.value) if cells.has_value(whole) else wording.DASH
        made.append(html.Td(html.Span(shown, className="fact"), className="c-all num"))
    return [*made, beside(indicator, view, snapshot), spark(indicator, view, snapshot)]


def beside_name(view, snapshot):
    return {"region": snapshot.authority.region_name, "england": "England"}.get(view.compare, "Neighbours")


def beside(indicator, view, snapshot):
    """What others published, as chosen above; a dash where nobody publishes this."""
    found = snapshot.compared(indicator, view.period.end, "2021" if view.compare == "neighbours-2021" else "2025")
    published = found and {"region": found.region, "england": found.england}.get(view.compare, found.neighbour_mean)
    if not published or published.value is None:
        return html.Td(html.Span([wording.DASH, cells.sr("no national figure")], className="muted"), className="c-beside num blank")
    year = found.period_end and wording.financial_year(found.period_end)
    return html.Td(cells.two(wording.value(indicator, published.value), year), className="c-beside num")


def spark(indicator, view, snapshot):
    months = snapshot.series(indicator.id, view.team)
    ended = max(bisect_right(months, view.period.end, key=attrgetter("period_end")), min(len(months), MONTHS_DRAWN))
    recent = months[-MONTHS_DRAWN:]
    if not recent or recent[0].period_start > view.period.start:
        recent = months[max(0, ended - MONTHS_DRAWN) : ended]
    target = snapshot.target_value(indicator, view.period.end, view.team)
    return html.Td(svg.sparkline(indicator, recent, view.period, target), className="c-spark")


def rest(view, snapshot, shown):
    """Where the other figures of the team are, and what could not be listed."""
    others = [i for i in snapshot.indicators.values() if i.id not in shown and cells.has_value(snapshot.figure(i.id, view.period, view.team))]
    said = []
    if others:
        n = wording.plural(len(others), "other figure")
        said += ["See the ", html.A(f"{n} of {view.team or 'all teams'} on the scorecard", href=view.href("/")), ". "]
    if gone := lists.missing(snapshot):
        said.append(f"Not to be had, for lack of a table or of earlier data: {wording.listed(one.title for one in gone)}.")
    return said
