"""A figure by the kinds of children behind it: the groups add up to it, and say so."""

from types import SimpleNamespace

from dashboard import access, cells, chance, shell, svg, wording
from dashboard import plain as html
from dashboard.indicator.teams import interval_words, scale, scale_words
from dashboard.take_away import of_view, take_away
from metrics.breakdown import BREAKDOWNS, UNKNOWN, why_not

DEFAULT = "age"
SHARED = "Shared outside are the kinds of case of the whole authority in a whole financial year, by age, sex, ethnic group, disability or need."
#: What each breakdown rests on.
RESTS_ON = {
    "age": "Ages are those of the last day of the period.",
    "sex": "",
    "ethnic_group": "The census’s codes, in its five groups; refused and not obtained are not known.",
    "disability": "As the children’s extract has it.",
    "need": "The category or need that the cases themselves carry; where they carry none, the primary need of the child’s latest episode of need "
    "that began by the last day of the period.",
    "worker": "The worker that each case is recorded with.",
}


def kinds_view(indicator, view, snapshot, figure, comparison):
    by = view.asked("by") if view.asked("by") in BREAKDOWNS else DEFAULT
    why = why_not(indicator, by)
    return html.Div([choices(view, by), html.P(why, className="story") if why else body(indicator, view, figure, by)], className="kinds")


def choices(view, by):
    links = [
        html.Li(html.A(name, href=view.href(view="kinds", by=each), id=f"by-{each}", **({"aria-current": "true"} if each == by else {})))
        for each, (name, _) in BREAKDOWNS.items()
    ]
    return html.Nav(html.Ul(links), className="tabs tabs-small", **{"aria-label": "By"})


def body(indicator, view, figure, by):
    if not cells.has_value(figure):
        return html.P("There is no figure here, and so there are no cases to group.", className="muted")
    try:
        found = access.breakdown(shell.source(), indicator, view.period, view.team, by)
    except access.NotAllowed:
        words = SHARED if view.share else "You may see this figure, but not whose work it is."
        return html.P(words, className="muted")
    groups = list(found.astype(object).where(found.notna(), None).itertuples(index=False))
    if any(is_hidden(group) for group in groups):
        told = "The groups add up to the figure above. Where a group is hidden, it is of fewer than six, or would give another away."
    else:
        told = [adds_up(indicator, groups, figure), " ", unknown(indicator, groups, by)] if groups else ""
    if not groups:
        return html.P("No cases are counted in this figure.", className="muted")
    return html.Div(
        [
            html.P(told, className="story"),
            table(indicator, view, figure, groups, by),
            html.P(says(indicator, groups), className="story"),
            take_away(f"{indicator.title} by {BREAKDOWNS[by][0].lower()}", of_view(view, f"kinds/{indicator.id}", by=by), image=True),
            html.P([RESTS_ON[by], " ", how_compared(indicator)], className="small"),
        ]
    )


def adds_up(indicator, groups, figure):
    """That the groups add up to the figure; plainly, also if they do not."""
    numerator = sum(group.numerator for group in groups)
    total, agree = amount(numerator), abs(numerator - (figure.numerator or 0)) < 1e-6
    if has_share(indicator):
        denominator = sum(group.denominator for group in groups)
        total = f"{amount(numerator)} of {amount(denominator)}"
        agree = agree and abs(denominator - (figure.denominator or 0)) < 1e-6
    return f"The groups add up to {total}, which is " + ("the figure above." if agree else "NOT the figure above: please report this.")


def says(indicator, groups):
    """Which groups are the largest, or have the highest and the lowest value, and which differ from the rest by more than chance."""
    known = [group for group in groups if group.group != UNKNOWN and not is_hidden(group) and group.value is not None]
    if len(known) < 2:
        return "The groups are hidden: of fewer than six, or they would give another away." if any(map(is_hidden, groups)) else ""
    if not has_share(indicator):
        all_ = sum(group.numerator for group in groups if not is_hidden(group))
        most = sorted(known, key=lambda group: -group.numerator)[:2]
        named = [f"{group.group} ({amount(group.numerator)}" + (f", {wording.number(100 * group.numerator / all_, 1)}%)" if all_ else ")") for group in most]
        return f"The largest groups are {wording.listed(named)}."
    high, low = max(known, key=lambda group: group.value), min(known, key=lambda group: group.value)
    said = [f"Highest: {high.group} ({wording.value(indicator, high.value)}); lowest: {low.group} ({wording.value(indicator, low.value)})."]
    for verdict in chance.DIRECTION:
        names = [group.group for group in known if getattr(group, "difference", "") == verdict]
        if names:
            said.append(f"{chance.GROUPS[verdict]}: {wording.listed(names)}.")
    if len(said) == 1 and any(getattr(group, "difference", "") for group in known):
        said.append("None differs from the rest by more than chance would give.")
    return " ".join(said)


