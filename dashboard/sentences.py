"""What a chart shows, in sentences made of facts alone: no cause is guessed and nothing is called good by itself."""

from dashboard import wording


def story(indicator, snapshot, view, figure, comparison):
    """Two or three sentences about one figure: its change, its target, the others."""
    if figure is None or figure.value is None:
        return []
    if figure.status == "incomplete":
        return [unfinished(indicator, snapshot, view, figure)]
    return [
        line for line in (changed(indicator, snapshot, view, figure), beside(indicator, figure, comparison)) if line
    ]


def unfinished(indicator, snapshot, view, figure):
    name = wording.period(view.period)
    if view.period.complete:
        words = f"{name} is not settled: its youngest cases can still turn out either way"
        if indicator.matures:
            words += f", until {indicator.matures}"
    else:
        words = f"{name} is not over: this is the figure so far, to {wording.day(snapshot.as_at)}"
    return words + ". It is not judged, and not compared with earlier periods."


def changed(indicator, snapshot, view, figure):
    period = view.period
    parts = []
    before = snapshot.before(indicator.id, period, view.team)
    words = wording.change_words(indicator, figure, before, f"the {wording.GRAIN_WORDS[period.grain]} before")
    if words:
        parts.append(words)
    if period.grain != "year":
        ago = snapshot.before(indicator.id, period, view.team, years=1)
        words = wording.change_words(indicator, figure, ago, "a year before")
        if words:
            parts.append(words)
    if not parts:
        return ""
    text = " and ".join(parts)
    return text[0].upper() + text[1:] + "."


def beside(indicator, figure, comparison):
    """Where the figure stands beside the target, the neighbours and England."""
    above, below, same = [], [], []
    sides = {"above": above, "below": below, "the same as": same}
    judged = ""
    if figure.target and figure.judgement in wording.JUDGEMENTS:
        verdict = {
            "met": "The target is met",
            "near": "The target is not met, but near",
            "not met": "The target is not met",
            "too few": "There are too few cases to judge the target by",
        }[figure.judgement]
        judged = f"{verdict} ({wording.target(indicator, figure.target)}). "
        if figure.judgement != "too few" and within_chance(figure):
            low, high = (wording.value(indicator, limit) for limit in (figure.lower, figure.upper))
            judged += f"That could be chance: the 95% interval, {low} to {high}, includes the target. "
    if comparison is not None:
        n, of = comparison.n_reporting, comparison.n_neighbours
        for published, name in (
            (comparison.neighbour_mean, f"the mean of {n} of {of} neighbours"),
            (comparison.england, "England"),
        ):
            if published.value is not None:
                side = wording.against(indicator, figure.value, published.value)
                sides[side].append(f"{name} ({wording.value(indicator, published.value)})")
    parts = [f"{side} {wording.listed(names)}" for side, names in sides.items() if names]
    if not parts:
        return judged.strip()
    text = wording.listed(parts)
    year = wording.financial_year(comparison.period_end)
    return f"{judged}{text[0].upper()}{text[1:]}, whose figures are of {year}."


def within_chance(figure):
    """Whether the interval of a figure includes its target: met or not, it might have been otherwise."""
    limits = (figure.lower, figure.target_value, figure.upper)
    return None not in limits and limits[0] <= limits[1] <= limits[2]


def when(figure):
    return wording.short_month(figure.period_start) if figure.grain == "month" else figure.period