def is_hidden(group):
    return getattr(group, "status", "") == "suppressed"


def has_share(indicator):
    return indicator.has_denominator and not indicator.is_rate


def amount(number):
    return wording.number(number, 0 if wording.whole(number) else 1)


def unknown(indicator, groups, by):
    """How many cases it is not known of; what to load where it is known of none."""
    count = lambda group: group.denominator if has_share(indicator) else group.numerator  # noqa: E731
    known, all_ = sum(count(group) for group in groups if group.group != UNKNOWN), sum(count(group) for group in groups)
    name = BREAKDOWNS[by][0].lower()
    if known == 0 and all_:
        extract = {"worker": "with the worker", "need": "of children in need, with their primary need"}.get(by, "of children, with that heading")
        return f"Of none of them is the {name} known: load an extract {extract}."
    return f"Of {amount(all_ - known)} the {name} is not known." if all_ > known else ""


def how_compared(indicator):
    if indicator.is_rate:
        return "A rate has no population by group: the groups are numbers of cases."
    if indicator.unit == "percent" and not indicator.is_ratio:
        return (
            "Each group is set beside all the other cases together: whether the 95% interval of the difference (Newcombe’s hybrid score method) "
            "leaves nought out. Fewer than ten cases on either side are too few to tell. Where many groups are compared, one in twenty differs by luck."
        )
    return "Numbers of cases are not compared by chance: how many children of a kind there are is not known here."


def table(indicator, view, figure, groups, by):
    is_share = has_share(indicator)
    total = figure.numerator or 1
    figures = [figure_of(indicator, group, figure) for group in groups]
    low, high, interval = scale(indicator, figures if not is_share else [*figures, figure], None)
    compared = indicator.unit == "percent" and not indicator.is_ratio
    words = f"{scale_words(indicator, low)} to {scale_words(indicator, high)}" + (", with 95% interval" if interval else "")
    name = BREAKDOWNS[by][0]
    head = [
        html.Th(name, scope="col"),
        html.Th(wording.short_period(view.period), scope="col", className="num"),
        html.Th("Of" if is_share else "Share", scope="col", className="num"),
        html.Th(words, scope="col"),
        html.Th("Against the rest", scope="col") if compared else None,
    ]
    rows = []
    for group, each in zip(groups, figures, strict=True):
        is_known = group.group != UNKNOWN
        if is_hidden(group):
            name_of = html.Th(group.group, scope="row", className="c-team" + ("" if is_known else " muted"))
            rows.append(html.Tr([name_of, html.Td("Hidden", colSpan=len([h for h in head if h]) - 1, className="muted c-rest")]))
            continue
        shown = wording.value(indicator, each.value) if is_share else amount(group.numerator)
        of = wording.counts(indicator, each) if is_share else f"{wording.number(100 * group.numerator / total, 1)}%"
        drawing = None
        if each.value is not None:
            drawing = svg.interval(each, low, high, interval_words(indicator, each)) if is_share else svg.bar(each, high)
        rows.append(
            html.Tr(
                [
                    html.Th(group.group, scope="row", className="c-team" + ("" if is_known else " muted")),
                    html.Td(shown if each.value is not None else wording.DASH, className="num strong c-value"),
                    html.Td(of, className="num muted c-of"),
                    html.Td(drawing, className="c-interval"),
                    html.Td(against(indicator, group), className="c-against") if compared else None,
                ]
            )
        )
    caption = f"By {name.lower()}, {wording.period(view.period)}"
    return html.Table([html.Caption(caption, className="sr-only"), html.Thead(html.Tr(head)), html.Tbody(rows)], className="table-plain by-team")


def figure_of(indicator, group, figure):
    """A group as drawings and words take a figure."""
    return SimpleNamespace(
        value=group.value,
        numerator=group.numerator,
        denominator=group.denominator,
        lower=group.lower,
        upper=group.upper,
        status=figure.status,
        note="",
    )


def against(indicator, group):
    verdict = getattr(group, "difference", "")
    if not verdict:
        return html.Span("" if group.group == UNKNOWN else "Too few to tell", className="small")
    return cells.tag(chance.GROUPS[verdict], chance.kind(indicator, chance.DIRECTION.get(verdict, 0)))
